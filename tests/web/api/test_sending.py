"""Deeds of programs: the same as the pages', in the maker's name, done once however often they are sent."""

from __future__ import annotations

import io
import sqlite3
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.api_token import SUBMISSIONS_KEPT, Scope
from consult.domain.consultation import State
from consult.models.api_token import ApiSubmission
from consult.models.consultation import Consultation
from consult.queries.consultations import consultation_of_code
from tests import people
from tests.looking_client import LookingClient
from tests.programs import PLAN, bearing, deed_headers, make_token, sent
from tests.troubles import sqlite_says
from tests.web.visitors import make_staff

pytestmark = pytest.mark.one_database

NOW = people.MIDWAY


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock says; a test may move it on."""
    told = [NOW]
    monkeypatch.setattr("consult.clock.now", lambda: told[0])
    return told


@pytest.fixture
def estate_id(session: Session, moment: list[datetime]) -> int:
    return people.make_estate(session)


@pytest.fixture
def token(session: Session, estate_id: int) -> str:
    maker = make_staff(session, estate_id, name="钱敏")
    return make_token(session, estate_id, now=NOW, staff=maker).token


def drafts(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Consultation)) or 0


def test_from_draft_to_result(
    client: LookingClient, session: Session, estate_id: int, token: str, moment: list[datetime]
) -> None:
    """A survey, carried through by a program alone; every step stands under its maker's name."""
    moment[0] = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
    drafted = client.post("/api/v1/consultations", json=PLAN, headers=deed_headers(token))
    assert drafted.status_code == 201, drafted.text
    address = f"/api/v1/consultations/{drafted.json['code']}"
    title = {"zh": "车棚改造征询（二稿）"}
    assert client.put(address, json=sent(title=title, version=1), headers=deed_headers(token)).json["title"] == title
    late = client.put(address, json=sent(version=1), headers=deed_headers(token))
    assert (late.status_code, late.json["reason"]) == (409, "draft-changed")
    for at, deed, state in (
        ("2026-11-21T09:00:00+08:00", "announce", "announced"),
        ("2026-12-06T09:00:00+08:00", "open", "open"),
        ("2026-12-20T18:00:00+08:00", "close", "closed"),
    ):
        moment[0] = datetime.fromisoformat(at)
        done = client.post(f"{address}/{deed}", headers=deed_headers(token))
        assert (done.status_code, done.json["state"]) == (200, state), done.text
    session.rollback()
    view = consultation_of_code(session, drafted.json["code"], estate_id=estate_id)
    assert (view.announced_by, view.opened_by, view.closed_by) == ("钱敏",) * 3


def test_a_binding_vote_is_only_proposed_and_no_token_confirms(
    client: LookingClient, session: Session, estate_id: int, token: str, moment: list[datetime]
) -> None:
    estate = people.make_estate(session, code="two", settings={"closes_alone": False})
    mine = make_token(session, estate, now=NOW, staff=make_staff(session, estate, name="钱敏")).token
    theirs = make_token(session, estate, now=NOW, staff=make_staff(session, estate, name="孙立")).token
    view = people.make_open_consultation(session, estate)
    assert view.closes_by_two
    moment[0] = view.closes_at
    close = f"/api/v1/consultations/{view.code}/close"
    assert client.post(close, headers=deed_headers(mine)).json["state"] == "open"
    for other in (mine, theirs):
        refused = client.post(close, headers=deed_headers(other))
        assert (refused.status_code, refused.json["reason"]) == (409, "token-no-second-person")
    session.rollback()
    view = consultation_of_code(session, view.code)
    assert (view.state, view.closing_by) == (State.OPEN, "钱敏")


