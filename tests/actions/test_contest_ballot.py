"""A household says "this was not us" of a ballot entered for it: the case, the decision, and the count after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.decide_contest import Deciding, decide_contest
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.propose_correction import Proposal, propose_correction
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.base import new_id
from consult.models.book import lines
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.proxy import ProxyMandate
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.contests import contests, undecided
from consult.queries.papers import result_sheet
from consult.queries.receipts import elector_view
from consult.queries.results import count_now
from consult.queries.turnout import by_building, standing
from consult.wording.language import CHINESE, SHANGHAI, words_for
from tests import people
from tests.actions.test_ballots_in_any_order import recounted
from tests.people import AFTER, MIDWAY
from tests.statements import STATEMENT_PHOTO

LAST_MOMENT = datetime(2027, 1, 6, 16, 0, tzinfo=UTC)
"""Midnight in Shanghai after seven days from 30 December."""


@pytest.fixture
def entered(session: Session, view: ConsultationView) -> ElectorRow:
    """陈阿姨, for whom 钱敏 entered a paper ballot."""
    elector = people.elector_of(session, view, people.CHEN_AYI)
    people.vote(session, view, elector, {1: "agree"}, on_paper=True)
    return elector


def refused(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.reason
    return ""


def contest(session: Session, elector: ElectorRow, *, ballot: int = 0, said: str = "", now: datetime = MIDWAY) -> int:
    estate_id, consultation_id, elector_id = elector.estate_id, elector.consultation_id, elector.id
    mine = elector_view(session, estate_id, elector_id)
    seq = ballot or (mine.ballot.seq if mine and mine.ballot else 99)
    made = Contesting(estate_id, consultation_id, elector_id, seq, said)
    return contest_ballot(session, made, now=now, zone=SHANGHAI)


def decide(
    session: Session,
    view: ConsultationView,
    seq: int,
    ruling: str,
    reason: str = "照片与签名不符",
    *,
    by: str = "丁一平",
    now: datetime = MIDWAY,
) -> int:
    return decide_contest(session, view.estate.id, view.id, Deciding(seq, ruling, reason), by=by, now=now)


def counted(session: Session, view: ConsultationView) -> tuple[int, int]:
    """Valid ballots and annulled ones; counters, rows and book must agree with them."""
    result = count_now(session, view.estate.id, view.id)
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    assert standing(session, view).returned.heads == result["valid"]
    assert sum(row.returned.heads for row in by_building(session, view)) == result["valid"]
    return result["valid"], result["amended"]["annulled"]


def kinds(session: Session, view: ConsultationView) -> list[LineType]:
    return [line.type for line in lines(session, view.estate.id, view.id)]


def test_a_contest_is_a_line_and_a_case_that_waits(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    seq = contest(session, entered, said="  我们家没有交过票 ")
    assert kinds(session, view)[-1] is LineType.CONTEST
    (case,) = contests(session, view.estate.id, view.id)
    assert (case.seq, case.said, case.decided) == (seq, "我们家没有交过票", None)
    assert [one.name for one in case.ballot.entered_by] == ["钱敏"]
    assert (undecided(session, view.estate.id, view.id), counted(session, view)) == (1, (1, 0))


def test_tapping_twice_is_one_contest(session: Session, view: ConsultationView, entered: ElectorRow) -> None:
    assert contest(session, entered) == contest(session, entered)
    assert kinds(session, view).count(LineType.CONTEST) == 1


def test_upheld_while_open_the_household_votes_again(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    decide(session, view, contest(session, entered), "upheld")
    assert kinds(session, view)[-2:] == [LineType.RESOLVE, LineType.ANNUL]
    assert counted(session, view) == (0, 1)
    people.vote(session, view, people.CHEN_AYI, {1: "oppose"})
    assert counted(session, view) == (1, 1)
    result = count_now(session, view.estate.id, view.id)
    assert result["questions"][0]["counts"]["oppose"]["heads"] == 1
    assert result["questions"][0]["counts"]["agree"]["heads"] == 0


def test_dismissed_the_ballot_stands_and_the_household_reads_why(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    decide(session, view, contest(session, entered), "dismissed", "照片上的签名与登记一致")
    assert counted(session, view) == (1, 0)
    (case,) = contests(session, view.estate.id, view.id, entered.id)
    assert case.decided is not None
    assert (case.decided.reason, case.decided.by) == ("照片上的签名与登记一致", "丁一平")


def test_the_reason_stands_in_the_book_as_a_fingerprint_only(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    decide(session, view, contest(session, entered), "upheld", "马建国承认投错了信箱")
    assert not any("马建国" in line.entry for line in lines(session, view.estate.id, view.id))


def test_upheld_after_the_count_the_result_is_published_again(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    decide(session, view, contest(session, entered, now=AFTER), "upheld", now=AFTER)
    assert kinds(session, view)[-3:] == [LineType.RESOLVE, LineType.ANNUL, LineType.REPUBLISH]
    closed = people.consultation_of_id(session, view.estate.id, view.id)
    assert closed.result is not None
    assert (closed.result["valid"], closed.result["amended"]["annulled"]) == (1, 1)
    notice = result_sheet(session, closed, words_for(CHINESE), "https://example.org", AFTER, SHANGHAI)
    assert notice.counted_anew == AFTER
    assert check_book(session, closed).is_whole


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        pytest.param(LAST_MOMENT - timedelta(seconds=1), "", id="a second before the period ends"),
        pytest.param(LAST_MOMENT, "contest-too-late", id="the moment it ends"),
    ],
)
def test_the_objection_period(
    session: Session, view: ConsultationView, entered: ElectorRow, now: datetime, reason: str
) -> None:
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert refused(lambda: contest(session, entered, now=now)) == reason


def test_only_the_ballot_that_counts_can_be_contested(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    assert refused(lambda: contest(session, entered, ballot=1)) == "nothing-to-contest"
    nobody = people.elector_of(session, view, people.ZHAO_KE)
    assert refused(lambda: contest(session, nobody)) == "nothing-to-contest"
    assert refused(lambda: contest(session, entered, said="不" * 501)) == "contest-words-too-long"
    assert LineType.CONTEST not in kinds(session, view)


def test_who_may_not_decide_and_what_is_no_decision(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    seq = contest(session, entered)
    assert refused(lambda: decide(session, view, seq, "upheld", by="钱敏")) == "ruling-on-own-entry"
    assert refused(lambda: decide(session, view, seq, "perhaps")) == "unknown-ruling"
    assert refused(lambda: decide(session, view, seq, "upheld", " ")) == "ruling-without-reason"
    assert refused(lambda: decide(session, view, 1, "upheld")) == "unknown-contest"
    decide(session, view, seq, "dismissed")
    assert refused(lambda: decide(session, view, seq, "upheld")) == "ruled-already"


def test_sending_the_annulled_ballot_again_brings_its_receipt_and_no_new_ballot(
    session: Session, view: ConsultationView
) -> None:
    elector = people.elector_of(session, view, people.CHEN_AYI)
    first = people.vote(session, view, elector, {1: "agree"}, on_paper=True, submission_id="paper-7")
    decide(session, view, contest(session, people.elector_of(session, view, people.CHEN_AYI)), "upheld")
    again = people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True, submission_id="paper-7")
    assert (again.code, counted(session, view)) == (first.code, (0, 1))


def correct(session: Session, view: ConsultationView, elector: ElectorRow, answers: dict[int, object]) -> None:
    keys = (view.estate.id, view.id)
    proposal = Proposal(*keys, elector.id, answers, "看错了一行", STATEMENT_PHOTO)
    made = propose_correction(session, proposal, by="冯海", now=MIDWAY, zone=SHANGHAI)
    decide_correction(session, *keys, Confirming(made, True, answers=answers), by="李强", now=MIDWAY, zone=SHANGHAI)


def test_what_was_corrected_since_may_be_contested_anew(
    session: Session, view: ConsultationView, entered: ElectorRow
) -> None:
    first = contest(session, entered)
    decide(session, view, first, "dismissed")
    assert contest(session, entered) == first
    correct(session, view, entered, {1: "oppose"})
    again = contest(session, entered)
    assert again > first
    correct(session, view, entered, {1: "abstain"})
    assert contest(session, entered) == again
    assert [case.seq for case in contests(session, view.estate.id, view.id)] == [again, first]
    decide(session, view, again, "upheld")
    assert counted(session, view) == (0, 1)
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert not recounted(session, view)


@pytest.mark.parametrize("name", ["钱敏", "冯海", "李强", "孙倩", "刘三立", " 冯 海"])
def test_nobody_who_had_a_ballot_of_the_household_in_hand_decides(
    session: Session, view: ConsultationView, entered: ElectorRow, name: str
) -> None:
    correct(session, view, entered, {1: "oppose"})
    mandate = ProxyMandate(
        estate_id=view.estate.id,
        id=new_id(),
        consultation_id=view.id,
        principal_id=entered.id,
        standing=entered.id,
        agent_name="刘三立",
        signed_on=MIDWAY.date(),
        valid_until=MIDWAY.date(),
        salt="",
        entered_by="钱敏",
        entered_at=MIDWAY,
    )
    sheet = CollectedPaper(
        estate_id=view.estate.id,
        id=new_id(),
        consultation_id=view.id,
        elector_id=entered.id,
        serial=entered.paper_serial,
        note="",
        collected_at=MIDWAY,
        collected_by="孙倩",
    )
    session.add_all((mandate, sheet))
    session.commit()
    seq = contest(session, people.elector_of(session, view, people.CHEN_AYI))
    assert refused(lambda: decide(session, view, seq, "dismissed", by=name)) == "ruling-on-own-entry"
    hands = {hand.who.name for hand in contests(session, view.estate.id, view.id)[0].hands}
    assert hands == {"钱敏", "冯海", "李强", "孙倩", "刘三立"}
    decide(session, view, seq, "dismissed", by="丁一平")
