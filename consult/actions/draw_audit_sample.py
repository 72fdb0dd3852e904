"""Deed: draw the sample from a seed that was thrown in public, typed by two people, after its list was fixed."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.audit import read_seed
from consult.domain.ledger import LineType, private_fingerprint
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.audit import AuditSample
from consult.models.base import deed
from consult.models.book import BookHead, append, lock_book
from consult.models.consultation import Consultation


@deed
def draw_audit_sample(
    session: Session,
    estate_id: int,
    consultation_id: int,
    seed: str,
    *,
    by: str,
    now: datetime,
    anew: bool = False,
) -> bool:
    """Keep the digits of the first person; draw from them once a second one types the same, and answer whether it did.

    Until then digits that were mistyped are put right by whoever typed them, or by another person with `anew`, who is
    then the first. Refuses `seed-too-short`, `audit-list-missing`, `audit-drawn`, `seed-alone` and `seed-differs`.
    """
    digits = read_seed(seed)
    head = lock_book(session, estate_id, consultation_id)
    mine = (AuditSample.estate_id == estate_id, AuditSample.consultation_id == consultation_id)
    row = session.scalar(select(AuditSample).where(*mine).with_for_update())
    if head is None or row is None:
        raise Refusal("audit-list-missing")
    if row.seed is not None:
        raise Refusal("audit-drawn", seed=row.seed)
    if not _confirms(row, digits, by, anew=anew):
        row.typed, row.typed_by = digits, by
        return False
    row.seed, row.drawn_by, row.drawn_at = digits, f"{row.typed_by}、{by}", now
    # The list of a sample fixed before there was a line for it stands in no book, and so neither does its seed.
    row.seed_seq = _write(session, head, row, by, now) if row.list_seq is not None else None
    return True


def _confirms(row: AuditSample, digits: str, by: str, *, anew: bool) -> bool:
    if anew or not row.typed:
        return False
    if is_among(by, [row.typed_by]):
        if digits == row.typed:
            raise Refusal("seed-alone")
        return False
    if digits != row.typed:
        raise Refusal("seed-differs")
    return True


def _write(session: Session, head: BookHead, row: AuditSample, by: str, now: datetime) -> int:
    code = session.get_one(Consultation, (row.estate_id, row.consultation_id)).code
    # One salt for both names, which stay outside the book, so that two people show as two fingerprints.
    salt = secrets.token_bytes(16)
    payload = {
        "list": row.list_seq,
        "digits": row.seed,
        "typed": f"sha256:{private_fingerprint(salt, row.typed_by)}",
        "confirmed": f"sha256:{private_fingerprint(salt, by)}",
        "nonce": secrets.token_hex(16),
    }
    return append(session, head, code, LineType.AUDIT_SEED, payload, at=now).seq
