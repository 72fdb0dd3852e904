"""A row for each plan on a phone: a group of three cards a plan, checked in words, recorded, and shown plan by plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.question import Option, Question, QuestionType
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, submit, text_of
from tests.web.visitors import come_in_as_household

NAMES = (("东方物业", "Dongfang"), ("安居物业", "Anju"), ("绿城物业", "Lvcheng"))
QUESTIONS = (
    Question(1, QuestionType.CONSENT, {"zh": "是否更换物业公司？", "en": "Change the manager?"}),
    Question(
        2,
        QuestionType.EACH_PLAN,
        {"zh": "三家公司，逐家表决", "en": "Three firms, one by one"},
        options=tuple(Option(str(n), {"zh": zh, "en": en}) for n, (zh, en) in enumerate(NAMES, start=1)),
    ),
)
WHOLE = {"q1": "agree", "q2-1": "agree", "q2-2": "oppose", "q2-3": "abstain"}


@pytest.fixture(params=["general", "advisory"])
def firms(request: pytest.FixtureRequest, session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    """An open consultation on three firms, binding and advisory."""
    return people.make_open_consultation(session, rule=request.param, questions=QUESTIONS)


@pytest.fixture
def phone(client: LookingClient, session: Session, firms: ConsultationView) -> LookingClient:
    """陈阿姨's phone, signed in."""
    come_in_as_household(client, session, people.elector_of(session, firms, people.CHEN_AYI), now=people.MIDWAY)
    return client


def test_every_plan_is_a_group_of_its_own(phone: LookingClient, firms: ConsultationView) -> None:
    page = phone.get(f"/c/{firms.code}/ballot").get_data(as_text=True)
    for at, (name, _english) in enumerate(NAMES, start=1):
        group = page.split(f"<h3>{name}</h3></legend>")[1].split("</fieldset>")[0]
        assert group.count(f'type="radio" name="q2-{at}"') == 3


def test_it_is_checked_plan_by_plan_and_recorded(
    phone: LookingClient, session: Session, firms: ConsultationView
) -> None:
    check = submit(phone, phone.get(f"/c/{firms.code}/ballot"), step="check", **WHOLE)
    assert check.status_code == 200
    for said in ("东方物业：同意", "安居物业：反对", "绿城物业：弃权"):
        assert said in text_of(check)
    assert "有的方案还没有填" not in text_of(check)
    sent = submit(phone, check, step="send")
    assert sent.status_code == 303, text_of(sent)
    session.rollback()
    kept = session.scalars(select(Ballot.answers)).one()
    assert kept == {"1": "agree", "2": {"1": "agree", "2": "oppose", "3": "abstain"}}


def test_a_row_left_blank_is_said_before_sending(
    phone: LookingClient, session: Session, firms: ConsultationView
) -> None:
    check = submit(phone, phone.get(f"/c/{firms.code}/ballot"), step="check", **{"q2-2": "agree"})
    for said in ("东方物业：未作答", "安居物业：同意", "有的方案还没有填"):
        assert said in text_of(check)
    submit(phone, check, step="send")
    session.rollback()
    assert session.scalars(select(Ballot.answers)).one() == {"2": {"2": "agree"}}


def test_changing_brings_every_row_back(phone: LookingClient, firms: ConsultationView) -> None:
    check = submit(phone, phone.get(f"/c/{firms.code}/ballot"), step="check", **WHOLE)
    fields = fields_of(main_form(submit(phone, check, step="change")))
    assert {name: fields[name] for name in WHOLE} == WHOLE


@pytest.mark.parametrize("mistake", [{"q2-1": "void"}, {"q2-9": "agree"}, {"q2": "agree"}], ids=str)
def test_what_the_page_does_not_offer_is_named(
    phone: LookingClient, firms: ConsultationView, mistake: dict[str, str]
) -> None:
    page = phone.get(f"/c/{firms.code}/ballot")
    whole = {"q1": "agree"} if "q2" in mistake else WHOLE
    answer = submit(phone, page, step="check", **(whole | mistake))
    assert answer.status_code == 400
    assert "请再看一下" in text_of(answer)
    assert fields_of(main_form(answer))["q1"] == "agree"


def test_the_result_stands_plan_by_plan(
    phone: LookingClient, session: Session, firms: ConsultationView, at: Callable[[datetime], None]
) -> None:
    people.vote(session, firms, people.CHEN_AYI, {1: "agree", 2: {"1": "agree", "2": "oppose"}})
    people.close_consultation(session, firms.estate.id, firms.id, by=people.SECRETARY.name, now=firms.closes_at)
    at(people.AFTER)
    answer = phone.get(f"/c/{firms.code}")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    verdict = "未达参与比例" if firms.rule.decides else "以征询数据为准"
    for (name, _english), took_part in zip(NAMES, ("1", "1", "0"), strict=True):
        plan = page.split(f'<h4 class="plan_row__name">{name}</h4>')[1].split("plan_row__name")[0]
        assert verdict in plan
        row = plan.split("参与合计", 1)[1].split("</tr>")[0]
        assert re.findall(r">(\d+)<", row) == [took_part]
