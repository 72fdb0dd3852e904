"""Typing in paper sheets by keyboard alone, with every kind of question, and the form looked at in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.visit import Audience
from consult.models.ballot import Ballot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.begun_visit import begin_visit
from tests.browser.installation import Installation
from tests.browser.look import faults
from tests.browser.visits import come_in, read_in
from tests.browser.window import LAPTOP, window
from tests.domain.opinions import OPINIONS
from tests.web.console.test_paper_opinions import PLANS
from tests.web.visitors import make_staff

QUESTIONS = (*OPINIONS, replace(PLANS, number=6))


@pytest.fixture(scope="module")
def survey(served: Installation) -> ConsultationView:
    with Session(served.engine) as session:
        estate = people.make_estate(session, code="sheets")
        return people.make_open_consultation(session, estate, rule="advisory", questions=QUESTIONS)


@pytest.fixture
def desk(chromium: Browser, served: Installation, survey: ConsultationView) -> Iterator[Page]:
    """The form in front of somebody with a keyboard and no mouse."""
    with Session(served.engine) as session:
        staff = make_staff(session, survey.estate.id)
        key = begin_visit(session, Audience.STAFF, estate_id=staff.estate_id, subject_id=staff.id, now=people.MIDWAY)
        session.commit()
    with window(chromium, served.address, LAPTOP) as opened:
        come_in(opened.context, served.app, opened.address, {"staff": (key, people.MIDWAY - timedelta(seconds=5))})
        read_in(opened.context, opened.address, "zh")
        opened.open(f"/console/c/{survey.code}/paper")
        yield opened.page


def tab(page: Page, *keys: str) -> None:
    """To the next field, and there these keys."""
    page.keyboard.press("Tab")
    for key in keys:
        page.keyboard.press(key) if len(key) > 1 and key.isalpha() else page.keyboard.type(key)


def serial_of(served: Installation, survey: ConsultationView, person: people.Person) -> str:
    with Session(served.engine) as session:
        return people.elector_of(session, survey, person).paper_serial


def test_a_sheet_is_typed_in_by_keyboard_alone(desk: Page, served: Installation, survey: ConsultationView) -> None:
    desk.keyboard.type(serial_of(served, survey, people.CHEN_AYI))
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "1号101室" in desk.inner_text("#whose")
    desk.wait_for_function("document.activeElement.id === 'q1-1'")
    desk.keyboard.type("2")  # the first question has the focus already
    tab(desk, "1")
    tab(desk)  # the third option was left out
    tab(desk)  # this ranking is not void
    for typed in ("10", "0"):
        tab(desk, typed)
    tab(desk)
    tab(desk, "Space")  # the scores are void
    tab(desk, "Space")
    tab(desk, "Space")
    tab(desk)
    tab(desk)
    tab(desk, "ArrowDown", "ArrowDown")  # the site: from “left blank” over “void” to the first
    tab(desk, "1.5")
    tab(desk)
    tab(desk, "ArrowDown", "ArrowDown")  # plan 1: agree
    tab(desk, "ArrowDown")  # plan 2: void
    tab(desk)  # plan 3: left blank
    desk.focus("main form button.button--main")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "1号101室" in desk.inner_text("main")
    with Session(served.engine) as session:
        (ballot,) = session.scalars(select(Ballot).where(Ballot.consultation_id == survey.id))
    assert ballot.answers == {
        "1": ["2", "1"],
        "2": "void",
        "3": ["1", "2"],
        "4": "1",
        "5": "1.5",
        "6": {"1": "agree", "2": "void"},
    }


@pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])
def test_the_form_is_in_order(
    desk: Page, survey: ConsultationView, served: Installation, language: str, width: int
) -> None:
    read_in(desk.context, served.address, language)
    desk.reload()
    desk.fill("#serial", serial_of(served, survey, people.LIU_SAN))
    desk.fill("#q2-1", "11")
    assert faults(desk, [width]) == []
    with desk.expect_navigation():
        desk.click("main form button.button--main")
    assert desk.locator("#question-2 .field__error").is_visible()
    assert faults(desk, [width]) == []
