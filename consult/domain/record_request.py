"""A household asks about what is kept of it: this is wrong, give us a copy, delete it, explain it.

The law gives everybody these rights and wants a reason where something is refused (个人信息保护法 art. 44-50).
A request changes nothing by itself: the list of owners of a vote stands still once it has opened, and what is kept
of a ballot is the book's. Somebody of the committee answers, and the household reads the answer with its reason.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from consult.domain.refusal import Refusal, reasons
from consult.domain.seen_words import seen_words

reasons(
    unknown_request_kind="known: a household's request about its record that asks for nothing on the list",
    request_without_words="a household's request that does not say what is right instead",
    request_words_too_long="limit: what a household writes to its request, longer than allowed",
    too_many_requests="most: a further request while so many of a household wait for an answer",
    unknown_request="a request about a record that this household, or this consultation, does not have",
    unknown_reply="known: an answer to a request that is not on the list",
    reply_without_reason="an answer to a request without its reason",
    area_no_longer_that="a household that says an area is right which is no longer the one on its list",
    request_answered="at: a request about a record that was answered, or taken back, before",
)

LONGEST_REQUEST = 500
"""Characters of what a household writes, and of the reason it is given."""

MOST_WAITING = 5
"""Requests of one household that may wait at a time."""


class Wanted(StrEnum):
    """What a household asks for."""

    NAMES = "names"
    AREA = "area"
    ROOMS = "rooms"
    PHONE = "phone"
    DELIVERY = "delivery"
    COPY = "copy"
    DELETION = "deletion"
    OTHER = "other"


SPEAKS_FOR_ITSELF = frozenset({Wanted.COPY})
"""What needs no further words."""


class Reply(StrEnum):
    """What became of a request; only the household itself takes one back."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


REPLIES = (Reply.AGREED, Reply.REFUSED)
"""What the committee may answer."""


def check_request(wanted: str, said: str, waiting: int) -> tuple[Wanted, str]:
    """What is asked for, and the words to it without what cannot be seen.

    `waiting`: how many requests of the household wait. Refuses `unknown-request-kind`, `request-without-words`,
    `request-words-too-long` and `too-many-requests`.
    """
    if wanted not in tuple(Wanted):
        raise Refusal("unknown-request-kind", known=[known.value for known in Wanted])
    said = _seen(said)
    if not said and wanted not in SPEAKS_FOR_ITSELF:
        raise Refusal("request-without-words")
    if waiting >= MOST_WAITING:
        raise Refusal("too-many-requests", most=MOST_WAITING)
    return Wanted(wanted), said


def check_reply(reply: str, reason: str, answered_at: datetime | None) -> tuple[Reply, str]:
    """The answer and its reason.

    Refuses `unknown-reply`, `reply-without-reason`, `request-words-too-long` and `request-answered`.
    """
    refuse_answered(answered_at)
    if reply not in REPLIES:
        raise Refusal("unknown-reply", known=[known.value for known in REPLIES])
    reason = _seen(reason)
    if not reason:
        raise Refusal("reply-without-reason")
    return Reply(reply), reason


def refuse_answered(answered_at: datetime | None) -> None:
    """Refuses `request-answered`."""
    if answered_at is not None:
        raise Refusal("request-answered", at=answered_at)


def _seen(said: str) -> str:
    """Words without blanks around them and without signs that nobody sees; refuses `request-words-too-long`."""
    said = seen_words(said)
    if len(said) > LONGEST_REQUEST:
        raise Refusal("request-words-too-long", limit=LONGEST_REQUEST)
    return said
