"""Deeds around a deed that a program sends: its id is taken before, the answer kept after, so a retry does nothing.

A deed that was refused kept nothing, so its id is given back. Where the service stops in the middle nobody knows
whether the deed was done: the id stays taken, and the retry is told to look first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from consult.domain.api_token import SUBMISSIONS_KEPT
from consult.domain.refusal import Refusal
from consult.models.api_token import ApiSubmission
from consult.models.base import deed, new_id

_INSERTS: dict[str, Any] = {
    dialect: insert(ApiSubmission).on_conflict_do_nothing().returning(ApiSubmission.id)
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Which token of which estate sends."""

    estate_id: int
    token_id: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a submission was answered: an HTTP status, and the JSON object that went with it."""

    status: int
    answer: dict[str, Any]


@deed
def take_submission(
    session: Session, sender: Sender, submission: str, fingerprint: str, *, now: datetime
) -> Answered | None:
    """Take the id, or answer what it was answered before; `fingerprint`: of everything that was sent.

    Refuses `submission-differs` and `submission-at-work`.
    """
    mine = (ApiSubmission.estate_id == sender.estate_id, ApiSubmission.token_id == sender.token_id)
    session.execute(delete(ApiSubmission).where(*mine, ApiSubmission.begun_at <= now - SUBMISSIONS_KEPT))
    row = {
        "estate_id": sender.estate_id,
        "id": new_id(),
        "token_id": sender.token_id,
        "submission": submission,
        "fingerprint": fingerprint,
        "begun_at": now,
    }
    # The named constraint decides, not a look beforehand: the same deed may come twice at once.
    if session.execute(_INSERTS[session.get_bind().dialect.name], row).first() is not None:
        return None
    found = session.scalars(select(ApiSubmission).where(*mine, ApiSubmission.submission == submission)).one()
    if found.fingerprint != fingerprint:
        raise Refusal("submission-differs")
    if not found.status or found.answer is None:
        raise Refusal("submission-at-work")
    return Answered(found.status, found.answer)


@deed
def keep_answer(session: Session, sender: Sender, submission: str, answered: Answered) -> None:
    """Keep what a submission was answered."""
    session.execute(
        update(ApiSubmission).where(*_of(sender, submission)).values(status=answered.status, answer=answered.answer)
    )


@deed
def give_back(session: Session, sender: Sender, submission: str) -> None:
    """Give the id of a deed back that was refused: mended, it may be sent with the same one."""
    session.execute(delete(ApiSubmission).where(*_of(sender, submission), ApiSubmission.status == 0))


def _of(sender: Sender, submission: str) -> tuple[Any, ...]:
    return (
        ApiSubmission.estate_id == sender.estate_id,
        ApiSubmission.token_id == sender.token_id,
        ApiSubmission.submission == submission,
    )
