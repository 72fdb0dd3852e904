"""Two people close a binding vote; the end of answering waits for neither of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.propose_closing import propose_closing
from consult.domain.consultation import Kind, State
from consult.domain.refusal import Refusal
from consult.models.place import CLOSES_ALONE
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people

AFTER = people.AFTER


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, people.make_estate(session, settings={CLOSES_ALONE: False}))


def close(session: Session, view: ConsultationView, by: str, confirmed_by: str = "") -> None:
    close_consultation(session, view.estate.id, view.id, by=by, confirmed_by=confirmed_by, now=AFTER)


def again(session: Session, view: ConsultationView) -> ConsultationView:
    session.expire_all()
    return consultation_of_id(session, view.estate.id, view.id)


@pytest.mark.parametrize(
    ("confirmed_by", "reason"),
    [("", "closing-needs-another"), ("钱敏", "closing-own"), (" 钱 敏", "closing-own")],
    ids=["one person", "the same person", "the same person spaced otherwise"],
)
def test_one_person_is_not_enough(session: Session, view: ConsultationView, confirmed_by: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        close(session, view, "钱敏", confirmed_by)
    assert again(session, view).state is State.OPEN


def test_two_people_close(session: Session, view: ConsultationView) -> None:
    propose_closing(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    proposed = again(session, view)
    assert (proposed.state, proposed.closing_by, proposed.closing_at) == (State.OPEN, "钱敏", AFTER)
    close(session, view, "钱敏", "丁一平")
    done = again(session, view)
    assert (done.state, done.closing_by, done.closed_by) == (State.CLOSED, "钱敏", "丁一平")


def test_nothing_is_proposed_before_the_end(session: Session, view: ConsultationView) -> None:
    early = view.closes_at - timedelta(seconds=1)
    with pytest.raises(Refusal, match="closes-later"):
        propose_closing(session, view.estate.id, view.id, by="钱敏", now=early)


def test_answering_ends_by_the_clock_while_the_second_person_is_awaited(
    session: Session, view: ConsultationView
) -> None:
    propose_closing(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    with pytest.raises(Refusal, match="closed"):
        people.vote(session, view, people.ZHAO_KE, {1: "agree"}, now=AFTER)


def test_a_survey_is_closed_by_one(session: Session) -> None:
    estate = people.make_estate(session, settings={CLOSES_ALONE: False})
    survey = people.make_open_consultation(session, estate, kind=Kind.ADVISORY)
    close(session, survey, "钱敏")
    assert again(session, survey).closed_by == "钱敏"


def test_an_estate_may_let_one_person_close(session: Session) -> None:
    estate = people.make_estate(session, settings={CLOSES_ALONE: True})
    view = people.make_open_consultation(session, estate)
    close(session, view, "钱敏")
    assert (again(session, view).closing_by, again(session, view).closed_by) == (None, "钱敏")
