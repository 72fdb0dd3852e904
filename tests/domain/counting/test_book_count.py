"""The count is one function of the frozen electorate and the book's lines, whatever their order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Weight
from consult.domain.counting.book_count import BookCount
from consult.domain.question import Question, QuestionType
from tests.domain.counting.books import count_book

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),)
AREAS = {1: 100_00, 2: 90_00, 3: 80_00, 4: 70_00}


def said(elector: int, answer: str = "agree", channel: str = "web") -> dict[str, Any]:
    return {"elector": elector, "channel": channel, "answers": {"1": answer}}


def invalid(elector: int, reason: str = "spoilt") -> tuple[str, dict[str, Any]]:
    return "INVALID", {"elector": elector, "reason": reason}


def settled(elector: int, decision: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "RESOLVE", {"elector": elector, "counted": 2, "duplicate": 3, "decision": decision, **more}


def agreeing(count: BookCount) -> Weight:
    return count.tallies[0].counts["agree"]


def test_ballots_count_with_the_frozen_area_and_by_channel() -> None:
    count = count_book(ASKED, AREAS, [said(1), said(2, channel="paper"), said(3, "oppose", "proxy")])
    assert (agreeing(count), count.tallies[0].electorate) == (Weight(2, 190_00), Weight(4, 340_00))
    assert count.returned == {"web": 1, "paper": 1, "proxy": 1}


def test_an_invalid_paper_is_listed_with_its_weight() -> None:
    count = count_book(ASKED, AREAS, [said(1)], [invalid(2), invalid(3, "unsigned")])
    assert (count.invalid, count.invalid_weight) == ({"spoilt": 1, "unsigned": 1}, Weight(2, 170_00))


def test_an_elector_whose_paper_was_invalid_and_who_then_answers_is_one_returned_ballot() -> None:
    count = count_book(ASKED, AREAS, [said(2)], [invalid(2)])
    assert (count.invalid, count.invalid_weight, agreeing(count)) == ({}, Weight(), Weight(1, 90_00))


def test_two_invalid_papers_of_one_elector_are_one() -> None:
    assert count_book(ASKED, AREAS, [], [invalid(2), invalid(2, "blank")]).invalid == {"blank": 1}


@pytest.mark.parametrize(
    ("lines", "agree", "returned"),
    [
        pytest.param([settled(1, "first-stands")], Weight(1, 100_00), 1, id="the first stands"),
        pytest.param([settled(1, "second-counts", answers={"1": "oppose"})], Weight(), 1, id="the second counts"),
        pytest.param([settled(1, "neither-counts")], Weight(), 0, id="neither counts"),
        pytest.param(
            [settled(1, "neither-counts"), settled(1, "first-stands")], Weight(1, 100_00), 1, id="the last word holds"
        ),
    ],
)
def test_a_settled_conflict_is_never_two_heads(lines: list[Any], agree: Weight, returned: int) -> None:
    count = count_book(ASKED, AREAS, [said(1)], [("DUPLICATE", {"elector": 1}), *lines])
    assert (agreeing(count), sum(count.returned.values()), count.doubles) == (agree, returned, 1)
    assert count.neither == 1 - returned


@pytest.mark.parametrize(
    ("ballots", "beside", "silent"),
    [
        pytest.param([], [], Weight(2, 190_00), id="served and silent"),
        pytest.param([said(1)], [], Weight(1, 90_00), id="who answered is not silent"),
        pytest.param([], [invalid(1)], Weight(1, 90_00), id="an invalid paper is no silence"),
        pytest.param([said(1)], [settled(1, "neither-counts")], Weight(1, 90_00), id="nor is a ballot taken out"),
    ],
)
def test_only_the_served_of_whom_nothing_came_back_are_silent(
    ballots: list[Any], beside: list[Any], silent: Weight
) -> None:
    assert count_book(ASKED, AREAS, ballots, [("SERVED", {"electors": [1, 2]}), *beside]).silent == silent


def test_tenants_never_touch_the_owners_figures() -> None:
    opinions = [("OPINION", {"answers": {"1": "oppose"}})] * 9
    with_tenants, without = count_book(ASKED, AREAS, [said(1)], opinions), count_book(ASKED, AREAS, [said(1)])
    assert with_tenants.tallies == without.tallies
    assert (with_tenants.opinions_returned, with_tenants.opinions[0].counts["oppose"]) == (9, Weight(9, 0))


def test_a_line_of_an_unknown_elector_is_a_fault_not_a_figure() -> None:
    with pytest.raises(KeyError):
        count_book(ASKED, AREAS, [said(9)])


@given(st.permutations([said(n, a) for n, a in [(1, "agree"), (2, "oppose"), (3, "abstain"), (4, "agree")]]))
def test_the_order_of_ballots_does_not_matter(ballots: list[dict[str, Any]]) -> None:
    count = count_book(ASKED, AREAS, ballots, [invalid(3), ("SERVED", {"electors": [1, 2, 3, 4]})])
    assert (agreeing(count), count.silent, count.invalid_weight) == (Weight(2, 170_00), Weight(), Weight())
