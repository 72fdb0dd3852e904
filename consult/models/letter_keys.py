"""The key of a letter: a code to type and a token for the QR, of which only hashes are kept.

A new key replaces the one before at once, and whoever came in with that one goes out: running visits end, codes on
their way fit no more, and WeChat accounts are forgotten. Hashing a code takes some 25 ms.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.printing import KeyHashes
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.account import Visit
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.message_code import end_codes
from consult.models.wechat_link import end_links


def refuse_unless_issuing(consultation: Consultation | None) -> None:
    """Refuse `unknown-consultation`, `not-announced` and `already-closed`."""
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)


def keep_keys(
    session: Session, estate_id: int, consultation_id: int, keys: Sequence[KeyHashes], *, now: datetime
) -> None:
    """Within a deed: let these keys be the ones that work from now on."""
    refuse_unless_issuing(session.get(Consultation, (estate_id, consultation_id), with_for_update=True))
    electors = {key.elector_id for key in keys}
    _end_ways_in(session, estate_id, consultation_id, electors)
    if keys:
        session.execute(update(ElectorRow), [_row(estate_id, key, now) for key in keys])
    _end_visits(session, estate_id, consultation_id, electors, now)


def _row(estate_id: int, key: KeyHashes, now: datetime) -> dict[str, Any]:
    return {
        "estate_id": estate_id,
        "id": key.elector_id,
        "code_hash": key.code_hash,
        "token_hash": key.token_hash,
        "issued_at": now,
    }


def _end_ways_in(session: Session, estate_id: int, consultation_id: int, electors: Collection[int]) -> None:
    """Forget what a letter before this one opened; a consultation's first letters replace nothing."""
    had_one = session.scalars(
        select(ElectorRow).where(
            ElectorRow.estate_id == estate_id,
            ElectorRow.consultation_id == consultation_id,
            ElectorRow.issued_at.is_not(None),
        )
    )
    replaced = [row for row in had_one if row.id in electors]
    end_links(session, estate_id, {(row.building, row.entrance, row.room) for row in replaced})
    end_codes(session, estate_id, consultation_id, electors)


def _end_visits(
    session: Session, estate_id: int, consultation_id: int, replaced: Collection[int], now: datetime
) -> None:
    # A letter is replaced because someone else may hold it: whoever came in with it goes out.
    running = session.scalars(
        select(Visit).where(
            Visit.estate_id == estate_id,
            Visit.audience == Audience.HOUSEHOLD.value,
            Visit.consultation_id == consultation_id,
            Visit.ended_at.is_(None),
            Visit.expires_at > now,
        )
    )
    for visit in running:
        if visit.subject_id in replaced:
            visit.ended_at = now
