"""A WeChat account that a household let be remembered: for how long, how many, and by whom it may be begun."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from consult.domain.refusal import Refusal, reasons

reasons(
    way_silent="a provider of sign-ins that did not answer in time, or not sensibly",
    sign_in_elsewhere="an answer of WeChat that this browser did not ask for, or asked for too long ago",
    wechat_unknown="a WeChat account that no household of this consultation let be remembered",
    letter_first="a household that is to be remembered but did not come in by its letter or code",
    too_many_remembered="most: a household that let as many accounts be remembered as it may",
)


class Way(StrEnum):
    """How a household came in."""

    LETTER = "letter"
    CODE = "code"
    MESSAGE = "message"
    WECHAT = "wechat"


PROVING = frozenset({Way.LETTER, Way.CODE})
"""Ways that prove that one holds the household's letter."""

MOST = 6
"""WeChat accounts of one household: owners and the family who help them."""

LASTS = timedelta(days=366)
"""After this the letter is needed once more: people move, and phones change hands."""

ANSWER_WITHIN = timedelta(minutes=10)
"""How long a browser waits for WeChat's answer before it must ask anew."""


def refuse_unless_proved(way: str) -> None:
    """Refuse `letter-first` unless a visit began with the letter or its code: one remembered account adds no other."""
    if way not in PROVING:
        raise Refusal("letter-first")


def refuse_over_most(remembered: int) -> None:
    """Refuse `too-many-remembered` where no further account may be added."""
    if remembered >= MOST:
        raise Refusal("too-many-remembered", most=MOST)
