"""Tables that leave the house as CSV or as a workbook: what somebody typed stays text, whatever it begins with.

A cell that begins with = + - or @ is taken for a formula when it is opened, and may send what stands beside it to a
stranger (CWE-1236). In a workbook such a text is marked as text; in a CSV, which knows no marks, an apostrophe goes
before it, as Excel itself writes it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from consult.spreadsheets.cells import put

Value = str | int | Decimal | None

STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""With these a spreadsheet begins a formula (Excel reads wide ones too), or skips to what may be one."""

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By this Excel knows UTF-8; without it Chinese is taken for another encoding."""

_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name, the names of its columns, and its rows. Numbers are numbers, the rest is text."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def as_csv(table: Table) -> bytes:
    """UTF-8 with its mark, comma, CRLF (RFC 4180)."""
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out)
    for row in (table.columns, *table.rows):
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode()


def _plain(value: Value) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    # Spaces before it hide a formula from the eye, not from every program.
    return f"'{value}" if value.lstrip(" \N{IDEOGRAPHIC SPACE}").startswith(STARTS) else value


def as_workbook(table: Table) -> bytes:
    """The same as xlsx, its first row standing still."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "".join(" " if mark in "[]:*?/\\'" else mark for mark in table.name).strip()[:31] or "1"
    for number, row in enumerate((table.columns, *table.rows), start=1):
        for place, value in enumerate(row, start=1):
            put(page.cell(number, place), value)
    for place, name in enumerate(table.columns, start=1):
        page.cell(1, place).font = Font(bold=True)
        longest = max((len(str(row[place - 1] or "")) for row in table.rows[:200]), default=0)
        page.column_dimensions[get_column_letter(place)].width = min(_WIDEST, 4 + 2 * max(len(name), longest))
    page.freeze_panes = "A2"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
