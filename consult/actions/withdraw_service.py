"""Deed: take back a line of the service log that was written wrongly. The line stays, with who took it back and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.refusal import Refusal
from consult.domain.service import check_withdrawal
from consult.models.base import deed, new_id
from consult.models.consultation import Consultation
from consult.models.service import ServiceAttempt, ServiceWithdrawal
from consult.models.service_log import refuse_unless_running


@deed
def withdraw_service(
    session: Session, estate_id: int, consultation_id: int, attempt_id: int, reason: str, *, by: str, now: datetime
) -> None:
    """Take one attempt back: from now on it serves nobody.

    Refuses `unknown-consultation`, `unknown-attempt`, `not-announced`, `already-closed` and what `check_withdrawal`
    does.
    """
    consultation = session.get(Consultation, (estate_id, consultation_id), with_for_update={"key_share": True})
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    attempt = session.get(ServiceAttempt, (estate_id, attempt_id), with_for_update=True)
    if attempt is None or attempt.consultation_id != consultation_id:
        raise Refusal("unknown-attempt")
    refuse_unless_running(consultation)
    before = select(ServiceWithdrawal.withdrawn_at).where(
        ServiceWithdrawal.estate_id == estate_id, ServiceWithdrawal.attempt_id == attempt_id
    )
    said = check_withdrawal(reason, session.scalar(before))
    session.add(
        ServiceWithdrawal(
            estate_id=estate_id,
            id=new_id(),
            consultation_id=consultation_id,
            attempt_id=attempt_id,
            reason=said,
            withdrawn_by=by,
            withdrawn_at=now,
        )
    )
