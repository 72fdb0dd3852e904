"""Reconciling the sheets of a vote on paper: what was issued is what came back, whatever became of it, and the rest.

    issued = returned + blank + spoilt + double + late + unconfirmed + collected + missing + difference

`collected` are sheets that somebody took along at the door and that nobody has entered. `returned` to
`collected` are known from the book and the desk, one fate for each sheet; how many sheets were never
handed out and how many came back is counted by hand. So `difference` says what nobody can read off a screen: sheets
that lie in the box and were never entered (more than 0), or were entered and cannot be found (less than 0).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consult.domain.refusal import Refusal, reasons

reasons(
    sheets_unused_too_many="unused, most: more sheets never handed out than can be left",
    sheets_more_than_issued="in_hand, issued: more sheets counted in the box than were issued",
    sheets_do_not_balance="difference, unconfirmed, collected: sheets that do not balance, without an explanation",
    sheet_figure_missing="a number of sheets that is not one",
    sheets_not_reconciled="a binding vote that two people enter, closed before its sheets were reconciled",
)


class Fate(StrEnum):
    """What became of a sheet that came back, the most telling first: a sheet has one fate."""

    RETURNED = "returned"
    DOUBLE = "double"
    BLANK = "blank"
    SPOILT = "spoilt"
    UNCONFIRMED = "unconfirmed"
    COLLECTED = "collected"
    LATE = "late"


FATES = tuple(Fate)


def fates_of(noted: Iterable[tuple[str, Fate]]) -> dict[Fate, int]:
    """How many sheets met each fate, from (serial, fate) in any order: of several about one sheet the first listed."""
    told: dict[str, Fate] = {}
    for serial, fate in noted:
        if serial not in told or FATES.index(fate) < FATES.index(told[serial]):
            told[serial] = fate
    counted = Counter(told.values())
    return {fate: counted[fate] for fate in FATES}


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The sheets of one vote. `listed`: numbered sheets frozen at OPEN; `unused` of them never left the committee;
    `in_hand`: sheets in the box, counted by hand; `fates`: what became of those that were entered.
    """

    listed: int
    unused: int
    in_hand: int
    fates: Mapping[Fate, int]

    @property
    def issued(self) -> int:
        """Sheets that were handed out."""
        return self.listed - self.unused

    @property
    def accounted(self) -> int:
        """Sheets of which it is known what became of them."""
        return sum(self.fates.values())

    @property
    def missing(self) -> int:
        """Sheets that were handed out and did not come back."""
        return self.issued - self.in_hand

    @property
    def difference(self) -> int:
        """Sheets in the box beyond those that were entered; below 0 where entered ones cannot be found."""
        return self.in_hand - self.accounted

    @property
    def unconfirmed(self) -> int:
        """Sheets that were entered and that no two people have read alike."""
        return self.fates.get(Fate.UNCONFIRMED, 0)

    @property
    def collected(self) -> int:
        """Sheets that somebody took along at the door and that were not entered."""
        return self.fates.get(Fate.COLLECTED, 0)

    @property
    def balances(self) -> bool:
        """Whether every sheet in the box was entered and settled, and every one entered lies there."""
        return self.difference == 0 and self.unconfirmed == 0 and self.collected == 0


def reconcile(listed: int, unused: int, in_hand: int, fates: Mapping[Fate, int]) -> Reconciliation:
    """Put the figures together; refuses `sheets-unused-too-many` and `sheets-more-than-issued`."""
    found = Reconciliation(listed, unused, in_hand, fates)
    most = listed - found.accounted
    if not 0 <= unused <= most:
        raise Refusal("sheets-unused-too-many", unused=unused, most=most)
    if not 0 <= in_hand <= found.issued:
        raise Refusal("sheets-more-than-issued", in_hand=in_hand, issued=found.issued)
    return found


def figures_json(found: Reconciliation) -> dict[str, Any]:
    """Every figure as plain JSON, as it stands in the book."""
    return {
        "listed": found.listed,
        "unused": found.unused,
        "issued": found.issued,
        "in_hand": found.in_hand,
        **{fate.value: found.fates.get(fate, 0) for fate in FATES},
        "missing": found.missing,
        "difference": found.difference,
    }


def from_figures(kept: Mapping[str, Any]) -> Reconciliation:
    """The reconciliation that `figures_json` wrote down."""
    # Lines written before sheets that were taken along had a fate of their own say nothing of them.
    fates = {fate: int(kept.get(fate.value, 0)) for fate in FATES}
    return Reconciliation(kept["listed"], kept["unused"], kept["in_hand"], fates)
