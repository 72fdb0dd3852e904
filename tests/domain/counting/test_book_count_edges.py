"""The book's count on its edges: what follows a ballot taken out, and the figures of an empty book."""

from consult.domain.consent import Weight
from consult.domain.counting.book_count import BookCount
from consult.domain.question import Question, QuestionType
from tests.domain.counting.books import count_book

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),)
AREAS = {1: 100_00, 2: 90_00, 3: 80_00}


def said(elector: int) -> dict[str, object]:
    return {"elector": elector, "channel": "web", "answers": {"1": "agree"}}


def test_ballots_after_one_that_is_taken_out_still_count() -> None:
    beside = [("RESOLVE", {"elector": 1, "decision": "neither-counts"})]
    count = count_book(ASKED, AREAS, [said(1), said(2), said(3)], beside)
    assert (count.tallies[0].counts["agree"], count.returned) == (Weight(2, 170_00), {"web": 2})


def test_tenants_are_heads_without_area() -> None:
    count = count_book(ASKED, AREAS, [], [("OPINION", {"answers": {"1": "oppose"}})] * 2)
    assert count.opinions[0].electorate == Weight(2, 0)


def test_a_book_of_which_nothing_is_told_holds_nothing() -> None:
    empty = BookCount(())
    assert (empty.doubles, empty.neither, empty.opinions_returned, empty.opinions) == (0, 0, 0, ())
    assert (empty.returned, empty.invalid, empty.invalid_weight, empty.silent) == ({}, {}, Weight(), Weight())
