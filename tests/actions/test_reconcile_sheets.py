"""Reconciling: what was counted by hand against the desk, signed and kept, before a binding vote is closed."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.domain.reconciliation import Fate
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.reconciliation import signed_reconciliation
from tests import people
from tests.people import AFTER, HEADS, MIDWAY


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, people.make_estate(session), procedure={"paper_twice": True})


def enter(session: Session, view: ConsultationView, owner: people.Person, *people_: str, invalid: str = "") -> None:
    serial = people.elector_of(session, view, owner).paper_serial
    for by in people_:
        answers = {} if invalid else {1: "agree"}
        sent = SheetRead(f"{serial}-{by}", view.estate.id, view.id, serial, answers, invalid)
        enter_paper_ballot(session, sent, by=by, now=MIDWAY)


def boxed(session: Session, view: ConsultationView, unused: int, in_hand: int, explanation: str = "") -> str:
    """Why it was refused, or ''."""
    counted = CountedByHand(unused, in_hand, explanation)
    try:
        reconcile_sheets(session, view.estate.id, view.id, counted, by="丁一平", now=AFTER)
    except Refusal as refusal:
        return refusal.reason
    return ""


def test_sheets_that_balance_are_signed_and_written_in_the_book(session: Session, view: ConsultationView) -> None:
    enter(session, view, people.CHEN_AYI, "钱敏", "丁一平")
    enter(session, view, people.LEADER, "钱敏", "丁一平", invalid="unsigned")
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    enter(session, view, people.ZHAO_KE, "钱敏", "丁一平")
    assert boxed(session, view, 5, 3) == ""
    signed = signed_reconciliation(session, view.estate.id, view.id)
    assert signed is not None
    assert (signed.by, signed.explanation, signed.settles) == ("丁一平", "", True)
    told = {fate: n for fate, n in signed.found.fates.items() if n}
    assert told == {Fate.RETURNED: 1, Fate.SPOILT: 1, Fate.DOUBLE: 1}
    payload = json.loads(list(lines(session, view.estate.id, view.id))[-1].entry)["payload"]
    assert (payload["listed"], payload["issued"], payload["missing"]) == (HEADS, HEADS - 5, HEADS - 8)
    assert payload["explanation"] is None
    session.rollback()
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert result["sheets"]["reconciled"]["explained"] is False
    assert check_book(session, view).is_whole


def test_what_does_not_balance_is_explained_or_not_closed(session: Session, view: ConsultationView) -> None:
    enter(session, view, people.CHEN_AYI, "钱敏")
    assert boxed(session, view, 0, 1) == "sheets-do-not-balance"
    with pytest.raises(Refusal, match="sheets-not-reconciled"):
        close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert boxed(session, view, 0, 2, "  ") == "sheets-do-not-balance"
    assert boxed(session, view, 0, 2, "一张在截止后才从信箱取出") == ""
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert boxed(session, view, 0, 2, "晚了") == "not-open"


def test_a_sheet_entered_later_asks_for_another_reconciliation(session: Session, view: ConsultationView) -> None:
    assert boxed(session, view, 0, 0) == ""
    enter(session, view, people.CHEN_AYI, "钱敏", "丁一平")
    with pytest.raises(Refusal, match="sheets-not-reconciled"):
        close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert boxed(session, view, 0, 1) == ""
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)


@pytest.mark.parametrize(
    ("unused", "in_hand", "reason"),
    [(HEADS + 1, 0, "sheets-unused-too-many"), (HEADS, 1, "sheets-more-than-issued")],
    ids=["more left than there are", "more in the box than were issued"],
)
def test_figures_that_cannot_be_are_refused(
    session: Session, view: ConsultationView, unused: int, in_hand: int, reason: str
) -> None:
    assert boxed(session, view, unused, in_hand, "算错了") == reason
