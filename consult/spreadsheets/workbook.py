"""Sheets out of an xlsx, xls or ods workbook, read by calamine."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from consult.domain.refusal import Refusal
from consult.domain.roll_file.sheets import Merge, Sheet
from consult.spreadsheets import child
from consult.spreadsheets.container import FileKind, is_modest
from consult.spreadsheets.limits import CHILD_MEMORY, CHILD_SECONDS, MOST_CELLS

Range = tuple[tuple[int, int], tuple[int, int]]


def read_workbook(content: bytes, kind: FileKind, name: str) -> list[Sheet]:
    """Every worksheet, hidden ones marked; row 1 of a sheet is the first of its rows.

    Refuses: roll-file-locked, roll-file-damaged, roll-file-unpacks-too-large.
    """
    if kind is FileKind.XLSX and is_modest(content, name):
        return _read_here(content, name)
    return _read_in_child(content, name)


def _read_here(content: bytes, name: str) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                _sheet(about.name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or (), hidden)
                for about in book.sheets_metadata
                if about.typ is SheetTypeEnum.WorkSheet
                for hidden in (about.visible is not SheetVisibleEnum.Visible,)
                for sheet in (book.get_sheet_by_name(about.name),)
            ]
    except PasswordError as error:
        raise Refusal("roll-file-locked", name=name) from error
    except CalamineError as error:
        raise Refusal("roll-file-damaged", name=name) from error
    except BaseException as error:
        # A panic in calamine's Rust arrives as an exception that is no Exception.
        if type(error).__name__ == "PanicException":
            raise Refusal("roll-file-damaged", name=name) from error
        raise


def _read_in_child(content: bytes, name: str) -> list[Sheet]:
    command = [sys.executable, "-I", str(Path(child.__file__))]
    limits = [str(CHILD_MEMORY), str(CHILD_SECONDS), str(MOST_CELLS)]
    try:
        done = subprocess.run(  # noqa: S603  our own program, numbers as arguments
            command + limits, input=content, capture_output=True, timeout=2 * CHILD_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("roll-file-unpacks-too-large", name=name) from error
    if done.returncode == child.LOCKED:
        raise Refusal("roll-file-locked", name=name)
    if done.returncode == child.DAMAGED:
        raise Refusal("roll-file-damaged", name=name)
    if done.returncode != 0:
        raise Refusal("roll-file-unpacks-too-large", name=name)
    return [_sheet(*parts) for parts in pickle.loads(done.stdout)]  # noqa: S301  our own child's answer


def _sheet(name: str, rows: list[list[Any]], ranges: Iterable[Range], hidden: bool) -> Sheet:
    merges = tuple(Merge(top, left, bottom, right) for (top, left), (bottom, right) in ranges)
    return Sheet(name, rows, merges, hidden)
