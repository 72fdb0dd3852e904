"""Sheets of paper in a random election that two people read: alike, otherwise, or not a second time; and their sum."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from consult.domain.ledger import LineType, canonical, private_fingerprint

FATES = ("returned", "double", "blank", "spoilt", "unconfirmed", "late")


def sealed(said: Mapping[str, Any], opening: str) -> str:
    """The fingerprint that fixes what was read without telling it."""
    return f"sha256:{private_fingerprint(bytes.fromhex(opening), canonical(said))}"


class SheetsRead:
    """The readings of sheets, one sheet for an elector at most, written into an election's book."""

    def __init__(self, chance: random.Random, write: Callable[[LineType, dict[str, Any]], int]) -> None:
        self._chance, self._write = chance, write
        self._fates: Counter[str] = Counter()
        self._entered: set[int] = set()

    def may_enter(self, elector: int) -> bool:
        """Whether no sheet of this elector has been entered."""
        return elector not in self._entered

    def read(self, elector: int, said: Mapping[str, Any], fate: str) -> dict[str, Any] | None:
        """Enter a sheet: what the line of its effect must name once two agree, or None while it waits."""
        self._entered.add(elector)
        serial, opening = f"1-{elector:03d}", f"{self._chance.getrandbits(256):064x}"
        right, wrong = sealed(said, opening), f"sha256:{self._chance.getrandbits(256):064x}"
        seals, agrees = self._chance.choice(_READINGS)
        sheet = {"elector": elector, "serial": serial, "photo": None}
        first = self._write(LineType.PAPER, sheet | self._by(1) | {"keyed": right if seals[0] else wrong})
        lines = [first]
        for typist, is_right in enumerate(seals[1:], start=2):
            lines.append(self._confirm(elector, first, typist, {"keyed": right if is_right else wrong}))
        if agrees is None:
            self._fates["unconfirmed"] += 1
            return None
        self._confirm(elector, first, len(seals) + 1, {"agrees": lines[agrees]})
        self._fates[fate] += 1
        return {"serial": serial, "photo": None, "paper": first, "opening": opening}

    def _by(self, typist: int) -> dict[str, Any]:
        return {"typist": typist, "nonce": f"{self._chance.getrandbits(64):016x}"}

    def _confirm(self, elector: int, paper: int, typist: int, read: dict[str, Any]) -> int:
        about = {"elector": elector, "paper": paper}
        return self._write(LineType.PAPER_CONFIRM, about | self._by(typist) | read)

    def reconcile(self) -> None:
        """Put the sheets together with what was printed: mostly it fits, else somebody explains it."""
        said = {fate: self._fates[fate] for fate in FATES} | {"late": self._chance.randint(0, 2)}
        if (
            self._chance.random() < 0.5
        ):  # a line of the program before it knew of sheets taken along says nothing of them
            said["collected"] = self._chance.choice((0, 0, 1))
        together = sum(said.values())
        difference = self._chance.choice((0, 0, 1, -1 if together else 0))
        in_hand, missing, unused = together + difference, self._chance.randint(0, 3), self._chance.randint(0, 2)
        issued = in_hand + missing
        said |= {"in_hand": in_hand, "missing": missing, "issued": issued, "unused": unused, "listed": issued + unused}
        mark = f"sha256:{self._chance.getrandbits(256):064x}"
        explanation = mark if difference or said["unconfirmed"] or said.get("collected") else None
        marks = {"signed": mark, "explanation": explanation, "nonce": "00"}
        self._write(LineType.RECONCILE, said | {"difference": difference} | marks)


_READINGS: tuple[tuple[tuple[bool, ...], int | None], ...] = (
    ((True,), 0),
    ((True,), 0),
    ((True, False), 0),
    ((False, True), 1),
    ((False, False, True), 2),
    ((True,), None),
    ((True, False), None),
)
"""Which readings before the last one are right, and with which of them the last one agrees; None where it waits."""
