"""From bytes to sheets: every kind of file that is understood, and every kind that is turned away."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from openpyxl import Workbook

from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import read_roll
from consult.spreadsheets import limits
from consult.spreadsheets.reading import read_spreadsheet, read_spreadsheet_file
from tests.spreadsheets import samples

PLACES = [("12", "1", "101", 8950), ("12", "1", "102", 8950), ("13", "", "商1", 104525)]


def places(content: bytes, name: str = "名册") -> list[tuple[str, str, str, int | None]]:
    return [(*unit.place, unit.area) for unit in read_roll(read_spreadsheet(content, name), name).units]


def refused(content: bytes, name: str = "名册.xlsx") -> str:
    with pytest.raises(Refusal) as no:
        read_spreadsheet(content, name)
    assert no.value.details["name"] == name
    return no.value.reason


def with_parts_before_the_file(content: bytes) -> bytes:
    """A zip whose end says that its table of contents stands far behind, so that every part begins before byte 0."""
    end = content.rfind(b"PK\x05\x06")
    return content[: end + 16] + struct.pack("<I", 0x04040404) + content[end + 20 :]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.xlsx(), id="xlsx"),
        pytest.param(samples.xls(), id="xls"),
        pytest.param(samples.ods(), id="ods"),
        pytest.param(samples.text().encode("utf-8"), id="csv in UTF-8"),
        pytest.param(samples.text().encode("utf-8-sig"), id="csv in UTF-8 with a byte order mark"),
        pytest.param(samples.text().encode("gb18030"), id="csv in GB18030"),
        pytest.param(samples.text().replace("\r\n", "\n").encode(), id="csv with Unix lines"),
        pytest.param(samples.text("\t").encode("utf-16"), id="tsv in UTF-16"),
        pytest.param(samples.text("\t").encode("utf-16-le"), id="tsv in UTF-16 without its mark"),
        pytest.param(samples.text("\t").encode("utf-16-be"), id="tsv in UTF-16, the other end first"),
        pytest.param(samples.text("\t").encode("gb18030"), id="tsv in GB18030"),
        pytest.param(samples.text(";").encode(), id="semicolons, with a comma in a cell"),
        pytest.param(("sep=|\r\n" + samples.text("|")).encode(), id="the delimiter named in the first line"),
        pytest.param(("桂园小区业主名册\r\n\r\n" + samples.text()).encode(), id="a title above"),
    ],
)
def test_one_roll_in_every_kind_of_file(content: bytes) -> None:
    assert places(content) == PLACES


@pytest.mark.parametrize("name", ["名册.csv", "名册.xls", "名册.pdf", "名册"])
def test_the_bytes_say_what_a_file_is_not_its_name(name: str) -> None:
    assert places(samples.xlsx(), name) == PLACES


def test_a_messy_workbook_is_read_whole() -> None:
    reading = read_roll(read_spreadsheet(samples.messy_workbook(), "名册.xlsx"))
    assert [(here.sheet, here.row, *here.unit.place, here.unit.area) for here in reading.placed] == [
        ("住宅", 5, "12", "1", "101", 8950),
        ("住宅", 6, "12", "1", "102", 8950),
        ("住宅", 7, "12", "2", "101", 12000),
        ("住宅", 11, "13", "", "0201", 104525),
        ("住宅", 12, "13", "", "0202", 8800),
        ("车位", 3, "地库", "", "A-01", 1250),
    ]
    assert [owner.name for owner in reading.units[0].owners] == ["张伟", "李娜"]
    assert reading.units[1].phones == ("13800000002",)
    assert reading.can_be_imported
    assert [column.name for column in reading.unknown_columns] == ["序号"]
    assert {(fault.sheet, fault.row, fault.key) for fault in reading.faults} == {
        *(("住宅", row, "room-zeros-lost") for row in (5, 6, 7)),
        ("住宅", 11, "area-unlikely"),
        ("车位", 2, "kind-from-sheet-name"),
    }


def test_rows_keep_their_numbers_when_the_first_ones_are_blank() -> None:
    book = Workbook()
    for place, cell in enumerate(["楼栋", "室号"], start=3):
        book.worksheets[0].cell(4, place, cell)
        book.worksheets[0].cell(5, place, "1")
    (here,) = read_roll(read_spreadsheet(samples.saved(book), "x")).placed
    assert (here.row, sorted(here.columns.values())) == (5, [2, 3])


def test_formats_stretched_over_a_whole_column_do_no_harm() -> None:
    book = Workbook()
    for row in samples.PLAIN:
        book.worksheets[0].append(row)
    book.worksheets[0].cell(1_048_576, 16_384).number_format = "0.00"
    assert places(samples.saved(book)) == PLACES


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "roll-file-empty", id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n", "roll-file-empty", id="a byte order mark and blank lines"),
        pytest.param(samples.locked_xlsx(), "roll-file-locked", id="a password"),
        pytest.param(
            samples.zipped({"content.xml": b"", "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "roll-file-locked",
            id="an ods with a password",
        ),
        pytest.param(b"%PDF-1.7 ...", "roll-file-wrong-type", id="a PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "roll-file-wrong-type", id="a picture"),
        pytest.param(samples.zipped({"word/document.xml": b"<w/>"}), "roll-file-wrong-type", id="a Word document"),
        pytest.param(samples.zipped({}), "roll-file-wrong-type", id="an empty archive"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "roll-file-wrong-type",
            id="an old Word document",
        ),
        pytest.param("<html><table><tr><td>楼栋".encode(), "roll-file-web-page", id="a web page called .xls"),
        pytest.param(b'<?xml version="1.0"?><Workbook>', "roll-file-web-page", id="Excel's XML of 2003"),
        pytest.param(samples.xlsx()[:2000], "roll-file-damaged", id="xlsx cut off"),
        pytest.param(samples.xlsx()[:-30], "roll-file-damaged", id="xlsx without its last bytes"),
        pytest.param(samples.xls()[:3000], "roll-file-damaged", id="xls cut off"),
        pytest.param(samples.ods()[:300], "roll-file-damaged", id="ods cut off"),
        pytest.param(with_parts_before_the_file(samples.ods()), "roll-file-damaged", id="parts before the file begins"),
        pytest.param(samples.zipped({"xl/workbook.xml": b"<nothing"}), "roll-file-damaged", id="no workbook inside"),
        pytest.param(bytes(range(256)) * 9, "roll-file-undecodable", id="bytes that are no text"),
        pytest.param('楼栋,室号\n"12,101\n13,102\n'.encode(), "roll-file-quotes", id="a quotation mark never closed"),
        pytest.param(
            "楼栋,室号\n12,101\n".encode("gb18030")[:-6] + b"\xff\n", "roll-file-undecodable", id="half a character"
        ),
    ],
)
def test_files_that_are_turned_away(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "名册.xlsx", tmp_path):
        with pytest.raises(Refusal) as no:
            read_spreadsheet_file(path)
        assert no.value.reason == "roll-file-missing"


def test_200_megabytes_are_refused_before_a_byte_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "名册.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("read"))
    with pytest.raises(Refusal) as no:
        read_spreadsheet_file(path)
    assert (no.value.reason, no.value.details) == ("roll-file-too-large", {"name": "名册.xlsx", "limit_mb": 20})


@pytest.mark.parametrize(
    ("extra", "is_refused"), [pytest.param(0, False, id="exactly the limit"), pytest.param(1, True, id="a byte more")]
)
def test_the_size_limit(extra: int, is_refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    content = samples.text().encode()
    monkeypatch.setattr("consult.spreadsheets.reading.LARGEST_FILE", len(content) - extra)
    if is_refused:
        assert refused(content) == "roll-file-too-large"
    else:
        assert places(content) == PLACES


@pytest.mark.parametrize(("limit", "is_refused"), [(4, False), (3, True)], ids=["exactly the limit", "a row more"])
@pytest.mark.parametrize("content", [samples.xlsx(), samples.text().encode()], ids=["xlsx", "csv"])
def test_the_row_limit(content: bytes, limit: int, is_refused: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.spreadsheets.reading.MOST_ROWS", limit)
    if is_refused:
        assert refused(content) == "roll-file-too-many-rows"
    else:
        assert places(content) == PLACES


def lying_bomb() -> bytes:
    """An archive whose table of contents says that its 50 MB are 10 bytes."""
    parts = samples.parts_of(samples.xlsx())
    parts["xl/worksheets/sheet1.xml"] = b" " * 50_000_000
    content = bytearray(samples.zipped(parts))
    true = struct.pack("<L", 50_000_000)
    while (found := content.find(true)) >= 0:
        content[found : found + 4] = struct.pack("<L", 10)
    return bytes(content)


def cell_far_from_its_row() -> bytes:
    """A workbook whose first row holds a cell that says it stands in the last one."""
    parts = samples.parts_of(samples.xlsx())
    sheet = parts["xl/worksheets/sheet1.xml"]
    return samples.zipped(parts | {"xl/worksheets/sheet1.xml": sheet.replace(b'r="H1"', b'r="XFD1048576"')})


def far_cell(where: str) -> bytes:
    book = Workbook()
    book.worksheets[0]["A1"] = "楼栋"
    book.worksheets[0][where] = "x"
    return samples.saved(book)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.zipped({"xl/workbook.xml": bytes(limits.LARGEST_UNPACKED + 1)}), id="400 MB of zeros"),
        pytest.param(
            samples.zipped({f"xl/workbook{n}.xml": b"" for n in range(limits.MOST_PARTS + 1)}), id="2001 parts"
        ),
        pytest.param(far_cell("XFD1048576"), id="a cell at the end of the sheet"),
        pytest.param(far_cell("CV200000"), id="20 million cells between two"),
        pytest.param(cell_far_from_its_row(), id="a cell far from its row"),
        pytest.param(samples.ods(repeat=2_000_000), id="a row repeated two million times"),
    ],
)
def test_bombs(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.spreadsheets.workbook.CHILD_SECONDS", 2)
    assert len(content) < limits.LARGEST_FILE
    assert refused(content) == "roll-file-unpacks-too-large"


def test_a_table_of_contents_that_lies() -> None:
    assert refused(lying_bomb()) == "roll-file-damaged"


def test_cells_that_do_not_say_where_they_stand_are_read_all_the_same() -> None:
    parts = samples.parts_of(samples.xlsx())
    sheet = parts["xl/worksheets/sheet1.xml"]
    for letter in b"ABCDEFGH":
        for row in range(1, 5):
            sheet = sheet.replace(b'<c r="%c%d"' % (letter, row), b"<c")
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    assert places(samples.zipped(parts | {"xl/worksheets/sheet1.xml": sheet})) == PLACES
