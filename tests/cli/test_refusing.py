"""What is refused in a sentence, and what stays a bug."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from consult.cli.progress import progress_bar
from consult.cli.reader import locale_of
from consult.cli.refusing import refused_sentence
from consult.wording.language import words_for
from tests import people
from tests.cli.conftest import Run, engine_on

WORDS = words_for("en")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("database is locked", "Another command is writing."),
        ("database or disk is full", "The disk is full."),
        ("attempt to write a readonly database", "The database cannot be written."),
    ],
)
def test_what_is_wrong_around_the_database_is_said(fault: str, said: str) -> None:
    error = OperationalError("INSERT", {}, sqlite3.OperationalError(fault))
    assert (refused_sentence(error, WORDS) or "").startswith(said)


@pytest.mark.parametrize(
    "bug",
    [
        OperationalError("SELECT", {}, sqlite3.OperationalError("no such column: colour")),
        IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed")),
        ValueError("database is locked"),
        KeyError("x"),
    ],
    ids=["a wrong statement", "a broken promise", "words that only sound like it", "any other"],
)
def test_a_bug_stays_a_bug(bug: Exception) -> None:
    assert refused_sentence(bug, WORDS) is None


def test_a_busy_database_changes_nothing(
    installed: Run, kept: Session, engine_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not engine_url.startswith("sqlite"):
        pytest.skip("PostgreSQL's writers wait for each other without a limit")
    view = people.make_draft(kept)
    monkeypatch.setattr("consult.models.engine.BUSY_MILLISECONDS", 50)
    kept.commit()
    engine = engine_on(engine_url)
    with engine.connect() as writer:
        writer.exec_driver_sql("COMMIT")
        writer.exec_driver_sql("BEGIN IMMEDIATE")
        assert "Another command is writing" in installed("consultation", "announce", view.code).refused()
        writer.exec_driver_sql("ROLLBACK")
    engine.dispose()
    assert installed("consultation", "show", view.code, "--json").json["state"] == "draft"


@pytest.mark.parametrize(
    ("environ", "locale"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh_Hans_CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_GB", "LC_ALL": "zh_CN"}, "zh_Hans_CN"),
        ({"LANG": "zh_CN", "CONSULT_LOCALE": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({}, None),
    ],
    ids=["Chinese", "another tongue", "LC_ALL goes first", "the setting goes first", "C", "POSIX", "nothing said"],
)
def test_the_reader_s_language(environ: dict[str, str], locale: str | None) -> None:
    assert locale_of(environ) == locale


def test_progress_is_for_people_who_watch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with progress_bar("Making codes") as progress:
        progress(1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("consult.cli.progress.is_watched", lambda: True)
    with progress_bar("Making codes") as progress:
        progress(2, 2)
    out, err = capsys.readouterr()
    assert out == ""
    assert "Making codes" in err
