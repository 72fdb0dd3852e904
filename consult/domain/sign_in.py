"""Signing in with a code or a password: how many failures are borne before the next try must wait.

Budgets stop guessing before anything is hashed. Letters' QR codes carry 128 bits and need none, so that nobody can
lock a neighbour out by failing in their name: the narrowest budget counts one place from one address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.domain.refusal import Refusal, reasons

reasons(
    sign_in_failed="a room and code that do not belong together; the same for an unknown room",
    unknown_letter="a letter's token that was never issued, or was replaced by a newer letter",
    too_many_tries="minutes: too many failures from here; how long until the next try",
    too_many_sign_ins="minutes: too many failed sign-ins of staff; how long until the next try",
    typed_codes_paused="minutes: too many failures over the whole estate, so typed codes wait; letters' QR still work",
    wrong_login="a login and password that do not belong together; the same for an unknown login",
    unknown_staff_link="a one-time link that was never made, was used already, or has run out",
)


@dataclass(frozen=True, slots=True)
class Budget:
    """How many failures one key may have within a time; `refusal` is what the next try is told."""

    name: str
    most: int
    window: timedelta
    refusal: str = "too-many-tries"

    @property
    def minutes(self) -> int:
        """The time after which failures are forgotten, in minutes."""
        return self.window // timedelta(minutes=1)


PLACE = Budget("place", 5, timedelta(minutes=15))
ADDRESS = Budget("address", 60, timedelta(minutes=10))
ESTATE = Budget("estate", 300, timedelta(hours=1), "typed-codes-paused")
HOUSEHOLD_BUDGETS = (PLACE, ADDRESS, ESTATE)

LOGIN = Budget("login", 5, timedelta(minutes=15), "too-many-sign-ins")
STAFF_ADDRESS = Budget("staff-address", 30, timedelta(minutes=10), "too-many-sign-ins")
STAFF_BUDGETS = (LOGIN, STAFF_ADDRESS)

LONGEST_WINDOW = max(budget.window for budget in (*HOUSEHOLD_BUDGETS, *STAFF_BUDGETS))
"""After this a failure counts nowhere and is swept."""


def refuse_over_budget(counts: Mapping[Budget, int]) -> None:
    """Refuse `too-many-tries` or `typed-codes-paused` unless every budget has room for another failure.

    The last failure of a budget may happen, the next may not.
    """
    exceeded = next((budget for budget, failures in counts.items() if failures >= budget.most), None)
    if exceeded is not None:
        raise Refusal(exceeded.refusal, minutes=exceeded.minutes)


def since(budgets: Iterable[Budget], now: datetime) -> dict[Budget, datetime]:
    """From which moment each budget's failures count."""
    return {budget: now - budget.window for budget in budgets}


def plain(typed: str) -> str:
    """A place or a login as typed, without what keyboards add: full-width letters, spaces at the ends."""
    return unicodedata.normalize("NFKC", typed).strip()
