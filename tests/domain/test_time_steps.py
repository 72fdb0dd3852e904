"""Steps of time: where each ends, and that none is empty, doubled or beyond what is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consult.domain.time_steps import MOST_STEPS, is_by_hour, step_ends

SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENED = datetime(2026, 12, 16, 9, 0, tzinfo=SHANGHAI)


def said(ends: list[datetime]) -> list[str]:
    return [f"{end.astimezone(SHANGHAI):%d %H:%M}" for end in ends]


@pytest.mark.parametrize("passed", [timedelta(0), -timedelta(hours=1)], ids=["nothing passed", "it lies ahead"])
def test_no_step_where_no_time_passed(passed: timedelta) -> None:
    assert step_ends(OPENED, OPENED + passed, SHANGHAI) == []


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (1, ["16 09:01"]),
        (60, ["16 10:00"]),
        (61, ["16 10:00", "16 10:01"]),
        (120, ["16 10:00", "16 11:00"]),
    ],
    ids=["one minute is one step", "a whole hour once", "the begun hour by itself", "two hours"],
)
def test_hours_end_on_the_hour_and_the_last_step_now(minutes: int, expected: list[str]) -> None:
    assert said(step_ends(OPENED, OPENED + timedelta(minutes=minutes), SHANGHAI)) == expected


def test_exactly_two_days_are_told_by_hours_and_longer_by_days() -> None:
    two_days = OPENED + timedelta(hours=48)
    assert is_by_hour(OPENED, two_days)
    assert len(step_ends(OPENED, two_days, SHANGHAI)) == 48
    longer = two_days + timedelta(seconds=1)
    assert said(step_ends(OPENED, longer, SHANGHAI)) == ["17 00:00", "18 00:00", "18 09:00"]


def test_an_end_at_midnight_is_no_step_of_its_own() -> None:
    midnight = datetime(2026, 12, 20, tzinfo=SHANGHAI)
    ends = step_ends(OPENED, midnight, SHANGHAI)
    assert said(ends) == ["17 00:00", "18 00:00", "19 00:00", "20 00:00"]
    assert ends[-1] == midnight


@pytest.mark.parametrize("days", [58, 59, 60, 61, 119, 400])
def test_there_are_never_more_points_than_an_eye_tells_apart(days: int) -> None:
    until = OPENED + timedelta(days=days)
    ends = step_ends(OPENED, until, SHANGHAI)
    assert len(ends) <= MOST_STEPS + 1
    assert ends == sorted(set(ends))
    assert ends[-1] == until


def test_a_day_on_which_the_clock_changes_ends_at_its_own_midnight() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begins = datetime(2026, 10, 23, 9, tzinfo=berlin)
    ends = step_ends(begins, begins + timedelta(days=4), berlin)
    assert [end.astimezone(berlin).hour for end in ends[:-1]] == [0, 0, 0, 0]
    assert ends[2] - ends[1] == timedelta(hours=25)
    assert all(end.tzinfo is UTC for end in ends[:-1])
