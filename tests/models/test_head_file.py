"""The file of heads: it remembers the newest, survives torn lines and many writers, and tells when it knows better."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from consult.models.head_file import HeadFile, Kept

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32


@pytest.fixture
def file(tmp_path: Path) -> HeadFile:
    return HeadFile(tmp_path / "second" / "disk.heads")


def test_it_remembers_the_newest_of_each_book(file: HeadFile) -> None:
    assert file.read() == {}
    assert file.keep("K7P9QX", Kept(1, A))
    assert file.keep("ZZZZZZ", Kept(7, B))
    assert file.keep("K7P9QX", Kept(2, C))
    assert file.read() == {"K7P9QX": Kept(2, C), "ZZZZZZ": Kept(7, B)}
    assert len(file.path.read_text().splitlines()) == 2, "a line is overwritten in place"
    assert HeadFile(file.path).read() == file.read()


@pytest.mark.parametrize(
    ("kept", "agrees"),
    [
        pytest.param(Kept(4, B), False, id="one number less"),
        pytest.param(Kept(5, A), True, id="the same again"),
        pytest.param(Kept(5, B), False, id="another head at the same number"),
        pytest.param(Kept(6, B), True, id="one number more"),
    ],
)
def test_it_tells_when_it_knows_better(file: HeadFile, kept: Kept, agrees: bool) -> None:
    file.keep("K7P9QX", Kept(5, A))
    assert file.keep("K7P9QX", kept) is agrees
    assert file.read()["K7P9QX"] == (kept if agrees else Kept(5, A))


@pytest.mark.parametrize("torn", [b"x", b"K7P9QX 000000000009 ", b"K7P9QX 000000000009 " + b"0" * 74, b"\xff" * 94])
def test_a_torn_line_says_nothing_and_is_written_anew(file: HeadFile, torn: bytes) -> None:
    file.keep("K7P9QX", Kept(5, A))
    file.path.write_bytes(torn)
    assert file.read() == {}
    assert file.keep("K7P9QX", Kept(6, B))
    assert file.keep("ZZZZZZ", Kept(1, C))
    assert file.read() == {"K7P9QX": Kept(6, B), "ZZZZZZ": Kept(1, C)}


def test_it_can_be_told_what_holds(file: HeadFile) -> None:
    for code in ("K7P9QX", "ZZZZZZ"):
        file.keep(code, Kept(5, A))
    file.settle({"ZZZZZZ": Kept(2, B)})
    assert file.read() == {"ZZZZZZ": Kept(2, B)}
    assert file.keep("K7P9QX", Kept(1, C))
    assert file.read() == {"ZZZZZZ": Kept(2, B), "K7P9QX": Kept(1, C)}


_WRITER = """
import sys
from consult.models.head_file import HeadFile, Kept
file = HeadFile(__import__("pathlib").Path(sys.argv[1]))
for seq in range(int(sys.argv[2]), 400, 2):
    file.keep("K7P9QX", Kept(seq, f"{seq:064x}"))
    file.keep(f"BOOK{seq % 10:02d}", Kept(seq, f"{seq:064x}"))
"""


def test_several_processes_and_threads_keep_one_file(file: HeadFile) -> None:
    file.path.parent.mkdir()
    others = [subprocess.Popen([sys.executable, "-c", _WRITER, str(file.path), first]) for first in ("1", "2")]
    threads = [
        threading.Thread(target=lambda: [file.keep("THREAD", Kept(seq, f"{seq:064x}")) for seq in range(1, 200)])
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]
    found = file.read()
    assert len(found) == 12
    assert all(kept.head == f"{kept.seq:064x}" for kept in found.values())
    assert (found["K7P9QX"].seq, found["THREAD"].seq) == (399, 199)
