"""The database takes nothing just now: a phone is told when to come again, and keeps everything until then."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from consult.web.doorstep import api
from tests import people
from tests.doorstep.rounds import Round
from tests.troubles import postgresql_says, sqlite_says
from tests.web.doorstep.test_api import _midway, client, post, walk  # noqa: F401  (fixtures)


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        pytest.param(sqlite_says(sqlite3.SQLITE_BUSY), "5", id="busy"),
        pytest.param(sqlite_says(sqlite3.SQLITE_FULL), "60", id="full"),
        pytest.param(postgresql_says(""), "10", id="the connection broke"),
    ],
)
def test_a_bundle_that_cannot_be_kept_just_now_is_no_fault_of_its_entries(
    client: FlaskClient,  # noqa: F811
    walk: Round,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    error: OperationalError,
    seconds: str,
) -> None:
    def fails(*_args: Any, **_named: Any) -> None:
        raise error

    walk.visit(people.CHEN_AYI)
    monkeypatch.setattr(api, "receive_doorstep_bundle", fails)
    got = post(client, walk.phone, "bundles", walk.phone.bundle())
    assert (got.status_code, got.headers["Retry-After"]) == (503, seconds)
    assert got.json["reason"] == "fault"
    assert "entries" not in got.json
