"""A row for each plan: every row is counted and judged like a consent question of its own."""

import tracemalloc
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Verdict, Weight
from consult.domain.counting.tally import BallotReading, CountedBallot, QuestionTally, tally
from consult.domain.question import Answer, Condition, Option, Question, QuestionType, Rows
from consult.domain.rules import RULES

CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
PLANS = Question(
    2,
    QuestionType.EACH_PLAN,
    {"zh": "三家物业公司，逐家表决"},
    options=tuple(Option(str(n), {"zh": f"方案{n}"}) for n in range(1, 4)),
)
ONE_PLAN = Question(1, QuestionType.EACH_PLAN, {"zh": "是否同意？"}, options=(Option("1", {"zh": "唯一方案"}),))
CHOICE = Question(
    3, QuestionType.CHOOSE_ONE, {"zh": "颜色"}, options=(Option("1", {"zh": "红"}), Option("2", {"zh": "灰"}))
)
HUNDRED = Weight(100, 10_000_00)


def rows(**sides: str) -> Rows:
    return Rows(sorted((name[1:], side) for name, side in sides.items()))


def ballot(said: Answer | None = None, area: int = 100_00, **others: Answer) -> CountedBallot:
    answers = {int(name[1:]): answer for name, answer in others.items()}
    return CountedBallot(area, answers if said is None else answers | {2: said})


def counted_plans(ballots: list[CountedBallot], electorate: Weight = HUNDRED) -> QuestionTally:
    return tally((PLANS,), electorate, ballots)[0]


def test_a_row_left_blank_is_not_taking_part_in_that_row() -> None:
    counted = counted_plans([ballot(rows(p1="agree", p2="oppose")), ballot(rows(p1="abstain"))])
    assert [counted.rows[key].participating.heads for key in ("1", "2", "3")] == [2, 1, 0]
    assert [counted.blank_in(key).heads for key in ("1", "2", "3")] == [0, 1, 2]
    assert counted.participating == Weight(2, 200_00)
    assert counted.expressed == Weight(1, 100_00)
    assert (counted.counts, counted.said) == ({}, {})


def test_a_blank_row_abstains_where_the_rules_of_procedure_say_so() -> None:
    counted = counted_plans([ballot(rows(p1="agree")), ballot(rows(p2="agree")), ballot(q3="1")])
    figures = counted.figures_of("1", BallotReading(blank_abstains=True))
    assert (figures.participating.heads, figures.expressed.heads, figures.agree.heads) == (3, 1, 1)


def test_a_void_row_voids_that_row_only() -> None:
    counted = counted_plans([ballot(rows(p1="void", p2="agree")), ballot(rows(p1="void"))])
    assert (counted.rows["1"].participating.heads, counted.rows["1"].void.heads) == (0, 2)
    assert counted.rows["2"].counts["agree"] == Weight(1, 100_00)
    # Whose every mark is void did not answer the question; whose other row stands did.
    assert (counted.participating.heads, counted.void.heads, counted.blank.heads) == (1, 1, 0)
    assert counted.figures_of("1", BallotReading(invalid_takes_part=True)).participating.heads == 2


def test_abstaining_takes_part_in_the_row_without_agreeing() -> None:
    row = counted_plans([ballot(rows(p1="abstain")), ballot(rows(p1="oppose"))]).rows["1"]
    assert (row.participating.heads, row.expressed.heads) == (2, 1)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        pytest.param({"agree": 33, "abstain": 33}, Verdict.INQUORATE, id="one head below two thirds took part"),
        pytest.param({"agree": 34, "abstain": 33}, Verdict.PASSED, id="two thirds took part and one head over half"),
        pytest.param({"agree": 34, "oppose": 34}, Verdict.REJECTED, id="exactly half agree"),
        pytest.param({"agree": 35, "oppose": 34}, Verdict.PASSED, id="one head above half agrees"),
    ],
)
def test_each_row_stands_on_the_same_edges_as_a_consent_question(said: dict[str, int], verdict: Verdict) -> None:
    ballots = [ballot(rows(p2=side)) for side, heads in said.items() for _ in range(heads)]
    # Everybody answers the first plan: that does not help the second.
    ballots += [ballot(rows(p1="agree"))] * (100 - len(ballots))
    assert counted_plans(ballots).outcome_of("2", RULES["general"]).verdict is verdict


@pytest.mark.parametrize(
    ("agreeing", "verdict"),
    [
        pytest.param(74_99, Verdict.REJECTED, id="0.01 square metres below three quarters"),
        pytest.param(75_00, Verdict.PASSED, id="exactly three quarters"),
        pytest.param(75_01, Verdict.PASSED, id="0.01 square metres above three quarters"),
    ],
)
def test_area_decides_a_row_to_the_hundredth(agreeing: int, verdict: Verdict) -> None:
    ballots = [ballot(rows(p1="agree"), area=part) for part in (agreeing - 2, 1, 1)]
    ballots.append(ballot(rows(p1="oppose"), area=100_00 - agreeing))
    assert counted_plans(ballots, Weight(4, 100_00)).outcome_of("1", RULES["special"]).verdict is verdict


