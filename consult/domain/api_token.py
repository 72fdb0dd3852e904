"""Tokens by which programs ask: what one may do, and for how long. It acts as the person who made it, never as another.

A token is no second person: where two are wanted, it can only be the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from consult.domain.passwords import check_name
from consult.domain.refusal import Refusal, reasons

reasons(
    token_missing="a request to the programs' interface that brings no token",  # noqa: S106  (a reason)
    token_unknown="a token that was never made, was ended, has run out, or whose maker's account ended",  # noqa: S106
    token_scope="scope: a token that was not made for this",  # noqa: S106  (a reason)
    token_without_name="a token of which nobody would know later what it is for",  # noqa: S106
    token_without_scope="a token that would be allowed nothing",  # noqa: S106  (a reason)
    token_scope_unknown="given, known: something that no token can be allowed",  # noqa: S106  (a reason)
    token_days="known: a token that would last for another time than those offered",  # noqa: S106  (a reason)
    token_name_taken="name: a token whose name another one of the estate carries that still works",  # noqa: S106
    token_ended="a token that is not in the estate, or was ended before",  # noqa: S106  (a reason)
    token_no_second_person="code: closing by a token what somebody has proposed to close",  # noqa: S106
    too_many_tokens="most: more tokens than an estate may have at once",
    too_many_calls="seconds: a program that asks more often than it may",
    submission_id_missing="a deed sent by a program without a submission id, or with an unfit one",
    submission_differs="a submission id that came before with something else",
    submission_at_work="a submission that came before, and of which nobody knows yet what became",
)


class Scope(StrEnum):
    """What a token may do."""

    CONSULTATIONS_READ = "consultations:read"
    CONSULTATIONS_WRITE = "consultations:write"
    CONSULTATIONS_RUN = "consultations:run"
    OBJECTIONS_READ = "objections:read"
    ROLL_READ = "roll:read"
    ROLL_WRITE = "roll:write"
    SERVICE_READ = "service:read"
    SERVICE_WRITE = "service:write"
    BALLOTS_WRITE = "ballots:write"


PREFIX = "consult_"
"""Every token begins so: whoever finds one, a person or a program that looks for lost secrets, sees what it is."""
DAYS = (30, 90, 365)
"""For so long a token can be made."""
MOST_TOKENS = 20
"""So many of an estate work at once."""
USE_NOTED_EVERY = timedelta(minutes=10)
"""The last use is known to within this; noting each would make every question a write."""
SUBMISSIONS_KEPT = timedelta(days=30)
"""So long a submission id is remembered with its answer."""

_SUBMISSION = re.compile(r"[A-Za-z0-9_-]{8,64}")


def check_token_name(name: str) -> str:
    """A token's name as it is kept; refuses `token-without-name`."""
    try:
        return check_name(name)
    except Refusal:
        raise Refusal("token-without-name") from None


def check_scopes(given: Iterable[str]) -> tuple[Scope, ...]:
    """What a token may do, in our order; refuses `token-scope-unknown` and `token-without-scope`."""
    chosen = set(given)
    unknown = chosen - set(Scope)
    if unknown:
        raise Refusal("token-scope-unknown", given=min(unknown)[:40], known=tuple(Scope))
    if not chosen:
        raise Refusal("token-without-scope")
    return tuple(scope for scope in Scope if scope in chosen)


def check_days(given: str) -> timedelta:
    """How long a token lasts; refuses `token-days`."""
    if given not in map(str, DAYS):
        raise Refusal("token-days", known=DAYS)
    return timedelta(days=int(given))


def check_submission_id(given: str) -> str:
    """The submission id of a deed, 8 to 64 plain characters; refuses `submission-id-missing`."""
    if not _SUBMISSION.fullmatch(given):
        raise Refusal("submission-id-missing")
    return given
