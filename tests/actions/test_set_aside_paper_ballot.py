"""Papers that cannot count: once each, beside the figures, and gone from them once their owner's ballot counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.refusal import Refusal
from consult.models.ballot import UncountedBallot
from consult.models.electorate import ElectorRow
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.queries.turnout import standing
from tests import people
from tests.people import AFTER, CLOSES_AT, MIDWAY


def set_aside(session: Session, view: ConsultationView, serial: str, reason: str = "spoilt", now: Any = MIDWAY) -> str:
    """Why it was refused, or ''."""
    try:
        set_aside_paper_ballot(session, view.estate.id, view.id, serial, reason, by="钱敏", now=now)
    except Refusal as refusal:
        return refusal.reason
    return ""


def figures(session: Session, view: ConsultationView) -> tuple[int, dict[str, int], int]:
    """Counted ballots, papers set aside by reason, and the area of those; the book and the counters agree."""
    result = count_now(session, view.estate.id, view.id)
    assert standing(session, view).returned.heads == result["valid"]
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    session.rollback()
    return result["valid"], {k: n for k, n in result["invalid"].items() if n}, result["invalid_weight"]["area"]


def test_twice_set_aside_is_once_and_a_valid_ballot_ends_it(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    serial, area = chen.paper_serial, chen.area
    assert [set_aside(session, view, serial), set_aside(session, view, serial, "blank")] == [
        "",
        "paper-entered-already",
    ]
    assert figures(session, view) == (0, {"spoilt": 1}, area)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert figures(session, view) == (1, {}, 0)
    closed = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert (closed["returned"]["web"], closed["valid"], sum(closed["invalid"].values())) == (1, 1, 0)


def test_a_spoilt_paper_beside_a_ballot_from_the_phone(
    session: Session, view: ConsultationView, chen: ElectorRow
) -> None:
    serial = chen.paper_serial
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    assert set_aside(session, view, serial, "unsigned") == ""
    assert figures(session, view) == (1, {}, 0)


@pytest.mark.parametrize(
    ("late_paper", "refused", "kept"),
    [pytest.param(False, "closed", 0, id="late"), pytest.param(True, "", 1, id="waited for")],
)
def test_after_the_end(session: Session, late_paper: bool, refused: str, kept: int) -> None:
    view = people.make_open_consultation(session, procedure={"late_paper": late_paper})
    serial = people.elector_of(session, view, people.CHEN_AYI).paper_serial
    assert set_aside(session, view, serial, now=CLOSES_AT) == refused
    assert session.scalar(select(func.count()).select_from(UncountedBallot)) == kept


@pytest.mark.parametrize("on_paper", [pytest.param(True, id="on paper"), pytest.param(False, id="on the web")])
def test_only_sheets_are_waited_for(session: Session, on_paper: bool) -> None:
    view = people.make_open_consultation(session, procedure={"late_paper": True})
    now = CLOSES_AT + timedelta(days=1)
    if on_paper:
        assert people.vote(session, view, people.CHEN_AYI, {1: "agree"}, now=now, on_paper=True).at == now
    else:
        with pytest.raises(Refusal, match="closed"):
            people.vote(session, view, people.CHEN_AYI, {1: "agree"}, now=now)
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=now + timedelta(days=1))
    assert (result["valid"], result["late"]) == (int(on_paper), int(not on_paper))
    with pytest.raises(Refusal, match="closed"):
        people.vote(session, view, people.ZHAO_KE, {1: "agree"}, now=now + timedelta(days=2), on_paper=True)
