"""How long a visit lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.visit import LIFETIMES, Audience, key_hash, new_key

NOW = datetime(2026, 12, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("audience", "idle", "whole"), [(Audience.HOUSEHOLD, 30, 12), (Audience.STAFF, 15, 8)], ids=["household", "staff"]
)
def test_lifetimes(audience: Audience, idle: int, whole: int) -> None:
    lifetime = LIFETIMES[audience]
    assert (lifetime.idle, lifetime.whole) == (timedelta(minutes=idle), timedelta(hours=whole))


@pytest.mark.parametrize(
    ("ago", "awake"),
    [
        (timedelta(0), True),
        (timedelta(minutes=15), True),
        (timedelta(minutes=15, seconds=1), False),
        (timedelta(seconds=-59), True),
        (timedelta(minutes=-2), False),
    ],
    ids=["just now", "exactly the idle time", "a second more", "another server's clock", "from the future"],
)
def test_awake(ago: timedelta, awake: bool) -> None:
    assert LIFETIMES[Audience.STAFF].is_awake(NOW - ago, NOW) is awake


def test_keys_are_new_and_only_their_hash_is_kept() -> None:
    first, second = new_key(), new_key()
    assert first != second
    assert len(first) >= 43
    assert first not in key_hash(first)
