"""The figures of what came back: they balance, and a household stands in them once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.documents.returned_figures import returned_rows
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.wording.language import words_for
from tests import people
from tests.people import AFTER, MIDWAY

AGREE = {1: "agree"}


@pytest.fixture
def view(session: Session) -> ConsultationView:
    """Open, with a letter issued to everybody."""
    view = people.make_open_consultation(session)
    session.execute(update(ElectorRow).values(issued_at=MIDWAY))
    session.commit()
    return view


def counted(session: Session, view: ConsultationView) -> dict[str, Any]:
    return count_now(session, view.estate.id, view.id)


def set_aside(session: Session, view: ConsultationView, person: people.Person, reason: str = "spoilt") -> None:
    serial = people.elector_of(session, view, person).paper_serial
    set_aside_paper_ballot(session, view.estate.id, view.id, serial, reason, by="钱敏", now=MIDWAY)


def refused(session: Session, view: ConsultationView, person: people.Person, now: datetime = MIDWAY) -> None:
    with pytest.raises(Refusal):
        people.vote(session, view, person, AGREE, now=now)


def received(result: dict[str, Any]) -> int:
    rows = dict(returned_rows(words_for("en"), result))
    return int(rows["Received"].split()[0])


def test_refused_attempts_are_not_received_again(session: Session, view: ConsultationView) -> None:
    for elector in people.electors(session, view):
        people.vote(session, view, elector, AGREE)
    refused(session, view, people.CHEN_AYI)
    refused(session, view, people.ZHAO_KE)
    refused(session, view, people.LIU_SAN, AFTER)
    result = counted(session, view)
    assert (result["issued"], received(result), result["double"], result["late"]) == (15, 15, 2, 1)


def test_a_household_that_answers_after_an_invalid_sheet_is_received_once(
    session: Session, view: ConsultationView
) -> None:
    set_aside(session, view, people.CHEN_AYI)
    set_aside(session, view, people.LEADER, "unsigned")
    before = counted(session, view)
    people.vote(session, view, people.CHEN_AYI, AGREE)
    after = counted(session, view)
    assert (before["valid"], before["invalid"], received(before)) == (0, {"spoilt": 1, "unsigned": 1}, 2)
    assert (after["valid"], after["invalid"], received(after)) == (1, {"unsigned": 1}, 2)
    assert after["returned"] == {"web": 1, "paper": 0, "doorstep": 0, "proxy": 0}


def test_nobody_is_served_by_a_letter_alone(session: Session, view: ConsultationView) -> None:
    assert counted(session, view)["served"] == 0


def test_whoever_signed_in_or_returned_a_sheet_was_served_once(session: Session, view: ConsultationView) -> None:
    chen = people.elector_of(session, view, people.CHEN_AYI)
    session.execute(update(ElectorRow).where(ElectorRow.id == chen.id).values(served_at=MIDWAY))
    session.commit()
    served = [counted(session, view)["served"]]
    people.vote(session, view, people.CHEN_AYI, AGREE)
    served.append(counted(session, view)["served"])
    people.vote(session, view, people.ZHAO_KE, AGREE, on_paper=True)
    served.append(counted(session, view)["served"])
    set_aside(session, view, people.LEADER)
    served.append(counted(session, view)["served"])
    people.vote(session, view, people.LEADER, AGREE)
    served.append(counted(session, view)["served"])
    assert served == [1, 1, 2, 3, 3]


def test_a_late_sheet_proves_service_a_late_attempt_on_the_web_does_not(
    session: Session, view: ConsultationView
) -> None:
    refused(session, view, people.CHEN_AYI, AFTER)
    assert counted(session, view)["served"] == 0
    with pytest.raises(Refusal):
        people.vote(session, view, people.ZHAO_KE, AGREE, now=AFTER, on_paper=True)
    result = counted(session, view)
    assert (result["served"], result["late"], result["valid"]) == (1, 2, 0)


def test_another_consultations_ballots_serve_nobody_here(session: Session, view: ConsultationView) -> None:
    other = people.make_open_consultation(session, view.estate.id)
    people.vote(session, other, people.CHEN_AYI, AGREE)
    assert (counted(session, view)["served"], counted(session, other)["served"]) == (0, 1)
