"""A secret poll on the pages: promised before anybody signs in, answered in four steps, told in tens until it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.actions.post_checkpoint import post_checkpoint
from consult.models.secret_poll import SecretBallot
from consult.queries.consultations import ConsultationView
from consult.queries.service import service_in
from tests import people, secret_polls
from tests.looking_client import LookingClient
from tests.web.forms import submit, text_of
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff, send

PROMISE = "邻居、楼组长、业委会都没法把两样对上"
WITHHELD = "不公布数字，免得有人的答案被猜出来"


@pytest.fixture
def poll(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    return secret_polls.make_open(session)


@pytest.fixture
def at_home(client: LookingClient, session: Session, poll: ConsultationView) -> LookingClient:
    """The browser of the first home."""
    come_in_as_household(client, session, secret_polls.elector(session, poll), now=people.MIDWAY)
    return client


def answer(session: Session, view: ConsultationView, homes: int) -> None:
    for elector in people.electors(session, view)[1 : homes + 1]:
        people.vote(session, view, elector, {1: "agree"})


def test_the_promise_and_its_limit_stand_before_signing_in(client: LookingClient, poll: ConsultationView) -> None:
    seen = text_of(client.get(f"/c/{poll.code}"))
    assert PROMISE in seen
    assert "控制了服务器本身" in seen


def test_from_the_form_to_the_receipt(at_home: LookingClient, session: Session, poll: ConsultationView) -> None:
    form = at_home.get(f"/c/{poll.code}/ballot")
    assert PROMISE in text_of(form)
    check = submit(at_home, form, step="check", q1="oppose", q2=["1"], q3="灯坏了")
    assert "不能再改，也不能撤出来" in text_of(check)
    sent = submit(at_home, check, step="send")
    receipt = text_of(at_home.get(sent.location))
    assert "已登记您家参与，第 2 号" in receipt
    assert "回执和登记簿都不写您选了什么" in receipt
    assert "保安" not in receipt
    session.rollback()
    assert session.query(SecretBallot).one().answers == {"1": "oppose", "2": ["1"]}


def test_a_second_ballot_is_told_that_the_first_one_stays(
    at_home: LookingClient, session: Session, poll: ConsultationView
) -> None:
    check = submit(at_home, at_home.get(f"/c/{poll.code}/ballot"), step="check", q1="agree")
    people.vote(session, poll, secret_polls.elector(session, poll), {1: "oppose"})
    second = submit(at_home, check, step="send")
    assert second.status_code == 409
    assert "谁也分不清哪一份是您家的" in text_of(second)


def test_whoever_contests_reads_that_nothing_can_be_taken_out(
    at_home: LookingClient, session: Session, poll: ConsultationView
) -> None:
    people.vote(session, poll, secret_polls.elector(session, poll), {1: "oppose"})
    page = at_home.get(f"/c/{poll.code}/contest")
    assert "没法把它撤出来" in text_of(page)


@pytest.mark.parametrize(
    ("homes", "told"),
    [
        pytest.param(9, "0 / 30人", id="nine are none"),
        pytest.param(10, "10 / 30人", id="exactly ten"),
        pytest.param(19, "10 / 30人", id="nineteen are ten"),
    ],
)
def test_turnout_is_told_in_whole_tens(
    client: LookingClient, session: Session, poll: ConsultationView, homes: int, told: str
) -> None:
    answer(session, poll, homes)
    assert f"已经作答 {told}" in " ".join(text_of(client.get(f"/c/{poll.code}")).split())


def test_the_book_is_shown_when_it_is_closed(
    client: LookingClient, session: Session, poll: ConsultationView, at: Callable[[datetime], None]
) -> None:
    answer(session, poll, 3)
    assert "登记簿截止以后才显示" in text_of(client.get(f"/c/{poll.code}/book"))
    secret_polls.close(session, poll)
    at(people.AFTER)
    seen = text_of(client.get(f"/c/{poll.code}/book"))
    assert "参与无记名征询" in seen
    assert "谁也不能逐户重新计票" in seen


def test_a_posted_fingerprint_tells_no_line_number_while_it_runs(
    client: LookingClient, session: Session, poll: ConsultationView
) -> None:
    answer(session, poll, 13)
    day = people.MIDWAY.date()
    posted = post_checkpoint(session, poll.estate.id, poll.id, day=day, once_a_day=True, now=people.MIDWAY)
    book = text_of(client.get(f"/c/{poll.code}/book"))
    marked = text_of(client.get(f"/C/{poll.code}/BOOK/{posted.head.upper()}"))
    assert posted.head[:4] in book
    for seen in (book, marked):
        assert not [word for word in seen.split() if word in ("15", "第15号")]
        assert "15 号" not in seen
    assert "登记簿里有一行正是这个指纹" in marked


def test_nobody_sees_on_a_list_who_has_answered(session: Session, poll: ConsultationView) -> None:
    answer(session, poll, 5)
    assert not [home for home in service_in(session, poll, "1") if home.is_served]


def test_the_result_tells_households_and_no_area(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    view = secret_polls.make_closed(session, secret_polls.MIXED)
    at(people.AFTER)
    seen = text_of(client.get(f"/c/{view.code}"))
    assert "80.95%" in seen
    assert "63.8%" in seen
    assert "面积（平方米）" not in seen
    assert seen.count(WITHHELD) == 2


def test_a_sheet_that_does_not_exist_tells_nothing(
    client: LookingClient, session: Session, poll: ConsultationView
) -> None:
    answer(session, poll, 1)
    come_in_as_staff(client, session, make_staff(session, poll.estate.id), now=people.MIDWAY)
    serial = secret_polls.elector(session, poll, 1).paper_serial
    looked = send(client, f"/console/c/{poll.code}/paper", {"serial": serial, "do": "look"})
    assert "无记名征询只能在网上填写" in text_of(looked)


def test_the_committee_sees_no_more_than_everybody(
    client: LookingClient, session: Session, poll: ConsultationView, at: Callable[[datetime], None]
) -> None:
    answer(session, poll, 13)
    come_in_as_staff(client, session, make_staff(session, poll.estate.id), now=people.MIDWAY)
    seen = text_of(client.get(f"/console/c/{poll.code}"))
    assert "13" not in seen.replace(poll.code, "")
    secret_polls.close(session, poll)
    assert WITHHELD in text_of(client.get(f"/console/c/{poll.code}"))
