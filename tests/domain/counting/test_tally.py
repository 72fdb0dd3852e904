"""The count: the sum of the parts is the whole, order does not matter, blanks and voids stand where they belong."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Verdict, Weight
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.question import Answer, Option, Question, QuestionType
from consult.domain.rules import RULES

CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
PLANS = Question(
    2,
    QuestionType.CHOOSE_ONE,
    {"zh": "车棚顶材质"},
    options=(Option("1", {"zh": "彩钢板"}), Option("2", {"zh": "阳光板"})),
    can_refuse=True,
)
PLACES = Question(
    3,
    QuestionType.CHOOSE_SOME,
    {"zh": "位置"},
    options=tuple(Option(str(n), {"zh": f"{n}号"}) for n in range(1, 4)),
    can_refuse=True,
)
WORDS = Question(4, QuestionType.TEXT, {"zh": "意见"})
QUESTIONS = (CONSENT, PLANS, PLACES, WORDS)
HUNDRED = Weight(100, 10_000_00)


def ballot(area: int = 100_00, **answers: Answer) -> CountedBallot:
    return CountedBallot(area, {int(name[1:]): answer for name, answer in answers.items()})


def test_an_abstention_takes_part_without_agreeing() -> None:
    counted = tally((CONSENT,), HUNDRED, [ballot(q1="agree"), ballot(q1="abstain"), ballot(q1="oppose")])[0]
    assert counted.participating == Weight(3, 300_00)
    assert counted.expressed == Weight(2, 200_00)
    assert counted.counts == {
        "agree": Weight(1, 100_00),
        "oppose": Weight(1, 100_00),
        "abstain": Weight(1, 100_00),
    }


def test_a_blank_question_is_not_taking_part_in_it() -> None:
    first, second, *_ = tally(QUESTIONS, HUNDRED, [ballot(q1="agree"), ballot(q1="agree", q2="1")])
    assert first.participating.heads == 2
    assert second.participating.heads == 1


def test_a_void_row_voids_that_row_only() -> None:
    first, second, *_ = tally(QUESTIONS, HUNDRED, [ballot(q1="void", q2="none")])
    assert (first.participating.heads, first.void.heads) == (0, 1)
    assert second.counts["none"] == Weight(1, 100_00)


def test_refusing_every_plan_takes_part_and_is_expressed() -> None:
    counted = tally((PLANS,), HUNDRED, [ballot(q2="none"), ballot(q2="abstain")])[0]
    assert (counted.participating.heads, counted.expressed.heads) == (2, 1)


def test_each_plan_is_judged_alone() -> None:
    ballots = [ballot(q2="1")] * 50 + [ballot(q2="2")] * 30
    counted = tally((PLANS,), HUNDRED, ballots)[0]
    verdicts = {key: found.verdict for key, found in counted.outcomes(RULES["general"]).items()}
    assert verdicts == {"1": Verdict.PASSED, "2": Verdict.REJECTED}


def test_several_choices_count_once_each_for_one_participant() -> None:
    counted = tally((PLACES,), HUNDRED, [ballot(q3=("1", "3")), ballot(q3=("3",))])[0]
    assert counted.participating.heads == 2
    assert [counted.counts[key].heads for key in ("1", "2", "3")] == [1, 0, 2]


def test_written_answers_take_part_and_are_not_counted_apart() -> None:
    counted = tally((WORDS,), HUNDRED, [ballot(q4="sha256:00"), ballot(q4="sha256:01")])[0]
    assert counted.participating.heads == 2
    assert counted.counts == {}


answers = st.fixed_dictionaries(
    {},
    optional={
        1: st.sampled_from([*CONSENT.choices, "void"]),
        2: st.sampled_from(PLANS.choices),
        3: st.lists(st.sampled_from(["1", "2", "3"]), min_size=1, unique=True).map(tuple),
    },
)
elections = st.lists(st.builds(CountedBallot, st.integers(1, 300_00), answers), max_size=60)


def electorate_of(ballots: list[CountedBallot]) -> Weight:
    return Weight(len(ballots) + 5, sum(b.area for b in ballots) + 500_00)


@given(ballots=elections)
def test_the_sum_of_the_parts_is_the_whole(ballots: list[CountedBallot]) -> None:
    for counted in tally(
        QUESTIONS[:2], electorate_of(ballots), [CountedBallot(b.area, _without_3(b)) for b in ballots]
    ):
        assert sum(counted.counts.values(), Weight()) == counted.participating
        blank = [b for b in ballots if counted.question.number not in b.answers]
        everyone = counted.participating + counted.void + Weight(len(blank), sum(b.area for b in blank))
        assert everyone == Weight(len(ballots), sum(b.area for b in ballots))


def _without_3(one: CountedBallot) -> dict[int, Answer]:
    return {number: answer for number, answer in one.answers.items() if number != 3}


@given(ballots=elections, seed=st.integers())
def test_the_order_of_ballots_does_not_matter(ballots: list[CountedBallot], seed: int) -> None:
    shuffled = random.Random(seed).sample(ballots, len(ballots))
    whole = electorate_of(ballots)
    assert tally(QUESTIONS, whole, ballots) == tally(QUESTIONS, whole, shuffled)


@pytest.mark.parametrize("rule", sorted(RULES))
@given(ballots=elections)
def test_every_question_has_an_outcome_for_every_rule(rule: str, ballots: list[CountedBallot]) -> None:
    for counted in tally(QUESTIONS, electorate_of(ballots), ballots):
        for outcome in counted.outcomes(RULES[rule]).values():
            assert outcome.verdict in Verdict


@given(ballots=elections, index=st.integers(0, 59))
def test_turning_an_opponent_into_a_supporter_never_loses_a_passed_vote(
    ballots: list[CountedBallot], index: int
) -> None:
    opposed = [n for n, b in enumerate(ballots) if b.answers.get(1) in ("oppose", "abstain")]
    if not opposed:
        return
    turned = opposed[index % len(opposed)]
    changed = list(ballots)
    changed[turned] = CountedBallot(ballots[turned].area, {**ballots[turned].answers, 1: "agree"})
    whole = electorate_of(ballots)
    for rule in ("general", "special", "unanimous"):
        before = tally((CONSENT, *QUESTIONS[1:]), whole, ballots)[0].outcome_of("agree", RULES[rule]).verdict
        after = tally((CONSENT, *QUESTIONS[1:]), whole, changed)[0].outcome_of("agree", RULES[rule]).verdict
        assert not (before is Verdict.PASSED and after is not Verdict.PASSED)
