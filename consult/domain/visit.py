"""How long a signed-in visit lasts, and the key that leads to it.

The browser holds a random key; the database its SHA-256. A key of 256 random bits needs no slow hash.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_FUTURE = timedelta(minutes=1)
"""How far ahead another server's clock may be before we stop believing a time of last use."""


HANDLE_LENGTH = 20
"""Of a visit in a list: so much of what is kept of its key names it, and opens nothing."""


class Audience(StrEnum):
    """Who a visit belongs to."""

    HOUSEHOLD = "household"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """How long a visit lasts unused, and at most."""

    idle: timedelta
    whole: timedelta

    def is_awake(self, seen_at: datetime, now: datetime) -> bool:
        """Whether a visit last used at `seen_at` has not fallen asleep (exactly the idle time has not)."""
        return -_FUTURE <= now - seen_at <= self.idle


LIFETIMES = {
    Audience.HOUSEHOLD: Lifetime(timedelta(minutes=30), timedelta(hours=12)),
    Audience.STAFF: Lifetime(timedelta(minutes=15), timedelta(hours=8)),
}


def new_key() -> str:
    """A fresh key for a browser to hold."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
