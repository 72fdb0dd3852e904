"""A sheet as it was handed in: rows of cells and the ranges that are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import consult.domain.roll_file.refusals  # noqa: F401  declares the reason given here
from consult.domain.refusal import Refusal

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]


class Merge(NamedTuple):
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> int:
        """How many cells the range holds."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; the first row of `rows` is the sheet's row 1, also when it is blank."""

    name: str
    rows: Sequence[Row]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


Coverage = Mapping[tuple[int, int], int]


def covered_from(sheet: Sheet, columns: set[int]) -> Coverage:
    """For cells under the first row of a merged range in these columns: the row where the range begins.

    Only ranges one column wide say "the same as above"; a wide one is a title. Refuses `roll-file-damaged`
    where ranges lie over each other, which no spreadsheet program makes and which could go on for ever.
    """
    rows = len(sheet.rows)
    covered: dict[tuple[int, int], int] = {}
    left = rows * len(columns)
    for merge in sheet.merges:
        if merge.left == merge.right and merge.left in columns:
            under = range(merge.top + 1, min(merge.bottom + 1, rows))
            left -= len(under)
            if left < 0:
                raise Refusal("roll-file-damaged", name=sheet.name)
            covered.update(((row, merge.left), merge.top) for row in under)
    return covered


def column_letter(column: int) -> str:
    """The letters a spreadsheet shows above a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
