"""The sheet in front of a checked roll: how many faults there are, and each with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from consult.domain.roll_file.faults import Fault
from consult.domain.roll_file.header import REPORT_NAMES
from consult.domain.roll_file.reading import RollReading
from consult.spreadsheets.cells import put
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.roll_faults import fault_sentence, severity_name

_WIDTHS = (16, 8, 8, 14, 100)


def add_summary(book: Workbook, name: str, reading: RollReading, words: Words, titles: Mapping[str, str]) -> None:
    """Put the summary in front, in the place of an earlier one; `titles` are the workbook's names of the sheets."""
    for earlier in REPORT_NAMES & set(book.sheetnames):
        book.remove(book[earlier])
    page = book.create_sheet(words.gettext("Check result"), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    for number, line in enumerate(_opening(name, reading, words), start=1):
        put(page.cell(number, 1), line)
    page["A1"].font = Font(bold=True, size=14)
    if reading.faults:
        _list(page, reading, words, titles)


def _opening(name: str, reading: RollReading, words: Words) -> list[str]:
    blocking = sum(fault.blocks for fault in reading.faults)
    lines = [
        words.gettext("Check of the roll “%(name)s”", name=name),
        words.gettext(
            "%(units)s units read from %(rows)s rows.",
            units=words.integer(len(reading.placed)),
            rows=words.integer(reading.rows),
        ),
        words.gettext(
            "%(errors)s to be mended before it can be imported, %(warnings)s to be looked at.",
            errors=words.integer(blocking),
            warnings=words.integer(len(reading.faults) - blocking),
        )
        if reading.faults
        else words.gettext("No faults were found."),
    ]
    if reading.unknown_columns:
        names = dict.fromkeys(column.name for column in reading.unknown_columns)
        lines.append(words.gettext("Columns kept aside: %(names)s.", names="、".join(names)))
    return lines


def _list(page: Worksheet, reading: RollReading, words: Words, titles: Mapping[str, str]) -> None:
    start = page.max_row + 2
    heads = (N_("Sheet"), N_("Row"), N_("Column"), N_("How grave"), N_("What is wrong, and what to do"))
    for place, head in enumerate((words.gettext(head) for head in heads), start=1):
        put(page.cell(start, place), head).font = Font(bold=True)
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]
    page.freeze_panes = f"A{start + 1}"
    for row, fault in enumerate(sorted(reading.faults, key=lambda fault: not fault.blocks), start=start + 1):
        _line(page, row, fault, words, titles[fault.sheet])


def _line(page: Worksheet, row: int, fault: Fault, words: Words, title: str) -> None:
    letter = "" if fault.column is None else get_column_letter(fault.column + 1)
    values = (title, fault.row, letter, severity_name(words, fault.severity), fault_sentence(words, fault))
    for place, value in enumerate(values, start=1):
        put(page.cell(row, place), value).alignment = Alignment(wrap_text=True, vertical="top")
    linked = page.cell(row, 2)
    quoted = title.replace("'", "''")
    target = f"'{quoted}'!{letter or 'A'}{fault.row}"
    linked.hyperlink = Hyperlink(ref=linked.coordinate, location=target)
    linked.font = Font(underline="single", color="FF0563C1")
