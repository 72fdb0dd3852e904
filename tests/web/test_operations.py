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


def figures(client: LookingClient) -> dict[str, float]:
    """Every figure by its whole name."""
    said = client.get("/metrics")
    assert said.status_code == 200
    lines = [line.rsplit(" ", 1) for line in said.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in lines}


def test_figures_of_what_was_answered(client: LookingClient) -> None:
    before = figures(client)
    client.get("/help")
    client.get("/nowhere/at/all")
    client.get("/h/AAAAAAAAAAAAAAAAAAAAAAAAAA")
    after = figures(client)
    for name in (
        'consult_requests_total{method="GET",route="/help",status="200"}',
        'consult_requests_total{method="GET",route="-",status="404"}',
        'consult_requests_total{method="GET",route="/h/<token>",status="404"}',
        'consult_request_seconds_count{route="/help"}',
        'consult_request_seconds_bucket{route="/help",le="+Inf"}',
    ):
        assert after[name] == before.get(name, 0) + 1, name
    classes = [
        value for name, value in after.items() if name.startswith('consult_request_seconds_bucket{route="/help"')
    ]
    assert classes == sorted(classes), "each class holds all the quicker ones"
    assert not [name for name in after if "AAAA" in name]


def test_figures_of_what_is_kept(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    view = people.make_open_consultation(session)
    before = figures(client)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    people.vote(session, view, people.LIU_SAN, {1: "agree"}, on_paper=True)
    monkeypatch.setattr("consult.web.figures.COUNTED_SECONDS", -1.0)
    after = figures(client)
    assert after['consult_ballots_by_channel{channel="web"}'] == 1
    assert after["consult_ledger_lines"] > before["consult_ledger_lines"] == 1
    assert after["consult_commits_total"] >= before["consult_commits_total"] + 2
    assert after["consult_disk_free_bytes"] > 0
    assert not [name for name in after if view.code in name or "agree" in name]


def test_of_secret_votes_no_figure_moves(client: LookingClient, session: Session, engine: Engine) -> None:
    view = people.make_open_consultation(session)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    session.execute(text("UPDATE consultation SET secrecy = 'secret'"))
    session.commit()
    found = figures(client)
    assert (found["consult_ballots_total"], found["consult_ledger_lines"]) == (0, 0)
    assert not [name for name in found if name.startswith("consult_ballots_by_channel")]


@pytest.mark.parametrize(
    ("address", "status"),
    [("127.0.0.1", 200), ("127.8.9.1", 200), ("::1", 200), ("203.0.113.9", 404), ("", 404), ("unix", 404)],
    ids=lambda value: str(value) or "nowhere",
)
def test_only_those_whom_the_settings_name_may_ask(app: Flask, address: str, status: int) -> None:
    assert app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == status
