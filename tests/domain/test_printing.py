"""Dividing a batch into files, and how long a file is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.printing import KEPT_AFTER_FETCH, KEPT_FOR, LARGEST_PART, kept_until, parts_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def street(**homes: int) -> list[tuple[str, int]]:
    """Buildings with so many homes each, in walking order."""
    doors = [building.removeprefix("no") for building, count in homes.items() for _ in range(count)]
    return list(zip(doors, range(1, len(doors) + 1), strict=True))


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        ({}, []),
        ({"no1": 4}, [(("1",), 4)]),
        ({"no1": 2, "no2": 2}, [(("1", "2"), 4)]),
        ({"no1": 2, "no2": 3}, [(("1",), 2), (("2",), 3)]),
        ({"no1": 5}, [(("1",), 4), (("1",), 1)]),
        ({"no1": 5, "no2": 3}, [(("1",), 4), (("1", "2"), 4)]),
    ],
    ids=[
        "nobody",
        "exactly full",
        "two buildings exactly full",
        "a building is not divided where it fits a file of its own",
        "one home too many for a file",
        "the rest of a large building shares a file",
    ],
)
def test_files_hold_whole_buildings(homes: dict[str, int], expected: list[tuple[tuple[str, ...], int]]) -> None:
    walked = street(**homes)
    parts = parts_of(walked, largest=4)
    assert [(part.buildings, len(part.electors)) for part in parts] == expected
    assert [part.number for part in parts] == list(range(1, len(expected) + 1))
    assert [elector for part in parts for elector in part.electors] == [elector for _, elector in walked]


def test_a_file_is_at_most_a_ream() -> None:
    parts = parts_of(street(no1=LARGEST_PART + 1, no2=3_000))
    assert max(len(part.electors) for part in parts) == LARGEST_PART


@pytest.mark.parametrize(
    ("fetched_after", "holds_codes", "expected"),
    [
        (None, True, KEPT_FOR),
        (timedelta(hours=1), True, timedelta(hours=1) + KEPT_AFTER_FETCH),
        (KEPT_FOR - timedelta(minutes=1), True, KEPT_FOR),
        (timedelta(hours=1), False, KEPT_FOR),
    ],
    ids=["never fetched", "soon after fetching", "never longer than a day", "a file without codes stays the day"],
)
def test_how_long_a_file_is_kept(fetched_after: timedelta | None, holds_codes: bool, expected: timedelta) -> None:
    fetched_at = None if fetched_after is None else NOON + fetched_after
    assert kept_until(NOON, fetched_at, holds_codes=holds_codes) == NOON + expected
