"""Correcting an entered ballot: two people, a reason, a photo; the book, the count and the page follow."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.propose_correction import Proposal, propose_correction
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.ledger import LineType
from consult.domain.photo import Photo
from consult.domain.question_json import answers_from_json
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.models.correction import Correction
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.corrections import corrections
from consult.queries.package import public_package
from consult.queries.results import count_now
from consult.queries.waiting import Waits, what_waits
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import AFTER, MIDWAY, Person
from tests.statements import SETTLER, STATEMENT_PHOTO
from tests.verifier.packages import zipped
from tests.verifier.trial import faults
from tests.web.visitors import make_staff

PHOTO = Photo(b"jpeg", "ab" * 32, 10, 10)
LAST_MOMENT = datetime(2027, 1, 6, 16, 0, tzinfo=UTC)
REASON = "第一题录成了同意，纸票上是反对"


@pytest.fixture(autouse=True)
def entered(session: Session, view: ConsultationView) -> None:
    """陈阿姨's paper, entered as agreeing."""
    people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)


def propose(
    session: Session,
    view: ConsultationView,
    answers: dict[int, object],
    *,
    who: Person = people.CHEN_AYI,
    now: datetime = MIDWAY,
    **more: Any,
) -> int:
    elector_id = people.elector_of(session, view, who).id
    said = {"reason": REASON, "photo": PHOTO} | more
    proposal = Proposal(view.estate.id, view.id, elector_id, answers, **said)
    return propose_correction(session, proposal, by="钱敏", now=now, zone=SHANGHAI)


def decide(
    session: Session,
    view: ConsultationView,
    key: int,
    *,
    by: str = "丁一平",
    confirms: bool = True,
    now: datetime = MIDWAY,
    answers: Mapping[int, object] | None = None,
) -> int | None:
    row = session.get(Correction, (view.estate.id, key))
    read = answers if answers is not None or row is None else answers_from_json(row.answers)
    confirming = Confirming(key, confirms, "" if confirms else "看不出来", read)
    return decide_correction(session, view.estate.id, view.id, confirming, by=by, now=now, zone=SHANGHAI)


def refused(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.reason
    return ""


def counted(session: Session, view: ConsultationView) -> tuple[int, int]:
    """Who agrees and who opposes; the book must be whole."""
    assert check_book(session, people.consultation_of_id(session, view.estate.id, view.id)).is_whole
    counts = count_now(session, view.estate.id, view.id)["questions"][0]["counts"]
    return counts["agree"]["heads"], counts["oppose"]["heads"]


def waiting(session: Session, view: ConsultationView) -> int:
    """How many proposals wait."""
    return what_waits(session, view.estate.id).get(view.id, Waits()).corrections


def test_nothing_counts_differently_before_the_second_person(session: Session, view: ConsultationView) -> None:
    key = propose(session, view, {1: "oppose"})
    assert (counted(session, view), waiting(session, view)) == ((1, 0), 1)
    assert refused(lambda: decide(session, view, key, by="钱敏")) == "correction-alone"
    decide(session, view, key)
    assert (counted(session, view), waiting(session, view)) == ((0, 1), 0)
    assert refused(lambda: decide(session, view, key)) == "correction-decided"


def test_the_line_names_no_person_and_holds_both(session: Session, view: ConsultationView) -> None:
    decide(session, view, propose(session, view, {1: "oppose"}))
    entry = [line.entry for line in lines(session, view.estate.id, view.id)][-1]
    payload = json.loads(entry)["payload"]
    assert payload["proposed"] != payload["confirmed"]
    assert payload["evidence"] == PHOTO.sha256
    assert not any(name in entry for name in ("钱敏", "丁一平", REASON))


def test_a_refused_one_leaves_no_line_and_may_be_proposed_anew(session: Session, view: ConsultationView) -> None:
    decide(session, view, propose(session, view, {1: "oppose"}), confirms=False)
    assert counted(session, view) == (1, 0)
    decide(session, view, propose(session, view, {1: "abstain"}))
    assert counted(session, view) == (0, 0)
    assert {one.note for one in corrections(session, view.estate.id, view.id)} == {"看不出来", ""}


def test_corrected_twice_the_last_one_holds(session: Session, view: ConsultationView) -> None:
    decide(session, view, propose(session, view, {1: "oppose"}))
    decide(session, view, propose(session, view, {1: "agree", 2: "1"}))
    assert counted(session, view) == (1, 0)
    assert count_now(session, view.estate.id, view.id)["amended"]["corrected"] == 2


def test_what_is_refused(session: Session, view: ConsultationView) -> None:
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    for changed, reason in (
        ({"who": people.ZHAO_KE}, "correction-of-own-answer"),
        ({"who": people.SHEN_MEI}, "nothing-to-correct"),
        ({"reason": " "}, "correction-without-reason"),
        ({"photo": None}, "correction-without-evidence"),
        ({"answers": {1: "agree"}}, "correction-changes-nothing"),
        ({"answers": {1: "perhaps"}}, "unknown-answer"),
    ):
        answers = changed.pop("answers", {1: "oppose"})
        assert refused(lambda a=answers, c=changed: propose(session, view, a, **c)) == reason
    propose(session, view, {1: "oppose"})
    assert refused(lambda: propose(session, view, {1: "abstain"})) == "correction-waiting"


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        pytest.param(LAST_MOMENT - timedelta(seconds=1), "", id="a second before the result is final"),
        pytest.param(LAST_MOMENT, "correction-too-late", id="the moment it is final"),
    ],
)
def test_until_the_result_is_final(session: Session, view: ConsultationView, now: datetime, reason: str) -> None:
    key = propose(session, view, {1: "oppose"})
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert refused(lambda: decide(session, view, key, now=now)) == reason
    if not reason:
        kinds = [line.type for line in lines(session, view.estate.id, view.id)]
        assert kinds[-2:] == [LineType.CORRECT, LineType.REPUBLISH]
        closed = people.consultation_of_id(session, view.estate.id, view.id)
        assert closed.result is not None
        assert closed.result["questions"][0]["counts"]["oppose"]["heads"] == 1


