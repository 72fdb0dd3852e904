"""Somebody helped a household to fill its ballot in: who, and what they are to it. Said by the household itself."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.refusal import Refusal, reasons

reasons(
    assistant_without_name="help with a ballot noted without the assistant's name",
    assistant_too_long="limit: an assistant's name or relation longer than allowed",
)

LONGEST = 60
"""Characters of a name or a relation."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """Who helped, and what they are to the household ('' where nothing was said)."""

    name: str
    relation: str = ""


def read_assistant(name: str, relation: str) -> Assistant | None:
    """The assistant as typed, None where nobody helped; refuses `assistant-without-name` and `assistant-too-long`."""
    name, relation = " ".join(name.split()), " ".join(relation.split())
    if not name and not relation:
        return None
    if not name:
        raise Refusal("assistant-without-name")
    if max(len(name), len(relation)) > LONGEST:
        raise Refusal("assistant-too-long", limit=LONGEST)
    return Assistant(name, relation)
