"""Deed: reconcile the sheets of a vote on paper, and sign for it; where they do not balance, with an explanation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.reconciliation import Reconciliation, figures_json, reconcile
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.models.reconciliation import SheetReconciliation
from consult.models.setting_aside import refuse_without_paper
from consult.queries.reconciliation import fates_now, listed_sheets


@dataclass(frozen=True, slots=True)
class CountedByHand:
    """What was counted by hand: sheets that were never handed out, and those in the box; why they do not balance."""

    unused: int
    in_hand: int
    explanation: str = ""


@deed
def reconcile_sheets(
    session: Session, estate_id: int, consultation_id: int, counted: CountedByHand, *, by: str, now: datetime
) -> Reconciliation:
    """Hold the count by hand against the desk's, keep it with its signature, and write it in the book.

    Refuses `not-open`, `channel-not-offered`, `sheets-do-not-balance` where nothing explains it, and what
    `domain.reconciliation` does.
    """
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state != State.OPEN:
        raise Refusal("not-open", code=consultation.code)
    refuse_without_paper(consultation.channels)
    listed = listed_sheets(session, estate_id, consultation_id)
    fates = fates_now(session, estate_id, consultation_id)
    found = reconcile(listed, counted.unused, counted.in_hand, fates)
    explanation = "" if found.balances else counted.explanation.strip()
    if not found.balances and not explanation:
        left = {"unconfirmed": found.unconfirmed, "collected": found.collected}
        raise Refusal("sheets-do-not-balance", difference=found.difference, **left)
    salt = secrets.token_bytes(16)
    payload = figures_json(found) | {
        "explanation": f"sha256:{private_fingerprint(salt, explanation)}" if explanation else None,
        "signed": f"sha256:{private_fingerprint(salt, by)}",
        "nonce": secrets.token_hex(16),
    }
    append(session, head, consultation.code, LineType.RECONCILE, payload, at=now)
    session.add(
        SheetReconciliation(
            estate_id=estate_id,
            consultation_id=consultation_id,
            seq=head.seq,
            figures=figures_json(found),
            explanation=explanation,
            salt=salt.hex(),
            signed_by=by,
            signed_at=now,
        )
    )
    return found
