"""Consultations announced before their procedure was frozen keep the switches their estate had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from consult.models.base import WRITES
from consult.models.engine import prepare
from consult.models.schema import MIGRATIONS, upgrade

ESTATE = (
    "INSERT INTO estate (id, code, name, committee, term, contact, settings) "
    "VALUES (1, 'a', '{}', '{}', '', '{}', :settings)"
)
MATTER = (
    "INSERT INTO consultation (estate_id, id, code, number, state, title, intro, kind, rule, basis, scope, secrecy, "
    "channels, notice_on, opens_at, closes_at, text_hash, created_at, created_by, electorate_heads, electorate_area) "
    "VALUES (1, :id, :code, :id, :state, '{}', '{}', 'binding', '{}', 'by-owner', '[]', 'named', '[]', '2026-01-01', "
    "'2026-01-02', '2026-01-03', '', '2026-01-01', '', 0, 0)"
)


@pytest.mark.parametrize(
    ("state", "parking"),
    [pytest.param("open", True, id="frozen once announced"), pytest.param("draft", None, id="a draft says nothing")],
)
def test_an_estate_that_counted_parking_still_does(tmp_path: Path, state: str, parking: bool | None) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'older.sqlite3'}")
    prepare(engine)
    config = Config(str(MIGRATIONS / "alembic.ini"))
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.commit()
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text(ESTATE), {"settings": json.dumps({"counts_parking": True, "demo": True})})
        connection.execute(text(MATTER), {"id": 7, "code": "K7Q2MX", "state": state})
        connection.commit()
    upgrade(engine)
    with engine.connect() as connection:
        settings = json.loads(connection.execute(text("SELECT settings FROM estate")).scalar_one())
        procedure = json.loads(connection.execute(text("SELECT procedure FROM consultation")).scalar_one())
    assert settings == {"demo": True, "procedure": {"parking": True}}
    assert procedure.get("parking") is parking
