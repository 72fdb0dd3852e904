"""Errors a resident can meet: each page says what happened, that nothing is lost, the next step, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, page_of, submit, text_of
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff

PHONE = "021-55550100"
MARKED = {"q1": "agree", "q2": "1"}
FROM_HERE = {"Origin": "http://localhost"}


def asks(answer: TestResponse) -> bool:
    """Whether the page names whom to ask."""
    return PHONE in text_of(answer)


def without_cookies(client: LookingClient) -> None:
    client.delete_cookie("consult")


def send_from_here(client: LookingClient, page: TestResponse, **filled: str) -> TestResponse:
    """Send the main form as a browser does: it names the page's own site."""
    form = main_form(page)
    return client.post(form.get("action"), data=fields_of(form) | filled, headers=FROM_HERE)


def test_a_letter_that_was_replaced(
    client: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    keys = (consultation.estate.id, consultation.id, [chen.elector_id])
    issue_letters(session, *keys, secret=SECRET, by="钱敏", now=people.MIDWAY)
    answer = client.get(f"/h/{chen.token}")
    assert answer.status_code == 404
    seen = text_of(answer)
    assert "什么都没丢" in seen
    assert "最新的" in seen
    assert asks(answer)


def test_a_room_that_does_not_fit(client: LookingClient, consultation: ConsultationView) -> None:
    form = client.get(f"/sign-in?code={consultation.code}")
    answer = submit(client, form, building="1", room="999", code="ABCDEFGHJK")
    assert answer.status_code in (400, 403)
    seen = text_of(answer)
    assert "您输入的内容还在" in seen
    assert asks(answer)


def test_closed_while_somebody_was_answering(
    client: LookingClient, session: Session, consultation: ConsultationView, at: Callable[[datetime], None]
) -> None:
    late = consultation.closes_at + timedelta(minutes=1)
    elector = people.elector_of(session, consultation, people.CHEN_AYI)
    come_in_as_household(client, session, elector, now=late)
    at(late)
    answer = client.get(f"/c/{consultation.code}/ballot")
    assert answer.status_code == 410
    seen = text_of(answer)
    assert "什么都没丢" in seen
    assert "系统时间是2026年12月30日（周三）18:01" in seen
    assert asks(answer)


def test_already_answered_by_another_phone(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = submit(signed_in, signed_in.get(f"/c/{consultation.code}/ballot"), step="check", **MARKED)
    people.vote(session, consultation, people.CHEN_AYI, {1: "oppose"}, now=people.MIDWAY)
    session.commit()
    answer = submit(signed_in, check, step="send")
    assert answer.status_code == 409
    assert asks(answer)


def test_a_browser_that_keeps_no_cookies_is_told_so_the_second_time(client: LookingClient, chen: IssuedLetter) -> None:
    page = client.get(f"/h/{chen.token}")
    without_cookies(client)
    first = send_from_here(client, page)
    assert first.status_code == 400
    assert "没有提交出去" in text_of(first)
    assert asks(first)
    without_cookies(client)
    second = client.post(
        main_form(first).get("action"),
        data=fields_of(main_form(first)),
        headers=FROM_HERE | {"User-Agent": "MicroMessenger/8.0"},
    )
    assert second.status_code == 400
    seen = text_of(second)
    assert "不保存 Cookie" in seen
    assert "在浏览器打开" in seen
    assert asks(second)


def test_a_browser_that_was_closed_in_between_sends_once_more_and_is_in(
    client: LookingClient, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    page = client.get(f"/h/{chen.token}")
    without_cookies(client)
    again = send_from_here(client, send_from_here(client, page))
    assert again.status_code == 303
    assert client.get(f"/c/{consultation.code}/ballot").status_code == 200


def test_answers_survive_a_page_that_another_tab_made_stale(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    check = submit(signed_in, signed_in.get(f"/c/{consultation.code}/ballot"), step="check", **MARKED)
    submit(signed_in, signed_in.get(f"/h/{chen.token}"))
    stale = send_from_here(signed_in, check, step="send")
    assert stale.status_code == 400
    assert "您填的内容还在这一页" in text_of(stale)
    assert not session.scalars(select(Ballot)).all()
    assert send_from_here(signed_in, stale).status_code == 303
    assert len(session.scalars(select(Ballot)).all()) == 1


def test_a_code_is_never_written_into_the_page(client: LookingClient, consultation: ConsultationView) -> None:
    page = client.get(f"/sign-in?code={consultation.code}")
    without_cookies(client)
    answer = send_from_here(client, page, building="1", room="101", code="K7Q2M9XT4B")
    assert "K7Q2M9XT4B" not in answer.get_data(as_text=True)
    assert "只有登录码要再输一次" in text_of(answer)


def test_a_form_of_unknown_origin_is_not_put_back_ready_to_send(
    signed_in: LookingClient, consultation: ConsultationView
) -> None:
    answer = signed_in.post(f"/c/{consultation.code}/ballot", data=MARKED | {"step": "send"})
    assert answer.status_code == 400
    assert not page_of(answer).xpath("//main//form")


def test_an_unknown_address_of_a_vote_names_whom_to_ask(client: LookingClient, consultation: ConsultationView) -> None:
    assert asks(client.get("/c/ZZZZZZ"))


def test_the_console_of_another_estate_looks_like_a_missing_page(
    client: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    other = people.make_estate(session, code="other")
    come_in_as_staff(client, session, make_staff(session, other), now=people.MIDWAY)
    pages = [client.get(f"/console/c/{code}").get_data(as_text=True) for code in (consultation.code, "ZZZZZZ")]
    plain = [
        re.sub(r'ZZZZZZ|nonce="[^"]*"|value="[^"]*"', "", page.replace(consultation.code, "ZZZZZZ")) for page in pages
    ]
    assert plain[0] == plain[1]


def test_help_says_what_a_wrong_clock_does(client: LookingClient) -> None:
    seen = text_of(client.get("/help"))
    assert "先看看手机的日期和时间" in seen
    assert "截止时间以系统时间为准" in seen
