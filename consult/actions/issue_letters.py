"""Deed: issue household letters: a typed code and a QR token for each elector, replacing any earlier letter at once.

Hashing takes some 25 ms a letter, so it is done before the transaction and on every core (Argon2 lets others run).
The plain code and token are answered once, for printing, and kept nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.printing import KeyHashes
from consult.domain.refusal import Refusal
from consult.domain.walking_order import in_walking_order
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.letter_keys import keep_keys, refuse_unless_issuing
from consult.models.new_keys import hashes_of, new_code, new_token

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
    refuse_unless_issuing(session.get(Consultation, (estate_id, consultation_id)))
    wanted = select(ElectorRow).where(ElectorRow.estate_id == estate_id, ElectorRow.consultation_id == consultation_id)
    rows = [row for row in session.scalars(wanted) if elector_ids is None or row.id in set(elector_ids)]
    if elector_ids is not None and len(rows) != len(set(elector_ids)):
        raise Refusal("unknown-elector")
    return in_walking_order([_letter(row) for row in rows], lambda letter: letter.place)


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
        code=new_code(),
        token=new_token(),
    )


def _hashes(letters: list[IssuedLetter], secret: str, progress: Progress) -> list[KeyHashes]:
    def of_letter(letter: IssuedLetter) -> KeyHashes:
        return hashes_of(secret, letter.elector_id, letter.code, letter.token)

    hashes: list[KeyHashes] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for made in pool.map(of_letter, letters):
            hashes.append(made)
            progress(len(hashes), len(letters))
    return hashes


@deed
def _keep(session: Session, estate_id: int, consultation_id: int, hashes: list[KeyHashes], *, now: datetime) -> None:
    keep_keys(session, estate_id, consultation_id, hashes, now=now)
