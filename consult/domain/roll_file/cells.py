"""One cell as plain text: full-width forms and spaces folded, and what a spreadsheet changed noticed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from functools import lru_cache

from consult.domain.roll_file.faults import Flaw, flaw
from consult.domain.roll_file.sheets import Cell

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"\s+")
_SHORT = 40
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What Excel writes into a CSV file for a cell in which it took "1-2" for a date.
_DATE = re.compile(
    rf"\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?( 0{{1,2}}:00(:00)?)?|\d{{1,2}}月\d{{1,2}}日"
    rf"|\d{{1,2}}-({_MONTH})|({_MONTH})-\d{{2}}|\d{{4}}年\d{{1,2}}月",
    re.IGNORECASE,
)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def folded(text: str) -> str:
    """Full-width to ordinary forms, invisible characters out, runs of space to one, ends trimmed."""
    # Letters and figures alone, already in their ordinary forms, are by far the commonest.
    if text.isalnum() and (text.isascii() or unicodedata.is_normalized("NFKC", text)):
        return text
    return _kept(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=8192)
def _kept(text: str) -> str:
    """Short texts (dwelling, register, 1) come again and again; long ones would only fill the memory."""
    return _fold(text)


def _fold(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text)
    seen = wide if wide.isprintable() else _INVISIBLE.sub("", wide)
    return _SPACES.sub(" ", seen).strip()


def plain(cell: Cell) -> str:
    """The cell as text: 12.0 is "12", blank is "", a date is ISO 8601."""
    kind = type(cell)
    if kind is str:
        return folded(cell)  # type: ignore[arg-type]
    if cell is None or kind is bool:
        return "" if cell is None else str(cell)
    if kind is float:
        return _number(cell)  # type: ignore[arg-type]
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def _number(value: float) -> str:
    # Fifteen significant digits are what a spreadsheet shows; the rest is binary noise.
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")


def is_blank(cell: Cell) -> bool:
    """Whether nothing, or nothing visible, stands in the cell."""
    if type(cell) is str:
        return not folded(cell)
    return cell is None


def changed_by_spreadsheet(cell: Cell, text: str) -> Flaw | None:
    """A number that became a date ("1-2" → 2 January) or was cut to 1.38E+10: what was typed is lost."""
    if isinstance(cell, (date, time, timedelta)):
        return flaw("became-a-date", given=text)
    if not isinstance(cell, str) or text.isdigit():
        return None
    if _DATE.fullmatch(text):
        return flaw("became-a-date", given=text)
    return flaw("became-scientific", given=text) if _SCIENTIFIC.fullmatch(text) else None
