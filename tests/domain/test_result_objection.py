"""When an objection is taken, what it must say, and who decides it how."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest

from consult.domain.refusal import Refusal
from consult.domain.result_objection import (
    LONGEST_OBJECTION,
    MOST_WAITING,
    Matter,
    Outcome,
    PostingDays,
    check_day,
    check_decision,
    check_objection,
    check_raiser,
    posting_days,
    refuse_decided,
)
from consult.wording.language import SHANGHAI

CLOSED = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
POSTED = PostingDays(date(2026, 12, 30), date(2027, 1, 6))
MIDNIGHT = datetime(2027, 1, 6, 16, 0, tzinfo=UTC)
"""Midnight in Shanghai after the last day."""


def today(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def test_the_days_are_those_of_the_estates_clock() -> None:
    assert posting_days(CLOSED, SHANGHAI, days=7) == POSTED
    late = datetime(2026, 12, 30, 16, 30, tzinfo=UTC)
    assert posting_days(late, SHANGHAI, days=7) == PostingDays(date(2026, 12, 31), date(2027, 1, 7))
    assert posting_days(None, SHANGHAI, days=7) is None


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(CLOSED, id="on the day of the count"),
        pytest.param(MIDNIGHT - timedelta(microseconds=1), id="the last moment of the last day"),
    ],
)
def test_in_time(now: datetime) -> None:
    check_day(POSTED, today(now), today(now))


def test_a_moment_later_it_is_too_late() -> None:
    with pytest.raises(Refusal, match="objection-too-late") as late:
        check_day(POSTED, today(MIDNIGHT), today(MIDNIGHT))
    assert late.value.details == {"last": date(2027, 1, 6)}


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        pytest.param(date(2026, 12, 29), "objection-received-before", id="the day before the posting"),
        pytest.param(date(2026, 12, 30), "", id="the first day"),
        pytest.param(date(2027, 1, 6), "", id="received on the last day and entered later"),
        pytest.param(date(2027, 1, 7), "objection-too-late", id="the day after the last"),
        pytest.param(date(2027, 1, 11), "objection-received-later", id="a day that has not come"),
    ],
)
def test_a_letter_counts_by_the_day_it_was_received(received: date, reason: str) -> None:
    with pytest.raises(Refusal, match=reason) if reason else nullcontext():
        check_day(POSTED, received, date(2027, 1, 10))


def test_nothing_is_taken_before_the_result_is_posted() -> None:
    with pytest.raises(Refusal, match="objection-too-early"):
        check_day(None, date(2026, 12, 30), date(2026, 12, 30))


@pytest.mark.parametrize(
    ("matter", "said", "waiting", "reason"),
    [
        pytest.param("weather", "x", 0, "unknown-objection-matter", id="nothing on the list"),
        pytest.param("count", " \u200e\n ", 0, "objection-without-words", id="words that nobody sees"),
        pytest.param("count", "票" * (LONGEST_OBJECTION + 1), 0, "objection-words-too-long", id="one sign too long"),
        pytest.param("count", "x", MOST_WAITING, "too-many-objections", id="one more than may wait"),
    ],
)
def test_what_an_objection_must_say(matter: str, said: str, waiting: int, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check_objection(matter, said, waiting)


def test_as_long_as_allowed_and_as_many() -> None:
    said = "票" * LONGEST_OBJECTION
    assert check_objection("count", f"  {said}\r\n", MOST_WAITING - 1) == (Matter.COUNT, said)
    assert check_raiser(" 王芳 2号301室 ") == "王芳 2号301室"


@pytest.mark.parametrize(("name", "reason"), [(" ", "objection-without-name"), ("王" * 61, "objection-name-too-long")])
def test_a_letter_has_a_writer(name: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check_raiser(name)


def test_whoever_comes_second_is_told_of_the_first_decision_before_all_else() -> None:
    with pytest.raises(Refusal, match="objection-decided"):
        check_decision("", "", CLOSED, ["钱敏"], by="钱敏")


@pytest.mark.parametrize(
    ("outcome", "reason", "by", "refused"),
    [
        pytest.param("withdrawn", "x", "钱敏", "unknown-objection-outcome", id="only a household takes one back"),
        pytest.param("upheld", " ", "钱敏", "objection-without-reason", id="without a reason"),
        pytest.param("upheld", "x", "丁 一平", "objection-own", id="by somebody whom it concerns"),
    ],
)
def test_what_is_no_decision(outcome: str, reason: str, by: str, refused: str) -> None:
    with pytest.raises(Refusal, match=refused):
        check_decision(outcome, reason, None, ["丁一平"], by=by)


def test_a_decision() -> None:
    assert check_decision("partly", " 已核对 ", None, ["丁一平"], by="钱敏") == (Outcome.PARTLY, "已核对")
    refuse_decided(None)
