"""Order, score, budget, site and number: asked, mistaken, checked and recorded like every other question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.question import Option, Point, Question, QuestionType
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, submit, text_of
from tests.web.visitors import come_in_as_household

OPTIONS = tuple(
    Option(str(n), {"zh": name, "en": english}, cost=cost, point=Point(n * 2_000, 5_000))
    for n, (name, english, cost) in enumerate((("月季", "Roses", 60_000), ("桂花", "Osmanthus", 50_000)), start=1)
)


def asked(number: int, kind: QuestionType, **more: Any) -> Question:
    """A question about the garden."""
    options = () if kind is QuestionType.NUMBER else OPTIONS
    return Question(number, kind, {"zh": f"花园第{number}问", "en": f"Garden {number}"}, options=options, **more)


QUESTIONS = (
    asked(1, QuestionType.RANK),
    asked(2, QuestionType.SCORE),
    asked(3, QuestionType.BUDGET, budget=100_000),
    asked(4, QuestionType.PLACE),
    asked(5, QuestionType.NUMBER, unit={"zh": "棵", "en": "trees"}),
)
WHOLE: dict[str, Any] = {"q1-1": "2", "q1-2": "1", "q2-1": "5", "q2-2": "3", "q3": ["2"], "q4": "1", "q5": "12"}


@pytest.fixture
def garden(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    """An open survey about the garden."""
    return people.make_open_consultation(session, rule="advisory", questions=QUESTIONS)


@pytest.fixture
def phone(client: LookingClient, session: Session, garden: ConsultationView) -> LookingClient:
    """陈阿姨's phone, signed in."""
    chen = people.elector_of(session, garden, people.CHEN_AYI)
    come_in_as_household(client, session, chen, now=people.MIDWAY)
    return client


def test_each_is_checked_in_words_and_recorded(
    phone: LookingClient, session: Session, garden: ConsultationView
) -> None:
    check = submit(phone, phone.get(f"/c/{garden.code}/ballot"), step="check", **WHOLE)
    assert check.status_code == 200
    seen = text_of(check).replace("\N{NO-BREAK SPACE}", " ")
    for said in ("1. 桂花、2. 月季", "月季 5、桂花 3", "还剩 500.00 元", "12 棵"):
        assert said in seen
    sent = submit(phone, check, step="send")
    assert sent.status_code == 303, text_of(sent)
    session.rollback()
    kept = session.scalars(select(Ballot.answers)).one()
    assert kept == {"1": ["2", "1"], "2": {"1": 5, "2": 3}, "3": ["2"], "4": "1", "5": "12"}


def test_the_form_says_to_its_scripts_what_costs_and_places_are_called(
    phone: LookingClient, garden: ConsultationView
) -> None:
    form = main_form(phone.get(f"/c/{garden.code}/ballot"))
    assert form.xpath(".//*[@data-budget]/@data-budget") == ["100000"]
    assert form.xpath(".//input[@name='q3']/@data-cost") == ["60000", "50000"]
    named = form.xpath(".//*[@data-rank]//button[@hidden]/@aria-label")
    assert named == ["上移：月季", "下移：月季", "上移：桂花", "下移：桂花"]


def test_changing_brings_every_mark_back(phone: LookingClient, garden: ConsultationView) -> None:
    check = submit(phone, phone.get(f"/c/{garden.code}/ballot"), step="check", **WHOLE)
    fields = fields_of(main_form(submit(phone, check, step="change")))
    assert {name: fields.getlist(name) if name == "q3" else fields[name] for name in WHOLE} == WHOLE


@pytest.mark.parametrize(
    "mistake",
    [{"q1-1": "1", "q1-2": "1"}, {"q2-1": "9"}, {"q3": ["1", "2"]}, {"q4": "7"}, {"q5": "many"}],
    ids=["two options at one place", "a score off the scale", "more than there is", "no such site", "no number"],
)
def test_a_mistake_is_named_and_nothing_is_lost(
    phone: LookingClient, garden: ConsultationView, mistake: dict[str, Any]
) -> None:
    answer = submit(phone, phone.get(f"/c/{garden.code}/ballot"), step="check", **(WHOLE | mistake))
    assert answer.status_code == 400
    assert "请再看一下" in text_of(answer)
    kept = fields_of(main_form(answer))
    untouched = {name: value for name, value in WHOLE.items() if name.partition("-")[0] not in str(mistake)}
    assert {name: kept.getlist(name) if name == "q3" else kept[name] for name in untouched} == untouched


def test_the_result_page_stands_for_every_type(
    phone: LookingClient, session: Session, garden: ConsultationView, at: Callable[[datetime], None]
) -> None:
    given = {1: ["2", "1"], 2: {"1": 5, "2": 3}, 3: ["2"], 4: "1", 5: "12"}
    people.vote(session, garden, people.CHEN_AYI, given)
    people.close_consultation(session, garden.estate.id, garden.id, by=people.SECRETARY.name, now=garden.closes_at)
    at(people.AFTER)
    answer = phone.get(f"/c/{garden.code}")
    assert answer.status_code == 200
    seen = text_of(answer)
    for number in range(1, 6):
        assert seen.count(f"花园第{number}问") >= 2, "among the results, and among the questions"
