"""Tokens × scopes over every address of the programs' interface, from the URL map: a new one is taken in by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.end_api_token import end_api_token
from consult.actions.switch_off_staff import switch_off_staff
from consult.domain.api_token import Scope
from consult.models.api_token import ApiToken
from consult.web.access import declaration
from consult.web.pace import Pace
from consult.web.program_visit import PACE
from tests import people
from tests.looking_client import LookingClient
from tests.programs import PLAN, bearing, make_token
from tests.web.visitors import come_in_as_staff, make_staff

pytestmark = pytest.mark.one_database

NOW = people.MIDWAY
OPEN_TO_ALL = {"api.openapi", "api.problem_kind"}
"""What says how to ask; it holds nothing of any estate."""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.clock.now", lambda: NOW)


@pytest.fixture
def estate_id(session: Session) -> int:
    return people.make_estate(session)


@pytest.fixture
def code(session: Session, estate_id: int) -> str:
    return people.make_open_consultation(session, estate_id).code


def asked(app: Flask, code: str) -> Iterator[tuple[str, str, str, str]]:
    """Endpoint, method, address and scope ('' for any) of every address for programs."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            values = {"code": code, "receipt": "0000-0000-000", "reason": "closed"}
            address = app.url_map.bind("localhost").build(
                rule.endpoint, {name: values[name] for name in rule.arguments}
            )
            admits = declaration(app, rule.endpoint)
            assert admits is not None
            assert admits.is_program != (rule.endpoint in OPEN_TO_ALL), rule.endpoint
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.endpoint, method, address, admits.scope


def reason(answer: TestResponse) -> tuple[int, str]:
    """Status and reason of a refusal; of anything else the status alone."""
    told = answer.json if answer.mimetype == "application/problem+json" else {}
    answer.close()
    return answer.status_code, told.get("reason", "")


def test_each_scope_opens_what_it_is_for_and_nothing_else(
    app: Flask, client: LookingClient, session: Session, code: str, estate_id: int
) -> None:
    cells = 0
    for scope in Scope:
        headers = bearing(make_token(session, estate_id, [scope], now=NOW).token)
        for endpoint, method, address, needs in asked(app, code):
            status, told = reason(client.open(address, method=method, headers=headers))
            may = needs in ("", scope)
            assert (told != "token-scope") == may, (endpoint, scope)
            assert (status == 403) != may, (endpoint, scope, status)
            cells += 1
    assert cells >= len(Scope) * 22


def test_every_scope_is_needed_somewhere(app: Flask, code: str) -> None:
    assert {needs for *_, needs in asked(app, code)} - {""} == {scope.value for scope in Scope}


def _no_token(_session: Session, _estate_id: int) -> dict[str, str]:
    return {}


def _made_up(_session: Session, _estate_id: int) -> dict[str, str]:
    return bearing("consult_" + "0" * 26)


def _ended(session: Session, estate_id: int) -> dict[str, str]:
    token = make_token(session, estate_id, now=NOW)
    end_api_token(session, estate_id, token.id, by="钱敏", now=NOW)
    return bearing(token.token)


def _run_out(session: Session, estate_id: int) -> dict[str, str]:
    return bearing(make_token(session, estate_id, now=NOW - timedelta(days=30), days="30").token)


def _of_an_ended_account(session: Session, estate_id: int) -> dict[str, str]:
    maker = make_staff(session, estate_id)
    make_staff(session, estate_id)
    token = make_token(session, estate_id, now=NOW, staff=maker)
    switch_off_staff(session, estate_id, maker.id, by="孙", by_id=0, now=NOW)
    return bearing(token.token)


def _as_a_password(session: Session, estate_id: int) -> dict[str, str]:
    return {"Authorization": f"Basic {make_token(session, estate_id, now=NOW).token}"}


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        pytest.param(_no_token, "token-missing", id="no token"),
        pytest.param(_made_up, "token-unknown", id="one that was never made"),
        pytest.param(_ended, "token-unknown", id="one that was ended"),
        pytest.param(_run_out, "token-unknown", id="one that runs out at this very moment"),
        pytest.param(_of_an_ended_account, "token-unknown", id="one whose maker was switched off"),
        pytest.param(_as_a_password, "token-missing", id="sent as a password"),
    ],
)
def test_what_opens_nothing(
    app: Flask,
    client: LookingClient,
    session: Session,
    code: str,
    estate_id: int,
    headers: Callable[[Session, int], dict[str, str]],
    told: str,
) -> None:
    sent = headers(session, estate_id)
    for endpoint, method, address, _ in asked(app, code):
        answer = client.open(address, method=method, headers=sent)
        if endpoint in OPEN_TO_ALL:
            assert answer.status_code == 200
            continue
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert reason(answer) == (401, told), endpoint