def test_a_deed_sent_twice_is_done_once(client: LookingClient, session: Session, token: str) -> None:
    headers = deed_headers(token)
    first, again = (client.post("/api/v1/consultations", json=PLAN, headers=headers) for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert drafts(session) == 1
    other = client.post("/api/v1/consultations", json=sent(kind="advisory", title="别的"), headers=headers)
    assert (other.status_code, other.json["reason"]) == (409, "submission-differs")
    assert drafts(session) == 1


def test_two_tokens_may_use_the_same_id(client: LookingClient, session: Session, estate_id: int, token: str) -> None:
    other = make_token(session, estate_id, now=NOW).token
    for one in (token, other):
        answer = client.post("/api/v1/consultations", json=PLAN, headers=deed_headers(one, "the-same-id"))
        assert answer.status_code == 201
    assert drafts(session) == 2


def test_a_refused_deed_may_be_mended_under_its_id(client: LookingClient, session: Session, token: str) -> None:
    headers = deed_headers(token)
    refused = client.post("/api/v1/consultations", json=sent(closes_at="2026-12-01T09:00:00+08:00"), headers=headers)
    assert refused.status_code == 400
    assert refused.json["faults"][0]["sentences"].keys() == {"zh", "en"}
    assert client.post("/api/v1/consultations", json=PLAN, headers=headers).status_code == 201


def test_nobody_knows_what_became_of_a_deed_that_broke_off(
    client: LookingClient, session: Session, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not sure that nothing was kept, a retry is told to look; where it is sure, the retry goes through."""
    headers = deed_headers(token)

    def breaks_off(*_given: Any, **_more: Any) -> None:
        raise RuntimeError("the power went")

    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as patch:
        patch.setattr("consult.web.api.consultations.draft_consultation", breaks_off)
        assert client.post("/api/v1/consultations", json=PLAN, headers=headers).status_code == 500
    again = client.post("/api/v1/consultations", json=PLAN, headers=headers)
    assert (again.status_code, again.json["reason"]) == (409, "submission-at-work")

    def is_locked(*_given: Any, **_more: Any) -> None:
        raise sqlite_says(sqlite3.SQLITE_BUSY)

    headers = deed_headers(token)
    with monkeypatch.context() as patch:
        patch.setattr("consult.web.api.consultations.draft_consultation", is_locked)
        busy = client.post("/api/v1/consultations", json=PLAN, headers=headers)
        assert busy.status_code == 503
        assert busy.headers["Retry-After"]
    assert client.post("/api/v1/consultations", json=PLAN, headers=headers).status_code == 201
    assert drafts(session) == 1


def test_ids_are_forgotten_after_a_month(
    client: LookingClient, session: Session, token: str, moment: list[datetime]
) -> None:
    headers = deed_headers(token)
    client.post("/api/v1/consultations", json=PLAN, headers=headers)
    moment[0] = NOW + SUBMISSIONS_KEPT
    client.post("/api/v1/consultations", json=PLAN, headers=deed_headers(token))
    session.rollback()
    kept = session.scalars(select(ApiSubmission.submission)).all()
    assert headers["Idempotency-Key"] not in kept
    assert len(kept) == 1


def test_a_deed_needs_its_id(client: LookingClient, session: Session, token: str) -> None:
    for key in ("", "short", "x" * 65, "with blanks"):
        headers = bearing(token, **{"Idempotency-Key": key} if key else {})
        refused = client.post("/api/v1/consultations", json=PLAN, headers=headers)
        assert (refused.status_code, refused.json["reason"]) == (400, "submission-id-missing")
    assert drafts(session) == 0


@pytest.mark.parametrize(
    ("said", "kind", "told"),
    [
        pytest.param(b"{", "application/json", (400, "program-unreadable"), id="torn"),
        pytest.param(b'{"title": NaN}', "application/json", (400, "program-unreadable"), id="no number"),
        pytest.param(b'{"kind": 1, "kind": 2}', "application/json", (400, "program-unreadable"), id="a key twice"),
        pytest.param(b'{"title": "a\\u0000"}', "application/json", (400, "program-unreadable"), id="NUL"),
        pytest.param(b'{"title": "\\ud800"}', "application/json", (400, "program-unreadable"), id="half a character"),
        pytest.param(b"[" * 9000, "application/json", (400, "program-unreadable"), id="too deep"),
        pytest.param(b"[]", "application/json", (400, "program-unfit"), id="no object"),
        pytest.param(b"{}", "text/plain", (415, "program-media-type"), id="not said to be JSON"),
        pytest.param(b"{}" + b" " * 2**23, "application/json", (413, "program-too-large"), id="too large"),
    ],
)
def test_what_cannot_be_read(client: LookingClient, token: str, said: bytes, kind: str, told: tuple[int, str]) -> None:
    refused = client.post("/api/v1/consultations", data=said, content_type=kind, headers=deed_headers(token))
    refused.request.input_stream.close()
    assert (refused.status_code, refused.json["reason"]) == told


def test_every_place_that_does_not_fit_is_named(client: LookingClient, token: str) -> None:
    body = sent(kind="perhaps", opens_at="tomorrow", colour="red")
    del body["title"]
    refused = client.post("/api/v1/consultations", json=body, headers=deed_headers(token))
    assert {place["at"] for place in refused.json["places"]} == {"/title", "/kind", "/opens_at", "/colour"}


def test_a_paper_ballot_and_its_retry(client: LookingClient, session: Session, estate_id: int, token: str) -> None:
    view = people.make_open_consultation(session, estate_id)
    serial = people.elector_of(session, view, people.ZHAO_KE).paper_serial
    headers, address = deed_headers(token), f"/api/v1/consultations/{view.code}/papers"
    body = {"serial": serial, "answers": {"1": "agree"}}
    first, again = (client.post(address, json=body, headers=headers) for _ in range(2))
    assert (first.status_code, first.json["outcome"]) == (201, "counted")
    assert first.json["receipt"] == again.json["receipt"]
    second = client.post(address, json=body, headers=deed_headers(token))
    assert (second.status_code, second.json["reason"]) == (409, "paper-entered-already")
    spoilt = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    void = client.post(address, json={"serial": spoilt, "invalid": "spoilt"}, headers=deed_headers(token))
    assert void.json["outcome"] == "invalid"


def test_service_is_noted_for_all_or_none(client: LookingClient, session: Session, estate_id: int, token: str) -> None:
    view = people.make_open_consultation(session, estate_id)
    address = f"/api/v1/consultations/{view.code}/service"
    electors = [one["elector"] for one in client.get(f"{address}?limit=3", headers=bearing(token)).json["items"]]
    body = {"electors": electors, "method": "letterbox", "at": (NOW - timedelta(hours=1)).isoformat()}
    for wrong in ({"electors": [*electors, 7]}, {"at": (NOW + timedelta(hours=1)).isoformat()}):
        assert client.post(address, json=body | wrong, headers=deed_headers(token)).status_code in (400, 404)
    headers = deed_headers(token)
    assert [client.post(address, json=body, headers=headers).json["electors"] for _ in range(2)] == [3, 3]
    found = client.get(address, headers=bearing(token)).json["items"]
    assert sum(len(one["attempts"]) for one in found) == 3
    assert {line["recorded_by"] for one in found for line in one["attempts"]} == {"钱敏"}


def test_a_roll_is_checked_and_imported(client: LookingClient, token: str) -> None:
    def file(text: str) -> dict[str, Any]:
        return {"file": (io.BytesIO(text.encode()), "名册.csv")}

    good = "楼栋,室号,建筑面积,业主\n1,101,89.20,赵可\n1,102,76.00,陈姨\n"
    checked = client.post("/api/v1/roll/checks", data=file(good), headers=bearing(token))
    assert (checked.json["can_be_imported"], checked.json["rows"]) == (True, 2), checked.text
    headers = deed_headers(token)
    done = [client.post("/api/v1/roll", data=file(good), headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in done] == [201, 201], done[0].text
    assert done[0].json == done[1].json
    bad = client.post("/api/v1/roll", data=file("楼栋,室号,建筑面积\n1,101,多\n"), headers=deed_headers(token))
    assert bad.status_code == 400
    assert client.get("/api/v1/roll", headers=bearing(token)).json["version"] == done[0].json["version"]


def test_a_checkpoint_and_a_verdict(client: LookingClient, session: Session, estate_id: int, token: str) -> None:
    view = people.make_open_consultation(session, estate_id)
    posted = client.post(f"/api/v1/consultations/{view.code}/checkpoints", headers=deed_headers(token))
    assert (posted.status_code, posted.json["is_new"]) == (200, True)
    heads = {"heads": 9, "area": 900}
    figures = {"rule": "general", "electorate": {"heads": 12, "area": 1200}, "participating": heads, "agree": heads}
    none = bearing(make_token(session, estate_id, [Scope.ROLL_READ], now=NOW).token)
    assert client.post("/api/v1/verdicts", json=figures, headers=none).json["outcome"] == "passed"
    more = figures | {"agree": {"heads": 13, "area": 900}}
    assert client.post("/api/v1/verdicts", json=more, headers=none).status_code == 400
