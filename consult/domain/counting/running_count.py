"""The ballots that count, kept up line by line in little memory: four bytes for each elector, and the rare lines."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import repeat

from consult.domain.consent import Weight
from consult.domain.counting.book_count import Decision, Payload, settlement_in
from consult.domain.ledger import LineType

BEYOND_ALL_ROLLS = 2_000_000
"""No estate has so many electors; a line that names this number or a higher one is wrong."""


class RunningCount:
    """How many ballots of each elector count, after BALLOT (and PAPER that is one), RESOLVE and ANNUL lines."""

    def __init__(self) -> None:
        self._ballots = array("i")
        self._settled: dict[int, tuple[int, str]] = {}
        """Line of a first ballot → its elector, and the last decision about it and a second one."""
        self._gone: set[int] = set()
        self._are_electors = True

    def read(self, kind: LineType, seq: int, payload: Payload) -> None:
        """Take in one line; other kinds change nothing."""
        if kind is LineType.BALLOT:
            self._are_electors &= _move(self._ballots, payload["elector"], 1)
        elif kind is LineType.ANNUL:
            self._gone.add(payload["ballot"])
            self._are_electors &= _move(self._ballots, payload["elector"], -1)
        elif kind is LineType.RESOLVE and (said := settlement_in(payload)) is not None:
            self._settled[said["counted"]] = (said["elector"], said["decision"])

    def weighed(self, roll: Iterable[tuple[int, int]]) -> Weight | None:
        """Heads and area (0.01 m²) of those who count, given number and area of every elector; None where no roll fits.

        Nobody may count twice, and everybody who counts must stand on the roll.
        """
        held, are_electors = self._ballots[:], self._are_electors
        for counted, (elector, decision) in self._settled.items():
            if decision == Decision.NEITHER_COUNTS and counted not in self._gone:
                are_electors &= _move(held, elector, -1)
        those = [area for number, area in roll if number < len(held) and held[number] == 1]
        # Whoever holds two, or less than none, or stands on no roll makes this sum too great.
        is_whole = are_electors and len(those) == sum(map(abs, held))
        return Weight(len(those), sum(those)) if is_whole else None


def _move(held: array[int], elector: int, ballots: int) -> bool:
    """Give an elector a ballot, or take one away; whether an elector can have this number (they begin at 1)."""
    if not 0 < elector < BEYOND_ALL_ROLLS:
        return False
    held.extend(repeat(0, elector + 1 - len(held)))
    held[elector] += ballots
    return True