def test_a_second_before_it_runs_out_it_works(client: LookingClient, session: Session, estate_id: int) -> None:
    made_at = NOW - timedelta(days=30) + timedelta(seconds=1)
    headers = bearing(make_token(session, estate_id, now=made_at, days="30").token)
    assert client.get("/api/v1/estate", headers=headers).status_code == 200


def test_no_session_of_a_person_is_looked_at(
    app: Flask, client: LookingClient, session: Session, code: str, estate_id: int
) -> None:
    """The committee's own cookie opens nothing here, and where a token does, no cookie goes back."""
    come_in_as_staff(client, session, make_staff(session, estate_id), now=NOW)
    assert client.get("/console").status_code == 200
    for endpoint, method, address, _ in asked(app, code):
        if endpoint not in OPEN_TO_ALL:
            assert reason(client.open(address, method=method)) == (401, "token-missing"), endpoint


def test_a_token_is_no_persons_key(client: LookingClient, session: Session, estate_id: int) -> None:
    headers = bearing(make_token(session, estate_id, now=NOW).token)
    assert client.get("/console", headers=headers).status_code == 303
    assert client.get("/doorstep/api/round", headers=headers).status_code == 401


def test_another_estates_answer_exactly_like_missing_ones(
    app: Flask, client: LookingClient, session: Session, estate_id: int
) -> None:
    other = people.make_estate(session, code="other")
    theirs = [
        people.make_draft(session, other).code,
        people.make_open_consultation(session, other).code,
        people.make_closed_consultation(session, other).code,
    ]
    headers = bearing(make_token(session, estate_id, now=NOW).token)
    compared = 0
    for foreign in theirs:
        for there, nowhere in zip(asked(app, foreign), asked(app, "ZZZZZZ"), strict=True):
            if foreign not in there[2]:
                continue
            told = []
            for number, (_, method, address, _) in enumerate((there, nowhere)):
                key = {"Idempotency-Key": f"compared-{compared}-{number}-{foreign}"}
                answer = client.open(address, method=method, headers={**headers, **key}, **_body(there[0]))
                said = {k: v for k, v in (answer.json or {}).items() if k != "request"}
                told.append((answer.status_code, str(said).replace(foreign, "ID").replace("ZZZZZZ", "ID")))
            assert told[0] == told[1], there
            assert told[0][0] == 404, (there, told)
            compared += 1
    assert compared >= 3 * 13


def _body(endpoint: str) -> dict[str, object]:
    """A body that is as described, so that the code is what is refused."""
    bodies: dict[str, object] = {
        "api.redraft": {**PLAN, "version": 1},
        "api.note_service": {"electors": [1], "method": "letterbox", "at": "2026-12-10T10:00:00+08:00"},
        "api.enter": {"serial": "00018"},
    }
    return {"json": bodies[endpoint]} if endpoint in bodies else {}


def test_too_fast_a_program_waits_and_others_do_not(
    app: Flask, client: LookingClient, session: Session, estate_id: int
) -> None:
    app.extensions[PACE] = Pace(60, lambda: 0.0)
    fast, other = (bearing(make_token(session, estate_id, now=NOW).token) for _ in range(2))
    answers = [client.get("/api/v1/estate", headers=fast) for _ in range(61)]
    assert [answer.status_code for answer in answers[58:]] == [200, 200, 429]
    assert (answers[-1].headers["Retry-After"], answers[-1].json["reason"]) == ("1", "too-many-calls")
    assert client.get("/api/v1/estate", headers=other).status_code == 200


def test_the_last_use_is_noted_every_ten_minutes(
    client: LookingClient, session: Session, estate_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = make_token(session, estate_id, now=NOW)
    seen: list[datetime | None] = []
    for minutes in (0, 9, 10):
        monkeypatch.setattr("consult.clock.now", lambda minutes=minutes: NOW + timedelta(minutes=minutes))
        client.get("/api/v1/estate", headers=bearing(token.token))
        session.expire_all()
        seen.append(session.get_one(ApiToken, (estate_id, token.id)).used_at)
    assert seen == [NOW, NOW, NOW + timedelta(minutes=10)]


def test_where_there_is_nothing_and_how_it_is_not_asked(client: LookingClient) -> None:
    for method, address, told in (
        ("GET", "/api/v1/nothing", (404, "program-nothing-here")),
        ("GET", "/api/v1", (404, "program-nothing-here")),
        ("DELETE", "/api/v1/estate", (405, "program-method")),
    ):
        assert reason(client.open(address, method=method)) == told
    assert "GET" in client.delete("/api/v1/estate").headers["Allow"]
