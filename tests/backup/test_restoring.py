"""Restoring: everything rises again, nothing goes backwards unasked, and what was here is kept."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from consult.backup.installation import Installation
from consult.backup.making import make_backup
from consult.backup.restoring import Order, Restored, restore
from consult.domain.backup import Loss, LossKind
from consult.domain.refusal import Refusal
from consult.models import in_use
from consult.queries.consultations import consultation_of_code, consultation_of_id
from tests import people
from tests.backup.installations import LATER, NOW, SECRET, at_work, book, database_file, installation, put_back
from tests.databases import prepared_engine
from tests.doorstep.rounds import Round, begin_round


def vote_once_more(here: Installation, code: str) -> None:
    with at_work(here) as session:
        people.vote(session, consultation_of_code(session, code), people.ZHAO_KE, {1: "agree"})


def seen(here: Installation, file: Path) -> Sequence[Loss]:
    """What a refused restore would have lost."""
    told: list[Loss] = []
    with pytest.raises(Refusal, match="backup-loses"):
        restore(here, file, Order(on_loss=told.extend), now=LATER)
    return told


def test_a_backup_takes_the_place_of_what_it_was_made_of(here: Installation, code: str, shelf: Path) -> None:
    made = make_backup(here, shelf, now=NOW)
    restored = put_back(here, made.path)
    assert (restored.losses, restored.broken) == ((), ())
    assert book(here, code) == (3, True)
    vote_once_more(here, code)
    assert book(here, code) == (4, True)


def test_it_never_goes_backwards_unasked(here: Installation, code: str, shelf: Path) -> None:
    made = make_backup(here, shelf, now=NOW)
    vote_once_more(here, code)
    with at_work(here) as session:
        other = people.make_draft(session, consultation_of_code(session, code).estate.id).code
    assert sorted(seen(here, made.path), key=lambda loss: loss.kind) == [
        Loss(code, LossKind.TAIL, 4, 4),
        Loss(other, LossKind.WHOLE, 0, 0),
    ]
    assert book(here, code) == (4, True)
    restored = put_back(here, made.path, accepts_loss=True)
    assert len(restored.losses) == 2
    assert book(here, code) == (3, True)
    assert book(replaced(here, restored), code) == (4, True)


def replaced(here: Installation, restored: Restored) -> Installation:
    """The installation on what was put aside."""
    url = make_url(here.database_url).set(database=restored.aside)
    return Installation(here.folder, url.render_as_string(hide_password=False), here.secret, here.version)


def test_a_book_that_is_another_one_is_told_apart(here: Installation, code: str, shelf: Path) -> None:
    first = make_backup(here, shelf, now=NOW).path
    vote_once_more(here, code)
    put_back(here, first, accepts_loss=True)
    second = make_backup(here, shelf, now=LATER).path
    vote_once_more(here, code)
    third = make_backup(here, shelf, now=LATER).path
    put_back(here, second, accepts_loss=True, now=LATER + timedelta(seconds=1))
    with at_work(here) as session:
        people.vote(session, consultation_of_code(session, code), people.SHEN_MEI, {1: "oppose"})
    assert list(seen(here, third)) == [Loss(code, LossKind.OTHER, 4, 4)]


def test_nothing_is_touched_while_somebody_has_the_database_open(here: Installation, code: str, shelf: Path) -> None:
    made = make_backup(here, shelf, now=NOW)
    engine = prepared_engine(here.database_url)
    held = in_use.hold(engine)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(Refusal, match="database-in-use"):
            put_back(here, made.path)
    if held:
        held.let_go()
    engine.dispose()
    assert put_back(here, made.path).aside


def elsewhere(here: Installation, tmp_path: Path) -> Installation:
    """A fresh installation with a secret of its own, and a database without anything in it."""
    url = make_url(here.database_url)
    if here.kind == "sqlite":
        address = f"sqlite:///{tmp_path / 'fresh' / 'consult.sqlite3'}"
    else:
        engine = prepared_engine(url.set(database="postgres").render_as_string(hide_password=False))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"CREATE DATABASE {url.database}_fresh TEMPLATE template0"))
        engine.dispose()
        address = url.set(database=f"{url.database}_fresh").render_as_string(hide_password=False)
    return installation(address, tmp_path / "fresh", secret="the secret of a machine that was just set up, long")


def test_an_entry_sealed_before_opens_after_on_another_machine(here: Installation, shelf: Path, tmp_path: Path) -> None:
    with at_work(here) as session:
        walk = begin_round(session, secret=SECRET)
        entry, estate, matter = walk.answers(people.CHEN_AYI), walk.estate_id, walk.view.id
    made = make_backup(here, shelf, now=NOW)
    there = elsewhere(here, tmp_path)
    put_back(there, made.path)
    kept = (there.folder / "secret_key").read_text().strip()
    assert kept == SECRET
    with at_work(there) as session:
        again = Round(session, consultation_of_id(session, estate, matter), walk.leader_id, walk.phone, secret=kept)
        assert [ack.status.value for ack in again.send(entry)] == ["recorded"]


@pytest.mark.one_database
def test_the_secret_that_was_here_is_kept_aside_and_nobody_else_reads_either(
    here: Installation, code: str, shelf: Path, tmp_path: Path
) -> None:
    made = make_backup(here, shelf, now=NOW)
    there = elsewhere(here, tmp_path)
    put_back(there, made.path)
    kept = {path.name: path for path in there.folder.iterdir() if path.name.startswith("secret_key")}
    assert kept["secret_key"].read_text().strip() == SECRET
    assert kept["secret_key.replaced-20261221T030405Z"].read_text().strip() == there.secret
    assert kept["secret_key"].stat().st_mode & 0o077 == 0


@pytest.mark.one_database
def test_a_secret_that_a_setting_names_is_not_overruled(
    here: Installation, code: str, shelf: Path, tmp_path: Path
) -> None:
    made = make_backup(here, shelf, now=NOW)
    there = elsewhere(here, tmp_path)
    with pytest.raises(Refusal, match="backup-secret-set"):
        put_back(there, made.path, is_secret_set=True)
    assert put_back(here, made.path, is_secret_set=True).losses == ()


@pytest.mark.one_database
def test_a_database_that_cannot_be_read_is_kept_and_replaced_only_when_asked(
    here: Installation, code: str, shelf: Path
) -> None:
    made = make_backup(here, shelf, now=NOW)
    database_file(here).write_bytes(b"rubbish" * 10_000)
    with pytest.raises(Refusal, match="backup-over-damage"):
        put_back(here, made.path)
    restored = put_back(here, made.path, accepts_loss=True)
    assert Path(str(restored.aside)).read_bytes().startswith(b"rubbish")
    assert book(here, code) == (3, True)


@pytest.mark.one_database
def test_what_a_crash_left_beside_the_old_database_does_not_reach_the_new_one(
    here: Installation, code: str, shelf: Path
) -> None:
    made = make_backup(here, shelf, now=NOW)
    journal = database_file(here).with_name(database_file(here).name + "-journal")
    journal.write_bytes(b"")
    put_back(here, made.path)
    assert not journal.exists()
    assert book(here, code) == (3, True)


@pytest.mark.one_database
def test_a_book_that_was_broken_already_is_restored_and_named(here: Installation, code: str, shelf: Path) -> None:
    with at_work(here) as session:
        session.execute(text("UPDATE ledger_head SET heads = heads + 1"))
        session.commit()
    assert put_back(here, make_backup(here, shelf, now=NOW).path).broken == (code,)


@pytest.mark.one_database
def test_an_older_schema_is_brought_forward_and_a_newer_one_refused(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(here, shelf, now=NOW)
    monkeypatch.setattr("consult.backup.restoring.schema.is_known", lambda _version: False)
    with pytest.raises(Refusal, match="backup-too-new"):
        put_back(here, made.path)


@pytest.mark.one_database
def test_a_disk_that_runs_full_leaves_everything_as_it_was(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_backup(here, shelf, now=NOW).path
    monkeypatch.setattr("consult.backup.room.SPARE", 2**62)
    with pytest.raises(Refusal, match="backup-no-room"):
        put_back(here, path)
    assert not [one for one in database_file(here).parent.iterdir() if "replaced" in one.name]
    assert book(here, code) == (3, True)


@pytest.mark.one_database
def test_a_file_system_without_second_names_keeps_a_copy(
    here: Installation, code: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_backup(here, shelf, now=NOW).path

    def none_here(*_names: object) -> None:
        raise OSError("no second names")

    monkeypatch.setattr("consult.backup.sqlite_file.os.link", none_here)
    restored = put_back(here, path)
    assert book(replaced(here, restored), code) == (3, True)
    shutil.rmtree(shelf)


def test_where_there_is_no_database_sqlite_makes_one_and_postgresql_wants_one(
    here: Installation, code: str, shelf: Path, tmp_path: Path
) -> None:
    path = make_backup(here, shelf, now=NOW).path
    if here.kind == "sqlite":
        there = installation(f"sqlite:///{tmp_path / 'new' / 'folder' / 'consult.sqlite3'}", tmp_path / "new")
        assert put_back(there, path).aside is None
        assert book(there, code) == (3, True)
    else:
        url = make_url(here.database_url).set(database="nobody_made_it").render_as_string(hide_password=False)
        with pytest.raises(Refusal, match="database-unreachable"):
            put_back(Installation(here.folder, url, SECRET, "1.0"), path)


def test_a_role_that_may_not_make_databases_is_told_so(here: Installation, code: str, shelf: Path) -> None:
    if here.kind == "sqlite":
        pytest.skip("SQLite knows no roles")
    path = make_backup(here, shelf, now=NOW).path
    with at_work(here) as session:
        session.execute(text("DROP ROLE IF EXISTS lowly"))
        session.execute(text("CREATE ROLE lowly LOGIN PASSWORD 'lowly'"))
        session.commit()
    url = make_url(here.database_url).set(username="lowly", password="lowly").render_as_string(hide_password=False)
    with pytest.raises(Refusal, match="database-not-ours"):
        put_back(Installation(here.folder, url, here.secret, here.version), path)
