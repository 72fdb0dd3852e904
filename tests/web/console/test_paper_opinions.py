"""Typing in sheets with every kind of question: places, scores, sums, sites, numbers, and a row for each plan."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.question import Option, Question, QuestionType
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.domain.opinions import OPINIONS
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, page_of, text_of
from tests.web.visitors import send

PLANS = Question(
    1,
    QuestionType.EACH_PLAN,
    {"zh": "以下方案是否同意？"},
    options=tuple(Option(str(n), {"zh": name}) for n, name in enumerate(("刷卡", "刷脸", "扫码"), start=1)),
)
WRITTEN = {"q1-2": "1", "q1-1": "２", "q1-3": "", "q2-1": "10", "q3": ["1", "2"], "q4": "1", "q5": "1.50"}


@pytest.fixture
def survey(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, rule="advisory", questions=OPINIONS)


@pytest.fixture
def plans(session: Session, estate: int) -> ConsultationView:
    return people.make_open_consultation(session, estate, questions=(PLANS,))


def serial_of(session: Session, view: ConsultationView, person: people.Person = people.CHEN_AYI) -> str:
    serial = people.elector_of(session, view, person).paper_serial
    session.rollback()
    return serial


def answers(session: Session) -> list[dict[str, Any]]:
    session.rollback()
    return [ballot.answers for ballot in session.scalars(select(Ballot))]


def enter(client: LookingClient, view: ConsultationView, **typed: Any) -> Any:
    return send(client, f"/console/c/{view.code}/paper", typed)


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        pytest.param({"q1-1": "agree", "q1-2": "oppose", "q1-3": "abstain"}, ["agree", "oppose", "abstain"], id="all"),
        pytest.param({"q1-1": "agree", "q1-2": "", "q1-3": "void"}, ["agree", None, "void"], id="a blank, a void row"),
        pytest.param({"q1": "void"}, ["void"] * 3, id="the whole question void"),
        pytest.param({"q1-1": "void", "q1-2": "void", "q1-3": "void"}, ["void"] * 3, id="every row void"),
    ],
)
def test_each_plan_has_its_row(
    secretary: LookingClient, session: Session, plans: ConsultationView, marked: dict[str, str], kept: list[str | None]
) -> None:
    assert enter(secretary, plans, serial=serial_of(session, plans), **marked).status_code == 303
    rows = {str(at): side for at, side in enumerate(kept, start=1) if side is not None}
    assert answers(session) == [{"1": rows}]


def test_a_side_that_is_none_is_said_beside_its_question(
    secretary: LookingClient, session: Session, plans: ConsultationView
) -> None:
    page = enter(secretary, plans, serial=serial_of(session, plans), **{"q1-1": "perhaps", "q1-2": "oppose"})
    assert page.status_code == 400
    assert page_of(page).xpath("//*[@id='question-1']//*[@class='field__error']")
    assert 'href="#question-1"' in page.text
    assert fields_of(main_form(page))["q1-2"] == "oppose"
    assert answers(session) == []


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        pytest.param({"q1-3": "1"}, 1, id="two options at one place"),
        pytest.param({"q1-3": "x"}, 1, id="a place in letters"),
        pytest.param({"q2-1": "11"}, 2, id="above the scale"),
        pytest.param({"q2-1": "9.5"}, 2, id="half a step"),
        pytest.param({"q3": ["1", "3"]}, 3, id="a cent over the sum"),
        pytest.param({"q4": "9"}, 4, id="a site that is none"),
        pytest.param({"q5": "5.5"}, 5, id="above the most"),
        pytest.param({"q5": "0.25"}, 5, id="between the steps"),
        pytest.param({"q5": "多"}, 5, id="a number in words"),
    ],
)
def test_what_cannot_stand_on_a_sheet_is_said_beside_its_question(
    secretary: LookingClient, session: Session, survey: ConsultationView, typed: dict[str, Any], question: int
) -> None:
    page = enter(secretary, survey, serial=serial_of(session, survey), **(WRITTEN | typed))
    assert page.status_code == 400
    wrong = page_of(page).xpath("//fieldset[contains(@class, 'field--wrong')]/@id")
    assert wrong == [f"question-{question}"]
    form = fields_of(main_form(page))
    assert {name: form.getlist(name) for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    } or typed == {"q4": "9"}
    assert answers(session) == []


def test_bounds_and_costs_stand_beside_the_fields(secretary: LookingClient, survey: ConsultationView) -> None:
    page = "".join(text_of(secretary.get(f"/console/c/{survey.code}/paper")).split())
    for said in ("最多3项", "0到10分", "长椅·20000.00元", "50000.00元", "辆"):
        assert said in page, said


def test_enter_only_looks_whose_sheet_it_is(
    secretary: LookingClient, session: Session, survey: ConsultationView
) -> None:
    serial = serial_of(session, survey)
    page = enter(secretary, survey, serial=serial, do="look", **WRITTEN)
    assert page.status_code == 200
    assert "1号101室" in text_of(page)
    assert "还没有记录" in text_of(page)
    form = fields_of(main_form(page))
    assert (form["serial"], form["q1-2"], form.getlist("q3"), form["q5"]) == (serial, "1", ["1", "2"], "1.50")
    assert answers(session) == []
    first = main_form(page).xpath(".//button[@type='submit']")[0]
    assert (first.get("name"), first.get("value")) == ("do", "look")


def test_looking_tells_of_a_ballot_that_is_recorded(
    secretary: LookingClient, session: Session, survey: ConsultationView
) -> None:
    serial = serial_of(session, survey)
    assert enter(secretary, survey, serial=serial, **WRITTEN).status_code == 303
    said = text_of(enter(secretary, survey, serial=serial, do="look"))
    assert "已经有一张记录在案" in said
    assert "用纸质票" in said


@pytest.mark.parametrize("serial", ["", "00000", "12345"], ids=["none", "never issued", "a wrong digit"])
def test_looking_at_no_sheet_is_refused(secretary: LookingClient, survey: ConsultationView, serial: str) -> None:
    page = enter(secretary, survey, serial=serial, do="look", q5="2")
    assert page.status_code == 400
    assert fields_of(main_form(page))["q5"] == "2"
