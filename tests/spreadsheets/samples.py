"""Spreadsheets made by code: a roll as a property office keeps it, in every kind of file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

PLAIN: list[list[Any]] = [
    ["楼栋", "单元", "室号", "建筑面积", "业主", "业主编号", "性质", "备注"],
    ["12", "1", "101", 89.5, "张伟、李娜", "0001", "住宅", "转角"],
    ["12", "1", "102", "８９．５０㎡", "王芳", "0002", "住宅", ""],
    ["13", "", "商1", "1,045.25", "上海桂园商贸有限公司", "", "商铺", "沿街"],
]


def messy_workbook() -> bytes:
    """Two sheets with titles, merged cells, part totals, a total, blank rows, a repeated header and stray formats."""
    book = Workbook()
    flats = book.worksheets[0]
    flats.title = "住宅"
    rows: list[list[Any]] = [
        ["桂园小区业主名册"],
        ["制表单位：桂园物业", None, None, None, None, None, "2026年11月"],
        [],
        ["楼栋", "单元", "室 号", "建筑面积（㎡）", "业主姓名", "证件号后四位", "联系电话", "性质", "备注", "序号"],
        [12, "1", "101", 89.5, "张 伟、李 娜", "0001、0002", 13800000001, "住宅", "=1+1", 1],
        [None, None, "102", "８９．５０㎡", "王芳", "0003", "１３８０００００００２", "住宅", None, 2],
        [None, "2", "101", " 120.00 ", "赵军", "0004", None, None, None, 3],
        ["小计", None, None, 299],
        [],
        ["楼栋", "单元", "室 号", "建筑面积（㎡）", "业主姓名", "证件号后四位", "联系电话", "性质", "备注", "序号"],
        ["13号楼", None, "0201", "1,045.25平方米", "赵军", "0004", None, "住宅", "顶层复式", 4],
        ["13号楼", None, "0202", 88, None, None, None, "开发商未售", None, 5],
        ["合计", None, None, 1432.25],
    ]
    for row in rows:
        flats.append(row)
    flats["I5"].data_type = "s"
    for merged in ("A1:J1", "A5:A7", "B5:B6"):
        flats.merge_cells(merged)
    parking = book.create_sheet("车位")
    for row in (["地下车位"], ["楼号", "车位号", "面积", "产权人", "业主编号"], ["地库", "A-01", 12.5, "王芳", "0003"]):
        parking.append(row)
    book.create_sheet("空")
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows: Sequence[Sequence[Any]] = PLAIN) -> bytes:
    """An xlsx workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


def xls(rows: Sequence[Sequence[Any]] = PLAIN) -> bytes:
    """An xls workbook of one sheet, its first column merged over rows 2 and 3."""
    book = xlwt.Workbook()
    page = book.add_sheet("名册")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if (number, place) not in {(1, 0), (2, 0)}:
                page.write(number, place, value)
    page.write_merge(1, 2, 0, 0, rows[1][0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Sequence[Sequence[Any]] = PLAIN, *, repeat: int = 1) -> bytes:
    """An OpenDocument spreadsheet of one sheet; its last row repeated."""
    table = "".join(
        f'<table:table-row table:number-rows-repeated="{repeat if row is rows[-1] else 1}">'
        + "".join(map(_ods_cell, row))
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="名册">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/></manifest:manifest>'
    )
    parts = {"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped({name: part.encode() for name, part in parts.items()})


def _ods_cell(value: Any) -> str:
    is_number = isinstance(value, (int, float))
    typed = f'"float" office:value="{value}"' if is_number else '"string"'
    return f"<table:table-cell office:value-type={typed}><text:p>{value}</text:p></table:table-cell>"


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # OpenDocument files begin with their type, not packed.
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(delimiter: str = ",", rows: Sequence[Sequence[Any]] = PLAIN) -> str:
    """The rows as delimited text, lines ended as on Windows."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def locked_xlsx() -> bytes:
    """A workbook with a password, in the envelope that Office makes."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt("secret", out)
    return out.getvalue()
