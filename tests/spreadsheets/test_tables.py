"""Tables that leave the house: nothing typed by anybody is ever a formula, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from consult.spreadsheets.tables import Table, as_csv, as_workbook

DANGEROUS = ["=1+1", "+8613800000000", "-2+3", "@SUM(A1)", "＝1", "\t=1", "\r=1", " =1", "　＋1"]


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("typed", DANGEROUS)
def test_what_begins_like_a_formula_is_text_in_cells_and_in_headers(typed: str) -> None:
    table = Table("表", [typed], [[typed]])
    assert read(as_csv(table)) == [["'" + typed], ["'" + typed]]
    page = load_workbook(io.BytesIO(as_workbook(table))).worksheets[0]
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"


@pytest.mark.parametrize("typed", ["", "赵可", "1号101室", "A=B", "1-2", "a@b"])
def test_harmless_text_is_left_as_it_is(typed: str) -> None:
    assert read(as_csv(Table("表", ["甲"], [["x", typed]])))[1] == ["x", typed]


def test_numbers_stay_numbers_below_nothing_too() -> None:
    table = Table("表", ["甲", "乙", "丙"], [[-1, Decimal("89.20"), None]])
    assert read(as_csv(table))[1] == ["-1", "89.20", ""]
    page = load_workbook(io.BytesIO(as_workbook(table))).worksheets[0]
    assert [cell.data_type for cell in page[2]] == ["n", "n", "n"]


def test_excel_knows_the_encoding_and_lines_end_as_the_standard_says() -> None:
    content = as_csv(Table("表", ["楼栋"], [["一\n二"]]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b'"\r\n')


def test_a_name_that_no_sheet_may_have_is_made_one() -> None:
    page = load_workbook(io.BytesIO(as_workbook(Table("a/b[c]:*?" + "长" * 40, ["甲"], [])))).worksheets[0]
    assert len(page.title) <= 31
