"""Answering anew until the end, where the rules of procedure let an elector do so; and who helped to answer."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Receipt, Submission, cast_ballot
from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.assistance import Assistant, read_assistant
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.assistance import Helped, assistants
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import receipt_in_book
from consult.queries.results import count_now
from consult.queries.turnout import standing
from tests import people
from tests.actions.casting import submission
from tests.people import AFTER, CLOSES_AT, MIDWAY
from tests.statements import SETTLER, STATEMENT_PHOTO


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, procedure={"replace": True, "assisted": True})


def cast(
    session: Session, view: ConsultationView, answer: str, sent: str, replaces: int | None = None, **more: Any
) -> Receipt:
    now = more.pop("now", MIDWAY)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    made: Submission = submission(view, elector, {1: answer}, id=sent, replaces=replaces, **more)
    return cast_ballot(session, made, now=now)


def counted(session: Session, view: ConsultationView) -> tuple[int, int, int]:
    """Agreeing, opposing, replaced; counters and book must agree."""
    result = count_now(session, view.estate.id, view.id)
    check = check_book(session, view)
    assert check.is_whole, check.breaks
    assert standing(session, view).returned.heads == result["valid"]
    counts = result["questions"][0]["counts"]
    return counts["agree"]["heads"], counts["oppose"]["heads"], result["amended"]["replaced"]


def test_the_last_answer_counts_and_both_stay_in_the_book(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one")
    second = cast(session, view, "oppose", "two", first.seq)
    cast(session, view, "agree", "three", second.seq)
    assert counted(session, view) == (1, 0, 2)
    kinds = [line.type for line in lines(session, view.estate.id, view.id)]
    assert kinds[1:] == [LineType.BALLOT, LineType.ANNUL, LineType.BALLOT, LineType.ANNUL, LineType.BALLOT]


def test_the_owner_replaces_what_was_entered_on_paper(session: Session, view: ConsultationView) -> None:
    entered = people.vote(session, view, people.CHEN_AYI, {1: "agree"}, on_paper=True)
    cast(session, view, "oppose", "one", entered.seq)
    assert counted(session, view) == (0, 1, 1)


def test_paper_never_replaces_what_the_owner_sent(session: Session, view: ConsultationView) -> None:
    cast(session, view, "agree", "one")
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, people.CHEN_AYI, {1: "oppose"}, on_paper=True)
    assert counted(session, view) == (1, 0, 0)


def test_sent_again_each_answer_brings_its_own_receipt(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one")
    second = cast(session, view, "oppose", "two", first.seq)
    assert cast(session, view, "agree", "one") == first
    assert cast(session, view, "oppose", "two", first.seq) == second
    assert counted(session, view) == (0, 1, 1)


def test_a_page_that_showed_an_older_ballot_overrules_nothing(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one")
    cast(session, view, "oppose", "two", first.seq)
    with pytest.raises(Refusal, match="already-answered"):
        cast(session, view, "agree", "three", first.seq)
    assert counted(session, view) == (0, 1, 1)


def test_what_owners_settled_is_not_overturned_by_one_of_them(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one")
    with pytest.raises(Refusal, match="already-answered"):
        people.vote(session, view, people.CHEN_AYI, {1: "oppose"}, on_paper=True)
    elector_id = people.elector_of(session, view, people.CHEN_AYI).id
    settling = Settling(elector_id, "second-counts", "书面声明", photo=STATEMENT_PHOTO)
    settle_conflict(session, view.estate.id, view.id, settling, by=SETTLER, now=MIDWAY)
    with pytest.raises(Refusal, match="already-answered"):
        cast(session, view, "agree", "two", first.seq)
    assert counted(session, view) == (0, 1, 0)


@pytest.mark.parametrize("now", [CLOSES_AT, AFTER])
def test_not_after_the_end(session: Session, view: ConsultationView, now: Any) -> None:
    first = cast(session, view, "agree", "one")
    with pytest.raises(Refusal, match="closed"):
        cast(session, view, "oppose", "two", first.seq, now=now)
    assert counted(session, view) == (1, 0, 0)


def test_where_the_first_ballot_stands_it_stands(session: Session) -> None:
    view = people.make_open_consultation(session)
    first = cast(session, view, "agree", "one")
    with pytest.raises(Refusal, match="already-answered"):
        cast(session, view, "oppose", "two", first.seq)
    assert counted(session, view) == (1, 0, 0)


def test_who_helped_is_counted_with_the_ballot_that_counts(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one", assistant=Assistant("马建国", "楼组长"))
    cast(session, view, "agree", "two", first.seq, assistant=Assistant("陈晓", "女儿"))
    assert assistants(session, view.estate.id, view.id) == [Helped("陈晓", "女儿", 1)]
    assert not any("陈晓" in line.entry for line in lines(session, view.estate.id, view.id))


def test_a_assistant_as_typed() -> None:
    assert read_assistant(" ", "") is None
    assert read_assistant(" 陈  晓 ", "女儿") == Assistant("陈 晓", "女儿")
    for name, relation, reason in (("", "女儿", "assistant-without-name"), ("陈" * 61, "", "assistant-too-long")):
        with pytest.raises(Refusal, match=reason):
            read_assistant(name, relation)


def test_the_slip_of_a_replaced_ballot_is_still_found(session: Session, view: ConsultationView) -> None:
    first = cast(session, view, "agree", "one")
    assert cast(session, view, "oppose", "two", first.seq).seq == first.seq + 2
    found = receipt_in_book(session, first.code)
    assert found is not None
    assert found.ended is not None
    assert (found.seq, found.ended.cause, found.ended.seq) == (first.seq, "replaced", first.seq + 1)
