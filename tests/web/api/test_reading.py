"""What programs read: the same figures as the pages, hidden where the pages hide them, in parts, and as described."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.web.api.description import operations
from tests import people, secret_polls
from tests.looking_client import LookingClient
from tests.programs import bearing, make_token

pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _midway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)


@pytest.fixture
def estate_id(session: Session) -> int:
    return people.make_estate(session)


@pytest.fixture
def headers(session: Session, estate_id: int) -> dict[str, str]:
    return bearing(make_token(session, estate_id, now=people.MIDWAY).token)


def told(app: Flask, client: LookingClient, address: str, headers: dict[str, str]) -> Any:
    """What an address answers, held against its description."""
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    adapter = app.url_map.bind("localhost")
    endpoint = adapter.match(f"/api/v1{address.partition('?')[0]}")[0]
    shape = next(operation.answers for rule, _, operation in operations(app) if rule.endpoint == endpoint)
    assert shape is not None
    assert list(shape.faults(answer.json)) == []
    return answer.json


def test_the_estate_and_its_roll(app: Flask, client: LookingClient, headers: dict[str, str]) -> None:
    assert told(app, client, "/estate", headers)["code"] == "lilong"
    roll = told(app, client, "/roll", headers)
    assert (roll["version"], roll["summary"]["rows"] > 0) == (1, True)


def test_consultations_in_parts(app: Flask, client: LookingClient, session: Session, estate_id: int) -> None:
    made = {people.make_draft(session, estate_id).code for _ in range(5)}
    headers = bearing(make_token(session, estate_id, now=people.MIDWAY).token)
    found: list[str] = []
    address = "/consultations?limit=2"
    sizes = []
    while address:
        answer = client.get(f"/api/v1{address}", headers=headers)
        part = told(app, client, address, headers)
        sizes.append(len(part["items"]))
        found += [one["code"] for one in part["items"]]
        following = part["next"]
        assert (f'<{following}>; rel="next"' == answer.headers.get("Link")) == bool(following)
        address = following.removeprefix("/api/v1") if following else ""
    assert (sizes, set(found), len(found)) == ([2, 2, 1], made, 5)


def test_turnout_of_a_named_vote(
    app: Flask, client: LookingClient, session: Session, estate_id: int, headers: dict[str, str]
) -> None:
    view = people.make_open_consultation(session, estate_id)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    turnout = told(app, client, f"/consultations/{view.code}/turnout", headers)
    assert (turnout["is_rounded"], turnout["returned"]["heads"]) == (False, 1)
    assert turnout["returned"]["area"] > 0
    assert sum(row["returned"]["heads"] for row in turnout["buildings"]) == 1
    book = told(app, client, f"/consultations/{view.code}/book", headers)
    assert [line["seq"] for line in book["items"]] == list(range(1, len(book["items"]) + 1))
    assert "agree" not in str(turnout) + str(book)


def test_a_running_secret_poll_tells_what_its_page_tells(app: Flask, client: LookingClient, session: Session) -> None:
    """Whole tens of heads, no area, no building, no line of the book, nobody who has answered, no result."""
    view = secret_polls.make_open(session)
    headers = bearing(make_token(session, view.estate.id, now=people.MIDWAY).token)
    receipt = people.vote(session, view, secret_polls.elector(session, view), {1: "agree"})
    turnout = told(app, client, f"/consultations/{view.code}/turnout", headers)
    assert turnout["is_rounded"]
    assert turnout["returned"] == {"heads": 0, "area": None}
    assert turnout["buildings"] == []
    assert told(app, client, f"/consultations/{view.code}/book", headers)["items"] == []
    service = told(app, client, f"/consultations/{view.code}/service", headers)["items"]
    assert {elector["is_served"] for elector in service} == {False}
    assert told(app, client, f"/receipts/{receipt.code}", headers)["seq"] is None
    assert client.get(f"/api/v1/consultations/{view.code}/result", headers=headers).status_code == 404


def test_no_result_before_the_count(
    app: Flask, client: LookingClient, session: Session, estate_id: int, headers: dict[str, str]
) -> None:
    running = people.make_open_consultation(session, estate_id)
    for what, reason, status in (("result", "result-not-counted", 404), ("package", "book-still-open", 400)):
        answer = client.get(f"/api/v1/consultations/{running.code}/{what}", headers=headers)
        assert (answer.status_code, answer.json["reason"]) == (status, reason)
    closed = people.make_closed_consultation(session, estate_id)
    assert told(app, client, f"/consultations/{closed.code}/result", headers) == closed.result
    package = client.get(f"/api/v1/consultations/{closed.code}/package", headers=headers)
    assert "result.json" in zipfile.ZipFile(io.BytesIO(package.data)).namelist()
    package.close()
    assert told(app, client, f"/consultations/{closed.code}/objections", headers)["items"] == []


def test_a_receipt_of_another_estate_is_told_like_none(
    client: LookingClient, session: Session, estate_id: int, headers: dict[str, str]
) -> None:
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    receipt = people.vote(session, other, people.ZHAO_KE, {1: "agree"}).code
    nowhere = "0000-0000-000"
    answers = [client.get(f"/api/v1/receipts/{code}", headers=headers) for code in (receipt, nowhere)]
    assert [answer.status_code for answer in answers] == [404, 404]
    said = [{k: v for k, v in answer.json.items() if k != "request"} for answer in answers]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("/consultations?limit=0", [{"at": "?limit", "fault": "between 1 and 200"}]),
        ("/consultations?limit=201", [{"at": "?limit", "fault": "between 1 and 200"}]),
        ("/consultations?limit=1.5", [{"at": "?limit", "fault": "type: integer"}]),
        ("/consultations?limit=1&limit=2", [{"at": "?limit", "fault": "once"}]),
        ("/consultations?offset=1", [{"at": "?offset", "fault": "unknown"}]),
    ],
)
def test_a_query_that_is_not_as_described(
    client: LookingClient, headers: dict[str, str], address: str, places: list[dict[str, str]]
) -> None:
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert (answer.status_code, answer.json["places"]) == (400, places)
