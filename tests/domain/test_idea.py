"""What may be sent as an idea, how it is judged and answered, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.consultation import State
from consult.domain.idea import (
    LONGEST_IDEA,
    MOST_A_DAY,
    MOST_IN_ALL,
    Asking,
    IdeaAnswer,
    IdeaKind,
    IdeaState,
    check_idea,
    check_idea_answer,
    check_ruling,
    refuse_over_budget,
    refuse_unasked,
    same_words,
    takes_ideas,
)
from consult.domain.refusal import Refusal

OPENS = datetime(2026, 12, 20, 1, 0, tzinfo=UTC)
EARLIER = OPENS - timedelta(seconds=1)


def reason_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.reason


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(" 装个雨棚 ", "装个雨棚", id="blanks around go"),
        pytest.param("字" * LONGEST_IDEA, "字" * LONGEST_IDEA, id="exactly as long as allowed"),
        pytest.param("👵🏼雨" * 166, "👵🏼雨" * 166, id="emoji count by code points"),
        pytest.param("\u202e棚\u2067雨\x00\u200f", "棚雨", id="marks that turn the writing go"),
        pytest.param("<script>alert(1)</script>", "<script>alert(1)</script>", id="tags are words"),
        pytest.param("مظلة", "مظلة", id="a text from right to left stays"),
        pytest.param("一\r\n\r\n\r\n\r\n二", "一\n\n二", id="many empty lines are one"),
        pytest.param(
            "3号楼电梯口装扶手，2室1厅的也要，预算1200元", "3号楼电梯口装扶手，2室1厅的也要，预算1200元", id="no door"
        ),
        pytest.param("3号楼 1200元够了", "3号楼 1200元够了", id="a price after a building"),
    ],
)
def test_an_idea_that_is_taken(text: str, kept: str) -> None:
    assert check_idea("idea", text) == (IdeaKind.IDEA, kept)


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        pytest.param("idea", "字" * (LONGEST_IDEA + 1), "idea-too-long", id="one longer than allowed"),
        pytest.param("idea", " \u202e\n", "idea-without-words", id="nothing to be seen"),
        pytest.param("idea", "👍👍！", "idea-without-words", id="signs alone"),
        pytest.param("vote", "雨棚", "unknown-idea-kind", id="neither idea nor comment"),
        pytest.param("comment", "101室太吵", "idea-tells-a-door", id="a room"),
        pytest.param("comment", "１０１室太吵", "idea-tells-a-door", id="a room in wide digits"),
        pytest.param("comment", "12号楼301漏水", "idea-tells-a-door", id="a building with a room"),
        pytest.param("comment", "Room 302 is loud", "idea-tells-a-door", id="a room in English"),
        pytest.param("comment", "打138 1234 5678", "idea-tells-a-door", id="a mobile number"),
        pytest.param("comment", "31010119520101123X", "idea-tells-a-door", id="an identity number"),
    ],
)
def test_an_idea_that_is_refused(kind: str, text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_idea(kind, text)
    assert reason_of(refused) == reason


@pytest.mark.parametrize(
    ("asking", "state", "now", "taken"),
    [
        pytest.param(Asking.ASKED, State.ANNOUNCED, EARLIER, True, id="the second before opening"),
        pytest.param(Asking.ASKED, State.ANNOUNCED, OPENS, False, id="exactly at opening, though nobody opened it"),
        pytest.param(Asking.ASKED, State.OPEN, EARLIER, False, id="open"),
        pytest.param(Asking.ENDED, State.ANNOUNCED, EARLIER, False, id="the committee ended it"),
        pytest.param(Asking.NEVER, State.ANNOUNCED, EARLIER, False, id="nobody asked"),
        pytest.param(Asking.ASKED, State.DRAFT, EARLIER, False, id="a draft"),
    ],
)
def test_when_ideas_are_taken(asking: Asking, state: State, now: datetime, taken: bool) -> None:
    assert takes_ideas(asking, state, OPENS, now) is taken
    if not taken:
        with pytest.raises(Refusal) as refused:
            refuse_unasked(asking, state, OPENS, now)
        assert reason_of(refused) == ("ideas-ended" if asking is Asking.ASKED else "ideas-not-asked")


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param("装个 雨棚！", "装个雨棚", True, id="blanks and signs aside"),
        pytest.param("Ａdd a ROOF", "add a roof.", True, id="wide letters and case aside"),
        pytest.param("装个雨棚", "装两个雨棚", False, id="another word"),
    ],
)
def test_the_same_words(one: str, other: str, is_same: bool) -> None:
    assert (same_words(one) == same_words(other)) is is_same


@pytest.mark.parametrize(
    ("today", "in_all", "reason"),
    [
        pytest.param(MOST_A_DAY - 1, MOST_IN_ALL - 1, "", id="one fewer of each"),
        pytest.param(MOST_A_DAY, MOST_A_DAY, "too-many-ideas-today", id="as many today as may"),
        pytest.param(0, MOST_IN_ALL, "too-many-ideas", id="as many in all as may"),
    ],
)
def test_the_budget_of_a_household(today: int, in_all: int, reason: str) -> None:
    if not reason:
        refuse_over_budget(today, in_all)
        return
    with pytest.raises(Refusal) as refused:
        refuse_over_budget(today, in_all)
    assert reason_of(refused) == reason


@pytest.mark.parametrize(
    ("ruling", "why", "said", "kept"),
    [
        pytest.param("shown", "names", "x", (IdeaState.SHOWN, "", ""), id="let through needs no reason"),
        pytest.param("refused", "advert", "", (IdeaState.REFUSED, "advert", ""), id="a reason of the list"),
        pytest.param("refused", "other", " 请改 ", (IdeaState.REFUSED, "other", "请改"), id="another in words"),
    ],
)
def test_a_ruling(ruling: str, why: str, said: str, kept: tuple[IdeaState, str, str]) -> None:
    assert check_ruling(ruling, why, said) == kept


@pytest.mark.parametrize(
    ("ruling", "why", "said", "reason"),
    [
        pytest.param("withdrawn", "", "", "unknown-idea-ruling", id="only a household takes back"),
        pytest.param("refused", "", "不好", "idea-ruling-without-reason", id="no reason of the list"),
        pytest.param("refused", "other", " ", "idea-ruling-without-reason", id="another without words"),
        pytest.param("refused", "other", "字" * (LONGEST_IDEA + 1), "idea-words-too-long", id="too many words"),
    ],
)
def test_a_ruling_that_is_refused(ruling: str, why: str, said: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_ruling(ruling, why, said)
    assert reason_of(refused) == reason


def test_an_answer_carries_its_reason() -> None:
    assert check_idea_answer("partly", " 先装一处 ") == (IdeaAnswer.PARTLY, "先装一处")


@pytest.mark.parametrize(
    ("answer", "said", "reason"),
    [
        pytest.param("", "好", "unknown-idea-answer", id="nothing chosen"),
        pytest.param("adopted", " ", "idea-answer-without-reason", id="no reason"),
        pytest.param("declined", "101室提过了", "idea-tells-a-door", id="a room in public"),
    ],
)
def test_an_answer_that_is_refused(answer: str, said: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_idea_answer(answer, said)
    assert reason_of(refused) == reason
