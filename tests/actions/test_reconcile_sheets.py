"""Reconciling: what was counted by hand against the desk, signed and kept, before a binding vote is closed."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.enter_paper_ballot import SheetRead, enter_paper_ballot
from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.actions.record_service import record_service
from consult.domain.doorstep.entry import PaperTold
from consult.domain.reconciliation import Fate
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method
from consult.models.book import lines
from consult.models.consultation import Consultation
from consult.models.paper_taken import take_paper
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.reconciliation import fates_now, signed_reconciliation
from consult.queries.service import served_numbers
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


def test_a_sheet_taken_along_and_never_entered_does_not_vanish(session: Session) -> None:
    deemed = {"mode": "majority", "clause": {"zh": "送达后未反馈的，视为同意多数意见。"}}
    procedure = {"paper_twice": True, "deemed": deemed}
    view = people.make_open_consultation(session, people.make_estate(session), procedure=procedure)
    chen = people.elector_of(session, view, people.CHEN_AYI)
    record_service(
        session,
        view.estate.id,
        view.id,
        [chen.id],
        Attempt(Method.IN_PERSON, MIDWAY, "陈桂芳", "本人"),
        by="马建国",
        now=MIDWAY,
    )
    assert chen.number in served_numbers(session, view)
    matter = session.get_one(Consultation, (view.estate.id, view.id))
    told = PaperTold(chen.paper_serial, None, "")
    take_paper(session, matter, chen, told, None, at=MIDWAY, by="马建国", now=MIDWAY)
    session.commit()
    assert fates_now(session, view.estate.id, view.id)[Fate.COLLECTED] == 1
    session.rollback()
    assert boxed(session, view, HEADS - 1, 0) == "sheets-do-not-balance"
    session.rollback()
    assert chen.number not in served_numbers(session, view), "they have answered: nothing is read from their silence"
    session.rollback()
    assert boxed(session, view, HEADS - 1, 1, "马建国 has lost it on the way") == ""
    enter(session, view, people.CHEN_AYI, "钱敏", "丁一平")
    assert boxed(session, view, HEADS - 1, 1) == ""


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
