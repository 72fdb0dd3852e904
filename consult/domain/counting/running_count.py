"""The ballots that count, kept up line by line in little memory: a byte for each elector, and the rare lines."""

from __future__ import annotations

from collections.abc import Iterable

from consult.domain.consent import Weight
from consult.domain.counting.book_count import Decision, Payload, settlement_in
from consult.domain.ledger import LineType

_LARGEST_NUMBER = 1 << 24
"""No roll has so many electors; a line that names a higher number is wrong."""


class RunningCount:
    """How many ballots of each elector count, after BALLOT (and PAPER that is one), RESOLVE and ANNUL lines."""

    def __init__(self) -> None:
        self._ballots = bytearray()
        self._settled: dict[int, tuple[int, str]] = {}
        """Line of a first ballot → its elector, and the last decision about it and a second one."""
        self._gone: set[int] = set()
        self._is_possible = True

    def read(self, kind: LineType, seq: int, payload: Payload) -> None:
        """Take in one line; other kinds change nothing."""
        if kind is LineType.BALLOT:
            self._add(payload["elector"], 1)
        elif kind is LineType.ANNUL:
            self._gone.add(payload["ballot"])
            self._add(payload["elector"], -1)
        elif kind is LineType.RESOLVE and (said := settlement_in(payload)) is not None:
            self._settled[said["counted"]] = (said["elector"], said["decision"])

    def _add(self, elector: int, ballots: int) -> None:
        if not 0 <= elector < _LARGEST_NUMBER:
            self._is_possible = False
            return
        if elector >= len(self._ballots):
            self._ballots.extend(bytes(elector + 1 - len(self._ballots)))
        held = self._ballots[elector] + ballots
        self._is_possible = self._is_possible and 0 <= held < 256
        self._ballots[elector] = held % 256

    def weighed(self, roll: Iterable[tuple[int, int]]) -> Weight | None:
        """Heads and area (0.01 m²) of those who count, given number and area of every elector; None where no roll fits.

        Nobody may count twice, and everybody who counts must stand on the roll.
        """
        held = bytearray(self._ballots)
        for counted, (elector, decision) in self._settled.items():
            if decision == Decision.NEITHER_COUNTS and counted not in self._gone and 0 <= elector < len(held):
                held[elector] = (held[elector] - 1) % 256
        heads = area = 0
        for number, size in roll:
            if 0 <= number < len(held) and held[number] == 1:
                heads, area = heads + 1, area + size
        return Weight(heads, area) if self._is_possible and heads == sum(held) else None
