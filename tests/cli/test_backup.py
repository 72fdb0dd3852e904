"""`consult backup` and `consult restore` as an operator types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.app import create_app
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from tests import people
from tests.cli.conftest import Ran, Run
from tests.databases import SECRET, settings_for

pytestmark = pytest.mark.both_databases

NOW = datetime(2026, 12, 20, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def vote(kept: Session) -> ConsultationView:
    """An open vote with one ballot."""
    view = people.make_open_consultation(kept)
    people.vote(kept, view, people.CHEN_AYI, {1: "agree"})
    return view


@pytest.fixture(autouse=True)
def _now(at) -> None:  # type: ignore[no-untyped-def]
    at(NOW)


def backed_up(run: Run, shelf: Path) -> Path:
    return Path(run("backup", str(shelf), "--json").json["file"])


def closed_first(kept: Session, run: Run, *arguments: str) -> Ran:
    """Run a command when nobody has the database open, this test included."""
    kept.close()
    kept.get_bind().engine.dispose()
    return run(*arguments)


def test_a_backup_says_where_it_is(installed: Run, vote: ConsultationView, tmp_path: Path) -> None:
    ran = installed("backup", str(tmp_path / "shelf"))
    path, counts, caution = ran.out.splitlines()
    assert Path(path).name == "consult-20261220T030405Z.zip"
    assert counts.startswith("1 consultations, 2 lines in their books, ")
    assert "only you can read it" in caution
    assert SECRET not in ran.out + ran.err


def test_as_json(installed: Run, vote: ConsultationView, tmp_path: Path) -> None:
    said = installed("backup", str(tmp_path), "--json").json
    assert said["books"][vote.code]["seq"] == 2
    assert (said["deleted"], said["made_at"]) == ([], NOW.isoformat())


def test_older_ones_go(installed: Run, vote: ConsultationView, tmp_path: Path) -> None:
    backed_up(installed, tmp_path)
    assert "1 older backup was deleted." in installed("backup", str(tmp_path), "--keep", "1").out
    assert installed("backup", str(tmp_path), "--keep", "0").refused()


def test_a_backup_is_looked_at(installed: Run, vote: ConsultationView, tmp_path: Path) -> None:
    path = backed_up(installed, tmp_path)
    assert installed("restore", str(path), "--check").out.startswith("Whole: made ")
    path.write_bytes(path.read_bytes()[:-30])
    assert "not a whole backup" in installed("restore", str(path), "--check").refused()
    assert installed("restore", str(tmp_path / "none.zip")).refused()


def test_there_and_back(installed: Run, kept: Session, vote: ConsultationView, tmp_path: Path) -> None:
    path = backed_up(installed, tmp_path)
    people.vote(kept, vote, people.LIU_SAN, {1: "oppose"})
    ran = closed_first(kept, installed, "restore", str(path))
    assert ran.status == 2
    assert ran.out == f"{vote.code}: the backup ends earlier; missing: line 3\n"
    assert ran.err.count("\n") == 1
    assert "--accept-loss" in ran.err
    done = closed_first(kept, installed, "restore", str(path), "--accept-loss")
    assert done.status == 0
    assert "kept aside" in done.out
    assert "consult ledger accept-loss" in done.out
    assert closed_first(kept, installed, "ledger", "check").out == f"{vote.code}: whole, 2 lines, 1 ballots\n"


@pytest.mark.one_database
def test_not_under_a_running_service(
    installed: Run, kept: Session, vote: ConsultationView, engine_url: str, tmp_path: Path
) -> None:
    path = backed_up(installed, tmp_path)
    app = create_app(settings_for(engine_url, tmp_path / "served"))
    assert "Stop the service" in closed_first(kept, installed, "restore", str(path)).refused()
    with app.app_context():
        db.engine.dispose()
    app.extensions.pop("consult_in_use").let_go()
    assert closed_first(kept, installed, "restore", str(path)).status == 0


@pytest.mark.one_database
def test_before_an_upgrade_too(installed: Run, vote: ConsultationView, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("consult.models.schema._newest", lambda: "9999")
    assert "upgrade" in installed("ledger", "check").refused()
    assert json.loads(installed("backup", str(tmp_path), "--json").out)["books"]
