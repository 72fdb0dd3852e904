"""`consult doctor` and `consult upgrade`: in order, or what to do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from consult.app import UnsafeStart, create_app
from consult.models import schema
from consult.models.engine import Setting
from tests import people
from tests.cli.conftest import Run, engine_on
from tests.databases import SECRET, settings_for
from tests.doorstep.rounds import CHANNELS, begin_round


def found(run: Run) -> dict[str, dict[str, object]]:
    return {line["what"]: line for line in run("doctor", "--json").json}


def damage(url: str, *statements: str) -> None:
    engine = engine_on(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def newest() -> str:
    return max(path.stem[:4] for path in (schema.MIGRATIONS / "versions").glob("*.py"))


def test_a_sound_installation(installed: Run, newest: str) -> None:
    ran = installed("doctor")
    assert ran.status == 0, ran.out
    assert all(line.startswith("ok  ") for line in ran.out.splitlines())
    assert found(installed)["Schema"]["found"] == newest


def test_the_secret_is_never_shown(installed: Run) -> None:
    assert SECRET not in installed("doctor").out + installed("doctor", "--json").out


def test_an_empty_database_is_told_apart(consult: Run, tmp_path: Path) -> None:
    ran = consult("doctor")
    assert ran.status == 2
    assert "TO DO  Schema: none yet. Run: consult upgrade" in ran.out
    assert consult("upgrade").status == 0
    assert consult("doctor").status == 0
    assert "already" in consult("upgrade").out


def test_a_secret_that_others_can_read(consult: Run, tmp_path: Path) -> None:
    consult("upgrade")
    (tmp_path / "instance" / "secret_key").chmod(0o644)
    ran = consult("doctor")
    assert ran.status == 2
    assert "chmod 600" in ran.out


def test_a_guard_that_was_taken_away(installed: Run, engine_url: str) -> None:
    is_sqlite = engine_url.startswith("sqlite")
    drop = "DROP TRIGGER ledger_line_no_update" if is_sqlite else "DROP TRIGGER ledger_line_guard ON ledger_line"
    damage(engine_url, drop)
    assert found(installed)["Guards of the book"]["ok"] is False
    assert installed("doctor").status == 2


def test_a_database_of_another_version(installed: Run, engine_url: str) -> None:
    damage(engine_url, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in str(found(installed)["Schema"]["do"])
    assert "newer version" in installed("estate", "list").refused()
    assert "newer version" in installed("upgrade").refused()


def test_a_database_that_does_not_answer(consult: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    line = found(consult)["Database"]
    assert line["found"] == "does not answer"
    assert "CONSULT_DATABASE_URL" in str(line["do"])


@pytest.mark.parametrize("missing", ["fonts", "printing", "space", "catalogues"])
def test_what_the_machine_lacks_is_named(
    installed: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, missing: str
) -> None:
    machine = "consult.cli.checkup.machine"
    if missing == "fonts":
        monkeypatch.setattr(f"{machine}._installed_fonts", lambda: "DejaVu Sans")
        what = "Fonts for papers"
    elif missing == "printing":
        monkeypatch.setattr(f"{machine}.importlib", SimpleNamespace(import_module=_no_library))
        what = "Printing library"
    elif missing == "space":
        monkeypatch.setenv("CONSULT_LEAST_FREE", "999999999")
        what = "Free disk space"
    else:
        monkeypatch.setattr(f"{machine}.CATALOGUES", tmp_path)
        what = "Translations"
    assert found(installed)[what]["ok"] is False
    assert found(installed)[what]["do"]


def _no_library(name: str) -> None:
    raise OSError("cannot load library 'libpango-1.0-0'")


def test_a_database_that_could_lose_a_receipt_is_not_served(installed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [Setting("fsync", wanted="on", found="off")]
    monkeypatch.setattr("consult.cli.database.durability", lambda _connection: wrong)
    for command in ("serve", "start"):
        assert "fsync=off (on)" in installed(command, "--port", "18099").refused()


def test_the_application_refuses_a_database_of_another_version(engine_url: str, tmp_path: Path, newest: str) -> None:
    damage(engine_url, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(UnsafeStart, match=f"needs {newest}: run consult upgrade"):
        create_app(settings_for(engine_url, tmp_path / "instance"))


def test_a_key_that_another_secret_locked_is_named(installed: Run, engine_url: str) -> None:
    engine = engine_on(engine_url)
    with Session(engine) as session:
        estate = people.make_estate(session, code="walked")
        view = people.make_open_consultation(session, estate, channels=CHANNELS)
        begin_round(session, view=view, secret=SECRET)
    engine.dispose()
    assert found(installed)["Keys of the doorstep"]["found"] == "1 opens"
    damage(engine_url, "UPDATE estate_key SET private_locked = public")
    key = found(installed)["Keys of the doorstep"]
    assert not key["ok"]
    assert "instance/secret_key" in str(key["do"])


@pytest.mark.one_database
def test_nothing_is_served_while_debugging_is_on(installed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    for command in ("serve", "start"):
        assert "FLASK_DEBUG" in installed(command, "--port", "8799").refused()
