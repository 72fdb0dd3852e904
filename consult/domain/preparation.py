"""What is known of a draft beside its text: what it is about, what it was begun from, and what has been looked at.

None of it is part of the text that residents read and the book holds; it stands still with the text all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from consult.domain.siting import Siting, siting_from_json, siting_json


@dataclass(frozen=True, slots=True)
class Preparation:
    """How a draft is prepared.

    `matter` is a key of `domain.matter`, '' until somebody says. `window_clause` is the clause of the rules of
    procedure by which the vote may be open for an unusual time. `template` is the key of the template it was begun
    from, `done` the lines of its checklist that are ticked, `siting` what was found at each place by its name.
    """

    matter: str = ""
    window_clause: str = ""
    template: str = ""
    done: tuple[str, ...] = ()
    siting: Mapping[str, Siting] = field(default_factory=dict)


def preparation_json(preparation: Preparation) -> dict[str, Any]:
    """A preparation as plain JSON; what is empty is left out."""
    written: dict[str, Any] = {
        "matter": preparation.matter,
        "window_clause": preparation.window_clause,
        "template": preparation.template,
        "done": list(preparation.done),
        "siting": {name: siting_json(one) for name, one in preparation.siting.items()},
    }
    return {key: value for key, value in written.items() if value}


def preparation_from_json(kept: Mapping[str, Any]) -> Preparation:
    """The preparation kept as plain JSON."""
    return Preparation(
        kept.get("matter", ""),
        kept.get("window_clause", ""),
        kept.get("template", ""),
        tuple(kept.get("done", ())),
        MappingProxyType({name: siting_from_json(one) for name, one in kept.get("siting", {}).items()}),
    )
