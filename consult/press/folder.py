"""Where printed files wait to be fetched: a folder for each printing, open to the service's own account only."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from consult.domain.printing import KEPT_FOR
from consult.domain.refusal import Refusal

_LOCK = "at-work"
_LAUNCHED = "launched"
_FULL = "full"
_COUNT = ".count"
STARTING = timedelta(seconds=30)
"""How long a process may take until it holds the lock."""


def prints(instance: Path) -> Path:
    """The folder of all printings of an installation."""
    return instance / "prints"


def folder_of(instance: Path, printing_id: int) -> Path:
    """The folder of one printing; it need not be there."""
    return prints(instance) / str(printing_id)


def made_folder(instance: Path, printing_id: int) -> Path:
    """The folder of one printing, made where it is missing, for the owner only. Raises OSError."""
    folder = folder_of(instance, printing_id)
    prints(instance).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def part_path(folder: Path, number: int) -> Path:
    """Where a part lies once it is whole."""
    return folder / f"{number:03d}.pdf"


def write_private(folder: Path, number: int, content: bytes) -> Path:
    """Write a part under a name of its own, safely on disk, and answer where. Raises OSError and leaves nothing then.

    Only whoever holds the lock gives it its final name: what a process of an earlier run still writes harms nobody.
    """
    path = folder / f"{number:03d}.{secrets.token_hex(8)}.part"
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def put_in_place(written: Path, folder: Path, number: int, now: datetime) -> Path:
    """Give a written part its final name; its time is the moment from which it is kept."""
    path = part_path(folder, number)
    os.utime(written, (now.timestamp(), now.timestamp()))
    written.replace(path)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return path


def note_count(folder: Path, number: int, done: int) -> None:
    """Note how many households of a part are done, for whoever watches; a disk that is full keeps the old figure."""
    with suppress(OSError):
        (folder / f"{number:03d}{_COUNT}").write_text(str(done), "ascii")


def count_under_way(folder: Path, numbers: set[int]) -> int:
    """How many households are done of these parts, which are not made yet."""
    return sum(_count(folder / f"{number:03d}{_COUNT}") for number in numbers)


def forget_counts(folder: Path) -> None:
    """Remove what a run that was killed had noted."""
    for path in folder.glob(f"*{_COUNT}"):
        path.unlink(missing_ok=True)


def _count(path: Path) -> int:
    try:
        return int(path.read_text("ascii") or 0)
    except (OSError, ValueError):  # not begun, or looked at in the moment of writing
        return 0


def keep_only(folder: Path, numbers: set[int]) -> None:
    """Remove what no part counts on: files half written, or of parts that never counted, and counts of the way."""
    kept = {part_path(folder, number).name for number in numbers}
    for path in folder.iterdir():
        if path.suffix in (".part", _COUNT) or (path.suffix == ".pdf" and path.name not in kept):
            path.unlink(missing_ok=True)


@contextmanager
def at_work(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process however it ends; refuses `batch-at-work`."""
    descriptor = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("batch-at-work") from None
        yield
    finally:
        os.close(descriptor)


def note_full(folder: Path) -> None:
    """Note that the disk was too full even for the database to say so. An empty file takes no room of its own."""
    with suppress(OSError):
        (folder / _FULL).touch(mode=0o600)


def forget_full(folder: Path) -> None:
    """There may be room again."""
    (folder / _FULL).unlink(missing_ok=True)


def was_full(folder: Path) -> bool:
    """Whether the last run ended for want of room, and could not say so."""
    return (folder / _FULL).exists()


def note_launch(folder: Path, now: datetime) -> None:
    """Note that a process has been started for this folder."""
    (folder / _LAUNCHED).touch(mode=0o600)
    os.utime(folder / _LAUNCHED, (now.timestamp(), now.timestamp()))


def is_at_work(folder: Path, now: datetime) -> bool:
    """Whether a process works on this folder, or has just been started for it."""
    with suppress(OSError):
        launched = (folder / _LAUNCHED).stat().st_mtime
        if 0 <= now.timestamp() - launched < STARTING.total_seconds():
            return True
    return _is_locked(folder)


def _is_locked(folder: Path) -> bool:
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def keep_until(path: Path, until: datetime) -> None:
    """Let a file go at this moment at the latest."""
    made = (until - KEPT_FOR).timestamp()
    os.utime(path, (made, made))


def sweep(instance: Path, now: datetime) -> int:
    """Delete every printed file whose time is over, and folders left empty; answers how many files went."""
    gone = 0
    oldest = (now - KEPT_FOR).timestamp()
    for folder in sorted(prints(instance).glob("*/")):
        if _is_locked(folder):
            continue
        for path in folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime <= oldest:
                    path.unlink()
                    gone += path.suffix == ".pdf"
        with suppress(OSError):
            folder.rmdir()
    return gone
