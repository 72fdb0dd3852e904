"""What a household is told when two ballots came in for it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.statements import SETTLER, STATEMENT_PHOTO
from tests.web.forms import text_of

PENDING = "您家又收到了一张票"


@pytest.fixture
def twice(session: Session, consultation: ConsultationView, signed_in: LookingClient) -> str:
    """陈阿姨's slip code; a paper ballot came in after her own."""
    receipt = people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)
    again(session, consultation)
    return receipt.code


def again(session: Session, view: ConsultationView) -> Refusal:
    with pytest.raises(Refusal) as refused:
        people.vote(session, view, people.CHEN_AYI, {1: "oppose"}, now=people.MIDWAY, on_paper=True)
    return refused.value


def settle(session: Session, view: ConsultationView, decision: str) -> None:
    settling = Settling(
        people.elector_of(session, view, people.CHEN_AYI).id, decision, "书面声明", photo=STATEMENT_PHOTO
    )
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=people.MIDWAY)


def test_one_ballot_alone_is_no_conflict(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    people.vote(session, consultation, people.CHEN_AYI, {1: "agree"}, now=people.MIDWAY)
    assert "两张票" not in text_of(signed_in.get(f"/c/{consultation.code}/receipt"))


def test_the_receipt_says_that_another_one_came(
    signed_in: LookingClient, consultation: ConsultationView, twice: str
) -> None:
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert PENDING in seen
    assert "反对" not in seen
    assert PENDING in text_of(signed_in.get(f"/r/{twice}"))


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ("first-stands", "已确定以先收到的为准"),
        ("second-counts", "已确定改以后收到的为准"),
        ("neither-counts", "已确定两张都不计"),
    ],
)
def test_what_was_settled_is_said_on_receipt_and_slip(
    signed_in: LookingClient,
    session: Session,
    consultation: ConsultationView,
    twice: str,
    decision: str,
    told: str,
) -> None:
    settle(session, consultation, decision)
    seen = text_of(signed_in.get(f"/c/{consultation.code}/receipt"))
    assert told in seen
    assert SETTLER in seen
    assert told in text_of(signed_in.get(f"/r/{twice}"))


@pytest.mark.parametrize("decision", ["", "first-stands", "second-counts", "neither-counts"])
def test_another_ballot_is_told_what_counts(
    session: Session, consultation: ConsultationView, twice: str, decision: str
) -> None:
    if decision:
        settle(session, consultation, decision)
    with pytest.raises(Refusal) as refused:
        people.vote(session, consultation, people.CHEN_AYI, {1: "abstain"}, now=people.MIDWAY)
    assert refused.value.details["settled"] == decision
