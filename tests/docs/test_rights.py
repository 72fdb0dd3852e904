"""The SQL in docs/settings.md gives the service all it needs and no right to change the book."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import cast_ballot
from consult.app import create_app
from consult.models.base import db
from consult.models.ledger import LedgerLine
from tests.actions.casting import submission
from tests.databases import prepared_engine, settings_for
from tests.house.tree import ROOT
from tests.people import MIDWAY, electors, make_open_consultation


def statements() -> list[str]:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    [block] = re.findall(r"^```sql\n(.*?)^```", page, re.M | re.S)
    return [line.rstrip(";") for line in block.splitlines()]


@pytest.fixture
def servant_url(engine: Engine, engine_url: str) -> Iterator[str]:
    """The address for a role that owns nothing and has what the page grants."""
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no roles")
    password = secrets.token_hex(8)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE ROLE consult_app LOGIN PASSWORD '{password}'"))
        for statement in statements():
            connection.execute(text(statement))
    yield make_url(engine_url).set(username="consult_app", password=password).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text("DROP OWNED BY consult_app"))
        connection.execute(text("DROP ROLE consult_app"))


@pytest.fixture
def servant(servant_url: str) -> Iterator[Engine]:
    own = prepared_engine(servant_url)
    yield own
    own.dispose()


def test_the_service_starts_and_counts_a_ballot_with_these_rights(
    servant_url: str, servant: Engine, tmp_path: Path
) -> None:
    app = create_app(settings_for(servant_url, tmp_path / "instance"))
    with app.app_context():
        db.engine.dispose()
    with Session(servant) as session:
        view = make_open_consultation(session)
        receipt = cast_ballot(session, submission(view, electors(session, view)[0]), now=MIDWAY)
        session.rollback()
        assert session.query(LedgerLine).filter_by(seq=receipt.seq).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_line SET seq = 9",
        "DELETE FROM ledger_line",
        "TRUNCATE ledger_line",
        "ALTER TABLE ledger_line DISABLE TRIGGER ALL",
        "DROP TRIGGER ledger_line_guard ON ledger_line",
        "DROP TABLE ledger_line",
    ],
)
def test_the_service_has_no_right_to_change_the_book(servant: Engine, statement: str) -> None:
    with servant.connect() as connection, pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        connection.execute(text(statement))
