"""Deed: issue household letters: a typed code and a QR token for each elector, replacing any earlier letter at once.

Hashing takes some 25 ms a letter, so it is done before the transaction and on every core (Argon2 lets others run).
The plain code and token are answered once, for printing, and kept nowhere.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.receipt import HOUSEHOLD_CODE_LENGTH, TOKEN_LENGTH, encode
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.domain.walking_order import in_walking_order
from consult.models.account import Visit
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.kept_secret import code_hash, token_hash

Progress = Callable[[int, int], None]
"""Told how many letters are done, of how many."""


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """What one letter says: whom it is for, the code to type and the token of its QR. Area in 0.01 m²."""

    elector_id: int
    number: int
    building: str
    entrance: str
    room: str
    names: tuple[str, ...]
    units: tuple[tuple[str, str, str], ...]
    area: int
    paper_serial: str
    code: str
    token: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room of the letter's address."""
        return (self.building, self.entrance, self.room)


def issue_letters(
    session: Session,
    estate_id: int,
    consultation_id: int,
    elector_ids: Collection[int] | None = None,
    *,
    secret: str,
    by: str,
    now: datetime,
    progress: Progress | None = None,
) -> list[IssuedLetter]:
    """Issue letters to these electors, or to all, in walking order; earlier letters and their visits end.

    Refuses `unknown-consultation`, `not-announced`, `already-closed`, `unknown-elector`.
    """
    letters = _letters(session, estate_id, consultation_id, elector_ids)
    session.rollback()  # nothing is held while hashing
    hashes = _hashes(letters, secret, progress or (lambda _done, _of: None))
    _keep(session, estate_id, consultation_id, hashes, now=now)
    return letters


def _letters(
    session: Session, estate_id: int, consultation_id: int, elector_ids: Collection[int] | None
) -> list[IssuedLetter]:
    _refuse_unless_issuing(session.get(Consultation, (estate_id, consultation_id)))
    wanted = select(ElectorRow).where(ElectorRow.estate_id == estate_id, ElectorRow.consultation_id == consultation_id)
    rows = [row for row in session.scalars(wanted) if elector_ids is None or row.id in set(elector_ids)]
    if elector_ids is not None and len(rows) != len(set(elector_ids)):
        raise Refusal("unknown-elector")
    return in_walking_order([_letter(row) for row in rows], lambda letter: letter.place)


def _refuse_unless_issuing(consultation: Consultation | None) -> None:
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    if consultation.state == State.DRAFT:
        raise Refusal("not-announced", code=consultation.code)
    if consultation.state == State.CLOSED:
        raise Refusal("already-closed", code=consultation.code)


def _letter(row: ElectorRow) -> IssuedLetter:
    return IssuedLetter(
        elector_id=row.id,
        number=row.number,
        building=row.building,
        entrance=row.entrance,
        room=row.room,
        names=tuple(row.names),
        units=tuple((place[0], place[1], place[2]) for place in row.units),
        area=row.area,
        paper_serial=row.paper_serial,
        code=encode(secrets.randbits(5 * HOUSEHOLD_CODE_LENGTH), HOUSEHOLD_CODE_LENGTH),
        token=encode(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH),
    )


def _hashes(letters: list[IssuedLetter], secret: str, progress: Progress) -> list[dict[str, Any]]:
    def of_letter(letter: IssuedLetter) -> dict[str, Any]:
        kept = code_hash(secret, letter.elector_id, letter.code)
        return {"id": letter.elector_id, "code_hash": kept, "token_hash": token_hash(secret, letter.token)}

    hashes: list[dict[str, Any]] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for made in pool.map(of_letter, letters):
            hashes.append(made)
            progress(len(hashes), len(letters))
    return hashes


@deed
def _keep(
    session: Session, estate_id: int, consultation_id: int, hashes: list[dict[str, Any]], *, now: datetime
) -> None:
    _refuse_unless_issuing(session.get(Consultation, (estate_id, consultation_id), with_for_update=True))
    if hashes:
        session.execute(update(ElectorRow), [row | {"estate_id": estate_id, "issued_at": now} for row in hashes])
    _end_visits(session, estate_id, consultation_id, {row["id"] for row in hashes}, now)


def _end_visits(session: Session, estate_id: int, consultation_id: int, electors: set[int], now: datetime) -> None:
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
        if visit.subject_id in electors:
            visit.ended_at = now
