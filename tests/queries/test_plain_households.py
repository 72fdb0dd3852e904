"""Most households sent one ballot themselves, or none: what is told of them unasked is what asking would tell."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import cast_ballot
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.domain.refusal import Refusal
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.contests import contests
from consult.queries.corrections import corrections
from consult.queries.held_ballots import held_by, own_alone
from consult.queries.receipts import ElectorView, elector_view
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.casting import submission
from tests.people import MIDWAY


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


@pytest.fixture
def chen(session: Session, view: ConsultationView) -> ElectorRow:
    return people.elector_of(session, view, people.CHEN_AYI)


def seen(session: Session, elector: ElectorRow) -> ElectorView:
    found = elector_view(session, elector.estate_id, elector.id)
    assert found is not None
    return found


@pytest.mark.parametrize("has_voted", [pytest.param(False, id="nothing yet"), pytest.param(True, id="on the web")])
def test_a_plain_household(session: Session, view: ConsultationView, chen: ElectorRow, has_voted: bool) -> None:
    if has_voted:
        cast_ballot(session, submission(view, chen), now=MIDWAY)
    found = seen(session, chen)
    assert found.is_plain
    assert own_alone(found.ballot) == held_by(session, view.estate.id, chen.id)
    assert contests(session, view.estate.id, view.id, chen.id) == []
    assert corrections(session, view.estate.id, view.id, chen.id) == []
    assert found.ballot is None or found.ballot.conflict is None


def _on_paper(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    people.vote(session, view, chen, {1: "agree"}, on_paper=True)


def _twice(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    cast_ballot(session, submission(view, chen), now=MIDWAY)
    with pytest.raises(Refusal, match="already-answered"):
        cast_ballot(session, submission(view, chen, id="another"), now=MIDWAY)


def _contested(session: Session, view: ConsultationView, chen: ElectorRow) -> None:
    sent = cast_ballot(session, submission(view, chen), now=MIDWAY)
    made = Contesting(view.estate.id, view.id, chen.id, sent.seq, "")
    contest_ballot(session, made, now=MIDWAY, zone=SHANGHAI)


@pytest.mark.parametrize("happened", [_on_paper, _twice, _contested])
def test_of_any_other_household_is_asked(session: Session, view: ConsultationView, chen: ElectorRow, happened) -> None:  # type: ignore[no-untyped-def]
    happened(session, view, chen)
    assert not seen(session, chen).is_plain
    neighbour = people.elector_of(session, view, people.LIU_SAN)
    assert seen(session, neighbour).is_plain
