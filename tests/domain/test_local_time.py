"""A local time that comes twice, or never, is one moment: never before the hour that was printed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from consult.domain.consultation import check_plan
from consult.domain.local_time import typed_moment
from consult.domain.refusal import Refusal
from tests.matters import a_plan

BERLIN, NEW_YORK, LORD_HOWE = (
    ZoneInfo(f"{name}") for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
)


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2026-12-16T09:00", ZoneInfo("Asia/Shanghai"), "2026-12-16T01:00"),
        ("2026-10-25T02:30", BERLIN, "2026-10-25T01:30"),
        ("2026-10-25T03:00", BERLIN, "2026-10-25T02:00"),
        ("2026-10-25T01:59", BERLIN, "2026-10-24T23:59"),
        ("2026-03-29T02:30", BERLIN, "2026-03-29T01:30"),
        ("2026-03-29T03:00", BERLIN, "2026-03-29T01:00"),
        ("2026-11-01T01:30", NEW_YORK, "2026-11-01T06:30"),
        ("2026-03-08T02:15", NEW_YORK, "2026-03-08T07:15"),
        ("2026-04-05T01:45", LORD_HOWE, "2026-04-04T15:15"),
    ],
    ids=[
        "no clock is put in Shanghai",
        "the second half past two",
        "just after the hour that comes twice",
        "just before it",
        "half past two that never was",
        "just after the hour that is left out",
        "the second half past one",
        "a quarter past two that never was",
        "half an hour that comes twice",
    ],
)
def test_which_moment_a_local_time_is(local: str, zone: ZoneInfo, utc: str) -> None:
    found = typed_moment(datetime.fromisoformat(local), zone)
    assert found.astimezone(UTC).isoformat() == f"{utc}:00+00:00"


@pytest.mark.parametrize("minute", [29, 30, 31], ids=["before", "at the same moment", "after"])
def test_an_end_after_the_opening_is_after_it_on_every_clock(minute: int) -> None:
    """Half past two is left out that night: as a moment it is half past three."""
    opens = datetime(2027, 3, 28, 2, 30, tzinfo=BERLIN)
    closes = datetime(2027, 3, 28, 3, minute, tzinfo=BERLIN)
    plan = a_plan(opens_at=opens, closes_at=closes)
    if minute == 31:
        assert check_plan(plan, BERLIN) is plan
        return
    with pytest.raises(Refusal) as refused:
        check_plan(plan, BERLIN)
    assert "closes-before-opening" in [fault.reason for fault in refused.value.details["faults"]]
