"""Backups that are torn, changed, or of something else: refused before anything here is touched."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from consult.backup.archive import MANIFEST
from consult.backup.installation import Installation
from consult.backup.making import make_backup
from consult.backup.restoring import inspected
from consult.domain.refusal import Refusal
from tests.backup.installations import NOW, SECRET, book, database_file, put_back


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _without(part: str) -> Callable[[Path], None]:
    return lambda path: _rewritten(path, {part: None})


def _with(part: str, content: bytes) -> Callable[[Path], None]:
    return lambda path: _rewritten(path, {part: content})


def _rewritten(path: Path, changed: dict[str, bytes | None]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | changed).items():
            if content is not None:
                archive.writestr(name, content)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(_empty, "backup-unreadable", id="an empty file"),
        pytest.param(_cut, "backup-unreadable", id="the end cut off"),
        pytest.param(_flip, "backup-damaged|backup-unreadable", id="one bit in the middle"),
        pytest.param(_without("secret_key"), "backup-unreadable", id="no secret"),
        pytest.param(_without(MANIFEST), "backup-unreadable", id="no manifest"),
        pytest.param(_with(MANIFEST, b"{}"), "backup-unreadable", id="a manifest that says nothing"),
        pytest.param(_with(MANIFEST, b"\xff"), "backup-unreadable", id="a manifest that is no text"),
        pytest.param(_with(MANIFEST, b"[" * 100_000), "backup-unreadable", id="a manifest nested deep"),
        pytest.param(_with("more.txt", b"x"), "backup-unreadable", id="a part too many"),
        pytest.param(_with("secret_key", b"x" * 49), "backup-damaged", id="another secret of the same length"),
        pytest.param(_with("database.sqlite3", b"SQLite format 3"), "backup-damaged", id="another database"),
    ],
)
def test_a_bad_backup_is_refused_before_anything_is_touched(
    here: Installation, code: str, shelf: Path, spoil: Callable[[Path], None], reason: str
) -> None:
    path = make_backup(here, shelf, now=NOW).path
    spoil(path)
    before = database_file(here).read_bytes()
    with pytest.raises(Refusal, match=reason):
        put_back(here, path, accepts_loss=True)
    assert database_file(here).read_bytes() == before
    assert sorted(one.name for one in here.folder.iterdir()) == ["secret_key"]


@pytest.mark.one_database
def test_a_manifest_that_says_more_lines_than_the_database_has(here: Installation, code: str, shelf: Path) -> None:
    path = make_backup(here, shelf, now=NOW).path
    with zipfile.ZipFile(path) as archive:
        said = archive.read(MANIFEST)
    _rewritten(path, {MANIFEST: said.replace(b'"seq": 3', b'"seq": 4')})
    assert inspected(here, path).manifest.books[code].seq == 4
    with pytest.raises(Refusal, match="backup-damaged"):
        put_back(here, path)
    assert book(here, code) == (3, True)


@pytest.mark.one_database
def test_a_backup_of_the_other_database(here: Installation, code: str, shelf: Path) -> None:
    path = make_backup(here, shelf, now=NOW).path
    there = Installation(here.folder, "postgresql+psycopg://nobody@localhost/none", SECRET, "1.0")
    with pytest.raises(Refusal, match="backup-elsewhere"):
        put_back(there, path)
