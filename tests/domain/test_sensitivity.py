"""Each disputed reading turns exactly the vote that hangs on it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Verdict
from consult.domain.deemed import Service
from consult.domain.question import Option, Question, QuestionType
from consult.domain.rules import RULES
from consult.domain.sensitivity import Holder, Read, Reading, sensitivity

CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
FLAT = 80_00


def flats(n: int, answer: str | None = None, **more: object) -> list[Holder]:
    answers = None if answer is None else {1: answer} if answer else {}
    return [replace(Holder((FLAT,), answers=answers), **more)] * n


def read(holders: list[Holder], rule: str = "general") -> dict[Reading, Read]:
    return {found.reading: found for found in sensitivity((CONSENT,), RULES[rule], holders)}


def verdict(found: Read) -> Verdict:
    return found.outcomes[1, "agree"].verdict


@pytest.mark.parametrize(
    ("holders", "rule", "hangs_on"),
    [
        pytest.param([*flats(80, "agree"), *flats(20)], "general", set(), id="a clear vote hangs on nothing"),
        pytest.param(
            [*flats(49, "agree"), *flats(30, "oppose"), *flats(21, "abstain")],
            "general",
            {Reading.ABSTENTIONS_OUT},
            id="abstentions decide",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(10, is_invalid=True), *flats(30)],
            "general",
            {Reading.INVALID_TAKES_PART},
            id="invalid ballots make the quorum",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(10, service=Service.IN_PERSON), *flats(30)],
            "general",
            {Reading.SILENT_ABSTAIN, Reading.SILENT_JOIN_MAJORITY},
            id="the silent who were served make the quorum",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(40, service=Service.LETTERBOX)],
            "general",
            set(),
            id="a letterbox serves nobody",
        ),
        pytest.param(
            [Holder((FLAT,) * 30, answers={1: "agree"}), *flats(20, "oppose")],
            "general",
            {Reading.HEADS_BY_UNIT},
            id="an owner of many flats is one head",
        ),
        pytest.param(
            [Holder((FLAT,), (40_00,) * 3, {1: "oppose"}), *flats(2, "agree"), *flats(1)],
            "general",
            {Reading.PARKING_COUNTS},
            id="parking weighs",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(10, ""), *flats(30)],
            "general",
            {Reading.BLANK_ABSTAINS},
            id="blanks make the quorum",
        ),
    ],
)
def test_what_a_vote_hangs_on(holders: list[Holder], rule: str, hangs_on: set[Reading]) -> None:
    found = read(holders, rule)
    assert {reading for reading, one in found.items() if one.is_decisive} == hangs_on, {
        reading: verdict(one) for reading, one in found.items() if one.outcomes
    }


@pytest.mark.parametrize("rule", ["special", "lift"])
def test_silence_cannot_be_read_into_a_special_matter(rule: str) -> None:
    found = read([*flats(60, "agree"), *flats(40, service=Service.IN_PERSON)], rule)
    for reading in (Reading.SILENT_ABSTAIN, Reading.SILENT_JOIN_MAJORITY):
        refused = found[reading].refused
        assert refused is not None
        assert refused.reason == "deeming-not-allowed"


def test_silence_joins_no_side_where_none_is_larger() -> None:
    found = read([*flats(40, "agree"), *flats(40, "oppose"), *flats(20, service=Service.IN_PERSON)])
    refused = found[Reading.SILENT_JOIN_MAJORITY].refused
    assert refused is not None
    assert refused.reason == "deeming-undecided"


def test_plans_are_read_one_by_one() -> None:
    plans = Question(
        1,
        QuestionType.CHOOSE_ONE,
        {"zh": "材质"},
        options=(Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"})),
        can_refuse=True,
    )
    holders = [*flats(49, "1"), *flats(30, "2"), *flats(21, "abstain")]
    found = {one.reading: one for one in sensitivity((plans,), RULES["general"], holders)}
    assert found[Reading.ABSTENTIONS_OUT].changed == ((1, "1"),)


@given(
    st.lists(
        st.builds(
            Holder,
            st.lists(st.integers(1, 200_00), min_size=1, max_size=3).map(tuple),
            st.lists(st.integers(1, 20_00), max_size=2).map(tuple),
            st.none() | st.sampled_from(["agree", "oppose", "abstain"]).map(lambda answer: {1: answer}),
            st.booleans(),
            st.sampled_from(Service),
        ),
        max_size=30,
    ),
    st.sampled_from(sorted(RULES)),
)
def test_every_reading_answers_or_says_why_not(holders: list[Holder], rule: str) -> None:
    for found in sensitivity((CONSENT,), RULES[rule], holders):
        assert (found.refused is None) is bool(found.outcomes)
        assert not (found.reading is Reading.AS_DECIDED and found.is_decisive)
