"""What a power cut may leave of a file, and that the proof of it finds what it looks for: the light form of a proof."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from consult.models.engine import journal_mode
from scripts.prove.sudden_disk import SECTOR, Disk
from scripts.prove.traced_writes import Cut, Event, Made, Removed, Sent, Synced, Written, events, under_strace

MANY = 200
OLD, NEW = b"o" * 2 * SECTOR, b"n" * 2 * SECTOR


def found_after(disk: Disk) -> list[dict[str, bytes]]:
    """What so many outages at this moment leave."""
    return [disk.after_outage(random.Random(seed)) for seed in range(MANY)]


def disk_after(*happened: Event, name: str = "f") -> Disk:
    disk = Disk({name: OLD})
    for event in happened:
        disk.take(event)
    return disk


def test_what_was_synced_is_always_there() -> None:
    disk = disk_after(Written("f", 0, NEW), Synced("f"))
    assert all(found == {"f": NEW} for found in found_after(disk))


def test_a_write_may_be_there_missing_or_torn_between_sectors() -> None:
    found = {files["f"] for files in found_after(disk_after(Written("f", 0, NEW)))}
    half = SECTOR * b"n", SECTOR * b"o"
    assert found == {NEW, OLD, half[0] + half[1], half[1] + half[0]}


def test_the_later_of_two_writes_may_be_there_without_the_earlier() -> None:
    found = {files["f"] for files in found_after(disk_after(Written("f", 0, b"1"), Written("f", SECTOR, b"2")))}
    assert {(one[:1], one[SECTOR : SECTOR + 1]) for one in found} == {
        (first, second) for first in (b"o", b"1") for second in (b"o", b"2")
    }


def test_a_truncation_may_be_undone_until_it_is_synced() -> None:
    assert {files["f"] for files in found_after(disk_after(Cut("f", 0)))} == {b"", OLD}
    assert {files["f"] for files in found_after(disk_after(Cut("f", 0), Synced("f")))} == {b""}


def test_a_deleted_file_may_come_back_until_the_folder_is_synced() -> None:
    assert {tuple(files) for files in found_after(disk_after(Removed("f")))} == {(), ("f",)}
    assert {tuple(files) for files in found_after(disk_after(Removed("f"), Synced("")))} == {()}


def test_a_new_file_may_be_missing_although_it_was_synced_itself() -> None:
    made = (Made("g"), Written("g", 0, NEW), Synced("g"))
    assert {tuple(sorted(files)) for files in found_after(disk_after(*made))} == {("f",), ("f", "g")}
    assert {files["g"] for files in found_after(disk_after(*made, Synced("")))} == {NEW}


def test_where_a_file_only_grew_anything_may_stand() -> None:
    grown = (Written("f", 2 * SECTOR, b"x" * SECTOR), Written("f", 3 * SECTOR, b"y"))
    gaps = {
        files["f"][2 * SECTOR : 3 * SECTOR] for files in found_after(disk_after(*grown)) if len(files["f"]) > 3 * SECTOR
    }
    assert len(gaps) > 3


def test_an_answer_changes_nothing_on_the_disk() -> None:
    assert disk_after(Sent(1, 303)).as_seen() == {"f": OLD}


ROWS = 12
PROGRAM = f"""
import os, sqlite3, sys
folder, journal, sync = sys.argv[1:]
connection = sqlite3.connect(folder + "/db", isolation_level=None)
connection.execute("PRAGMA journal_mode=" + journal)
connection.execute("PRAGMA synchronous=" + sync)
connection.execute("PRAGMA secure_delete=ON")
for n in range({ROWS}):
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t VALUES (?, randomblob(6000))", (n,))
    connection.execute("COMMIT")
    os.close(os.open(folder + "/told-" + str(n), os.O_CREAT | os.O_WRONLY))
