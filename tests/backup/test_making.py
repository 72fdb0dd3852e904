"""Making a backup: whole, private, named by its time, while ballots are cast, and never half."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import stat
import threading
import zipfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from consult.backup import making, postgresql_tools, room, sqlite_file
from consult.backup.installation import Installation
from consult.backup.making import backups_in, make_backup
from consult.backup.restoring import Order, restore
from consult.domain.refusal import Refusal
from consult.queries.consultations import consultation_of_code
from tests import people
from tests.backup.installations import NOW, SECRET, at_work, book, database_file


def test_one_private_file_with_everything_in_it(here: Installation, code: str, shelf: Path) -> None:
    made = make_backup(here, shelf, now=NOW)
    assert [path.name for path in shelf.iterdir()] == ["consult-20261220T030405Z.zip"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    with zipfile.ZipFile(made.path) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(inside.pop("manifest.json"))
    assert inside["secret_key"] == SECRET.encode()
    assert {name: part["sha256"] for name, part in said["parts"].items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in inside.items()
    }
    assert len(inside) == 2
    assert (said["database"], said["version"], said["made_at"]) == (here.kind, "1.0", "2026-12-20T03:04:05+00:00")
    assert {name: at["seq"] for name, at in said["books"].items()} == {code: 3}


def test_only_so_many_newest_are_kept_and_other_files_are_left_alone(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(making._COPY, here.kind, _no_copy)
    shelf.mkdir()
    (shelf / "consult-notes.zip").write_text("mine")
    days = [make_backup(here, shelf, now=NOW + timedelta(days=day)).path for day in range(4)]
    again = make_backup(here, shelf, now=NOW + timedelta(days=3), keep=3)
    assert again.path.name == "consult-20261223T030405Z-2.zip"
    assert backups_in(shelf) == [again.path, days[3], days[2]]
    assert set(again.dropped) == set(days[:2])
    assert (shelf / "consult-notes.zip").read_text() == "mine"


def _no_copy(_here: Installation, target: Path, _told: object) -> tuple[str | None, dict[str, Any]]:
    target.write_bytes(b"nothing")
    return None, {}


@pytest.mark.one_database
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG], ids=["full", "quota", "too large"])
def test_a_disk_that_runs_full_leaves_no_half_file(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    earlier = make_backup(here, shelf, now=NOW)

    def full(_path: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("consult.backup.archive.sync", full)
    with pytest.raises(Refusal, match="backup-no-room"):
        make_backup(here, shelf, now=NOW + timedelta(days=1), keep=1)
    assert list(shelf.iterdir()) == [earlier.path]


@pytest.mark.one_database
def test_too_little_room_is_seen_before_anything_is_written(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "SPARE", 2**62)
    monkeypatch.setattr(sqlite_file, "copy_database", pytest.fail)
    with pytest.raises(Refusal, match="backup-no-room"):
        make_backup(here, shelf, now=NOW)
    assert not list(shelf.iterdir())


@pytest.mark.one_database
def test_a_full_disk_in_the_middle_of_sqlites_own_writing(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite_file, "copy_database", full)
    with pytest.raises(Refusal, match="backup-no-room"):
        make_backup(here, shelf, now=NOW)
    assert not list(shelf.iterdir())


@pytest.mark.one_database
def test_a_folder_that_cannot_be_made(here: Installation, code: str, shelf: Path) -> None:
    shelf.write_text("a file stands here")
    with pytest.raises(Refusal, match="folder-unwritable"):
        make_backup(here, shelf, now=NOW)


@pytest.mark.one_database
def test_a_damaged_database_is_not_copied_as_if_it_were_whole(here: Installation, code: str, shelf: Path) -> None:
    file = database_file(here)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\xff" * 4096
    file.write_bytes(content)
    with pytest.raises(Refusal, match=r"backup-source-damaged|backup-failed"):
        make_backup(here, shelf, now=NOW)
    assert not list(shelf.iterdir())


def test_ballots_are_cast_meanwhile(here: Installation, code: str, shelf: Path) -> None:
    """Every book in a backup stands where its manifest says, whatever was cast while it was made."""
    stop, cast = threading.Event(), list[str]()

    def voting() -> None:
        with at_work(here) as session:
            view = consultation_of_code(session, code)
            for elector in people.electors(session, view):
                with suppress(Refusal):
                    cast.append(people.vote(session, view, elector, {1: "agree"}).code)
                if stop.is_set():
                    return

    voter = threading.Thread(target=voting)
    voter.start()
    made = make_backup(here, shelf, now=NOW)
    stop.set()
    voter.join()
    assert cast
    assert 3 <= made.manifest.books[code].seq <= book(here, code)[0]
    restored = restore(here, made.path, Order(accepts_loss=True), now=NOW)
    assert not restored.broken


@pytest.mark.one_database
def test_a_copy_that_others_keep_beginning_anew_comes_to_its_end(
    here: Installation, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "PAGES", 5)
    monkeypatch.setattr(sqlite_file, "PAUSE", 0)
    steps = list[int]()

    def interrupting(done: int, total: int) -> None:
        steps.append(done)
        with sqlite3.connect(database_file(here), isolation_level=None) as other:
            other.execute("UPDATE estate SET term = term || '.'").close()
        other.close()

    target = tmp_path / "copy.sqlite3"
    sqlite_file.copy_database(database_file(here), target, interrupting)
    assert len(steps) == sqlite_file.RESTARTS
    with sqlite3.connect(target) as copy:
        [[seq]] = copy.execute("SELECT seq FROM ledger_head").fetchall()
    copy.close()
    assert seq == 3


def test_a_tool_of_postgresql_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_tools.shutil, "which", lambda *_where, **_more: None)
    with pytest.raises(Refusal, match="backup-tool-missing"):
        postgresql_tools.tool("pg_dump", 15)


@pytest.mark.parametrize("said", ["pg_dump (PostgreSQL) 14.9 (Debian 14.9-1)", "pg_dump (PostgreSQL) 16.1", "hello"])
def test_a_tool_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\necho '{said}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(postgresql_tools, "DEBIAN", str(tmp_path / "nowhere"))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Refusal, match="backup-tool-version"):
        postgresql_tools.tool("pg_dump", 15)
