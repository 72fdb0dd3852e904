"""What operators' programs ask: could a ballot be stored right now, and what stands in the way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from consult.models.base import db
from consult.models.guards import missing_guards
from consult.web import operations
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.visitors import come_in_as_staff, make_staff

READ_ONLY = {"sqlite": "PRAGMA query_only=ON", "postgresql": "SET default_transaction_read_only = on"}

IN_NAME_ONLY = {
    "sqlite": (
        "DROP TRIGGER ledger_line_no_delete",
        "CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT 1; END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION ledger_line_guard() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RETURN NULL; END $$",
    ),
}
SWITCHED_OFF = {
    "sqlite": ("DROP TRIGGER ledger_line_no_update",),
    "postgresql": ("ALTER TABLE ledger_line DISABLE TRIGGER ledger_line_guard",),
}


@pytest.fixture
def cut_off(app: Flask) -> Iterator[None]:
    """The application's database takes no writes any more."""

    def close(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(READ_ONLY[engine.dialect.name])
        cursor.close()
        if engine.dialect.name == "postgresql":
            connection.commit()

    with app.app_context():
        engine = db.engine
        engine.dispose()
        event.listen(engine, "connect", close)
    yield
    event.remove(engine, "connect", close)


def test_not_ready_on_a_database_that_can_only_be_read(cut_off: None, client: LookingClient) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.text.split(":")[0]) == (503, "the database cannot write")


@pytest.mark.parametrize("done", [SWITCHED_OFF, IN_NAME_ONLY], ids=["switched off", "there in name only"])
def test_not_ready_without_a_guard_that_says_no(
    client: LookingClient, engine: Engine, done: dict[str, tuple[str, ...]]
) -> None:
    with engine.begin() as connection:
        assert missing_guards(connection) == []
        for statement in done[engine.dialect.name]:
            connection.execute(text(statement))
        assert missing_guards(connection)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "guard" in response.text


def test_asking_again_and_again_writes_once(client: LookingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(operations, "_obstacles", lambda: looks.append(1) or [])
    assert [client.get("/readyz").status_code for _ in range(3)] == [200, 200, 200]
    assert len(looks) == 1
    monkeypatch.setattr(operations, "LOOKED_SECONDS", -1.0)
    client.get("/readyz")
    assert len(looks) == 2


def test_asking_leaves_no_trace(client: LookingClient, session: Session) -> None:
    assert client.get("/readyz").status_code == 200
    assert session.execute(text("SELECT count(*) FROM sign_in_failure")).scalar_one() == 0


@pytest.mark.parametrize(
    ("free", "is_said"), [(1024**3 - 1, True), (1024**3, False)], ids=["just under a gigabyte", "exactly a gigabyte"]
)
def test_the_console_says_when_the_disk_is_nearly_full(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch, free: int, is_said: bool
) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    come_in_as_staff(client, session, make_staff(session, people.make_estate(session)), now=MIDWAY)
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr("consult.backup.room.shutil.disk_usage", lambda _folder: usage)
    page = client.get("/console").get_data(as_text=True)
    assert bool(re.search(r"磁盘快满了，只剩 1\D?023 MB", page)) is is_said