"""


def traced(folder: Path, journal: str, sync: str) -> tuple[dict[str, bytes], list[Event]]:
    """The files before, and what a small program did to them that told of each commit by making a file."""
    kept = folder / "kept"
    kept.mkdir()
    with sqlite3.connect(kept / "db") as connection:
        connection.execute("CREATE TABLE t (n INTEGER, fill BLOB)")
    connection.close()
    before = {"db": (kept / "db").read_bytes()}
    command = [*under_strace(folder / "trace"), sys.executable, "-c", PROGRAM, str(kept), journal, sync]
    subprocess.run(command, check=True, timeout=60)
    matters = ("db", "db-journal", "db-wal")
    happened = list(events(folder / "trace", kept, before, lambda name: name in matters or name.startswith("told-")))
    disk = Disk(before)
    for event in happened:
        disk.take(event)
    seen = {name: content for name, content in disk.as_seen().items() if name in matters}
    assert seen == {path.name: path.read_bytes() for path in kept.iterdir() if path.name in matters}
    return before, happened


def rows_in(folder: Path, image: dict[str, bytes]) -> set[int]:
    """Open what an outage left; the rows in it."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in image.items():
        if name.startswith("db"):
            (folder / name).write_bytes(content)
    connection = sqlite3.connect(folder / "db")
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in connection.execute("SELECT n FROM t")}
    finally:
        connection.close()


@pytest.mark.one_database
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    ("journal", "sync", "loses"),
    [
        pytest.param("truncate", "FULL", False, id="TRUNCATE with FULL keeps what was told"),
        pytest.param("wal", "FULL", False, id="WAL with FULL keeps what was told"),
        pytest.param("wal", "NORMAL", True, id="WAL with NORMAL loses it"),
        pytest.param("delete", "FULL", True, id="DELETE with FULL, SQLite's own choice, loses it"),
    ],
)
def test_what_was_told_before_the_power_was_cut(tmp_path: Path, journal: str, sync: str, loses: bool) -> None:
    before, happened = traced(tmp_path, journal, sync)
    image, disk, told, lost = tmp_path / "image", Disk(before), set[int](), 0
    image.mkdir()
    for at, event in enumerate(happened):
        disk.take(event)
        if isinstance(event, Made) and event.name.startswith("told-"):
            told.add(int(event.name.removeprefix("told-")))
        for seed in range(3):
            lost += not told <= rows_in(image, disk.after_outage(random.Random(f"{at} {seed}")))
    assert len(told) == ROWS
    assert bool(lost) == loses, f"{lost} outages lost what was told"


def test_the_product_chooses_one_that_keeps_it() -> None:
    assert journal_mode() in ("truncate", "wal")


def in_hex(text: str) -> str:
    """As strace writes it."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_a_call_that_is_not_understood_stops_the_proof(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    shown = in_hex(str(tmp_path / "db"))
    log.write_text(f"1  fallocate(3<{shown}>, 0, 0, 4096) = 0\n", "ascii")
    with pytest.raises(ValueError, match="fallocate"):
        list(events(log, tmp_path, {"db"}, lambda name: name == "db"))


def test_calls_of_two_threads_are_put_together(tmp_path: Path) -> None:
    log = tmp_path / "trace"
    shown, said = in_hex(str(tmp_path / "db")), in_hex("HTTP/1.1 303")
    lines = [
        f"1  fdatasync(3<{shown}> <unfinished ...>",
        f'2  sendto(5<TCP:[127.0.0.1:80->127.0.0.1:4711]>, "{said}", 12, 0 <unfinished ...>',
        "1  <... fdatasync resumed>) = 0",
        "2  <... sendto resumed>, NULL, 0) = 12",
        f"1  ftruncate(3<{shown}>, 0) = -1 EFBIG (File too large)",
    ]
    log.write_text("\n".join(lines) + "\n", "ascii")
    assert list(events(log, tmp_path, {"db"}, lambda name: name == "db")) == [Sent(4711, 303), Synced("db")]
