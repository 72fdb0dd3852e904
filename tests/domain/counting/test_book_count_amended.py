"""What became of ballots after they came in: annulled, replaced, corrected, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.counting.book_count import BookCount, Payload
from consult.domain.question import Question, QuestionType
from tests.domain.counting.books import count_book

Line = tuple[str, Payload]

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),)
AREAS = {1: 100_00, 2: 90_00, 3: 80_00}
SERVED: Line = ("SERVED", {"electors": [1, 2]})
OPPOSE = {"1": "oppose"}
ABSTAIN = {"1": "abstain"}


def said(elector: int = 1, answer: str = "agree") -> dict[str, Any]:
    return {"elector": elector, "channel": "paper", "answers": {"1": answer}}


def annulled(elector: int = 1, cause: str = "contest", ballot: int = 2) -> Line:
    return "ANNUL", {"elector": elector, "ballot": ballot, "cause": cause}


def corrected(answers: Payload, elector: int = 1, ballot: int = 2) -> Line:
    return "CORRECT", {"elector": elector, "ballot": ballot, "answers": answers}


def settled(decision: str, **more: Any) -> Line:
    return "RESOLVE", {"elector": 1, "counted": 2, "duplicate": 3, "decision": decision, **more}


def counted(*beside: Line, ballots: tuple[Payload, ...] = (said(),)) -> BookCount:
    return count_book(ASKED, AREAS, ballots, beside)


def answer_of(count: BookCount) -> dict[str, Weight]:
    """The answers that anybody gave, with their weight."""
    return {answer: weight for answer, weight in count.tallies[0].counts.items() if weight.heads}


@pytest.mark.parametrize(
    ("beside", "answer"),
    [
        pytest.param([corrected(OPPOSE)], "oppose", id="a correction changes the answer"),
        pytest.param([corrected(OPPOSE), corrected(ABSTAIN)], "abstain", id="of two corrections the last holds"),
        pytest.param([corrected(OPPOSE, elector=2)], "agree", id="a correction of another elector changes nothing"),
        pytest.param(
            [corrected(OPPOSE), settled("first-stands")], "oppose", id="the first ballot stands as it was corrected"
        ),
        pytest.param(
            [settled("first-stands"), corrected(OPPOSE)], "oppose", id="a first ballot that stands may be corrected"
        ),
        pytest.param(
            [corrected(OPPOSE), settled("second-counts", answers=ABSTAIN)],
            "abstain",
            id="a second ballot brings its own answers, whatever was corrected before",
        ),
        pytest.param(
            [corrected(OPPOSE), settled("second-counts", answers=OPPOSE), corrected(ABSTAIN, ballot=3)],
            "abstain",
            id="a second ballot that counts may itself be corrected",
        ),
        pytest.param(
            [settled("second-counts", answers=OPPOSE), corrected(ABSTAIN, ballot=3), settled("first-stands")],
            "agree",
            id="what was corrected on the second holds nothing once the first stands",
        ),
        pytest.param(
            [corrected(OPPOSE), annulled(cause="replaced")], "agree", id="a replacement is not corrected like the first"
        ),
        pytest.param(
            [annulled(cause="replaced"), corrected(OPPOSE)], "oppose", id="a replacement may itself be corrected"
        ),
        pytest.param(
            [settled("second-counts", answers=OPPOSE), annulled()],
            "agree",
            id="how a conflict about an annulled ballot was settled holds no more",
        ),
        pytest.param(
            [annulled(), settled("second-counts", answers=OPPOSE)],
            "oppose",
            id="a conflict about the ballot after it is settled by itself",
        ),
        pytest.param(
            [settled("second-counts", answers=OPPOSE), corrected(ABSTAIN), annulled(elector=2)],
            "oppose",
            id="what another elector loses changes nothing",
        ),
        pytest.param(
            [settled("neither-counts", contest=9)], "agree", id="how a contest was decided settles no conflict"
        ),
    ],
)
def test_which_answers_count(beside: list[Line], answer: str) -> None:
    count = counted(*beside)
    assert answer_of(count) == {answer: Weight(1, 100_00)}
    assert (count.returned, count.neither) == ({"paper": 1}, 0)


def test_an_annulled_neither_leaves_the_new_ballot_counting() -> None:
    count = counted(settled("neither-counts"), annulled(cause="replaced"))
    assert (answer_of(count), count.neither) == ({"agree": Weight(1, 100_00)}, 0)


def test_an_annulled_ballot_may_be_annulled_after_nothing_was_settled_or_corrected() -> None:
    assert counted(annulled(), ballots=()).amended == {"annulled": 1}


@pytest.mark.parametrize(
    ("beside", "amended"),
    [
        pytest.param([], {}, id="nothing was amended"),
        pytest.param([annulled()], {"annulled": 1}, id="one annulled after a contest"),
        pytest.param([annulled(cause="replaced")], {"replaced": 1}, id="one replaced by the household"),
        pytest.param(
            [annulled(cause="replaced"), annulled(cause="replaced", ballot=5)],
            {"replaced": 2},
            id="an elector who replaced twice",
        ),
        pytest.param(
            [corrected(OPPOSE), corrected(ABSTAIN)], {"corrected": 2}, id="two corrections of one ballot are two"
        ),
        pytest.param(
            [corrected(OPPOSE), annulled(), annulled(2, "replaced"), annulled(3)],
            {"corrected": 1, "annulled": 2, "replaced": 1},
            id="each kind by itself",
        ),
    ],
)
def test_how_many_ballots_were_amended(beside: list[Line], amended: dict[str, int]) -> None:
    assert counted(*beside, ballots=()).amended == amended


@pytest.mark.parametrize(
    ("ballots", "beside", "silent"),
    [
        pytest.param((), [annulled()], Weight(1, 90_00), id="who had a ballot annulled was not silent"),
        pytest.param((), [annulled(cause="replaced")], Weight(1, 90_00), id="nor who took one back"),
        pytest.param((said(),), [annulled()], Weight(1, 90_00), id="nor who has answered again"),
        pytest.param((), [annulled(3)], Weight(2, 190_00), id="one who was not served takes nobody's silence away"),
        pytest.param((said(),), [corrected(OPPOSE)], Weight(1, 90_00), id="a corrected ballot is no silence"),
    ],
)
@pytest.mark.parametrize("order", [pytest.param(1, id="served first"), pytest.param(-1, id="served last")])
def test_who_was_silent(ballots: tuple[Payload, ...], beside: list[Line], silent: Weight, order: int) -> None:
    assert counted(*[SERVED, *beside][::order], ballots=ballots).silent == silent


def test_the_served_of_several_rounds_are_silent_together_and_once() -> None:
    rounds: list[Line] = [("SERVED", {"electors": [1]}), ("SERVED", {"electors": [1, 3]})]
    assert counted(*rounds, ballots=()).silent == Weight(2, 180_00)


def test_a_paper_set_aside_stays_set_aside_where_neither_ballot_counts() -> None:
    beside: list[Line] = [("INVALID", {"elector": 1, "reason": "spoilt"}), settled("neither-counts")]
    count = counted(*beside)
    assert (count.invalid, count.invalid_weight, count.returned) == ({"spoilt": 1}, Weight(1, 100_00), {})


def test_every_second_ballot_is_told_once() -> None:
    beside: list[Line] = [("DUPLICATE", {"elector": 1})] * 3
    assert counted(*beside).doubles == 3


def test_electors_of_whom_neither_ballot_counts_are_counted() -> None:
    both: list[Line] = [("RESOLVE", {"elector": n, "decision": "neither-counts"}) for n in (1, 2)]
    count = counted(*both, ballots=(said(1), said(2), said(3)))
    assert (count.neither, answer_of(count)) == (2, {"agree": Weight(1, 80_00)})


def upheld(**more: Any) -> Line:
    about = {"elector": 1, "contest": 4, "ballot": 2, "counted": 2, "duplicate": 3, "decision": "upheld"}
    return "RESOLVE", about | more


INSTEAD = {"counted": 2, "duplicate": 3, "instead": "second-counts", "answers": OPPOSE}


@pytest.mark.parametrize(
    ("beside", "answer", "fell"),
    [
        pytest.param([upheld(**INSTEAD)], "oppose", 1, id="a kept ballot counts when the first falls"),
        pytest.param(
            [settled("second-counts", answers=OPPOSE), upheld()], "oppose", 0, id="the second counted already"
        ),
        pytest.param(
            [settled("second-counts", answers=OPPOSE), upheld(ballot=3, instead="first-stands")],
            "agree",
            1,
            id="the first counts again when the second falls",
        ),
        pytest.param(
            [settled("neither-counts"), upheld(ballot=5, instead="first-stands")],
            "agree",
            1,
            id="the first counts again when it falls that neither does",
        ),
        pytest.param(
            [upheld(**INSTEAD), settled("neither-counts"), settled("second-counts", answers=ABSTAIN)],
            "abstain",
            1,
            id="owners decide after it",
        ),
    ],
)
def test_what_counts_when_a_contest_is_upheld(beside: list[Line], answer: str, fell: int) -> None:
    count = counted(*beside)
    assert answer_of(count) == {answer: Weight(1, 100_00)}
    assert count.amended["annulled"] == fell
