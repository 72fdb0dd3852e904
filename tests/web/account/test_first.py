"""The first page of an empty installation: its printed link makes the estate and the first account, once."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.account import Staff
from consult.models.kept_secret import first_token
from consult.models.place import Estate
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.visitors import send

LINK = f"/staff/first/{first_token(SECRET)}"
FORM = {
    "estate_zh": "里弄新村",
    "estate_code": "linong",
    "name": "钱敏",
    "login": "qian.min",
    "password": "the garden in spring",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)


def test_from_nothing_to_the_second_lock(client: LookingClient, session: Session) -> None:
    assert client.get(LINK).status_code == 200
    assert send(client, LINK, FORM).location == "/staff/me/second-factor"
    assert client.get("/console").location == "/staff/me/second-factor"
    estate = session.scalars(select(Estate)).one()
    staff = session.scalars(select(Staff)).one()
    assert (estate.code, staff.role, staff.estate_id) == ("linong", "committee", estate.id)
    assert client.get(LINK).status_code == 404, "it works once"
    assert client.post(LINK, data=FORM).status_code in (400, 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"estate_zh": " "}, "estate_zh"),
        ({"estate_code": "里弄"}, "estate_code"),
        ({"password": "short"}, "password"),
        ({"name": ""}, "name"),
    ],
    ids=["no name", "an unfit code", "a short password", "nobody"],
)
def test_what_does_not_fit_leaves_nothing(
    client: LookingClient, session: Session, change: dict[str, str], field: str
) -> None:
    answer = send(client, LINK, FORM | change)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.get_data(as_text=True)
    assert not session.scalars(select(Estate)).all()


def test_another_token_opens_nothing(client: LookingClient) -> None:
    assert client.get("/staff/first/" + "0" * 26).status_code == 404