def test_rules_of_procedure_may_give_more_time(session: Session) -> None:
    view = people.make_open_consultation(
        session, people.make_estate(session, code="longer", settings={"procedure": {"posted_days": 8}})
    )
    people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    key = propose(session, view, {1: "oppose"})
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    assert refused(lambda: decide(session, view, key, now=LAST_MOMENT + timedelta(days=1))) == "correction-too-late"
    assert refused(lambda: decide(session, view, key, now=LAST_MOMENT)) == ""


def settle(session: Session, view: ConsultationView, who: Person, decision: str) -> None:
    elector_id = people.elector_of(session, view, who).id
    settling = Settling(elector_id, decision, "书面声明", photo=STATEMENT_PHOTO)
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)


def test_a_first_ballot_that_the_owners_put_aside_is_not_corrected(session: Session, view: ConsultationView) -> None:
    key = propose(session, view, {1: "oppose"})
    assert refused(lambda: people.vote(session, view, people.CHEN_AYI, {1: "abstain"})) == "already-answered"
    settle(session, view, people.CHEN_AYI, "second-counts")
    assert refused(lambda: decide(session, view, key)) == "correction-of-uncounted"
    assert refused(lambda: propose(session, view, {1: "oppose"})) == "correction-of-own-answer"
    settle(session, view, people.CHEN_AYI, "neither-counts")
    assert refused(lambda: propose(session, view, {1: "oppose"})) == "correction-of-uncounted"


@pytest.fixture
def settled(session: Session, view: ConsultationView) -> Person:
    """赵可 agreed on the phone and opposed on paper, and the paper counts."""
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    on_paper = {"on_paper": True}
    assert refused(lambda: people.vote(session, view, people.ZHAO_KE, {1: "oppose"}, **on_paper)) == "already-answered"
    settle(session, view, people.ZHAO_KE, "second-counts")
    return people.ZHAO_KE


def test_the_answers_that_a_settlement_put_in_place_are_corrected(
    session: Session, view: ConsultationView, settled: Person, tmp_path: Path
) -> None:
    assert counted(session, view) == (1, 1)
    decide(session, view, propose(session, view, {1: "abstain"}, who=settled))
    assert counted(session, view) == (1, 0)
    assert refused(lambda: propose(session, view, {1: "abstain"}, who=settled)) == "correction-changes-nothing"
    (mine,) = [one for one in corrections(session, view.estate.id, view.id) if one.door == settled.place]
    assert (mine.before, mine.ballot.channel, mine.ballot.is_counted) == ({1: "oppose"}, "paper", True)
    # What was corrected is the second ballot: it holds nothing once the first stands, and again once it counts.
    for decision, counts in (("first-stands", (2, 0)), ("second-counts", (1, 0))):
        settle(session, view, settled, decision)
        assert counted(session, view) == counts
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    decide(session, view, propose(session, view, {1: "agree"}, who=settled, now=AFTER), now=AFTER)
    assert counted(session, view) == (2, 0)
    package = public_package(session, people.consultation_of_id(session, view.estate.id, view.id), SHANGHAI)
    assert not faults(zipped(package), tmp_path)


def test_settled_later_in_favour_of_the_first_its_correction_counts(session: Session, view: ConsultationView) -> None:
    decide(session, view, propose(session, view, {1: "oppose"}))
    assert refused(lambda: people.vote(session, view, people.CHEN_AYI, {1: "abstain"})) == "already-answered"
    elector_id = people.elector_of(session, view, people.CHEN_AYI).id
    for decision, counts in (("neither-counts", (0, 0)), ("first-stands", (0, 1))):
        settling = Settling(elector_id, decision, "书面声明", photo=STATEMENT_PHOTO)
        settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)
        assert counted(session, view) == counts


def test_who_reads_something_else_on_the_paper_refuses_it(session: Session, view: ConsultationView) -> None:
    key = propose(session, view, {1: "oppose"})
    assert decide(session, view, key, answers={1: "abstain"}) is None
    (one,) = corrections(session, view.estate.id, view.id)
    assert (one.verdict.value, one.note, one.decided_by) == ("refused", "read-differently", "丁一平")


def test_a_proposal_that_nobody_confirmed_lapses_with_the_objection_period(
    session: Session, view: ConsultationView
) -> None:
    propose(session, view, {1: "oppose"})
    (waits,) = corrections(session, view.estate.id, view.id)
    (lapsed,) = corrections(session, view.estate.id, view.id, is_over=True)
    assert (waits.waits, lapsed.waits, lapsed.verdict.value) == (True, False, "lapsed")


def test_whom_the_proposer_invited_confirms_nothing_alone(session: Session, view: ConsultationView) -> None:
    key = propose(session, view, {1: "oppose"})
    make_staff(session, view.estate.id, name="钱敏")
    guest = make_staff(session, view.estate.id, name="丁一平")
    guest.invited_by = "钱敏"
    session.commit()
    assert refused(lambda: decide(session, view, key)) == "one-person"
    decide(session, view, key, confirms=False)
