"""Where chargers, sheds and parking must not stand, checked before a place is put to the vote.

《非机动车安全管理条例》第二十九条 and DG/TJ08-2451-2024 name the places; a vote never stands in for the approval of the
fire or the greenery authority (voting rules §5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from consult.domain.question import Question, QuestionType
from consult.domain.refusal import Refusal, reasons

reasons(
    site_unchecked="site: a place for chargers, a shed or parking whose checklist is not complete",
    site_unfit="site: such a place where nothing of the kind may stand",
    distance_unreadable="distance: a distance that is no number of metres",
    reviewed_later="day: a review dated after today",
)

FIT, UNFIT = "fit", "unfit"
CHECKS = ("hall", "escape", "crowded", "dwelling")
"""Ground-floor halls, corridors, stairwells and passages; escape routes, exits and fire lanes; crowded buildings;
dwelling buildings, unless the place is built to the standard."""

_MAY_BE_SITES = frozenset(
    [QuestionType.PLACE, QuestionType.EACH_PLAN, QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME]
)
WHOLE = ""
"""The one place of a consultation whose questions offer none to choose from."""


@dataclass(frozen=True, slots=True)
class Siting:
    """What was found at one place.

    `found` says of each check whether the place is fit or unfit, `distance` how far the next window or exit is
    (0.01 m), `reviewer` and `reviewed_on` who looked and when. `is_none`: the option is no place at all, so that there
    is nothing to look at.
    """

    found: Mapping[str, str] = field(default_factory=dict)
    distance: int | None = None
    reviewer: str = ""
    reviewed_on: date | None = None
    is_none: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether everything has been looked at, by somebody, on some day."""
        is_measured = self.distance is not None and self.reviewed_on is not None
        return is_measured and bool(self.reviewer) and all(self.found.get(check) in (FIT, UNFIT) for check in CHECKS)

    @property
    def is_unfit(self) -> bool:
        """Whether anything that was looked at stands against the place."""
        return UNFIT in self.found.values()


def sites_of(questions: Iterable[Question]) -> tuple[str, ...]:
    """The names of the places that a consultation offers; one without a name where it offers none."""
    names = (_name(o.label) for q in questions if q.type in _MAY_BE_SITES for o in q.options)
    return tuple(dict.fromkeys(names)) or (WHOLE,)


def places_asked(questions: Iterable[Question]) -> frozenset[str]:
    """The names of those that are places whatever is said of them: pins on a plan."""
    return frozenset(_name(o.label) for q in questions if q.type is QuestionType.PLACE for o in q.options)


def _name(label: Mapping[str, str]) -> str:
    return label.get("zh") or next(iter(label.values()), "")


def siting_faults(questions: tuple[Question, ...], found: Mapping[str, Siting]) -> Iterator[Refusal]:
    """What stands in the way of putting these places to the vote.

    A review holds for the place of its name: a place that is renamed has to be looked at again.
    """
    pins, names = places_asked(questions), sites_of(questions)
    judged = {name: found.get(name, Siting()) for name in names}
    if all(one.is_none and name not in pins for name, one in judged.items()):
        # Whatever is voted on, it will stand somewhere.
        judged = {WHOLE: found.get(WHOLE, Siting())}
    for name, one in judged.items():
        if one.is_none and name and name not in pins:
            continue
        if one.is_unfit:
            yield Refusal("site-unfit", site=name)
        elif not one.is_complete:
            yield Refusal("site-unchecked", site=name)


def siting_json(siting: Siting) -> dict[str, Any]:
    """A review as plain JSON."""
    return {
        "found": dict(siting.found),
        "distance": siting.distance,
        "reviewer": siting.reviewer,
        "reviewed_on": siting.reviewed_on.isoformat() if siting.reviewed_on else "",
        "is_none": siting.is_none,
    }


def siting_from_json(kept: Mapping[str, Any]) -> Siting:
    """The review kept as plain JSON."""
    day = kept["reviewed_on"]
    return Siting(
        MappingProxyType(dict(kept["found"])),
        kept["distance"],
        kept["reviewer"],
        date.fromisoformat(day) if day else None,
        bool(kept["is_none"]),
    )
