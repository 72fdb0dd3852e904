"""Where tenants are asked, signing in serves nobody: only whoever says that they are the owner has been served."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.actions.show_ballot import show_ballot
from consult.actions.sign_in_household import sign_in_by_letter
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from tests import people
from tests.people import MIDWAY


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, procedure={"tenants": True})


def test_only_the_owner_is_served_by_looking(session: Session, view: ConsultationView) -> None:
    letters = issue_letters(session, view.estate.id, view.id, secret="s" * 32, by="钱敏", now=MIDWAY)
    letter = next(one for one in letters if one.place == people.SHEN_MEI.place)
    sign_in_by_letter(session, letter.token, secret="s" * 32, now=MIDWAY)
    assert session.get_one(ElectorRow, (view.estate.id, letter.elector_id)).served_at is None
    for _ in range(2):
        show_ballot(session, view.estate.id, view.id, letter.elector_id, now=MIDWAY)
    session.expire_all()
    assert session.get_one(ElectorRow, (view.estate.id, letter.elector_id)).served_at == MIDWAY


def test_a_ballot_shown_after_the_end_is_no_service(session: Session, view: ConsultationView) -> None:
    owner = people.elector_of(session, view, people.SHEN_MEI)
    show_ballot(session, view.estate.id, view.id, owner.id, now=view.closes_at)
    session.expire_all()
    assert session.get_one(ElectorRow, (view.estate.id, owner.id)).served_at is None
