"""Objections to a result (异议): who may raise one and when, and how it is decided (voting rules §5).

An objection is taken on every day on which the result hangs on the board, the first and the last included, by the date
on the estate's clock. It changes no figure by itself: what has to be put right goes through a contest or a correction,
which stand in the book. Whoever it concerns does not decide it. Household or neighbour read the decision and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from consult.domain.objection import posted_until
from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import is_among
from consult.domain.seen_words import seen_words

reasons(
    unknown_objection_matter="known: an objection about nothing that is on the list",
    objection_without_words="an objection that does not say what is wrong",
    objection_words_too_long="limit: what is written to an objection or its decision, longer than allowed",
    objection_without_name="an objection on paper without the name of whoever wrote it",
    objection_name_too_long="limit: who wrote an objection, longer than allowed",
    too_many_objections="most: a further objection while so many of a household wait",
    objection_too_early="an objection to a result that is not posted yet",
    objection_too_late="last: an objection after the last day of the posting period",
    objection_day_missing="a paper objection without the day on which it was received",
    objection_received_before="first: a paper objection received before the result was posted",
    objection_received_later="a paper objection received on a day that has not come",
    unknown_objection="an objection that this household, or this consultation, does not have",
    unknown_objection_outcome="known: a decision about an objection that is not on the list",
    objection_without_reason="a decision about an objection without its reason",
    objection_decided="at: an objection that was decided, or taken back, before",
    objection_own="name: a decision about an objection by somebody whom it concerns",
)

LONGEST_OBJECTION = 1000
"""Characters of an objection, and of the reason of its decision."""
LONGEST_NAME = 60
"""Characters of the name, home and phone of whoever wrote on paper."""
MOST_WAITING = 5
"""Objections of one household that may wait at a time."""


class Matter(StrEnum):
    """What an objection is about."""

    BALLOT = "ballot"
    COUNT = "count"
    ROLL = "roll"
    CONDUCT = "conduct"
    OTHER = "other"


class Outcome(StrEnum):
    """How an objection was decided; only the household itself takes one back."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not-upheld"
    PASSED_ON = "passed-on"
    WITHDRAWN = "withdrawn"


DECISIONS = (Outcome.UPHELD, Outcome.PARTLY, Outcome.NOT_UPHELD, Outcome.PASSED_ON)
"""What the committee or a scrutineer may decide."""


def is_put_right(matter: Matter, outcome: Outcome | None) -> bool:
    """Whether what is done to the household's ballot afterwards belongs to this objection, and is shown beside it."""
    return outcome is Outcome.PASSED_ON or (matter is Matter.BALLOT and outcome in (Outcome.UPHELD, Outcome.PARTLY))


@dataclass(frozen=True, slots=True)
class PostingDays:
    """The days on which a result hangs on the board and objections to it are taken, both ends included."""

    first: date
    last: date

    def is_over(self, today: date) -> bool:
        """Whether the last day is past."""
        return today > self.last


def posting_days(closed_at: datetime | None, zone: tzinfo, *, days: int) -> PostingDays | None:
    """The posting period by the estate's clock; None while nothing is closed."""
    if closed_at is None:
        return None
    first = closed_at.astimezone(zone).date()
    return PostingDays(first, posted_until(first, days))


def check_day(posted: PostingDays | None, received_on: date, today: date) -> None:
    """Refuses `objection-too-early`, `-received-later`, `-received-before` and `-too-late`.

    A letter that came in time may be entered after the period; on its page a household always writes today.
    """
    if posted is None:
        raise Refusal("objection-too-early")
    if received_on > today:
        raise Refusal("objection-received-later")
    if received_on < posted.first:
        raise Refusal("objection-received-before", first=posted.first)
    if posted.is_over(received_on):
        raise Refusal("objection-too-late", last=posted.last)


def check_objection(matter: str, said: str, waiting: int) -> tuple[Matter, str]:
    """What it is about, and its words without what cannot be seen; `waiting`: how many of the household wait.

    Refuses `unknown-objection-matter`, `objection-without-words`, `objection-words-too-long`, `too-many-objections`.
    """
    if matter not in tuple(Matter):
        raise Refusal("unknown-objection-matter", known=[known.value for known in Matter])
    said = _seen(said)
    if not said:
        raise Refusal("objection-without-words")
    if waiting >= MOST_WAITING:
        raise Refusal("too-many-objections", most=MOST_WAITING)
    return Matter(matter), said


def check_raiser(name: str) -> str:
    """Who wrote on paper; refuses `objection-without-name` and `objection-name-too-long`."""
    name = " ".join(seen_words(name).split())
    if not name:
        raise Refusal("objection-without-name")
    if len(name) > LONGEST_NAME:
        raise Refusal("objection-name-too-long", limit=LONGEST_NAME)
    return name


def check_decision(
    outcome: str, reason: str, decided_at: datetime | None, concerned: Iterable[str], *, by: str
) -> tuple[Outcome, str]:
    """The decision and its reason; `concerned` are the names of those who may not decide it.

    Refuses `objection-decided` before all else, so that whoever comes second reads the first decision; then
    `unknown-objection-outcome`, `objection-without-reason`, `objection-words-too-long` and `objection-own`.
    """
    refuse_decided(decided_at)
    if outcome not in DECISIONS:
        raise Refusal("unknown-objection-outcome", known=[known.value for known in DECISIONS])
    reason = _seen(reason)
    if not reason:
        raise Refusal("objection-without-reason")
    if is_among(by, concerned):
        raise Refusal("objection-own", name=by)
    return Outcome(outcome), reason


def refuse_decided(decided_at: datetime | None) -> None:
    """Refuses `objection-decided`."""
    if decided_at is not None:
        raise Refusal("objection-decided", at=decided_at)


def _seen(said: str) -> str:
    said = seen_words(said)
    if len(said) > LONGEST_OBJECTION:
        raise Refusal("objection-words-too-long", limit=LONGEST_OBJECTION)
    return said
