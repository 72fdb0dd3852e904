"""Deed: open an announced consultation. The first line of its book holds all that must not change any more."""

from __future__ import annotations

import secrets
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel, State, refuse_open_unless_due
from consult.domain.electorate_root import electorate_root, serials_root
from consult.domain.ledger import LineType, utc_text
from consult.domain.privacy import Secrecy
from consult.domain.refusal import Refusal
from consult.domain.serial import sheet_mark
from consult.models.base import deed
from consult.models.book import append, lock_book
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.signing import newest_signing_key


@deed
def open_consultation(session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> None:
    """Open for ballots; refuses `not-announced`, `opens-later`, `already-open`, `already-closed`."""
    head = lock_book(session, estate_id, consultation_id)
    consultation = session.get(Consultation, (estate_id, consultation_id))
    if head is None or consultation is None:
        raise Refusal("unknown-consultation", code="")
    state = State(consultation.state)
    if state is State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    refuse_open_unless_due(
        state,
        code=consultation.code,
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        now=now,
    )
    append(session, head, consultation.code, LineType.OPEN, _opening(session, consultation), at=now)
    consultation.state = State.OPEN.value
    consultation.opened_at = now
    consultation.opened_by = by


def _opening(session: Session, consultation: Consultation) -> dict[str, Any]:
    electors = session.execute(
        select(ElectorRow.number, ElectorRow.area, ElectorRow.building, ElectorRow.paper_serial).where(
            ElectorRow.estate_id == consultation.estate_id,
            ElectorRow.consultation_id == consultation.id,
        )
    ).all()
    return {
        "text": consultation.text_hash,
        "electorate": {
            "heads": consultation.electorate_heads,
            "area": consultation.electorate_area,
            "root": electorate_root((number, area, building) for number, area, building, _serial in electors),
        },
        **_issue_list(consultation, [(serial, number) for number, _area, _building, serial in electors]),
        "rule": consultation.rule,
        "procedure": consultation.procedure,
        "kind": consultation.kind,
        **_secrecy(consultation),
        "scope": consultation.scope,
        "basis": consultation.basis,
        "opens_at": utc_text(consultation.opens_at),
        "closes_at": utc_text(consultation.closes_at),
        "software": _software(),
        **_signing_key(session, consultation.estate_id),
    }


def _secrecy(consultation: Consultation) -> dict[str, Any]:
    """That choices are kept apart from names; a named vote says nothing, as books did before there was another."""
    return {} if consultation.secrecy == Secrecy.NAMED else {"secrecy": consultation.secrecy}


def _signing_key(session: Session, estate_id: int) -> dict[str, Any]:
    """By which key this vote's receipts are signed: once it stands here nobody can put another one in its place."""
    found = newest_signing_key(session, estate_id)
    return {} if found is None else {"signing_key": found.public.hex()}


def _issue_list(consultation: Consultation, issued: list[tuple[str, int]]) -> dict[str, Any]:
    """Which numbered sheet is whose, fixed before the first comes back."""
    if Channel.PAPER.value not in consultation.channels:
        return {}
    consultation.sheet_key = secrets.token_hex(32)
    root = serials_root((sheet_mark(consultation.sheet_key, serial), number) for serial, number in issued)
    return {"serials": {"sheets": len(issued), "root": root, "salted": True}}


def _software() -> str:
    try:
        return f"consult {version('consult')}"
    except PackageNotFoundError:
        return "consult (not installed as a package)"