def test_plans_pass_and_fail_each_alone() -> None:
    both = [ballot(rows(p1="agree", p2="agree", p3="oppose"))] * 60
    counted = counted_plans([*both, *[ballot(rows(p1="agree", p2="oppose"))] * 30])
    verdicts = {key: outcome.verdict for key, outcome in counted.outcomes(RULES["general"]).items()}
    assert verdicts == {"1": Verdict.PASSED, "2": Verdict.PASSED, "3": Verdict.INQUORATE}


def test_those_not_asked_are_neither_blank_nor_taking_part() -> None:
    asked = Question(
        2, QuestionType.EACH_PLAN, {"zh": "怎么修"}, PLANS.body, PLANS.options, show_if=Condition(1, "agree")
    )
    ballots = [ballot(rows(p1="agree"), q1="agree"), ballot(q1="agree"), ballot(q1="oppose")]
    counted = tally((CONSENT, asked), HUNDRED, ballots)[1]
    assert (counted.shown_to.heads, counted.blank_in("1").heads, counted.blank_in("2").heads) == (2, 1, 2)


def test_it_stands_beside_other_questions_in_one_consultation() -> None:
    ballots = [ballot(rows(p1="agree"), q1="agree", q3="2"), ballot(q1="oppose"), ballot(rows(p1="oppose"), q3="2")]
    consent, plans, choice = tally((CONSENT, PLANS, CHOICE), HUNDRED, ballots)
    assert [consent.counts[side].heads for side in ("agree", "oppose")] == [1, 1]
    assert [plans.rows["1"].counts[side].heads for side in ("agree", "oppose")] == [1, 1]
    assert choice.counts["2"].heads == 2
    assert (consent.rows, choice.rows) == ({}, {})


SIDES = st.sampled_from(["agree", "oppose", "abstain", "void", None])
ELECTIONS = st.lists(st.tuples(st.integers(1, 300_00), SIDES), max_size=60)


@given(said=ELECTIONS, blank=st.booleans(), invalid=st.booleans())
def test_of_one_plan_it_is_the_consent_question(
    said: list[tuple[int, str | None]], *, blank: bool, invalid: bool
) -> None:
    whole = Weight(len(said) + 3, sum(area for area, _ in said) + 300_00)
    reading = BallotReading(blank_abstains=blank, invalid_takes_part=invalid)
    asked = [CountedBallot(area, {1: side} if side else {}) for area, side in said]
    by_row = [CountedBallot(area, {1: Rows([("1", side)])} if side else {}) for area, side in said]
    consent, one_plan = tally((CONSENT,), whole, asked)[0], tally((ONE_PLAN,), whole, by_row)[0]
    assert one_plan.rows["1"].counts == consent.counts
    for name in ("participating", "expressed", "void", "blank", "shown_to"):
        assert getattr(one_plan, name) == getattr(consent, name)
    for rule in RULES.values():
        assert one_plan.outcome_of("1", rule, reading) == consent.outcome_of("agree", rule, reading)


ROWS = st.dictionaries(st.sampled_from(["1", "2", "3"]), st.sampled_from(["agree", "oppose", "abstain", "void"]))


@given(said=st.lists(st.tuples(st.integers(1, 300_00), ROWS), max_size=60))
def test_several_plans_are_as_many_consent_questions(said: list[tuple[int, dict[str, str]]]) -> None:
    alone = [Question(int(key), QuestionType.CONSENT, {"zh": "？"}) for key in ("1", "2", "3")]
    whole = Weight(len(said) + 1, sum(area for area, _ in said) + 1)
    counted = counted_plans(
        [ballot(Rows(sorted(marks.items())) if marks else None, area) for area, marks in said], whole
    )
    asked = [CountedBallot(area, {int(key): side for key, side in marks.items()}) for area, marks in said]
    for consent in tally(alone, whole, asked):
        key = str(consent.question.number)
        assert counted.outcome_of(key, RULES["general"]) == consent.outcome_of("agree", RULES["general"])


def test_memory_does_not_grow_with_the_combinations_of_rows() -> None:
    options = tuple(Option(str(n), {"zh": f"{n}"}) for n in range(9))
    many = Question(2, QuestionType.EACH_PLAN, {"zh": "？"}, options=options)
    marked = product(("agree", "oppose", "abstain"), repeat=9)
    ballots = (CountedBallot(1, {2: Rows((str(n), side) for n, side in enumerate(sides))}) for sides in marked)
    tracemalloc.start()
    counted = tally((many,), Weight(20_000, 20_000), ballots)[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted.participating.heads == 19_683
    # Kept one by one the 19 683 different ballots would take more than ten times this, in bytes.
    assert peak < 1_000_000
