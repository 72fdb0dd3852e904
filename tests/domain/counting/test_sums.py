"""The sums: a ballot read from the book's text adds the same as its answers do, and places add up to the whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Weight
from consult.domain.counting.sums import TOOK_PART, WRITTEN, Key, Sums
from consult.domain.ledger import canonical
from consult.domain.question import Answer, Option, Question, QuestionType, Rows, Scores
from consult.domain.question_json import answers_to_json

OPTIONS = tuple(Option(str(n), {"zh": f"{n}号"}) for n in range(1, 4))


def asked(number: int, kind: QuestionType, *, can_refuse: bool = False) -> Question:
    options = () if kind in (QuestionType.CONSENT, QuestionType.TEXT, QuestionType.NUMBER) else OPTIONS
    return Question(number, kind, {"zh": "问"}, options=options, can_refuse=can_refuse)


CONSENT = asked(1, QuestionType.CONSENT)
PLANS = asked(2, QuestionType.CHOOSE_ONE, can_refuse=True)
ROWS = asked(3, QuestionType.EACH_PLAN)
SOME = asked(4, QuestionType.CHOOSE_SOME)
SCORE = asked(5, QuestionType.SCORE)
TEXT = asked(6, QuestionType.TEXT)
NUMBER = asked(7, QuestionType.NUMBER)
RANK = asked(10, QuestionType.RANK)
EVERYTHING = (CONSENT, PLANS, ROWS, SOME, SCORE, TEXT, NUMBER, RANK)

SIDE = st.sampled_from(["agree", "oppose", "abstain", "void"])
KEY = st.sampled_from([option.key for option in OPTIONS])
ONE_ANSWER: Mapping[int, st.SearchStrategy[Answer]] = {
    1: SIDE,
    2: st.sampled_from(["1", "2", "3", "none", "abstain", "void"]),
    3: st.dictionaries(KEY, SIDE, min_size=1).map(lambda said: Rows(sorted(said.items()))) | st.just("void"),
    4: st.lists(KEY, min_size=1, unique=True).map(tuple) | st.just("void"),
    5: st.dictionaries(KEY, st.integers(1, 5), min_size=1).map(lambda said: Scores(sorted(said.items()))),
    6: st.sampled_from(['"},"channel":"web', '有,"1":"agree"的', "sha256:00", "void", "{[", "\\"]),
    7: st.integers(-5, 5).map(str),
    10: st.permutations([option.key for option in OPTIONS]).map(tuple),
}
BALLOT = st.sets(st.sampled_from(list(ONE_ANSWER))).flatmap(
    lambda numbers: st.fixed_dictionaries({number: ONE_ANSWER[number] for number in sorted(numbers)})
)
BALLOTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 200_00), BALLOT), max_size=12)
Cast = list[tuple[int, int, dict[int, Answer]]]


def text_of(answers: Mapping[int, Answer]) -> str:
    return canonical(answers_to_json(answers))


def added(ballots: Cast, *, as_text: bool, places: int = 3) -> Sums:
    sums = Sums(EVERYTHING, places)
    for place, area, answers in ballots:
        at = place if places > 1 else 0
        if as_text:
            sums.add_text(at, area, text_of(answers))
        else:
            sums.add(at, area, answers)
    return sums


def everything_in(sums: Sums, places: int = 3) -> object:
    some = [{key: heads for key, heads in sums.heads_at(place).items() if heads} for place in range(places)]
    return sums.everyone, [sums.said_to(question) for question in EVERYTHING], some


@given(ballots=BALLOTS)
def test_a_text_adds_what_its_answers_add(ballots: Cast) -> None:
    assert everything_in(added(ballots, as_text=True)) == everything_in(added(ballots, as_text=False))


PLAIN = tuple(asked(number, QuestionType.CONSENT) for number in (1, 2, 3, 4, 5, 10))
SHORT = st.dictionaries(st.sampled_from([question.number for question in PLAIN]), SIDE)


@given(ballots=st.lists(SHORT, max_size=20))
def test_halves_of_a_text_add_what_the_whole_does(ballots: list[dict[int, Answer]]) -> None:
    # Blank questions move the middle of a text, or leave it without one.
    by_text, by_answers = Sums(PLAIN), Sums(PLAIN)
    for at, answers in enumerate(ballots):
        by_text.add_text(0, at, text_of(answers))
        by_answers.add(0, at, answers)
    assert by_text.everyone == by_answers.everyone
    for question in PLAIN:
        assert by_text.said_to(question) == by_answers.said_to(question)


def test_halves_are_remembered_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.domain.counting.sums._MOST_HALVES", 3)
    sums = Sums(PLAIN)
    for _ in range(3):
        for side in ("agree", "oppose", "abstain"):
            sums.add_text(0, 1, f'{{"1":"{side}","10":"{side}","2":"agree","3":"{side}","4":"oppose"}}')
    assert sums.said_to(PLAIN[0]) == dict.fromkeys(("agree", "oppose", "abstain"), Weight(3, 3))
    assert sums.said_to(PLAIN[3]) == {"oppose": Weight(9, 9)}


@given(ballots=BALLOTS)
def test_places_add_up_to_the_whole(ballots: Cast) -> None:
    by_place, whole = added(ballots, as_text=True), added(ballots, as_text=True, places=1)
    assert everything_in(by_place, 0) == everything_in(whole, 0)
    together: Counter[Key] = Counter()
    for place in range(3):
        together.update(by_place.heads_at(place))
    assert together == whole.heads_at(0)


@given(ballots=BALLOTS)
def test_the_sums_are_those_of_a_plain_loop(ballots: Cast) -> None:
    sums = added(ballots, as_text=True)
    assert sums.everyone == Weight(len(ballots), sum(area for _, area, _ in ballots))
    for question in (CONSENT, PLANS, SOME, SCORE, NUMBER, RANK):
        plain: dict[Answer, Weight] = {}
        for _, area, answers in ballots:
            if question.number in answers:
                said = answers[question.number]
                plain[said] = plain.get(said, Weight()) + Weight(1, area)
        assert {answer: weight for answer, weight in sums.said_to(question).items() if weight.heads} == plain


@pytest.mark.parametrize(
    ("question", "answer", "comes_to"),
    [
        pytest.param(CONSENT, "void", {"void"}, id="a void row is nothing else"),
        pytest.param(PLANS, "none", {"none"}, id="one choice is itself"),
        pytest.param(SOME, ("1", "3"), {TOOK_PART, "1", "3"}, id="several choices overlap"),
        pytest.param(RANK, ("3", "1"), {TOOK_PART, "3"}, id="an order counts for its first"),
        pytest.param(SCORE, Scores([("1", 5)]), {TOOK_PART, "1"}, id="scores count for what they score"),
        pytest.param(NUMBER, "7", {TOOK_PART}, id="a figure has no choices"),
        pytest.param(TEXT, "sha256:00", {WRITTEN}, id="written answers are one"),
        pytest.param(SOME, "void", {"void"}, id="void choices take no part"),
    ],
)
def test_what_an_answer_comes_down_to_at_a_place(question: Question, answer: Answer, comes_to: set[Answer]) -> None:
    sums = Sums(EVERYTHING)
    sums.add(0, 80_00, {question.number: answer})
    assert sums.heads_at(0) == {(question.number, key): 1 for key in comes_to}
    assert sums.everyone == Weight(1, 80_00)


def test_the_largest_areas_never_spill_into_the_heads() -> None:
    sums = Sums((CONSENT,))
    for _ in range(3):
        sums.add_text(0, 2**63 - 1, '{"1":"agree"}')
    assert sums.said_to(CONSENT) == {"agree": Weight(3, 3 * (2**63 - 1))}


def test_an_answer_to_a_question_that_is_not_counted_adds_to_nothing() -> None:
    sums = Sums((CONSENT,))
    sums.add_text(0, 1, '{"2":"agree"}')
    assert (sums.everyone, sums.said_to(CONSENT)) == (Weight(1, 1), {})


def test_pieces_inside_an_answer_are_never_taken_for_answers() -> None:
    # "1":"agree" is known as a piece once it was said; the same characters also stand inside the rows of question 3.
    sums = Sums(EVERYTHING)
    sums.add_text(0, 1, '{"1":"agree"}')
    sums.add_text(0, 1, '{"3":{"1":"agree","2":"oppose"}}')
    sums.add_text(0, 1, '{"3":{"2":"oppose","1":"agree"},"1":"oppose"}')
    assert sums.said_to(CONSENT) == {"agree": Weight(1, 1), "oppose": Weight(1, 1)}


def test_memory_grows_with_what_can_be_said_and_not_with_the_ballots() -> None:
    sums = Sums((CONSENT, TEXT), 2)
    for n in range(5_000):
        sums.add_text(n % 2, 1, json.dumps({"1": "agree", "6": f"sha256:{n}"}, separators=(",", ":")))
    kept = sum(len(part) for part in vars(sums).values() if isinstance(part, dict | list))
    assert kept < 20
    assert sums.said_to(TEXT) == {WRITTEN: Weight(5_000, 5_000)}
