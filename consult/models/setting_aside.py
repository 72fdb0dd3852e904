"""Keeping a paper ballot that came back but cannot count: its line in the book, and its row for the figures."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.counting.book_count import INVALID_REASONS
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal, reasons
from consult.domain.serial import sheet_mark
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import BookHead, append
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot

reasons(
    invalid_reason="given, known: a reason for setting a ballot aside that is not on the list",
)


def check_reason(reason: str) -> str:
    """The reason itself; refuses `invalid-reason`."""
    if reason not in INVALID_REASONS:
        raise Refusal("invalid-reason", given=reason, known=INVALID_REASONS)
    return reason


def elector_of_sheet(session: Session, estate_id: int, consultation_id: int, serial: str) -> ElectorRow:
    """Whose sheet carries this serial; refuses `unknown-serial`."""
    elector = session.scalar(
        select(ElectorRow).where(
            ElectorRow.estate_id == estate_id,
            ElectorRow.consultation_id == consultation_id,
            ElectorRow.paper_serial == serial,
        )
    )
    if elector is None:
        raise Refusal("unknown-serial", serial=serial)
    return elector


def refuse_entered(session: Session, estate_id: int, consultation_id: int, serial: str) -> None:
    """A sheet has its effect once; refuses `paper-entered-already`. One that only came too late has had none.

    Once for good: a sheet whose ballot was annulled or replaced is used up as well.
    """
    for table in (Ballot, UncountedBallot, FormerBallot):
        entered = select(table.seq).where(
            table.estate_id == estate_id, table.consultation_id == consultation_id, table.paper_serial == serial
        )
        if table is UncountedBallot:
            entered = entered.where(UncountedBallot.reason != "late")
        if session.execute(entered.limit(1)).first() is not None:
            raise Refusal("paper-entered-already", serial=serial)


def refuse_without_paper(channels: Collection[str]) -> None:
    """Refuse `channel-not-offered`: where nobody was given a sheet none can be set aside, missing or reconciled."""
    if Channel.PAPER.value not in channels:
        raise Refusal("channel-not-offered", channel=Channel.PAPER.value)


def keep_invalid(
    session: Session,
    head: BookHead,
    code: str,
    elector: ElectorRow,
    reason: str,
    *,
    by: str,
    now: datetime,
    opened: Mapping[str, Any] | None = None,
) -> int:
    """Write the INVALID line of an elector's sheet and answer its number.

    `opened` is what the line of a sheet that two people read says beside.
    """
    serial = elector.paper_serial
    consultation = session.get_one(Consultation, (elector.estate_id, elector.consultation_id))
    refuse_without_paper(consultation.channels)
    payload = {
        "elector": elector.number,
        "serial": sheet_mark(consultation.sheet_key, serial),
        "reason": reason,
        "nonce": secrets.token_hex(16),
    }
    append(session, head, code, LineType.INVALID, payload | dict(opened or {}), at=now)
    session.add(
        UncountedBallot(
            estate_id=elector.estate_id,
            consultation_id=elector.consultation_id,
            elector_id=elector.id,
            submission_id=f"paper-{serial}",
            reason=reason,
            channel="paper",
            received_at=now,
            entered_by=by,
            paper_serial=serial,
            seq=head.seq,
        )
    )
    return head.seq
