"""Roll files as they must not be, written by hand: what is wrong × how it is wrong × in which kind of file."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from tests.spreadsheets import samples

Rows = list[list[Any]]
HEADER = ["楼栋", "室号", "建筑面积", "业主", "业主编号", "性质"]


def _good() -> Rows:
    """A roll with nothing wrong: whatever is done to it is what is wrong."""
    homes = itertools.product((1, 2), repeat=3)
    rows = [[f"{b}", f"{f}0{d}", 60 + f + d / 4, f"业主{b}{f}{d}", f"{b}{f}{d}0", "住宅"] for b, f, d in homes]
    return [HEADER, *rows]


def _cell(row: int, column: int, *values: Any) -> Iterator[Rows]:
    """The roll once for each value, in that one cell."""
    for value in values:
        rows = _good()
        rows[row][column] = value
        yield rows


def _without(column: int) -> Rows:
    return [row[:column] + row[column + 1 :] for row in _good()]


def _named(*header: str) -> Rows:
    return [list(header), *_good()[1:]]


def _written() -> dict[str, list[Rows]]:
    """What is wrong → the rolls with it."""
    good = _good()
    twice = (good[1], ["1", "101", 70, "别人", "9999", "住宅"], ["１", "１０１", 61.5, "业主111", "1110", "住宅"])
    other = [["室号", "楼栋", "业主", "建筑面积", "性质", "业主编号"], ["101", "3", "某", "x", "住宅", "5"]]
    doubled = (("楼栋", "室号", "室号", "业主"), ("楼栋", "楼栋", "建筑面积", "业主"))
    return {
        "no rows": [[], [HEADER], [[]], [[""]], [HEADER, [""] * 6], [["合计", "", 0, "", "", ""]]],
        "no header": [good[1:], [["a"] * 6, *good[1:]], [["", "", "", "", "", ""], *good[1:]]],
        "a column missing": [_without(0), _without(1), _named("楼栋", "备注", "建筑面积", "业主", "业主编号", "性质")],
        "a column twice": [_named(*names, "业主编号", "性质") for names in doubled],
        "no number": list(_cell(3, 2, "八十", "abc", "80.5.1", "1e3e3", "八十平")),
        "no number either": list(_cell(3, 2, "NaN", "inf", "-", "??", "∞", "80~90", "见附件", "无")),
        # A workbook has such cells without a value: the area is then missing, which is told and not refused.
        "an error of Excel": list(_cell(3, 2, "#REF!", "#DIV/0!", "=1/0", "#N/A")),
        "no area": list(_cell(3, 2, 0, -1, -80.5, "-80", 1e12, 99_999_999, "0", "0.00")),
        "too fine": list(_cell(3, 2, 80.123, "80.1234", 0.001, 1e-9)),
        "no building": list(_cell(1, 0, "", None, " ", "\u3000")),
        "no room": list(_cell(3, 1, "", None, " ", "\u3000", "\t")),
        "a home twice": [[*good, again] for again in (*twice, ["1栋", "101室", 70, "别人", "9", "住宅"])],
        "a kind of home nobody knows": list(_cell(2, 5, "飞船", "?", "=cmd", 7)),
        "a date where Excel made one": list(_cell(2, 1, "2026-01-01", "1月1日", "44927.5", 1e20)),
        "letters that are none": list(_cell(2, 3, "a\x00b", "\ufffd\ufffd", "\u202e伟张", "\x07", "😀" * 30)),
        "far too long": [
            rows for at, one in ((3, "张" * 5_000), (0, "1" * 5_000), (1, "9" * 900)) for rows in _cell(2, at, one)
        ],
        "formulas": list(_cell(2, 3, '=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "\t=1")),
        "far too wide": [[HEADER + ["备注"] * 3_000, *good[1:]], [row + ["x"] * 3_000 for row in good]],
        "rows cut off": [[HEADER, *(row[: at % 6 + 1] for at, row in enumerate(good[1:]))]],
        "rows too long": [[HEADER, *(row * 3 for row in good[1:])]],
        "two headers that differ": [[*good, *other]],
        "columns the wrong way round": [
            [HEADER, *([row[2], row[1], row[0], *row[3:]] for row in good[1:])],
            [HEADER, *(row[::-1] for row in good[1:])],
        ],
    }


MUST_BE_REFUSED = frozenset(
    {
        "no rows",
        "no header",
        "a column missing",
        "no number",
        "no area",
        "no building",
        "a home twice",
        "no file of rows",
    }
)
"""What can never be imported; of the others some are put right, or told and left to the reader."""


@dataclass(frozen=True)
class BadFile:
    """One file: what is wrong with it, its name, and its bytes, which are written when they are asked for."""

    wrong: str
    name: str
    write: Callable[[], bytes]

    @cached_property
    def content(self) -> bytes:
        """The bytes."""
        return self.write()

    @property
    def must_be_refused(self) -> bool:
        """Whether it can never be imported."""
        return self.wrong in MUST_BE_REFUSED


WRITERS: Mapping[str, Callable[[Rows], bytes]] = {
    "utf8.csv": lambda rows: samples.text(rows=rows).encode("utf-8", "surrogatepass"),
    "gb.csv": lambda rows: samples.text(rows=rows).encode("gb18030", "replace"),
    "tabs.tsv": lambda rows: samples.text("\t", rows).encode("utf-16", "surrogatepass"),
    "book.xlsx": lambda rows: samples.xlsx(_plain(rows)),
    "book.ods": lambda rows: samples.ods(_escaped(rows)),
}


def _plain(rows: Rows) -> Rows:
    """What the writer of workbooks lets through: no control letters, no cell over 32 767 letters."""
    return [[_printable(value)[:32_000] if isinstance(value, str) else value for value in row] for row in rows]


def _escaped(rows: Rows) -> Rows:
    return [[_in_xml(value) for value in row] for row in (rows or [[""]])]


def _in_xml(value: Any) -> Any:
    """A cell as XML can hold it; what is not there is an empty one."""
    if not isinstance(value, str):
        return "" if value is None else value
    return _printable(value).replace("&", "&amp;").replace("<", "&lt;")


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and not "\ud800" <= letter <= "\udfff") or "?" * bool(
        text
    )


def bad_files() -> Iterator[BadFile]:
    """Every file."""
    for wrong, rolls in _written().items():
        for number, rows in enumerate(rolls):
            for kind, write in WRITERS.items():
                # A workbook knows what a date and a number are, and drops what no cell can hold.
                if kind == "book.ods" and (not rows or any(len(row) > 500 for row in rows)):
                    continue
                if wrong == "letters that are none" and kind.startswith("book"):
                    continue
                yield BadFile(wrong, f"{number}-{kind}", partial(write, rows))
    for name, write in _no_rolls().items():
        yield BadFile("no file of rows", name, write)


def _no_rolls() -> dict[str, Callable[[], bytes]]:
    """Files that hold no rows at all."""
    good = samples.xlsx()
    parts = samples.parts_of(good)
    foreign = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    return {
        "empty.csv": lambda: b"",
        "blank.csv": lambda: b" \r\n \r\n",
        "nul.csv": lambda: b"\x00" * 4_000,
        "word.docx": lambda: samples.zipped({"word/document.xml": b"<w/>"}),
        "page.xls": lambda: b"<html><body><table><tr><td>1</td></tr></table>",
        "locked.xlsx": lambda: samples.locked_xlsx(),
        "half.xlsx": lambda: good[: len(good) // 2],
        "head.xlsx": lambda: good[:30],
        "bomb.xlsx": lambda: samples.zipped(parts | {"xl/worksheets/sheet1.xml": b"<a>" + b"0" * 450_000_000}),
        "parts.xlsx": lambda: samples.zipped(parts | {f"xl/{at}.xml": b"" for at in range(2_100)}),
        "nosheet.xlsx": lambda: samples.zipped(_without_part(parts, "sheet1")),
        "nobook.xlsx": lambda: samples.zipped(_without_part(parts, "workbook.xml")),
        "xxe.xlsx": lambda: samples.zipped(parts | {"xl/workbook.xml": foreign}),
        "laughs.xlsx": lambda: samples.zipped(parts | {"xl/workbook.xml": _laughs()}),
        "zip.csv": lambda: _nested(good),
        "picture.png": lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 90,
        "paper.pdf": lambda: b"%PDF-1.7\n",
        "ole.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        "large.csv": lambda: b"1,2,3\n" * 4_000_000,
        "rows.csv": lambda: "楼栋,室号,建筑面积,业主\n".encode() + b"1,1,1,a\n" * 200_001,
        "quotes.csv": lambda: b'"' + samples.text().encode(),
    }


def _without_part(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {part: content for part, content in parts.items() if name not in part}


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "lol"}">' for at in range(10))
    return f"<!DOCTYPE sst [{entities}]><sst><si><t>&l9;</t></si></sst>".encode()


def _nested(inner: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("名册.xlsx", inner)
    return out.getvalue()
