"""Deed: sign a household in, by its letter's QR or by room and typed code.

A typed code costs a failure before it is looked at, and gets it back when it was right: so a hundred tries at the
same second are a hundred failures, and one that is refused has been counted durably. The slow hash is compared
outside any transaction, always once, also where the room is unknown: words and time tell nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.receipt import TOKEN_LENGTH, fold, household_code, is_code
from consult.domain.refusal import Refusal
from consult.domain.sign_in import ADDRESS, ESTATE, PLACE, Budget, refuse_over_budget
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.failures import estate_key, failures, forgive, note_failure
from consult.models.household_visit import HouseholdSignedIn, begin_household_visit, door_meant, elector_at
from consult.models.kept_secret import is_code_of, keyed, token_hash
from consult.models.place import Estate

__all__ = ["HouseholdSignedIn", "TypedSignIn", "sign_in_by_code", "sign_in_by_letter"]

_LOG = logging.getLogger("consult.security")


@dataclass(frozen=True, slots=True)
class TypedSignIn:
    """What a household types, and from which network address."""

    consultation: str
    building: str
    entrance: str
    room: str
    code: str
    address: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The door meant: 12号楼 is 12, 301室 is 301."""
        return door_meant(self.building, self.entrance, self.room)


def sign_in_by_letter(session: Session, token: str, *, secret: str, now: datetime) -> HouseholdSignedIn:
    """Begin a visit with the token of a letter's QR; refuses `unknown-letter`, also for a replaced one."""
    folded = fold(token)
    if not is_code(folded, TOKEN_LENGTH):
        raise Refusal("unknown-letter")
    return _by_token(session, token_hash(secret, folded), now=now)


@deed
def _by_token(session: Session, kept: str, *, now: datetime) -> HouseholdSignedIn:
    found = session.scalar(select(ElectorRow).where(ElectorRow.token_hash == kept))
    if found is None:
        raise Refusal("unknown-letter")
    return begin_household_visit(session, found, now)


def sign_in_by_code(session: Session, typed: TypedSignIn, *, secret: str, now: datetime) -> HouseholdSignedIn:
    """Begin a visit with room and code.

    Refuses `code-mistyped` (no code looks so; costs nothing), `unknown-consultation`, `too-many-tries`,
    `typed-codes-paused`, and `sign-in-failed` for an unknown room and a wrong code alike.
    """
    code = household_code(typed.code)
    paid = _pay(session, typed, secret=secret, now=now)
    is_right = is_code_of(secret, paid.code_hash, paid.elector_id, code)
    if not is_right:
        raise Refusal("sign-in-failed")
    return _forgive_and_enter(session, paid, now=now)


@dataclass(frozen=True, slots=True)
class _Paid:
    """A try that has been counted as a failure, and what it is to be compared with, if anything."""

    noted: tuple[int, ...]
    estate_id: int
    elector_id: int
    code_hash: str | None


@deed
def _pay(session: Session, typed: TypedSignIn, *, secret: str, now: datetime) -> _Paid:
    consultation = session.scalar(select(Consultation).where(Consultation.code == fold(typed.consultation)))
    if consultation is None:
        raise Refusal("unknown-consultation", code=typed.consultation[:20])
    # Tries of one estate wait for each other here, so that counting and noting are one step on both databases.
    session.get(Estate, consultation.estate_id, with_for_update={"key_share": True})
    keys = _budget_keys(consultation, typed, secret)
    counts = failures(session, keys, now)
    _refuse_over_budget(counts, consultation.estate_id)
    elector = elector_at(session, consultation, typed.place)
    noted = note_failure(session, keys, now)
    if counts[ESTATE] + 1 == ESTATE.most:
        _LOG.error("typed codes pause: %s failed sign-ins in estate %s", ESTATE.most, consultation.estate_id)
    if elector is None:
        return _Paid(noted, consultation.estate_id, 0, None)
    return _Paid(noted, consultation.estate_id, elector.id, elector.code_hash)


def _refuse_over_budget(counts: Mapping[Budget, int], estate_id: int) -> None:
    try:
        refuse_over_budget(counts)
    except Refusal as refusal:
        # For whoever watches over the service; no room, code or address.
        _LOG.warning("household sign-in refused: %s in estate %s", refusal.reason, estate_id)
        raise


def _budget_keys(consultation: Consultation, typed: TypedSignIn, secret: str) -> dict[Budget, str]:
    # Keyed: an address or a room that somebody tried is nobody else's business.
    place = "\x1f".join((str(consultation.id), *typed.place, typed.address))
    return {
        PLACE: keyed(secret, PLACE.name, place),
        ADDRESS: keyed(secret, ADDRESS.name, typed.address),
        ESTATE: estate_key(secret, consultation.estate_id),
    }


@deed
def _forgive_and_enter(session: Session, paid: _Paid, *, now: datetime) -> HouseholdSignedIn:
    elector = session.get(ElectorRow, (paid.estate_id, paid.elector_id))
    # A letter issued while the code was being compared has replaced it.
    if elector is None or elector.code_hash != paid.code_hash:
        raise Refusal("sign-in-failed")
    forgive(session, paid.noted, now)
    return begin_household_visit(session, elector, now)
