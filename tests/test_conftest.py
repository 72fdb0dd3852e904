"""The fixtures that the whole suite stands on."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import Engine, inspect, text
from sqlalchemy.orm import Session

from tests.looking_client import LookingClient

_seen: dict[str, str] = {}


def test_the_database_is_the_one_asked_for(engine: Engine, request: object) -> None:
    kind = request.node.callspec.params["engine_url"]  # type: ignore[attr-defined]
    assert engine.dialect.name == kind


def test_the_schema_is_there_and_empty(engine: Engine) -> None:
    tables = set(inspect(engine).get_table_names()) - {"alembic_version"}
    assert len(tables) > 10
    with engine.connect() as connection:
        assert not [t for t in tables if connection.execute(text(f'SELECT count(*) FROM "{t}"')).scalar()]


def test_a_first_test_leaves_something_behind(engine: Engine, engine_url: str) -> None:
    _seen[engine.dialect.name] = engine_url
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (a INTEGER)"))


def test_the_next_test_does_not_find_it(engine: Engine, engine_url: str) -> None:
    assert engine_url != _seen.get(engine.dialect.name)
    assert "left_behind" not in inspect(engine).get_table_names()


def test_pages_see_what_the_test_wrote(client: LookingClient, session: Session, app: Flask) -> None:
    session.execute(text("SELECT 1"))
    assert client.get("/healthz").status_code == 200
    assert not session.in_transaction()
