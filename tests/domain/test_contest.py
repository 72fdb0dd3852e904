"""When a household may contest its ballot, who decides, and when a result is final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.contest import (
    LONGEST_WORDS,
    Contested,
    Ruling,
    check_contest,
    check_ruling,
    counts_instead,
    may_contest_again,
)
from consult.domain.correction import Correctable, check_correctable, check_proposal, check_second_person
from consult.domain.objection import is_final, objections_end
from consult.domain.refusal import Refusal
from consult.wording.language import SHANGHAI

NOW = datetime(2027, 1, 2, 4, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("closed", "ends"),
    [
        pytest.param(
            "2026-12-30T18:00+08:00", "2027-01-07T00:00+08:00", id="seven whole days after the day of closing"
        ),
        pytest.param("2026-12-30T23:59+08:00", "2027-01-07T00:00+08:00", id="the day is that of the estate"),
        pytest.param("2026-12-30T16:00+00:00", "2027-01-08T00:00+08:00", id="midnight in Shanghai is the next day"),
    ],
)
def test_the_objection_period_ends_at_midnight(closed: str, ends: str) -> None:
    assert objections_end(datetime.fromisoformat(closed), SHANGHAI, days=7) == datetime.fromisoformat(ends)


def test_rules_of_procedure_may_give_more_days() -> None:
    closed = datetime.fromisoformat("2026-12-30T18:00+08:00")
    assert objections_end(closed, SHANGHAI, days=15) == datetime.fromisoformat("2027-01-15T00:00+08:00")


def test_an_open_vote_has_no_end_of_objections() -> None:
    assert objections_end(None, SHANGHAI, days=7) is None
    assert not is_final(None, SHANGHAI, days=7, now=NOW, open_cases=0)


@pytest.mark.parametrize(
    ("before", "cases", "final"),
    [
        pytest.param(TICK, 0, False, id="a moment before its end"),
        pytest.param(timedelta(), 0, True, id="at its end"),
        pytest.param(timedelta(), 1, False, id="at its end with a case undecided"),
    ],
)
def test_when_a_result_is_final(before: timedelta, cases: int, final: bool) -> None:
    ends = objections_end(NOW, SHANGHAI, days=7)
    assert ends is not None
    assert is_final(NOW, SHANGHAI, days=7, now=ends - before, open_cases=cases) is final


def reason_of(refusing: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        refusing()
    return refused.value.reason


def test_a_contest_names_the_ballot_that_counts_and_comes_in_time() -> None:
    assert check_contest(7, {7}, "  没交过\n", ends=None, now=NOW) == "没交过"
    assert check_contest(7, {7}, "", ends=NOW + TICK, now=NOW) == ""
    assert check_contest(7, {7}, "字" * LONGEST_WORDS, ends=None, now=NOW)
    assert reason_of(lambda: check_contest(7, {7}, "", ends=NOW, now=NOW)) == "contest-too-late"
    assert reason_of(lambda: check_contest(7, {8}, "", ends=None, now=NOW)) == "nothing-to-contest"
    assert reason_of(lambda: check_contest(7, set(), "", ends=None, now=NOW)) == "nothing-to-contest"
    assert check_contest(7, {2, 7}, "", ends=None, now=NOW) == ""
    too_long = "字" * (LONGEST_WORDS + 1)
    assert reason_of(lambda: check_contest(7, {7}, too_long, ends=None, now=NOW)) == "contest-words-too-long"


def test_who_entered_a_ballot_does_not_decide_about_it() -> None:
    case = Contested(("钱敏", "马建国"))
    assert check_ruling("dismissed", "签名一致", case, by="丁一平") is Ruling.DISMISSED
    for name in case.hands:
        assert reason_of(lambda by=name: check_ruling("upheld", "不符", case, by=by)) == "ruling-on-own-entry"
    assert reason_of(lambda: check_ruling("", "不符", case, by="丁一平")) == "unknown-ruling"
    assert reason_of(lambda: check_ruling("upheld", "\n", case, by="丁一平")) == "ruling-without-reason"
    decided = Contested((), ruled_at=NOW)
    assert reason_of(lambda: check_ruling("upheld", "不符", decided, by="丁一平")) == "ruled-already"


def test_what_can_be_corrected() -> None:
    ballot = Correctable("钱敏")
    check_correctable(ballot, ends=None, now=NOW)
    for settled in ("first-stands", "second-counts"):
        check_correctable(Correctable("钱敏", settled=settled), ends=NOW + TICK, now=NOW)
    for seen, reason in (
        (None, "nothing-to-correct"),
        (Correctable(""), "correction-of-own-answer"),
        (Correctable("钱敏", settled="neither-counts"), "correction-of-uncounted"),
    ):
        assert reason_of(lambda one=seen: check_correctable(one, ends=None, now=NOW)) == reason
    assert reason_of(lambda: check_correctable(ballot, ends=NOW, now=NOW)) == "correction-too-late"


def test_a_proposal_has_reason_evidence_and_an_effect() -> None:
    ballot = Correctable("钱敏")
    assert check_proposal(ballot, " 录错 ", has_evidence=True, changes=True) == "录错"
    waiting = Correctable("钱敏", waiting_by="冯海")
    for seen, said, proved, changes, reason in (
        (waiting, "录错", True, True, "correction-waiting"),
        (ballot, " ", True, True, "correction-without-reason"),
        (ballot, "录错", False, True, "correction-without-evidence"),
        (ballot, "录错", True, False, "correction-changes-nothing"),
    ):
        assert (
            reason_of(lambda a=seen, b=said, c=proved, d=changes: check_proposal(a, b, has_evidence=c, changes=d))
            == reason
        )


def test_two_people() -> None:
    check_second_person("钱敏", None, by="丁一平")
    assert reason_of(lambda: check_second_person("钱敏", None, by="钱敏")) == "correction-alone"
    assert reason_of(lambda: check_second_person("钱敏", NOW, by="丁一平")) == "correction-decided"


@pytest.mark.parametrize(
    ("fallen", "own", "line"),
    [
        pytest.param({2}, [5, 9], 5, id="the first of its own that were kept"),
        pytest.param({2, 5}, [5, 9], 9, id="the next of its own when the first of them fell too"),
        pytest.param({5}, [9], 2, id="the first ballot when only a second one fell"),
        pytest.param({2}, [], None, id="nothing is left of its own"),
        pytest.param({2, 5}, [5], None, id="all of them fell"),
    ],
)
def test_which_ballot_counts_when_contests_were_upheld(fallen: set[int], own: list[int], line: int | None) -> None:
    assert counts_instead(fallen, 2, own) == line


@pytest.mark.parametrize(
    ("changed", "is_decided", "again"),
    [
        pytest.param(0, True, False, id="nothing was done to it since"),
        pytest.param(6, True, False, id="corrected just before it was contested"),
        pytest.param(8, True, True, id="corrected just after it was contested"),
        pytest.param(8, False, False, id="the case still waits, and speaks of it too"),
    ],
)
def test_when_a_ballot_is_contested_again(changed: int, is_decided: bool, again: bool) -> None:
    assert may_contest_again(7, changed, is_decided=is_decided) is again
