"""A code by message: six digits for five minutes, to a number that stands on the roll, and how many may be sent.

What signs in is having the message, never knowing the number. Messages cost money and can be used to pester people:
they are counted for a door, for the address that asks, for a number and for the estate, before one is sent.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from consult.domain.refusal import Refusal, reasons
from consult.domain.sign_in import Budget, plain

reasons(
    message_code_mistyped="what was typed is not six digits",
    message_code_wrong="a message's code that does not fit, was used already, or has run out; all told alike",
    too_many_messages="minutes: too many messages asked for a door, or from here; how long until the next",
    messages_paused="minutes: too many messages in the whole estate, so they wait; letters still work",
)

DIGITS = 6
TRIES = 5
LIFETIME = timedelta(minutes=5)
LIFETIME_MINUTES = LIFETIME // timedelta(minutes=1)

DOOR = Budget("message-door", 3, timedelta(minutes=15), "too-many-messages")
DOOR_A_DAY = Budget("message-door-day", 6, timedelta(days=1), "too-many-messages")
ASKER = Budget("message-address", 10, timedelta(hours=1), "too-many-messages")
OF_ESTATE = Budget("message-estate", 100, timedelta(hours=1), "messages-paused")
OF_ESTATE_A_DAY = Budget("message-estate-day", 500, timedelta(days=1), "messages-paused")
TO_NUMBER = Budget("message-number", 6, timedelta(days=1), "too-many-messages")
"""For one number, from whichever of its doors. Nobody is told: that would say whose doors share a number."""

MESSAGE_BUDGETS = (DOOR, DOOR_A_DAY, ASKER, OF_ESTATE, OF_ESTATE_A_DAY, TO_NUMBER)
KEPT = max(budget.window for budget in MESSAGE_BUDGETS)
"""For so long it is remembered that a message was asked for."""

_NOISE = re.compile(r"[\s()（）.\-–—]")
_MAINLAND = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_ABROAD = re.compile(r"\+[1-9][0-9]{7,14}")


def new_digits() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def read_digits(typed: str) -> str:
    """The digits meant by what was typed; refuses `message-code-mistyped`, which costs no try."""
    digits = _NOISE.sub("", plain(typed[:40]))
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        raise Refusal("message-code-mistyped")
    return digits


def mobile_among(phones: Iterable[str]) -> str:
    """The first number that can receive a message, as +8613800138000; '' where there is none."""
    return next((found for found in map(_mobile, phones) if found), "")


def _mobile(written: str) -> str:
    digits = _NOISE.sub("", plain(written))
    if found := _MAINLAND.fullmatch(digits):
        return f"+86{found[1]}"
    return digits if _ABROAD.fullmatch(digits) and not digits.startswith("+86") else ""


def refuse_over_messages(asked: Mapping[Budget, int]) -> None:
    """Refuse `too-many-messages` or `messages-paused` unless every budget has room for another message."""
    full = next((budget for budget, n in asked.items() if n >= budget.most), None)
    if full is not None:
        raise Refusal(full.refusal, minutes=full.minutes)


def may_be_sent_to(asked: int) -> bool:
    """Whether a number that was sent to so often today may be sent to once more."""
    return asked < TO_NUMBER.most
