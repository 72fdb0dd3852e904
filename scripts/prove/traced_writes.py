"""What a program under `strace` wrote to the files of one folder, synced and took away, and what it sent, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,pwrite64,pwritev,write,ftruncate,fallocate,fsync,fdatasync,"
    "unlink,unlinkat,rename,renameat,renameat2,sendto,sendmsg"
)
LONGEST = 66_000
"""Bytes of one call that are noted: more than SQLite writes at once."""


def under_strace(log: Path) -> tuple[str, ...]:
    """What to put before a command, so that its calls are noted in the log with all their bytes."""
    shown = ("-f", "-yy", "-xx", "-s", str(LONGEST), "--seccomp-bpf", "-e", f"trace={CALLS}", "-o", str(log))
    return ("strace", *shown)


@dataclass(frozen=True, slots=True)
class Made:
    """A file got a name."""

    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes were handed to the system for a place in a file."""

    name: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file was made so many bytes long."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """The disk said that all of a file, or of the folder (`''`), is there."""

    name: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A name was taken away."""

    name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer was sent to a client's port."""

    port: int
    status: int


Event = Made | Written | Cut | Synced | Removed | Sent

_LINE = re.compile(r"([0-9]+) +(.*)")
_RESUMED = re.compile(r"<\.\.\. [a-z0-9_]+ resumed>(.*)")
_UNFINISHED = " <unfinished ...>"
_CALL = re.compile(r"([a-z0-9_]+)\((.*)\) += (-?[0-9]+)(.*)")
_FILE = re.compile(r"([0-9]+)<((?:\\x[0-9a-f]{2})+)(?:\(deleted\))?>")
_SOCKET = re.compile(r"[0-9]+<TCP:\[[^\]]*->127\.0\.0\.1:([0-9]+)\]>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})")


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def events(log: Path, folder: Path, files: Collection[str], matters: Callable[[str], bool]) -> Iterator[Event]:
    """Everything that concerns these files right in this folder, and the answers, in order; `files` are there before.

    A write or a sync counts from when it was finished, an answer from when it was begun. Raises `ValueError` for a call
    on these files that is not understood: a proof must not rest on half of what happened.
    """
    reader = _Reader(folder, set(files), matters)
    for call, rest, result in _calls(log):
        found = reader.read(call, rest, result)
        if found is not None:
            yield from found


def _calls(log: Path) -> Iterator[tuple[str, str, int]]:
    begun: dict[str, str] = {}
    with log.open("r", encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = _LINE.fullmatch(line.rstrip("\n"))
            if found is None:
                continue
            thread, said = found.groups()
            if said.endswith(_UNFINISHED):
                said = said.removesuffix(_UNFINISHED)
                if not said.startswith("send"):
                    begun[thread] = said
                    continue
                said += ") = 0"
            elif resumed := _RESUMED.fullmatch(said):
                if thread not in begun:
                    continue
                said = begun.pop(thread) + resumed[1]
            if call := _CALL.fullmatch(said):
                yield call[1], call[2], int(call[3]) if call[3] else 0


class _Reader:
    """Turns calls into events, and knows which names there are."""

    def __init__(self, folder: Path, names: set[str], matters: Callable[[str], bool]) -> None:
        self._folder, self._names, self._matters = folder.resolve(), names, matters

    def read(self, call: str, rest: str, result: int) -> Iterator[Event] | None:
        if call.startswith("send"):
            return self._sent(rest)
        if result < 0:
            return None
        return _READ[call](self, rest)

    def _sent(self, rest: str) -> Iterator[Event]:
        port, text = _SOCKET.match(rest), _TEXT.search(rest)
        status = _STATUS.match(_bytes(text[1])) if text else None
        if port and status:
            yield Sent(int(port[1]), int(status[1]))

    def _name(self, path: bytes) -> str | None:
        """The name in our folder; '' for the folder itself; None for anything that is none of our business."""
        found = Path(path.decode("utf-8", "replace"))
        if found == self._folder:
            return ""
        return found.name if found.parent == self._folder and self._matters(found.name) else None

    def _open_file(self, rest: str) -> str | None:
        found = _FILE.match(rest)
        return self._name(_bytes(found[2])) if found else None

    def _opened(self, rest: str) -> Iterator[Event]:
        named = _TEXT.search(rest)
        name = self._name(_bytes(named[1])) if named else None
        if name:
            if "O_CREAT" in rest and name not in self._names:
                self._names.add(name)
                yield Made(name)
            if "O_TRUNC" in rest:
                yield Cut(name, 0)

    def _written(self, rest: str) -> Iterator[Event]:
        name, text = self._open_file(rest), _TEXT.search(rest)
        if name is None:
            return
        place = rest.rpartition(", ")[2]
        if text is None or text[2] or not place.isdigit():
            raise ValueError(f"a write to {name} that is not understood: {rest[-80:]}")
        yield Written(name, int(place), _bytes(text[1]))

    def _appended(self, rest: str) -> Iterator[Event]:
        yield from self._refused("write", rest)

    def _refused(self, call: str, rest: str) -> Iterator[Event]:
        if self._open_file(rest):
            raise ValueError(f"{call} on a file of the folder: {rest[:200]}")
        yield from ()

    def _cut(self, rest: str) -> Iterator[Event]:
        name = self._open_file(rest)
        if name is not None:
            yield Cut(name, int(rest.rpartition(", ")[2]))

    def _synced(self, rest: str) -> Iterator[Event]:
        name = self._open_file(rest)
        if name is not None:
            yield Synced(name)

    def _removed(self, rest: str) -> Iterator[Event]:
        named = _TEXT.search(rest)
        name = self._name(_bytes(named[1])) if named else None
        if name:
            self._names.discard(name)
            yield Removed(name)

    def _renamed(self, rest: str) -> Iterator[Event]:
        if any(self._name(_bytes(named)) for named, _ in _TEXT.findall(rest)):
            raise ValueError(f"a file of the folder was renamed: {rest[:200]}")
        yield from ()


_READ = {
    "openat": _Reader._opened,
    "pwrite64": _Reader._written,
    "pwritev": lambda reader, rest: reader._refused("pwritev", rest),
    "write": _Reader._appended,
    "ftruncate": _Reader._cut,
    "fallocate": lambda reader, rest: reader._refused("fallocate", rest),
    "fsync": _Reader._synced,
    "fdatasync": _Reader._synced,
    "unlink": _Reader._removed,
    "unlinkat": _Reader._removed,
    "rename": _Reader._renamed,
    "renameat": _Reader._renamed,
    "renameat2": _Reader._renamed,
}
