"""The database takes nothing just now: said in plain words, nothing untrue, and no answer has to be given twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as TooLong
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from consult.web.resident import ballot, front, sign_in
from tests import people
from tests.looking_client import LookingClient
from tests.troubles import postgresql_says, sqlite_says
from tests.web.forms import fields_of, main_form, page_of, submit, text_of

pytestmark = pytest.mark.both_databases

WHOLE: dict[str, Any] = {"q1": "agree", "q2": "1", "q3": ["1", "3"], "q4": "谢谢“大家”。"}
Break = Callable[[BaseException], None]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Let the next ballots meet this error."""

    def breaks(error: BaseException) -> None:
        def fails(*_args: object, **_named: object) -> None:
            raise error

        monkeypatch.setattr(ballot, "cast_ballot", fails)

    return breaks


def sent(client: LookingClient, view: ConsultationView) -> TestResponse:
    check = submit(client, client.get(f"/c/{view.code}/ballot"), step="check", **WHOLE)
    return submit(client, check, step="send")


@pytest.mark.parametrize(
    ("error", "seconds", "said"),
    [
        pytest.param(sqlite_says(sqlite3.SQLITE_BUSY), "5", "刚才提交的内容没有记上", id="busy"),
        pytest.param(TooLong("in vain"), "5", "刚才提交的内容没有记上", id="the turn did not come"),
        pytest.param(sqlite_says(sqlite3.SQLITE_FULL), "60", "硬盘满了", id="full"),
        pytest.param(postgresql_says("57P01"), "10", "不管提交几次，只记一次", id="the connection broke"),
    ],
)
def test_the_ballot_waits_on_the_page_and_is_sent_from_there(
    signed_in: LookingClient,
    session: Session,
    consultation: ConsultationView,
    broken: Break,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    seconds: str,
    said: str,
) -> None:
    broken(error)
    answer = sent(signed_in, consultation)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, seconds)
    assert answer.headers["Cache-Control"] == "no-store"
    assert said in text_of(answer)
    again = submit(signed_in, answer)
    assert again.status_code == 503, "and it may fail again"
    assert fields_of(main_form(again)) == fields_of(main_form(answer))
    monkeypatch.undo()
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    assert submit(signed_in, again).status_code == 303
    [kept] = session.scalars(select(Ballot))
    assert kept.answers == {"1": "agree", "2": "1", "3": ["1", "3"], "4": "谢谢“大家”。"}


def test_a_ballot_that_was_recorded_before_the_connection_broke_is_recorded_once(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = ballot.cast_ballot

    def lost_afterwards(*args: Any, **named: Any) -> None:
        cast(*args, **named)
        raise postgresql_says("")

    monkeypatch.setattr(ballot, "cast_ballot", lost_afterwards)
    answer = sent(signed_in, consultation)
    assert "内容没有记上" not in text_of(answer), "nobody knows that"
    monkeypatch.setattr(ballot, "cast_ballot", cast)
    assert submit(signed_in, answer).status_code == 303
    assert session.scalar(select(func.count()).select_from(Ballot)) == 1


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_page_that_could_not_be_read_is_opened_again(
    client: LookingClient, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def fails(*_args: object) -> None:
        raise postgresql_says("57P03")

    monkeypatch.setattr(front, "public_consultations", fails)
    answer = client.get("/?of=x", headers={"Accept-Language": language})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert not page_of(answer).xpath("//main//form")
    assert page_of(answer).xpath("//main//a/@href")[0] == "/?of=x"


@pytest.mark.parametrize("error", [sqlite_says(sqlite3.SQLITE_FULL), postgresql_says("")], ids=["full", "lost"])
def test_a_code_is_never_written_into_the_page(
    client: LookingClient, consultation: ConsultationView, monkeypatch: pytest.MonkeyPatch, error: OperationalError
) -> None:
    def fails(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(sign_in, "sign_in_by_code", fails)
    page = client.get(f"/sign-in?code={consultation.code}")
    typed = {"building": "1", "room": "101", "code": "ABCDE-FGHJK"}
    answer = submit(client, page, **typed)
    assert answer.status_code == 503
    assert "ABCDE" not in answer.get_data(as_text=True)
