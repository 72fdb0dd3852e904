"""The checked roll given back: the person's own workbook with what is wrong beside each row, and a summary sheet."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from consult.domain.roll_file.faults import Fault
from consult.domain.roll_file.header import REPORT_NAMES
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_file.repairs import Spot
from consult.domain.roll_file.sheets import Sheet
from consult.spreadsheets.cells import put
from consult.spreadsheets.report_summary import add_summary
from consult.wording.language import Words
from consult.wording.roll_faults import fault_sentence, severity_name

MOST_ROWS_ANNOTATED = 60_000
"""Above this the cells are written into a fresh workbook: opening the old one would take minutes."""

MOST_CELLS_MERGED = 1_000_000
"""Above this merged ranges are left out: openpyxl makes an object of every cell in them."""

_RED, _YELLOW = "FFFFC7CE", "FFFFF2CC"
_FILLS = {True: PatternFill("solid", fgColor=_RED), False: PatternFill("solid", fgColor=_YELLOW)}
_WIDTH = 70


def roll_report(
    content: bytes,
    name: str,
    sheets: Sequence[Sheet],
    reading: RollReading,
    words: Words,
    mended: Sequence[tuple[Spot, str]] = (),
) -> bytes:
    """An xlsx workbook: every cell as it was handed in, a column that says what is wrong, faulty cells coloured.

    `content` is the file as handed in; where it is no xlsx (csv, xls, ods) its cells are written afresh.
    `mended`: what was typed over cells on the page of the check; it stands in them.
    """
    book = _own_workbook(content, sheets) or _fresh_workbook(sheets, name)
    for spot, text in mended:
        _mend(book[_title(sheets[spot.sheet], name)], spot, text)
    by_sheet: dict[str, list[Fault]] = defaultdict(list)
    for fault in reading.faults:
        by_sheet[fault.sheet].append(fault)
    for sheet in sheets:
        title = _title(sheet, name)
        if title in book.sheetnames and sheet.name not in REPORT_NAMES:
            _annotate(book[title], sheet, by_sheet[sheet.name], reading, words)
    add_summary(book, name, reading, words, {sheet.name: _title(sheet, name) for sheet in sheets})
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _mend(page: Worksheet, spot: Spot, text: str) -> None:
    for merged in list(page.merged_cells.ranges):
        if merged.min_row <= spot.row <= merged.max_row and merged.min_col <= spot.column + 1 <= merged.max_col:
            page.unmerge_cells(str(merged))
    put(page.cell(spot.row, spot.column + 1), text)


def _own_workbook(content: bytes, sheets: Sequence[Sheet]) -> Workbook | None:
    is_long = sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS_ANNOTATED
    if not content.startswith(b"PK") or is_long or not _merges_little(sheets):
        return None
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts it does not keep (slicers, extensions): none of them is a cell.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), keep_links=False)
    except Exception:
        # A workbook that calamine reads and openpyxl does not; its cells are still known.
        return None
    return book if all(sheet.name in book.sheetnames for sheet in sheets) else None


def _merges_little(sheets: Sequence[Sheet]) -> bool:
    return sum(merge.cells for sheet in sheets for merge in sheet.merges) <= MOST_CELLS_MERGED


def _fresh_workbook(sheets: Sequence[Sheet], name: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(_title(sheet, name))
        for number, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row, start=1):
                if value != "" and value is not None:
                    put(page.cell(number, place), value)
        for merge in sheet.merges if _merges_little(sheets) else ():
            page.merge_cells(
                start_row=merge.top + 1,
                start_column=merge.left + 1,
                end_row=merge.bottom + 1,
                end_column=merge.right + 1,
            )
    return book


def _title(sheet: Sheet, name: str) -> str:
    """A sheet's name; a CSV file's sheet is called like the file, as far as Excel allows."""
    if sheet.name:
        return sheet.name
    stem = "".join(" " if mark in "[]:*?/\\'" else mark for mark in name.rpartition(".")[0] or name)
    return stem.strip()[:31] or "CSV"


def _annotate(page: Worksheet, sheet: Sheet, faults: Sequence[Fault], reading: RollReading, words: Words) -> None:
    header = reading.headers.get(sheet.name)
    header_row = header.row if header else 0
    column = _remark_column(sheet, header_row)
    if column < max(map(len, sheet.rows), default=0):
        _take_back(page, column + 1)
    _free(page, column + 1, header_row + 1)
    title = put(page.cell(header_row + 1, column + 1), words.gettext("Check result"))
    title.font = Font(bold=True)
    page.column_dimensions[get_column_letter(column + 1)].width = _WIDTH
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_row[fault.row].append(fault)
    _remark(page, column + 1, by_row, words, header_row + 1)


def _remark(page: Worksheet, column: int, by_row: Mapping[int, list[Fault]], words: Words, header_row: int) -> None:
    for row, faults in by_row.items():
        gravest_first = sorted(faults, key=lambda fault: not fault.blocks)
        said = "\n".join(
            f"{severity_name(words, fault.severity)}{'：' if words.is_chinese else ': '}{fault_sentence(words, fault)}"
            for fault in gravest_first
        )
        cell = page.cell(row, column)
        if row == header_row:
            said = f"{words.gettext('Check result')}\n{said}"
        put(cell, said)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = _FILLS[gravest_first[0].blocks]
        for fault in reversed(gravest_first):
            if fault.column is not None:
                page.cell(row, fault.column + 1).fill = _FILLS[fault.blocks]


def _remark_column(sheet: Sheet, header_row: int) -> int:
    """The column of an earlier report, or the first one to the right of everything."""
    row = sheet.rows[header_row] if sheet.rows else ()
    earlier = (place for place, cell in enumerate(row) if isinstance(cell, str) and _is_ours(cell))
    return next(earlier, max(map(len, sheet.rows), default=0))


def _is_ours(cell: str) -> bool:
    return cell.strip().partition("\n")[0] in REPORT_NAMES


def _take_back(page: Worksheet, column: int) -> None:
    """Remove the remarks and colours of an earlier report, so that what has been mended looks mended."""
    for row in page.iter_rows():
        for cell in row:
            if cell.fill.fgColor.rgb in (_RED, _YELLOW):
                cell.fill = PatternFill()
            if cell.column == column and isinstance(cell, Cell):
                cell.value = None


def _free(page: Worksheet, column: int, first_row: int) -> None:
    """Split merged cells that lie across the remarks."""
    for merged in list(page.merged_cells.ranges):
        if merged.min_col <= column <= merged.max_col and merged.max_row >= first_row:
            page.unmerge_cells(str(merged))
