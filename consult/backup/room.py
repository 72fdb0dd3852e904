"""Full disks: recognised whoever reports them, and seen before the work begins where that can be known."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import consult.domain.installation  # noqa: F401  declares a reason given here
from consult.domain.refusal import Refusal

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SAID_FULL = ("disk is full", "No space left", "Disk quota exceeded", "File too large")
SPARE = 16 * 1024 * 1024
"""Bytes that stay free beside what is written, for whoever else writes to the disk meanwhile."""


@contextmanager
def writing_in(folder: Path) -> Iterator[None]:
    """Turn a disk that runs full meanwhile, or a folder that cannot be written, into their refusals."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if is_full(error) or is_nearly_full(folder):
            raise Refusal("backup-no-room", folder=str(folder)) from error
        if isinstance(error, OSError):
            raise Refusal("folder-unwritable", folder=str(folder)) from error
        raise Refusal("backup-failed", tool="SQLite", said=str(error)) from error


def free_bytes(folders: Iterable[Path]) -> int:
    """Free bytes on the fullest of these folders' disks; a folder that is not there yet will lie on its parent's."""
    there = (next(one for one in (folder, *folder.parents) if one.exists()) for folder in folders)
    return min(shutil.disk_usage(folder).free for folder in there)


def is_full(error: Exception) -> bool:
    """Whether an error says that there is no room."""
    return getattr(error, "errno", None) in _NO_ROOM or says_full(str(error))


def says_full(said: str) -> bool:
    """Whether a program's words mean that there is no room."""
    return any(sign in said for sign in _SAID_FULL)


def is_nearly_full(folder: Path) -> bool:
    """Whether next to nothing is left: SQLite calls a full disk an input/output error, depending on the call."""
    try:
        return shutil.disk_usage(folder).free < os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return False


def refuse_too_little(folder: Path, needed: int) -> None:
    """Refuse `backup-no-room` before anything is written, where so many bytes cannot fit."""
    if shutil.disk_usage(folder).free < needed + SPARE:
        raise Refusal("backup-no-room", folder=str(folder))
