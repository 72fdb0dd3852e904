"""Writing papers to files: whole or not at all, and for the owner's eyes only where they hold codes."""

from __future__ import annotations

import errno
import importlib
import os
import tempfile
from itertools import chain, count
from pathlib import Path

import consult.domain.installation
import consult.domain.printing  # noqa: F401  both declare the reasons given here
from consult.domain.refusal import Refusal

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says where a file finds no more room."""


def refuse_without_printing() -> None:
    """Refuse `printing-missing` where the printing library lacks its system packages."""
    try:
        importlib.import_module("weasyprint")
    except OSError as error:
        raise Refusal("printing-missing") from error


def refuse_unwritable(folder: Path) -> None:
    """Make the folder where it is missing; refuse `folder-unwritable`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Refusal("folder-unwritable", folder=str(folder)) from error


def write_paper(folder: Path, name: str, content: bytes, *, is_private: bool, replaces: bool = True) -> Path:
    """Write a file in one step and answer its path; an earlier one of the same name is replaced.

    Where it must not be (`replaces=False`), the new one gets a number: `…-2.pdf`; the same content is there already.
    Refuses `disk-full` and `folder-unwritable`; half a file never stays.
    """
    refuse_unwritable(folder)
    path = folder / name.replace("/", "_")
    part = path.with_name(path.name + ".part")
    try:
        _write(part, content, 0o600 if is_private else 0o644)
        path = path if replaces else _free(path, content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        if error.errno in _FULL:
            raise Refusal("disk-full") from error
        raise Refusal("folder-unwritable", folder=str(folder)) from error
    return path


def _write(path: Path, content: bytes, mode: int) -> None:
    """The bytes, safely on disk: what is handed out is deleted where it was made. Raises OSError."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _free(path: Path, content: bytes) -> Path:
    """This name, or the first with a number that no other file has."""
    names = chain([path], (path.with_stem(f"{path.stem}-{number}") for number in count(2)))
    return next(name for name in names if not name.exists() or name.read_bytes() == content)
