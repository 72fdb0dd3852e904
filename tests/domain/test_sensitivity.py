"""Each disputed reading turns exactly the vote that hangs on it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Verdict
from consult.domain.deemed import DeemedMode, Service
from consult.domain.procedure import Procedure
from consult.domain.question import Option, Question, QuestionType
from consult.domain.rules import RULES
from consult.domain.sensitivity import Holder, Read, Reading, readings_beside, sensitivity

CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
FLAT = 80_00
CLAUSE = {"zh": "送达后未反馈的，视为同意多数意见。"}
OFF = Procedure()
ABSTAINING = Procedure(deemed=DeemedMode.ABSTAIN, clause=CLAUSE)
MAJORITY = Procedure(deemed=DeemedMode.MAJORITY, clause=CLAUSE)


def flats(n: int, answer: str | None = None, **more: object) -> list[Holder]:
    answers = None if answer is None else {1: answer} if answer else {}
    return [replace(Holder((FLAT,), answers=answers), **more)] * n


def read(
    holders: list[Holder], rule: str = "general", procedure: Procedure = OFF, question: Question = CONSENT
) -> dict[Reading, Read]:
    return {found.reading: found for found in sensitivity((question,), RULES[rule], holders, procedure)}


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
        assert refused.reason == "silence-never-read"


def test_silence_joins_no_side_where_none_is_larger() -> None:
    found = read([*flats(40, "agree"), *flats(40, "oppose"), *flats(20, service=Service.IN_PERSON)])
    refused = found[Reading.SILENT_JOIN_MAJORITY].refused
    assert refused is not None
    assert refused.reason == "deeming-undecided"


ALWAYS = {Reading.AS_DECIDED, Reading.HEADS_BY_UNIT, Reading.ABSTENTIONS_OUT}


@pytest.mark.parametrize(
    ("procedure", "others"),
    [
        pytest.param(
            OFF,
            {
                Reading.INVALID_TAKES_PART,
                Reading.BLANK_ABSTAINS,
                Reading.SILENT_ABSTAIN,
                Reading.SILENT_JOIN_MAJORITY,
                Reading.PARKING_COUNTS,
            },
            id="where the rules of procedure say nothing",
        ),
        pytest.param(
            replace(MAJORITY, invalid_takes_part=True, blank_abstains=True, parking=True, storage=True, follow=True),
            {
                Reading.INVALID_OUT,
                Reading.BLANK_OUT,
                Reading.SILENT_OUT,
                Reading.SILENT_ABSTAIN,
                Reading.FOLLOWERS_ABSTAIN,
                Reading.PARKING_OUT,
            },
            id="where they say everything",
        ),
        pytest.param(
            replace(ABSTAINING, parking=True),
            {
                Reading.INVALID_TAKES_PART,
                Reading.BLANK_ABSTAINS,
                Reading.SILENT_OUT,
                Reading.SILENT_JOIN_MAJORITY,
                Reading.PARKING_COUNTS,
                Reading.PARKING_OUT,
            },
            id="parking counts and storage does not",
        ),
    ],
)
def test_every_reading_beside_is_another_one(procedure: Procedure, others: set[Reading]) -> None:
    assert set(readings_beside(procedure)) == ALWAYS | others


@pytest.mark.parametrize(
    ("holders", "procedure", "decided", "hangs_on"),
    [
        pytest.param(
            [*flats(60, "agree"), *flats(10, service=Service.IN_PERSON), *flats(30)],
            MAJORITY,
            Verdict.PASSED,
            {Reading.SILENT_OUT},
            id="the silent make the quorum, and the procedure says they may",
        ),
        pytest.param(
            [*flats(40, "agree"), *flats(30, service=Service.IN_PERSON), *flats(30)],
            MAJORITY,
            Verdict.PASSED,
            {Reading.SILENT_OUT},
            id="as a side they pass it, without one it has no quorum",
        ),
        pytest.param(
            [*flats(33, "agree"), *flats(1, "oppose"), *flats(34, service=Service.IN_PERSON), *flats(32)],
            MAJORITY,
            Verdict.PASSED,
            {Reading.SILENT_OUT, Reading.SILENT_ABSTAIN},
            id="silence is read in three ways",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(7, is_invalid=True), *flats(33)],
            replace(OFF, invalid_takes_part=True),
            Verdict.PASSED,
            {Reading.INVALID_OUT},
            id="invalid ballots make the quorum, and the procedure says they may",
        ),
        pytest.param(
            [*flats(60, "agree"), *flats(7, ""), *flats(33)],
            replace(OFF, blank_abstains=True),
            Verdict.PASSED,
            {Reading.BLANK_OUT, Reading.ABSTENTIONS_OUT},
            id="blanks make the quorum as abstentions",
        ),
        pytest.param(
            [Holder((FLAT,), (40_00,) * 3, {1: "oppose"}), *flats(2, "agree"), *flats(1)],
            replace(OFF, parking=True),
            Verdict.REJECTED,
            {Reading.PARKING_OUT},
            id="parking weighs, and the procedure says so",
        ),
        pytest.param(
            [Holder((FLAT,), answers={1: "oppose"}, storage=(60_00,) * 2), *flats(2, "agree"), *flats(1)],
            OFF,
            Verdict.PASSED,
            {Reading.PARKING_COUNTS},
            id="storage weighs by one reading",
        ),
    ],
)
def test_what_a_vote_hangs_on_is_read_against_its_own_procedure(
    holders: list[Holder], procedure: Procedure, decided: Verdict, hangs_on: set[Reading]
) -> None:
    found = read(holders, procedure=procedure)
    assert verdict(found[Reading.AS_DECIDED]) is decided
    assert {reading for reading, one in found.items() if one.is_decisive} == hangs_on, {
        reading: verdict(one) for reading, one in found.items() if one.outcomes
    }


def test_followers_may_be_read_as_only_taking_part() -> None:
    following = replace(CONSENT, can_follow=True)
    holders = [*flats(34, "agree"), *flats(34, "follow"), *flats(32)]
    found = read(holders, procedure=replace(OFF, follow=True), question=following)
    assert verdict(found[Reading.AS_DECIDED]) is Verdict.PASSED
    assert verdict(found[Reading.FOLLOWERS_ABSTAIN]) is Verdict.REJECTED


def test_where_the_silent_have_no_side_the_decided_reading_stands_as_returned() -> None:
    found = read([*flats(40, "agree"), *flats(40, "oppose"), *flats(20, service=Service.IN_PERSON)], procedure=MAJORITY)
    assert verdict(found[Reading.AS_DECIDED]) is Verdict.REJECTED
    assert not any(one.is_decisive for one in found.values())


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
            st.lists(st.integers(1, 20_00), max_size=1).map(tuple),
        ),
        max_size=30,
    ),
    st.sampled_from(sorted(RULES)),
    st.builds(
        Procedure,
        parking=st.booleans(),
        storage=st.booleans(),
        blank_abstains=st.booleans(),
        invalid_takes_part=st.booleans(),
        deemed=st.sampled_from(DeemedMode),
    ),
)
def test_every_reading_answers_or_says_why_not(holders: list[Holder], rule: str, procedure: Procedure) -> None:
    if procedure.deems and not RULES[rule].allows_deeming:
        procedure = replace(procedure, deemed=DeemedMode.OFF)
    for found in sensitivity((CONSENT,), RULES[rule], holders, procedure):
        assert (found.refused is None) is bool(found.outcomes)
        assert not (found.reading is Reading.AS_DECIDED and found.is_decisive)
