"""The heads of all books in a small file kept apart from the database, best on another disk.

A database that was put back from an old backup knows nothing of the ballots that came after it: this file does. It has
one line of fixed length for each book, `CODE NUMBER HEAD CHECK`, which is overwritten in place; several processes and
threads may write it at once. It is not synced: after a power cut it may be behind, which finds nothing wrong, but it is
never ahead of what was durable.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_FRAME = "{code} {seq:012d} {head}"
_BARE = 6 + 1 + 12 + 1 + 64
_SLOT = _BARE + 1 + 8 + 1
"""Bytes of a line, with the check (CRC-32 of what stands before it) and the line end."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a book stood: its last number, and the head after it in hex."""

    seq: int
    head: str


class HeadFile:
    """The file. Every method opens it anew, so that it may lie on a disk that comes and goes; raises `OSError`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._places: dict[str, int] = {}

    def read(self) -> dict[str, Kept]:
        """Where each book stood by its consultation's code. A line that is torn says nothing."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        slots = (content[at : at + _SLOT] for at in range(0, len(content), _SLOT))
        return dict(filter(None, map(_read, slots)))

    def keep(self, code: str, kept: Kept) -> bool:
        """Keep a book's newest head; False where the file knows of a later one, or of another at this number."""
        with self._alone() as file:
            at = self._place(file, code)
            before = _read(os.pread(file, _SLOT, at))
            if before is not None and (before[1].seq > kept.seq or (before[1].seq == kept.seq and before[1] != kept)):
                return False
            os.pwrite(file, _written(code, kept), at)
            return True

    def settle(self, known: Mapping[str, Kept]) -> None:
        """Let the file know these books and no others, whatever it knew before."""
        with self._alone() as file:
            self._places.clear()
            os.ftruncate(file, 0)
            os.pwrite(file, b"".join(_written(code, kept) for code, kept in known.items()), 0)
            os.fsync(file)

    def _place(self, file: int, code: str) -> int:
        """Where a book's line stands, or will stand."""
        at = self._places.get(code)
        if at is None or os.pread(file, 6, at) != code.encode():
            content = os.pread(file, os.fstat(file).st_size, 0)
            slots = range(0, len(content), _SLOT)
            at = next(
                (one for one in slots if content[one : one + 6] == code.encode()), -(-len(content) // _SLOT) * _SLOT
            )
            self._places[code] = at
        return at

    @contextmanager
    def _alone(self) -> Iterator[int]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)


def _written(code: str, kept: Kept) -> bytes:
    bare = _FRAME.format(code=code, seq=kept.seq, head=kept.head).encode()
    return bare + f" {zlib.crc32(bare):08x}\n".encode()


def _read(slot: bytes) -> tuple[str, Kept] | None:
    """What a line says; None for a torn one."""
    bare = slot[:_BARE]
    if len(slot) != _SLOT or slot[_BARE:] != f" {zlib.crc32(bare):08x}\n".encode():
        return None
    code, seq, head = bare.decode("ascii", "replace").split(" ")
    return code, Kept(int(seq), head)
