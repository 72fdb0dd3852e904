"""Load the demo estate: the real import, the real deeds, each at its own moment of the past months."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.announce_consultation import announce_consultation
from consult.actions.assign_buildings import add_leader
from consult.actions.close_consultation import close_consultation
from consult.actions.create_estate import create_estate
from consult.actions.draft_consultation import draft_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.actions.import_roll import import_roll
from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.actions.issue_letters import issue_letters
from consult.actions.open_consultation import open_consultation
from consult.cli.demo import story
from consult.cli.demo.owning import roll_rows
from consult.cli.demo.voting import (
    STILL_TO_ANSWER,
    Progress,
    answer_the_survey,
    electors_in_order,
    vote_on_chargers,
    vote_on_phones,
)
from consult.cli.demo.workbook import FILE_NAME, roll_workbook
from consult.cli.picture_file import picture_beside
from consult.domain.consultation import Plan, State
from consult.domain.roll_file.reading import read_roll
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorRow
from consult.models.place import Estate
from consult.queries.consultations import ConsultationView, consultation_of_id, consultations_of
from consult.spreadsheets.reading import read_spreadsheet
from consult.wording.language import SHANGHAI

_AN_HOUR = timedelta(hours=1)
Told = Callable[[str], Progress]
"""Told what begins; answers what to tell of its progress."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a visitor of the demo needs: the open consultation, a household's letter token and a staff link's token."""

    consultation: ConsultationView | None
    place: tuple[str, str, str] | None
    letter: str | None
    staff: str


def demo_estate(session: Session) -> Estate | None:
    """The demo estate, where there is one; perhaps not whole, when its loading was stopped."""
    return next((estate for estate in session.scalars(select(Estate)) if estate.is_demo), None)


def is_whole(estate: Estate) -> bool:
    """Whether the loading of this demo estate came to its end."""
    return bool(estate.settings.get(story.IS_WHOLE))


def load_demo(session: Session, *, secret: str, now: datetime, progress: Progress) -> int:
    """Load everything and answer the estate's id. Deeds are done at their own past moments; `now` is today's."""
    calendar = story.Calendar.around(now)
    estate_id = create_estate(session, story.ESTATE)
    have_signing_key(session, estate_id, secret=secret, now=calendar.at(-130, 15))
    _import(session, estate_id, calendar.at(-130, 15))
    for member in (story.SECRETARY, story.SCRUTINEER):
        _appoint(session, estate_id, member, secret=secret, now=calendar.at(-125, 10))
    add_leader(session, estate_id, story.LEADER, story.WALKS, now=calendar.at(-30, 10))
    phones = _run(session, estate_id, story.entrance_phones(calendar))
    vote_on_phones(session, phones, progress)
    close_consultation(session, estate_id, phones.id, by=story.SECRETARY.name, now=phones.closes_at + _AN_HOUR)
    survey = _run(session, estate_id, story.service_survey(calendar))
    answer_the_survey(session, survey, progress)
    close_consultation(session, estate_id, survey.id, by=story.SECRETARY.name, now=survey.closes_at + _AN_HOUR)
    chargers = _run(session, estate_id, story.charger_places(calendar))
    vote_on_chargers(session, chargers, now, progress)
    _draft(session, estate_id, story.garden_planting(calendar), now - _AN_HOUR)
    estate = session.get_one(Estate, estate_id)
    estate.settings = {**estate.settings, story.IS_WHOLE: True}
    session.commit()
    return estate_id


def _import(session: Session, estate_id: int, at: datetime) -> None:
    content = roll_workbook(roll_rows())
    import_roll(
        session,
        estate_id,
        read_roll(read_spreadsheet(content, FILE_NAME), FILE_NAME),
        by=story.SECRETARY.name,
        now=at,
        file_name=FILE_NAME,
        file_sha256=hashlib.sha256(content).hexdigest(),
    )


def _appoint(session: Session, estate_id: int, member: story.StaffMember, *, secret: str, now: datetime) -> None:
    token = invite_staff(session, estate_id, member.role, secret=secret, now=now)
    # Nobody knows this password: the demo is entered by one-time links.
    account = NewAccount(member.name, member.login, secrets.token_urlsafe(24))
    accept_invitation(session, token, account, secret=secret, now=now)


def _draft(session: Session, estate_id: int, plan: Plan, at: datetime) -> ConsultationView:
    photo = picture_beside(Path(story.__file__), plan.picture) if plan.picture else None
    drafted = draft_consultation(session, estate_id, plan, by=story.SECRETARY.name, now=at, zone=SHANGHAI, photo=photo)
    return consultation_of_id(session, estate_id, drafted.consultation_id)


def _run(session: Session, estate_id: int, plan: Plan) -> ConsultationView:
    """Draft, announce and open at the plan's own times."""
    noticed = plan.opens_at - (plan.opens_at.date() - plan.notice_on)
    view = _draft(session, estate_id, plan, noticed - 3 * _AN_HOUR)
    announce_consultation(session, estate_id, view.id, by=story.SECRETARY.name, now=noticed)
    _hand_out_letters(session, view, plan.opens_at - timedelta(days=2))
    open_consultation(session, estate_id, view.id, by=story.SECRETARY.name, now=plan.opens_at)
    return consultation_of_id(session, estate_id, view.id)


def _hand_out_letters(session: Session, view: ConsultationView, at: datetime) -> None:
    # Real letters cost a slow hash each; these were handed out in a story, so only their dates are kept.
    mine = (ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    nobody_home = [elector.id for elector in electors_in_order(session, view)][7::31]
    session.execute(update(ElectorRow).where(*mine).values(issued_at=at, served_at=at + _AN_HOUR))
    session.execute(update(ElectorRow).where(*mine, ElectorRow.id.in_(nobody_home)).values(served_at=None))
    session.commit()


def welcome(session: Session, estate_id: int, *, secret: str, now: datetime) -> Welcome:
    """Links for a visitor: a fresh letter for a household that has not answered yet, a sign-in for the secretary."""
    running = [v for v in consultations_of(session, estate_id) if v.state is State.OPEN and v.takes_ballots(now)]
    staff = make_sign_in_link(session, estate_id, story.SECRETARY.login, secret=secret, now=now)
    silent = _silent_household(session, running[0]) if running else None
    if silent is None:
        return Welcome(running[0] if running else None, None, None, staff)
    letter = issue_letters(
        session, estate_id, running[0].id, [silent.id], secret=secret, by=story.SECRETARY.name, now=now
    )[0]
    return Welcome(running[0], letter.place, letter.token, staff)


def _silent_household(session: Session, view: ConsultationView) -> ElectorRow | None:
    """The first named household, else any, whose ballot is not in the book."""
    answered = set(
        session.scalars(
            select(Ballot.elector_id).where(Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
        )
    )
    waiting = [elector for elector in electors_in_order(session, view) if elector.id not in answered]
    named = {place: order for order, place in enumerate(STILL_TO_ANSWER)}
    waiting.sort(key=lambda e: named.get((e.building, e.entrance, e.room), len(named)))
    return waiting[0] if waiting else None
