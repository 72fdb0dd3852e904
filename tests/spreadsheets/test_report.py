"""The checked roll given back: everything the person wrote, what is wrong beside it, and nothing that can run."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from consult.domain.roll_file.reading import read_roll
from consult.spreadsheets.reading import read_spreadsheet
from consult.spreadsheets.report import roll_report
from consult.wording.language import CHINESE, ENGLISH, words_for
from tests.spreadsheets import samples

RED, YELLOW = "FFFFC7CE", "FFFFF2CC"
FAULTY: list[list[Any]] = [
    samples.PLAIN[0],
    ["12", "1", "101", "八十", "张伟", "0001", "住宅", "转角"],
    ["12", "1", "102", 89.505, "王芳", "0002", "住宅", ""],
    ["12", "1", "102", 89.5, "李娜", "0003", "火星", ""],
    ["12", "1", "103", 90, "赵军", "0004", "住宅", "=HYPERLINK(\"http://x\")"],
]  # fmt: skip


def report(content: bytes, name: str = "名册.xlsx", locale: str = CHINESE) -> bytes:
    sheets = read_spreadsheet(content, name)
    return roll_report(content, name, sheets, read_roll(sheets, name), words_for(locale))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def values(page: Worksheet) -> list[list[Any]]:
    return [list(row) for row in page.iter_rows(values_only=True)]


def column(page: Worksheet, place: int) -> list[Any]:
    return [row[place] for row in values(page)]


def test_each_faulty_row_says_what_to_do_and_its_cells_are_coloured() -> None:
    page = opened(report(samples.xlsx(FAULTY)))["Sheet"]
    said = column(page, 8)
    assert said[0] == "检查结果"
    assert said[1] == "必须改正：“八十”不是面积。请用数字写平方米数，例如 89.50。"
    assert said[2] == "请留意：面积的小数超过两位（89.505），按 89.51 读入，请核对。"
    assert said[3].startswith("必须改正：这套房屋在第 3 行已经有了。")
    assert said[4] is None
    colours = {cell: page[cell].fill.fgColor.rgb for cell in ("D2", "D3", "C4", "G4", "I2", "I3")}
    assert colours == {"D2": RED, "D3": YELLOW, "C4": RED, "G4": RED, "I2": RED, "I3": YELLOW}


def test_the_summary_stands_in_front_with_a_link_to_each_fault() -> None:
    book = opened(report(samples.xlsx(FAULTY)))
    assert book.sheetnames == ["检查结果", "Sheet"]
    lines = values(book["检查结果"])
    assert [line[0] for line in lines[:3]] == [
        "名册“名册.xlsx”的检查结果",
        "读了 4 行，共 4 套房屋。",
        "必须改正才能导入的有 3 处，请留意的有 1 处。",
    ]
    assert [line[:4] for line in lines[5:]] == [
        ["Sheet", 2, "D", "必须改正"],
        ["Sheet", 4, "C", "必须改正"],
        ["Sheet", 4, "G", "必须改正"],
        ["Sheet", 3, "D", "请留意"],
    ]
    assert book["检查结果"]["B6"].hyperlink.location == "'Sheet'!D2"


def test_english_readers_get_english() -> None:
    book = opened(report(samples.xlsx(FAULTY), locale=ENGLISH))
    assert book.sheetnames[0] == "Check result"
    assert column(book["Sheet"], 8)[1].startswith("must be mended: “八十” is not an area.")


def test_a_roll_without_faults_says_so() -> None:
    lines = values(opened(report(samples.xlsx()))["检查结果"])
    assert lines[2][0] == "没有发现问题。"


def test_everything_in_the_persons_workbook_stays() -> None:
    given = opened(samples.messy_workbook())
    back = opened(report(samples.messy_workbook()))
    assert back.sheetnames == ["检查结果", *given.sheetnames]
    for page in given.worksheets:
        for row in page.iter_rows():
            for cell in row:
                assert back[page.title][cell.coordinate].value == cell.value
        assert {str(r) for r in back[page.title].merged_cells.ranges} == {str(r) for r in page.merged_cells.ranges}


def test_a_mended_report_is_handed_in_again_as_it_is() -> None:
    book = opened(report(samples.xlsx(FAULTY)))
    page = book["Sheet"]
    page["D2"], page["D3"], page["C4"], page["G4"] = 80, 89.5, "104", "住宅"
    mended = samples.saved(book)
    sheets = read_spreadsheet(mended, "名册.xlsx")
    reading = read_roll(sheets)
    assert not reading.faults
    assert not reading.unknown_columns
    again = opened(roll_report(mended, "名册.xlsx", sheets, reading, words_for(CHINESE)))
    assert again.sheetnames == ["检查结果", "Sheet"]
    assert column(again["Sheet"], 8) == ["检查结果", None, None, None, None]
    assert again["Sheet"]["D2"].fill.fgColor.rgb not in (RED, YELLOW)


@pytest.mark.parametrize(
    ("content", "name", "title"),
    [
        pytest.param(samples.text(rows=FAULTY).encode("gb18030"), "桂园.csv", "桂园", id="csv"),
        pytest.param(samples.text("\t", FAULTY).encode("utf-16"), "a[1]*.tsv", "a 1", id="tsv with an odd name"),
        pytest.param(samples.xls(FAULTY), "桂园.xls", "名册", id="xls"),
        pytest.param(samples.ods(FAULTY), "桂园.ods", "名册", id="ods"),
    ],
)
def test_other_files_come_back_as_a_fresh_workbook(content: bytes, name: str, title: str) -> None:
    page = opened(report(content, name))[title]
    assert column(page, 2)[1:] == ["101", "102", "102", "103"]
    assert column(page, 8)[1].startswith("必须改正：“八十”")
    assert page["D2"].fill.fgColor.rgb == RED


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_of_a_fresh_workbook_is_a_formula(start: str) -> None:
    wicked = f"{start}cmd|' /C calc'!A0"
    rows = [samples.PLAIN[0], ["12", "1", "101", wicked, wicked, "1", "住宅", wicked]]
    book = opened(report(samples.text(rows=rows).encode(), "=1+1.csv"))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in risky)
    assert wicked.strip() in {str(cell.value).strip() for cell in cells}


def test_text_that_looks_like_a_formula_stays_text_in_the_persons_own_workbook() -> None:
    book = Workbook()
    for row in samples.PLAIN:
        book.worksheets[0].append(row)
    book.worksheets[0]["H2"] = "=1+1"
    book.worksheets[0]["H2"].data_type = "s"
    back = opened(report(samples.saved(book)))["Sheet"]["H2"]
    assert (back.value, back.data_type) == ("=1+1", "s")


def test_remarks_never_lie_inside_a_merged_title() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in [["桂园小区"], *FAULTY]:
        page.append(row)
    page.merge_cells("A1:Z1")
    page.merge_cells("H3:L3")
    assert column(opened(report(samples.saved(book)))["Sheet"], 8)[2].startswith("必须改正")


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    parts = samples.parts_of(samples.xlsx(FAULTY))
    sheet = parts["xl/worksheets/sheet1.xml"]
    merged = sheet.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="H9:XFD1048576"/></mergeCells>')
    page = opened(report(samples.zipped(parts | {"xl/worksheets/sheet1.xml": merged})))["Sheet"]
    assert column(page, 8)[1].startswith("必须改正")


def test_a_workbook_that_only_one_library_opens_still_comes_back() -> None:
    content = samples.xlsx(FAULTY)
    parts = samples.parts_of(content)
    parts["xl/styles.xml"] = b"<styleSheet><cellXfs><xf numFmtId='many'/></cellXfs></styleSheet>"
    page = opened(report(samples.zipped(parts)))["Sheet"]
    assert column(page, 8)[1].startswith("必须改正")
