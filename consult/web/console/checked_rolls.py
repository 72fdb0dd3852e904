"""Roll files between check and import: kept for an hour beside the database, found again by their fingerprint.

A file belongs to the estate that handed it in; another estate's fingerprint leads nowhere.
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path

KEPT_FOR = timedelta(hours=1)
_FINGERPRINT = 64


def fingerprint(content: bytes) -> str:
    """SHA-256 of a file in hex."""
    return hashlib.sha256(content).hexdigest()


def keep(folder: Path, estate_id: int, content: bytes, now: datetime) -> str:
    """Keep a file readable by the service only, sweep old ones, and answer its fingerprint."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder, now)
    found = fingerprint(content)
    descriptor = os.open(_path(folder, estate_id, found), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.utime(_path(folder, estate_id, found), (now.timestamp(), now.timestamp()))
    return found


def kept(folder: Path, estate_id: int, found: str) -> bytes | None:
    """The file of a fingerprint, or None when it is gone, was changed, or was never this estate's."""
    if len(found) != _FINGERPRINT or not all(mark in "0123456789abcdef" for mark in found):
        return None
    try:
        content = _path(folder, estate_id, found).read_bytes()
    except OSError:
        return None
    return content if fingerprint(content) == found else None


def forget(folder: Path, estate_id: int, found: str) -> None:
    """Throw a file away once it has been imported."""
    _path(folder, estate_id, found).unlink(missing_ok=True)


def _path(folder: Path, estate_id: int, found: str) -> Path:
    return folder / f"{estate_id}-{found}"


def _sweep(folder: Path, now: datetime) -> None:
    oldest = (now - KEPT_FOR).timestamp()
    for file in folder.iterdir():
        try:
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
