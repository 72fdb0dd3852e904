"""A backup that is stopped half-way clears away what it began, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.backup.making import make_backup
from tests.backup.installations import installation
from tests.databases import SECRET

pytestmark = pytest.mark.both_databases

STOPPED = """
import os, signal, sys
from consult.backup import archive
from consult.cli.program import program

def stop(*_anything):
    os.kill(os.getpid(), signal.SIGTERM)

archive.sync = stop
program.main(["backup", sys.argv[1]])
"""


def test_sigterm_leaves_nothing_half(engine_url: str, tmp_path: Path) -> None:
    environ = os.environ | {
        "CONSULT_DATABASE_URL": engine_url,
        "CONSULT_SECRET_KEY": SECRET,
        "CONSULT_INSTANCE": str(tmp_path / "instance"),
        "LANG": "en_GB.UTF-8",
    }
    shelf = tmp_path / "shelf"
    ran = subprocess.run(
        [sys.executable, "-c", STOPPED, str(shelf)],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Stopped." in ran.stderr
    assert not list(shelf.iterdir())


@pytest.mark.one_database
def test_what_a_killed_one_left_is_swept_after_a_day(engine_url: str, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    now = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    for name, hours in (("old", 25), ("young", 23)):
        left = shelf / f".consult-backup-{name}"
        left.mkdir()
        (left / "database.sqlite3").write_bytes(b"half")
        part = shelf / f".consult-20261219T020000Z.zip.{name}.part"
        part.write_bytes(b"half")
        for path in (left, part):
            moment = now.timestamp() - hours * 3600
            os.utime(path, (moment, moment))
    made = make_backup(installation(engine_url, tmp_path / "instance"), shelf, now=now)
    assert {path.name for path in shelf.iterdir()} == {
        made.path.name,
        ".consult-backup-young",
        ".consult-20261219T020000Z.zip.young.part",
    }
