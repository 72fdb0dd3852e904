"""Estates in every state a page can be met in, and the people who meet them, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.actions.issue_letters import issue_letters
from consult.domain.question import Condition, Option, Question, QuestionType
from consult.domain.visit import Audience
from consult.models.place import Estate
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.begun_visit import begin_visit
from tests.browser.two_ballots import make_two_ballots
from tests.browser.visits import come_in, read_in
from tests.browser.window import Window
from tests.databases import SECRET
from tests.people import MIDWAY, Person
from tests.web.visitors import make_staff

BY = people.SECRETARY.name
SEVERAL = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "哪些时段需要巡查？", "en": "When should it be patrolled?"},
    options=tuple(
        Option(str(at), {"zh": zh, "en": en})
        for at, (zh, en) in enumerate((("清晨", "Early"), ("傍晚", "Evening"), ("深夜", "At night")), start=1)
    ),
    most=2,
    can_refuse=True,
)
WISH = Question(
    4, QuestionType.TEXT, {"zh": "您还有什么建议？", "en": "Any other wish?"}, show_if=Condition(1, "oppose")
)
ALL_KINDS = (people.CONSENT, people.CHOICE, SEVERAL, WISH)


@dataclass(frozen=True)
class Scene:
    """Codes by state, letters by person, links for staff, and a way to be somebody."""

    app: Flask
    codes: dict[str, str]
    letters: dict[Person, str]
    typed: dict[Person, str]
    links: dict[str, str]
    slip: str
    keys: dict[object, tuple[str, str]]

    def become(self, opened: Window, who: object, language: str) -> None:
        """Sit down as a person, as "committee", "scrutineer" or "newcomer", or as nobody (None)."""
        audience, key = self.keys.get(who, ("", ""))
        visits = {audience: (key, MIDWAY - timedelta(seconds=5))} if key else {}
        come_in(opened.context, self.app, opened.address, visits)
        read_in(opened.context, opened.address, language)


def make_scene(session: Session, app: Flask) -> Scene:
    """Bring it all to life through the product's own deeds."""
    estate = people.make_estate(session)
    views = {
        "draft": people.make_draft(session, estate, questions=ALL_KINDS),
        "announced": people.make_announced_consultation(
            session, estate, opens_at=MIDWAY + timedelta(days=1), notice_on=people.NOTICE_ON
        ),
        "open": people.make_open_consultation(session, estate, questions=ALL_KINDS),
        "counting": people.make_open_consultation(
            session, estate, closes_at=MIDWAY - timedelta(hours=1), window_clause="第八条"
        ),
        "tenants": people.make_open_consultation(session, estate, questions=ALL_KINDS, procedure={"tenants": True}),
        "twice": make_two_ballots(session, estate),
        "told": _told(session, estate),
        "closed": people.make_closed_consultation(session, estate, questions=ALL_KINDS),
    }
    slip = people.vote(session, views["open"], people.ZHAO_KE, {1: "agree"}).code
    letters = _letters(session, views["open"], people.ZHAO_KE, people.CHEN_AYI, people.LIU_SAN, people.SHEN_MEI)
    early = _letters(session, views["announced"], people.SCRUTINEER)
    return Scene(
        app=app,
        codes={state: view.code for state, view in views.items()},
        letters={person: token for person, (token, _) in (letters | early).items()},
        typed={person: code for person, (_, code) in letters.items()},
        links=_links(session, estate),
        slip=slip,
        keys=_keys(session, estate, views["open"], views["tenants"])
        | {"co-owners": _household_key(session, views["twice"], people.SUN_AND_WU)},
    )


def _told(session: Session, estate: int) -> ConsultationView:
    """Closed, with the votes of three owners and the opinions of six tenants."""
    view = people.make_open_consultation(session, estate, questions=ALL_KINDS, procedure={"tenants": True})
    for person, said in ((people.CHEN_AYI, "agree"), (people.ZHAO_KE, "oppose"), (people.LIU_SAN, "agree")):
        people.vote(session, view, person, {1: said, 2: "1"})
    for at, elector in enumerate(people.electors(session, view)[:6]):
        people.say_as_tenant(session, view, elector, {1: "oppose" if at % 3 else "agree", 2: "2", 3: ["1"]})
    close_consultation(session, estate, view.id, by=BY, now=people.AFTER)
    return consultation_of_id(session, estate, view.id)


def _letters(session: Session, view: ConsultationView, *persons: Person) -> dict[Person, tuple[str, str]]:
    """Token and typed code of each; 丁一平, who owns nothing, gets the letter of somebody who does."""
    doors = {person: person if person.room else people.LEADER for person in persons}
    electors = [people.elector_of(session, view, door).id for door in doors.values()]
    issued = issue_letters(session, view.estate.id, view.id, electors, secret=SECRET, by=BY, now=MIDWAY)
    held = {letter.place: (letter.token, letter.code) for letter in issued}
    return {person: held[door.place] for person, door in doors.items()}


def _links(session: Session, estate: int) -> dict[str, str]:
    make_staff(session, estate, login="qianmin")
    return {
        "invitation": invite_staff(session, estate, "committee", secret=SECRET, now=MIDWAY),
        "sign-in": make_sign_in_link(session, estate, "qianmin", secret=SECRET, now=MIDWAY),
    }


def _keys(
    session: Session, estate: int, view: ConsultationView, rented: ConsultationView
) -> dict[object, tuple[str, str]]:
    keys: dict[object, tuple[str, str]] = {}
    for role in ("committee", "scrutineer"):
        keys[role] = _staff_key(session, estate, role)
    empty = Estate(code="newton", name={"zh": "新苑", "en": "New Court"}, committee={"zh": "新苑业主委员会"})
    session.add(empty)
    session.commit()
    keys["newcomer"] = _staff_key(session, empty.id, "committee")
    for person in (people.ZHAO_KE, people.CHEN_AYI, people.LIU_SAN, people.SHEN_MEI):
        keys[person] = _household_key(session, view, person)
    keys["a tenant"] = _household_key(session, rented, people.TENANT)
    keys["a tenant of one of several"] = _household_key(session, rented, people.LIU_SAN)
    return keys


def _household_key(session: Session, view: ConsultationView, person: Person) -> tuple[str, str]:
    elector = people.elector_of(session, view, person)
    key = begin_visit(
        session,
        Audience.HOUSEHOLD,
        estate_id=view.estate.id,
        subject_id=elector.id,
        consultation_id=view.id,
        now=MIDWAY,
    )
    return Audience.HOUSEHOLD.value, key


def _staff_key(session: Session, estate: int, role: str) -> tuple[str, str]:
    staff = make_staff(session, estate, role)
    key = begin_visit(session, Audience.STAFF, estate_id=estate, subject_id=staff.id, now=MIDWAY)
    return Audience.STAFF.value, key
