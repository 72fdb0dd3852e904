"""What a sample shows of a sheet: what was entered from it, whatever was decided about it later."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.fix_audit_list import fix_audit_list
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.refusal import Refusal
from consult.queries.audit import Sample, SampledBallot, sample_of, settled_serials
from consult.queries.audited import Now
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import elector_view
from consult.wording.language import SHANGHAI
from tests import people
from tests.actions.test_contest_ballot import decide as decide_case
from tests.actions.test_corrections import decide, propose
from tests.actions.test_settle_conflict import NEITHER, SECOND, settle
from tests.people import AFTER, MIDWAY, Person

pytestmark = pytest.mark.one_database

Deed = Callable[[Session, ConsultationView], object]


@pytest.fixture
def view(session: Session) -> ConsultationView:
    """陈阿姨's sheet was entered as agreeing, 刘三's as opposing."""
    view = people.make_open_consultation(session)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    people.vote(session, view, people.LIU_SAN, {1: "oppose"}, on_paper=True)
    return view


def drawn(session: Session, view: ConsultationView) -> Sample:
    """Close the vote, and draw every sheet."""
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    throw(session, view)
    return sampled(session, view)


def throw(session: Session, view: ConsultationView) -> None:
    fix_audit_list(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    for who in ("钱敏", "丁一平"):
        draw_audit_sample(session, view.estate.id, view.id, "31415926535", by=who, now=AFTER)


def sampled(session: Session, view: ConsultationView) -> Sample:
    sample = sample_of(session, view.estate.id, view.id)
    assert sample is not None
    return sample


def of(session: Session, view: ConsultationView, sample: Sample, who: Person) -> SampledBallot:
    serial = people.elector_of(session, view, who).paper_serial
    return next(one for one in sample.ballots if one.serial == serial)


def annul(session: Session, view: ConsultationView, now: datetime = MIDWAY) -> None:
    elector_id = people.elector_of(session, view, people.CHEN_AYI).id
    contesting = Contesting(view.estate.id, view.id, elector_id, first_line(session, view), "不是我们填的")
    case = contest_ballot(session, contesting, now=now, zone=SHANGHAI)
    decide_case(session, view, case, "upheld", now=now)


def first_line(session: Session, view: ConsultationView) -> int:
    mine = elector_view(session, view.estate.id, people.elector_of(session, view, people.CHEN_AYI).id)
    assert mine is not None
    assert mine.ballot is not None
    return mine.ballot.seq


def correct(session: Session, view: ConsultationView) -> None:
    decide(session, view, propose(session, view, {1: "oppose"}))


def later_ballot(session: Session, view: ConsultationView, decision: str) -> None:
    with suppress(Refusal):
        people.vote(session, view, people.CHEN_AYI, {1: "oppose"})
    assert settle(session, view, people.elector_of(session, view, people.CHEN_AYI).id, decision) == ""


@pytest.mark.parametrize(
    ("deed", "now"),
    [
        pytest.param(lambda _session, _view: None, Now.COUNTS, id="nothing happened to it"),
        pytest.param(correct, Now.CORRECTED, id="corrected later"),
        pytest.param(annul, Now.ANNULLED, id="annulled after an objection"),
        pytest.param(lambda s, v: later_ballot(s, v, SECOND), Now.LATER_COUNTS, id="owners settled for a later one"),
        pytest.param(lambda s, v: later_ballot(s, v, NEITHER), Now.NEITHER_COUNTS, id="owners settled for neither"),
    ],
)
def test_what_was_entered_is_shown_whatever_came_later(
    session: Session, view: ConsultationView, deed: Deed, now: Now
) -> None:
    deed(session, view)
    sample = drawn(session, view)
    sheet = of(session, view, sample, people.CHEN_AYI).sheet
    assert (sheet.answers or {})[1] == "agree"
    assert sheet.now is now
    assert (sheet.at is None) == (now is Now.COUNTS)
    assert of(session, view, sample, people.LIU_SAN).sheet.now is Now.COUNTS


def test_a_correction_stands_beside_what_was_entered(session: Session, view: ConsultationView) -> None:
    sample = drawn(session, view)
    assert of(session, view, sample, people.CHEN_AYI).sheet.answers_now is None
    key = propose(session, view, {1: "oppose"}, now=AFTER)
    decide(session, view, key, now=AFTER)
    sheet = of(session, view, sampled(session, view), people.CHEN_AYI).sheet
    assert ((sheet.answers or {})[1], (sheet.answers_now or {})[1]) == ("agree", "oppose")
    assert sheet.corrected_at == AFTER


def test_a_ballot_annulled_after_the_draw_stays_in_the_sample(session: Session, view: ConsultationView) -> None:
    assert len(drawn(session, view).ballots) == 2
    annul(session, view, AFTER)
    sample = sampled(session, view)
    assert (sample.size, len(sample.ballots)) == (2, 2)
    assert of(session, view, sample, people.CHEN_AYI).sheet.now is Now.ANNULLED


def test_a_ballot_annulled_before_the_list_is_on_it(session: Session, view: ConsultationView) -> None:
    annul(session, view)
    assert len(settled_serials(session, view.estate.id, view.id)) == 2


@pytest.mark.parametrize(
    ("decision", "now"), [("", Now.SECOND), (SECOND, Now.SECOND_COUNTS), (NEITHER, Now.NEITHER_COUNTS)]
)
def test_a_sheet_that_came_second_says_whether_it_counts(
    session: Session, view: ConsultationView, decision: str, now: Now
) -> None:
    elector = people.elector_of(session, view, people.SUN_AND_WU)
    people.vote(session, view, elector, {1: "agree"})
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, elector, {1: "oppose"}, on_paper=True)
    if decision:
        assert settle(session, view, elector.id, decision) == ""
    sheet = of(session, view, drawn(session, view), people.SUN_AND_WU).sheet
    assert ((sheet.answers or {})[1], sheet.now) == ("oppose", now)


def test_a_sheet_set_aside_says_why(session: Session, view: ConsultationView) -> None:
    elector = people.elector_of(session, view, people.SUN_AND_WU)
    set_aside_paper_ballot(session, view.estate.id, view.id, elector.paper_serial, "unsigned", by="钱敏", now=MIDWAY)
    sheet = of(session, view, drawn(session, view), people.SUN_AND_WU).sheet
    assert (sheet.answers, sheet.reason, sheet.now) == (None, "unsigned", Now.SET_ASIDE)
