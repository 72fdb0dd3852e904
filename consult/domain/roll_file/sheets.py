"""A sheet as it was handed in: rows of cells and the ranges that are merged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = Sequence[Cell]


class Merge(NamedTuple):
    """A merged range, rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


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

    Only ranges one column wide say "the same as above"; a wide one is a title.
    """
    rows = len(sheet.rows)
    return {
        (row, merge.left): merge.top
        for merge in sheet.merges
        if merge.left == merge.right and merge.left in columns
        for row in range(merge.top + 1, min(merge.bottom + 1, rows))
    }


def column_letter(column: int) -> str:
    """The letters a spreadsheet shows above a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
