"""Somebody helped a household to fill its ballot in: who, and what they are to it. Said by the household itself."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.refusal import Refusal, reasons

reasons(
    helper_without_name="help with a ballot noted without the helper's name",
    helper_too_long="limit: a helper's name or relation longer than allowed",
)

LONGEST = 60
"""Characters of a name or a relation."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Who helped, and what they are to the household ('' where nothing was said)."""

    name: str
    relation: str = ""


def read_helper(name: str, relation: str) -> Helper | None:
    """The helper as typed, None where nobody helped; refuses `helper-without-name` and `helper-too-long`."""
    name, relation = " ".join(name.split()), " ".join(relation.split())
    if not name and not relation:
        return None
    if not name:
        raise Refusal("helper-without-name")
    if max(len(name), len(relation)) > LONGEST:
        raise Refusal("helper-too-long", limit=LONGEST)
    return Helper(name, relation)
