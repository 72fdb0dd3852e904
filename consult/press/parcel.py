"""All files of a batch in one ZIP, sent while it is read: memory holds one piece of one file, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

PIECE = 64 * 1024
"""Bytes read at once."""

_OWNER_ONLY = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Parcelled:
    """One file: where it lies, and what it is called in the ZIP, with the moment it was made."""

    path: Path
    name: str
    made_at: datetime


class Outgoing:
    """Takes what is written until it is sent."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Keep it until it is taken."""
        self._waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing lies anywhere else."""

    def taken(self) -> bytes:
        """What waits, once."""
        content = b"".join(self._waiting)
        self._waiting.clear()
        return content


def zip_of(files: Iterable[Parcelled]) -> Iterator[bytes]:
    """The ZIP in pieces. PDFs are packed already, so they are only stored. Raises OSError for a file that has gone."""
    out = Outgoing()
    with ZipFile(cast(IO[bytes], out), "w", ZIP_STORED) as parcel:
        for file in files:
            entry = ZipInfo(file.name, file.made_at.timetuple()[:6])
            entry.external_attr = _OWNER_ONLY
            entry.file_size = file.path.stat().st_size
            with file.path.open("rb") as source, parcel.open(entry, "w") as target:
                while piece := source.read(PIECE):
                    target.write(piece)
                    yield out.taken()
    yield out.taken()
