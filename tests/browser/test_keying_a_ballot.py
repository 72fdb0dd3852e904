"""A paper ballot is keyed in under ten seconds, one sheet after another: a dozen keys at a typist's pace, by two."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic

from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.question import Question, QuestionType
from consult.domain.visit import Audience
from consult.models.ballot import Ballot, UncountedBallot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.begun_visit import begin_visit
from tests.browser.installation import Installation
from tests.browser.visits import come_in, read_in
from tests.browser.window import LAPTOP, Window, window
from tests.web.visitors import make_staff

PACE = 150
"""Milliseconds from key to key: 400 keys a minute, a clerk who looks at the sheet."""
SECONDS = 10


def desk(opened: Window, served: Installation, view: ConsultationView, name: str) -> None:
    """Somebody sits down at the desk."""
    with Session(served.engine) as session:
        staff = make_staff(session, view.estate.id, name=name)
        key = begin_visit(session, Audience.STAFF, estate_id=view.estate.id, subject_id=staff.id, now=people.MIDWAY)
        session.commit()
    come_in(opened.context, served.app, opened.address, {"staff": (key, people.MIDWAY - timedelta(seconds=5))})
    read_in(opened.context, opened.address, "zh")
    opened.open(f"/console/c/{view.code}/paper")


def key_in(page: Page, serial: str, *answers: str) -> tuple[int, float]:
    """Type one sheet; answers how many keys it took, and how many seconds."""
    page.wait_for_function("document.activeElement.id === 'serial'")
    began, keys = monotonic(), 0
    for typed in serial:
        page.keyboard.type(typed, delay=PACE)
        keys += 1
    with page.expect_navigation():
        page.keyboard.press("Enter", delay=PACE)
    page.wait_for_function("document.activeElement.name === 'q1'")
    for digit in answers:
        page.keyboard.press(digit, delay=PACE)
        page.keyboard.press("Enter", delay=PACE)
        keys += 2
    with page.expect_navigation():
        page.keyboard.press("Enter", delay=PACE)
    return keys + 2, monotonic() - began


def test_a_void_sheet_and_a_written_answer_need_no_mouse(chromium: Browser, served: Installation) -> None:
    with Session(served.engine) as session:
        estate = people.make_estate(session, code="keyvoid")
        asked = (people.CONSENT, Question(2, QuestionType.TEXT, {"zh": "还有什么想说的？"}))
        view = people.make_open_consultation(session, estate, questions=asked)
        serials = [people.elector_of(session, view, who).paper_serial for who in (people.CHEN_AYI, people.ZHAO_KE)]
    with window(chromium, served.address, LAPTOP) as opened:
        desk(opened, served, view, "钱敏")
        key_in(opened.page, serials[0], "1", "0")
        page = opened.page
        page.keyboard.type(serials[1])
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_function("document.activeElement.name === 'q1'")
        for key in ("*", "3", "Enter"):
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    with Session(served.engine) as session:
        mine = UncountedBallot.consultation_id == view.id
        assert session.scalars(select(UncountedBallot.reason).where(mine)).all() == ["unsigned"]
        (answers,) = session.scalars(select(Ballot.answers).where(Ballot.consultation_id == view.id))
    assert answers == {"1": "agree", "2": "0"}


def test_two_people_key_a_ballot(chromium: Browser, served: Installation) -> None:
    with Session(served.engine) as session:
        estate = people.make_estate(session, code="keying")
        view = people.make_open_consultation(session, estate, procedure={"paper_twice": True})
        serials = [people.elector_of(session, view, who).paper_serial for who in (people.CHEN_AYI, people.ZHAO_KE)]
    with window(chromium, served.address, LAPTOP) as opened:
        for name in ("钱敏", "丁一平"):
            desk(opened, served, view, name)
            for serial in serials:
                keys, seconds = key_in(opened.page, serial, "1", "2")
                assert keys == len(serial) + 6
                assert seconds < SECONDS
    with Session(served.engine) as session:
        answers = session.scalars(select(Ballot.answers).where(Ballot.consultation_id == view.id)).all()
    assert answers == [{"1": "agree", "2": "2"}] * 2
