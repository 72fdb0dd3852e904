"""Objections to a result: raised on the page and on paper, decided once, taken back, counted for everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.decide_objection import Decision, decide_objection
from consult.actions.enter_paper_objection import PaperObjection, enter_paper_objection
from consult.actions.raise_objection import Objecting, raise_objection
from consult.actions.withdraw_objection import withdraw_objection
from consult.domain.objection import Effect
from consult.domain.refusal import Refusal
from consult.domain.result_objection import Matter, Outcome
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.formal_papers import objection_sheet
from consult.queries.result_objections import ObjectionView, Posting, posting_of, result_objections
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import CLOSES_AT, MIDWAY

DAY = timedelta(days=1)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    """A result that was posted when the vote ended; 陈阿姨 answered on paper."""
    opened = people.make_open_consultation(session)
    people.vote(session, opened, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    close_consultation(session, opened.estate.id, opened.id, by=people.SECRETARY.name, now=CLOSES_AT)
    return consultation_of_id(session, opened.estate.id, opened.id)


def object_now(
    session: Session, view: ConsultationView, said: str = "我家的票没有计入", now: datetime = CLOSES_AT, **changed: str
) -> int:
    elector = people.elector_of(session, view, people.CHEN_AYI)
    made = Objecting(view.estate.id, view.id, elector.id, changed.get("matter", "ballot"), said)
    return raise_objection(session, made, now=now, zone=SHANGHAI)


def decide(
    session: Session, view: ConsultationView, number: int, outcome: str = "not-upheld", by: str = "丁一平"
) -> None:
    decision = Decision(number, outcome, f"{by}：已核对")
    decide_objection(session, view.estate.id, view.id, decision, by=by, now=CLOSES_AT + DAY)


def own(session: Session, view: ConsultationView) -> ObjectionView:
    (one,) = result_objections(session, view.estate.id, view.id, people.elector_of(session, view, people.CHEN_AYI).id)
    return one


def stands(session: Session, view: ConsultationView, now: datetime) -> Posting:
    found = posting_of(session, view, zone=SHANGHAI, now=now)
    assert found is not None
    return found


def test_each_has_a_number_and_the_same_said_twice_is_one(session: Session, view: ConsultationView) -> None:
    assert [object_now(session, view), object_now(session, view), object_now(session, view, "计票")] == [1, 1, 2]


def test_before_the_count_and_after_the_last_day_none_is_taken(session: Session, view: ConsultationView) -> None:
    with pytest.raises(Refusal, match="objection-too-late"):
        object_now(session, view, now=CLOSES_AT + 9 * DAY)
    open_still = people.make_open_consultation(session, view.estate.id)
    with pytest.raises(Refusal, match="objection-too-early"):
        object_now(session, open_still, now=MIDWAY)


def test_the_first_decision_stands(session: Session, view: ConsultationView) -> None:
    number = object_now(session, view)
    decide(session, view, number, "upheld")
    with pytest.raises(Refusal, match="objection-decided"):
        decide(session, view, number, "not-upheld", by="李强")
    [one] = result_objections(session, view.estate.id, view.id)
    assert (one.outcome, one.reason, one.decided_by) == (Outcome.UPHELD, "丁一平：已核对", "丁一平")


def test_nobody_decides_what_concerns_them(session: Session, view: ConsultationView) -> None:
    number = object_now(session, view)
    [one] = result_objections(session, view.estate.id, view.id)
    hands = set(one.concerned) - set(people.elector_of(session, view, people.CHEN_AYI).names)
    assert hands
    for name in (*hands, "陈桂芳"):
        with pytest.raises(Refusal, match="objection-own"):
            decide(session, view, number, by=name)


def test_of_the_count_the_hands_at_the_ballot_may_decide(session: Session, view: ConsultationView) -> None:
    object_now(session, view, "数字加不拢", matter="count")
    [one] = result_objections(session, view.estate.id, view.id)
    assert set(one.concerned) == set(people.elector_of(session, view, people.CHEN_AYI).names)


def test_only_the_household_takes_it_back_and_only_while_it_waits(session: Session, view: ConsultationView) -> None:
    number = object_now(session, view)
    keys = (view.estate.id, view.id)
    other = people.elector_of(session, view, people.ZHAO_KE).id
    own = people.elector_of(session, view, people.CHEN_AYI).id
    with pytest.raises(Refusal, match="unknown-objection"):
        withdraw_objection(session, *keys, other, number, now=CLOSES_AT)
    withdraw_objection(session, *keys, own, number, now=CLOSES_AT)
    with pytest.raises(Refusal, match="objection-decided"):
        withdraw_objection(session, *keys, own, number, now=CLOSES_AT)
    assert stands(session, view, CLOSES_AT).received == 0


def test_final_once_the_days_are_over_and_all_is_decided(session: Session, view: ConsultationView) -> None:
    number = object_now(session, view)
    late = CLOSES_AT + 9 * DAY
    assert (stands(session, view, late).is_over, stands(session, view, late).is_final) == (True, False)
    decide(session, view, number)
    found = stands(session, view, late)
    assert (found.received, found.decided, found.is_final) == (1, 1, True)
    assert not stands(session, view, CLOSES_AT + DAY).is_final


def test_a_letter_in_time_may_be_entered_late_and_opens_the_case_again(
    session: Session, view: ConsultationView
) -> None:
    late = CLOSES_AT + 9 * DAY
    assert stands(session, view, late).is_final
    last = stands(session, view, late).days.last
    letter = PaperObjection(view.estate.id, view.id, "钱敏 2号301室", last, "conduct", "公告没有贴")
    number = enter_paper_objection(session, letter, by="李强", now=late, zone=SHANGHAI)
    assert not stands(session, view, late).is_final
    with pytest.raises(Refusal, match="objection-own"):
        decide(session, view, number, by="钱敏")
    decide(session, view, number, "partly")
    assert stands(session, view, late).is_final


def test_the_register_lists_number_matter_and_decision_and_not_who(session: Session, view: ConsultationView) -> None:
    decide(session, view, object_now(session, view))
    object_now(session, view, "计票", matter="count", now=CLOSES_AT)
    first, second = objection_sheet(session, view, CLOSES_AT + DAY, SHANGHAI).objections
    assert (first.number, first.matter, first.said, first.taken_by) == (1, Matter.BALLOT, "", "")
    assert first.decided is not None
    assert (first.decided.outcome, first.decided.effect) == (Outcome.NOT_UPHELD, Effect.NONE)
    assert (second.number, second.matter, second.decided) == (2, Matter.COUNT, None)


@pytest.mark.parametrize(
    ("matter", "outcome", "is_shown"),
    [
        pytest.param("ballot", "upheld", True, id="upheld about the ballot"),
        pytest.param("count", "passed-on", True, id="passed on, whatever it was about"),
        pytest.param("ballot", "not-upheld", False, id="not upheld"),
        pytest.param("count", "upheld", False, id="upheld about something else"),
    ],
)
def test_what_was_put_right_afterwards_stands_beside_it(
    session: Session, view: ConsultationView, matter: str, outcome: str, is_shown: bool
) -> None:
    number = object_now(session, view, matter=matter)
    decide(session, view, number, outcome)
    keys, elector = (view.estate.id, view.id), people.elector_of(session, view, people.CHEN_AYI)
    assert own(session, view).put_right == ()
    contesting = Contesting(*keys, elector.id, 2, "不是我们投的")
    seq = contest_ballot(session, contesting, now=CLOSES_AT + DAY, zone=SHANGHAI)
    decide_contest(session, *keys, Deciding(seq, "upheld", "签名不符"), by="丁一平", now=CLOSES_AT + 2 * DAY)
    done = own(session, view).put_right
    assert [one.at for one in done] == ([CLOSES_AT + 2 * DAY] if is_shown else [])
    assert all(one.seq > seq for one in done)
    (listed,) = [one for one in objection_sheet(session, view, CLOSES_AT + 3 * DAY, SHANGHAI).objections if one.number]
    assert listed.decided is not None
    assert (listed.decided.effect is Effect.COUNTED_AGAIN) == is_shown
