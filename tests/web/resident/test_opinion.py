"""Tenants on the residents' pages: who counts is said first, their opinion goes apart, the ballot stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.close_consultation import close_consultation
from consult.actions.issue_letters import IssuedLetter
from consult.models.ballot import Ballot
from consult.models.opinion import TenantOpinion
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, page_of, submit, text_of
from tests.web.resident.conftest import QUESTIONS
from tests.web.visitors import come_in_as_household, send

Letters = Mapping[tuple[str, str, str], IssuedLetter]


@pytest.fixture
def consultation(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    """Open, with a question of each type, and tenants are asked too."""
    return people.make_open_consultation(session, questions=QUESTIONS, procedure={"tenants": True})


@pytest.fixture
def signed_in(client: LookingClient, letters: Letters) -> LookingClient:
    """The phone of 何小雨, who rents the home that 沈梅 owns."""
    assert submit(client, client.get(f"/h/{letters[people.TENANT.place].token}")).status_code == 303
    return client


def opinions(session: Session) -> list[TenantOpinion]:
    session.rollback()
    return list(session.scalars(select(TenantOpinion).order_by(TenantOpinion.seq)))


def ballots(session: Session) -> list[Ballot]:
    session.rollback()
    return list(session.scalars(select(Ballot)))


def as_tenant(client: LookingClient, view: ConsultationView, **answers: Any) -> TestResponse:
    """From the choice to the page where these answers are checked."""
    page = f"/c/{view.code}/who"
    chosen = send(client, page, {"as": "tenant"})
    assert (chosen.status_code, chosen.location) == (303, f"/c/{view.code}/opinion")
    return submit(client, client.get(chosen.location), step="check", **answers)


def test_who_counts_is_said_before_anybody_starts(
    client: LookingClient, consultation: ConsultationView, letters: Letters
) -> None:
    for page in (f"/c/{consultation.code}", f"/h/{letters[people.TENANT.place].token}"):
        assert "意见单独统计，不计入业主表决" in text_of(client.get(page))


def test_signing_in_leads_to_the_choice(signed_in: LookingClient, consultation: ConsultationView) -> None:
    ballot = signed_in.get(f"/c/{consultation.code}/ballot")
    assert (ballot.status_code, ballot.location) == (303, f"/c/{consultation.code}/who")
    choice = text_of(signed_in.get(ballot.location))
    assert "我是业主" in choice
    assert "我是租户" in choice
    assert "不计入业主表决" in choice


def test_a_tenant_from_the_choice_to_the_thanks(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = as_tenant(signed_in, consultation, q1="oppose", q2="2", q4="夜里别充电")
    seen = text_of(check)
    assert all(said in seen for said in ("反对", "阳光板", "夜里别充电", "2号301室", "租户意见"))
    assert not opinions(session), "nothing is recorded before the answers were checked"
    sent = submit(signed_in, check, step="send")
    assert (sent.status_code, sent.location) == (303, f"/c/{consultation.code}/opinion/receipt")
    [kept] = opinions(session)
    assert kept.answers == {"1": "oppose", "2": "2", "4": "夜里别充电"}
    thanks = text_of(signed_in.get(sent.location))
    assert kept.receipt in thanks
    assert f"第 {kept.seq} 号" in thanks
    assert "2号301室" in thanks
    assert not ballots(session)


def test_the_slip_code_is_found_and_tells_nothing(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    submit(signed_in, as_tenant(signed_in, consultation, q1="oppose"), step="send")
    [kept] = opinions(session)
    found = signed_in.get(f"/r/{kept.receipt}")
    assert found.status_code == 200
    assert "这份意见在登记簿里" in text_of(found)
    assert "反对" not in text_of(found)
    assert "301" not in text_of(found)
    book = text_of(signed_in.get(f"/c/{consultation.code}/book"))
    assert "租户意见" in book


def test_the_owner_still_votes_afterwards_and_gets_a_receipt(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    submit(signed_in, as_tenant(signed_in, consultation, q1="oppose"), step="send")
    letter = f"/c/{consultation.code}/who"
    assert "已登记一份意见" in text_of(signed_in.get(letter))
    chosen = send(signed_in, letter, {"as": "owner"})
    assert chosen.location == f"/c/{consultation.code}/ballot"
    check = submit(signed_in, signed_in.get(chosen.location), step="check", q1="agree")
    sent = submit(signed_in, check, step="send")
    assert sent.location == f"/c/{consultation.code}/receipt"
    assert [ballot.answers for ballot in ballots(session)] == [{"1": "agree"}]
    assert [opinion.answers for opinion in opinions(session)] == [{"1": "oppose"}]


def test_a_tenant_signs_in_after_the_owner_voted(
    client: LookingClient, session: Session, consultation: ConsultationView, letters: Letters
) -> None:
    people.vote(session, consultation, people.SHEN_MEI, {1: "agree"})
    page = client.get(f"/h/{letters[people.TENANT.place].token}")
    assert "我是租户" in text_of(page)
    assert submit(client, page).location == f"/c/{consultation.code}/ballot"
    assert "已登记一张表决票" in text_of(client.get(f"/c/{consultation.code}/who"))
    submit(client, as_tenant(client, consultation, q1="oppose"), step="send")
    assert len(opinions(session)) == 1


def test_only_saying_that_one_is_the_owner_serves_the_owner(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    def served() -> datetime | None:
        session.rollback()
        return people.elector_of(session, consultation, people.SHEN_MEI).served_at

    as_tenant(signed_in, consultation, q1="oppose")
    assert served() is None
    send(signed_in, f"/c/{consultation.code}/who", {"as": "owner"})
    assert served() == people.MIDWAY


def test_the_choice_ends_with_the_visit(signed_in: LookingClient, consultation: ConsultationView) -> None:
    send(signed_in, f"/c/{consultation.code}/who", {"as": "owner"})
    assert signed_in.get(f"/c/{consultation.code}/ballot").status_code == 200
    send(signed_in, f"/c/{consultation.code}/ballot", to="/sign-out")
    assert "sign-in" in signed_in.get(f"/c/{consultation.code}/ballot").location
    with signed_in.session_transaction() as cookie:
        assert "as_owner" not in cookie


def test_a_retry_gets_the_same_thanks(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = as_tenant(signed_in, consultation, q1="oppose")
    first, again = submit(signed_in, check, step="send"), submit(signed_in, check, step="send")
    assert first.location == again.location == f"/c/{consultation.code}/opinion/receipt"
    assert len(opinions(session)) == 1


def test_the_second_of_two_phones_is_told(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    first = as_tenant(signed_in, consultation, q1="oppose")
    second = as_tenant(signed_in, consultation, q1="agree")
    submit(signed_in, first, step="send")
    told = submit(signed_in, second, step="send")
    assert told.status_code == 409
    assert "这套房屋已经提过意见" in text_of(told)
    assert [opinion.answers for opinion in opinions(session)] == [{"1": "oppose"}]


def test_coming_back_shows_the_thanks(signed_in: LookingClient, consultation: ConsultationView) -> None:
    submit(signed_in, as_tenant(signed_in, consultation, q1="oppose"), step="send")
    back = signed_in.get(f"/c/{consultation.code}/opinion")
    assert (back.status_code, back.location) == (303, f"/c/{consultation.code}/opinion/receipt")


def test_changing_takes_the_answers_back(signed_in: LookingClient, consultation: ConsultationView) -> None:
    form = submit(signed_in, as_tenant(signed_in, consultation, q1="oppose", q4="谢谢"), step="change")
    fields = fields_of(main_form(form))
    assert (fields["q1"], fields["q4"]) == ("oppose", "谢谢")


def test_nothing_marked_comes_back_with_a_sentence(signed_in: LookingClient, consultation: ConsultationView) -> None:
    told = as_tenant(signed_in, consultation)
    assert told.status_code == 400
    assert page_of(told).xpath("//*[contains(@class, 'error_summary')]")


def test_who_rents_one_of_several_homes_says_which(
    client: LookingClient, session: Session, consultation: ConsultationView, letters: Letters
) -> None:
    submit(client, client.get(f"/h/{letters[people.LIU_SAN.place].token}"))
    told = as_tenant(client, consultation, q1="oppose")
    assert told.status_code == 400
    assert "请选择您租住的房屋" in text_of(told)
    assert fields_of(main_form(told))["q1"] == "oppose"
    check = submit(client, told, home="2", step="check")
    submit(client, check, step="send")
    [kept] = opinions(session)
    assert (kept.building, kept.room) == ("1", "202")
    again = client.get(f"/c/{consultation.code}/opinion")
    offered = page_of(again).xpath("//select[@name='home']/option/text()")
    assert "1号202室" not in offered
    assert {"1号102室", "2号102室"} <= set(offered)


def test_a_home_that_is_not_on_the_letter_is_never_taken(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = as_tenant(signed_in, consultation, q1="oppose")
    submit(signed_in, check, step="send", home="7")
    [kept] = opinions(session)
    assert (kept.building, kept.room) == people.TENANT.place[::2]


def test_a_visit_that_ended_keeps_the_answers(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, letters: Letters
) -> None:
    check = as_tenant(signed_in, consultation, q1="oppose", q4="谢谢")
    with signed_in.session_transaction() as cookie:
        cookie.pop("household")
    again = submit(signed_in, check, step="send")
    assert again.status_code == 403
    assert not opinions(session)
    letter = letters[people.TENANT.place]
    back = submit(
        signed_in, again, building="2", entrance="", room="301", code=letter.code, consultation=consultation.code
    )
    assert back.status_code == 200
    assert "租户意见" in text_of(back)
    submit(signed_in, back, step="send")
    assert [opinion.answers for opinion in opinions(session)] == [{"1": "oppose", "4": "谢谢"}]
    assert not ballots(session)


@pytest.mark.parametrize("address", ["who", "opinion", "opinion/receipt"])
def test_where_tenants_are_not_asked_there_is_the_ballot(
    client: LookingClient, session: Session, at: Callable[[datetime], None], settings: Any, address: str
) -> None:
    view = people.make_open_consultation(session)
    owner = people.elector_of(session, view, people.SHEN_MEI)
    come_in_as_household(client, session, owner, now=people.MIDWAY)
    page = client.get(f"/c/{view.code}/{address}")
    while page.status_code == 303 and "/ballot" not in page.location:
        page = client.get(page.location)
    assert page.location == f"/c/{view.code}/ballot"
    assert client.get(page.location).status_code == 200
    assert "租户" not in text_of(client.get(f"/c/{view.code}"))


@pytest.mark.parametrize(
    ("late", "status"),
    [(timedelta(seconds=-1), 303), (timedelta(0), 410)],
    ids=["a second before the end", "exactly at the end"],
)
def test_an_opinion_at_the_end(
    signed_in: LookingClient,
    session: Session,
    consultation: ConsultationView,
    at: Callable[[datetime], None],
    letters: Letters,
    late: timedelta,
    status: int,
) -> None:
    at(people.CLOSES_AT - timedelta(minutes=5))
    submit(signed_in, signed_in.get(f"/h/{letters[people.TENANT.place].token}"))
    check = as_tenant(signed_in, consultation, q1="oppose")
    at(people.CLOSES_AT + late)
    answer = submit(signed_in, check, step="send")
    assert answer.status_code == status
    assert len(opinions(session)) == (1 if status == 303 else 0)
    if status == 410:
        assert "没有登记" in text_of(answer)
        assert signed_in.get(f"/c/{consultation.code}/opinion").status_code == 410


def test_the_result_page_shows_them_apart(
    client: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"})
    for elector in people.electors(session, consultation)[:6]:
        people.say_as_tenant(session, consultation, elector, {1: "oppose"})
    close_consultation(session, consultation.estate.id, consultation.id, by="钱敏", now=people.AFTER)
    page = page_of(client.get(f"/c/{consultation.code}"))
    [section] = page.xpath("//section[@id='tenants']")
    said = " ".join(section.xpath("string(.)").split())
    assert "租户意见（单独统计，不计入表决结果）" in said
    assert "共 6 户租户提了意见" in said
    [result] = page.xpath("//section[@id='result']")
    assert "租户" not in result.xpath("string(.)")
