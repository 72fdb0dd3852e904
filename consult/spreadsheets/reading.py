"""A spreadsheet from bytes to sheets of cells, or a refusal that says what to do; never a part of it."""

from __future__ import annotations

from pathlib import Path

import consult.domain.roll_file.refusals  # noqa: F401  the reasons given here
from consult.domain.refusal import Refusal
from consult.domain.roll_file.sheets import Sheet
from consult.spreadsheets.container import FileKind, kind_of
from consult.spreadsheets.delimited import read_delimited
from consult.spreadsheets.limits import LARGEST_FILE, MOST_ROWS
from consult.spreadsheets.workbook import read_workbook

_MEGABYTE = 1024 * 1024


def read_spreadsheet_file(path: Path) -> tuple[bytes, list[Sheet]]:
    """The bytes and sheets of a file; its size is looked at before a byte is read.

    Refuses: roll-file-missing, and all that `read_spreadsheet` refuses.
    """
    try:
        if path.is_dir():
            raise Refusal("roll-file-missing", name=path.name)
        refuse_too_large(path.stat().st_size, path.name)
        content = path.read_bytes()
    except OSError as error:
        raise Refusal("roll-file-missing", name=path.name) from error
    return content, read_spreadsheet(content, path.name)


def refuse_too_large(size: int, name: str) -> None:
    """Refuse a file over the limit, by its size in bytes: roll-file-too-large."""
    if size > LARGEST_FILE:
        raise Refusal("roll-file-too-large", name=name, limit_mb=LARGEST_FILE // _MEGABYTE)


def read_spreadsheet(content: bytes, name: str) -> list[Sheet]:
    """All sheets of an xlsx, xls, ods, csv or tsv file, whatever its name says; `name` is for what is said.

    Refuses: roll-file-too-large, -empty, -locked, -wrong-type, -web-page, -damaged, -unpacks-too-large,
    -undecodable, -quotes, -too-many-rows.
    """
    refuse_too_large(len(content), name)
    kind = kind_of(content, name)
    sheets = [read_delimited(content, name)] if kind is FileKind.TEXT else read_workbook(content, kind, name)
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise Refusal("roll-file-too-many-rows", name=name, limit=MOST_ROWS)
    return sheets
