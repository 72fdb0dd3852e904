"""Deed: enrol a leader's phone with a code that the console shows once, and switch a phone off again.

The phone makes its own secret and keys; of the secret only the hash is kept. A retry with the same code and the same
secret gets the same answer, for an answer may be lost on the stairs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.passwords import LONGEST_NAME
from consult.domain.receipt import TOKEN_LENGTH, encode, fold
from consult.domain.refusal import Refusal
from consult.domain.sign_in import STAFF_ADDRESS, refuse_over_budget
from consult.domain.visit import key_hash
from consult.models.account import Staff
from consult.models.base import deed, new_id
from consult.models.door_entry import KEY_PURPOSE
from consult.models.doorstep import Device, DeviceEnrolment, EstateKey
from consult.models.failures import failures, note_failure
from consult.models.kept_secret import enrolment_hash, keyed, locked
from consult.models.sealed_entry import is_point, new_key_pair
from consult.models.walker import WALKERS

CODE_LASTS = timedelta(minutes=30)
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Phone:
    """What a phone says of itself: the secret that it will sign in with, its public key, and a name to know it by.

    `sending`: a second secret, with which it can only send; empty where the phone makes none.
    """

    secret: bytes
    public_key: bytes
    name: str
    sending: bytes = b""

    @property
    def is_fit(self) -> bool:
        """Whether its secrets and its key can be what they say."""
        lengths = {len(self.secret), len(self.sending) or _SECRET_BYTES}
        return lengths == {_SECRET_BYTES} and self.secret != self.sending and is_point(self.public_key)


@deed
def make_enrolment(session: Session, estate_id: int, staff_id: int, *, by: str, secret: str, now: datetime) -> str:
    """Make a code that enrols one phone for this person within 30 minutes; refuses `not-a-leader`.

    The first one makes the estate's sealing key too.
    """
    staff = session.get(Staff, (estate_id, staff_id))
    if staff is None or staff.role not in WALKERS or not staff.is_active:
        raise Refusal("not-a-leader")
    _have_key(session, estate_id, secret, now)
    token = encode(secrets.randbits(5 * TOKEN_LENGTH), TOKEN_LENGTH)
    session.add(
        DeviceEnrolment(
            estate_id=estate_id,
            staff_id=staff_id,
            token_hash=enrolment_hash(secret, token),
            made_by=by,
            made_at=now,
            expires_at=now + CODE_LASTS,
        )
    )
    return token


def _have_key(session: Session, estate_id: int, secret: str, now: datetime) -> None:
    if session.scalar(select(EstateKey.id).where(EstateKey.estate_id == estate_id).limit(1)) is not None:
        return
    pair = new_key_pair()
    session.add(
        EstateKey(
            estate_id=estate_id,
            key_id=pair.id,
            public=pair.public,
            private_locked=locked(secret, KEY_PURPOSE, pair.private),
            made_at=now,
        )
    )


def enrol_device(session: Session, token: str, phone: Phone, *, address: str, secret: str, now: datetime) -> int:
    """Use up a code and answer the device's id.

    Refuses `too-many-sign-ins`, `device-name-missing`, `device-keys-unfit`, and `unknown-enrolment` for every code
    that does not work, whatever the cause.
    """
    if not 0 < len(phone.name.strip()) <= LONGEST_NAME:
        raise Refusal("device-name-missing")
    if not phone.is_fit:
        raise Refusal("device-keys-unfit")
    device_id = _enrol(session, token, phone, address=address, secret=secret, now=now)
    if device_id is None:
        raise Refusal("unknown-enrolment")
    return device_id


@deed
def _enrol(session: Session, token: str, phone: Phone, *, address: str, secret: str, now: datetime) -> int | None:
    keys = {STAFF_ADDRESS: keyed(secret, STAFF_ADDRESS.name, address)}
    refuse_over_budget(failures(session, keys, now))
    found = session.scalar(
        select(DeviceEnrolment)
        .where(DeviceEnrolment.token_hash == enrolment_hash(secret, fold(token)))
        .with_for_update()
    )
    device_id = _device_of(session, found, phone, now) if found else None
    if device_id is None:
        note_failure(session, keys, now)
    return device_id


def _device_of(session: Session, enrolment: DeviceEnrolment, phone: Phone, now: datetime) -> int | None:
    """The phone that this code enrols now, or did already; None where it enrols this phone no more."""
    kept = key_hash(phone.secret.hex())
    if enrolment.device_id is not None:
        used = session.get_one(Device, (enrolment.estate_id, enrolment.device_id))
        return used.id if used.secret_hash == kept else None
    sending = key_hash(phone.sending.hex()) if phone.sending else None
    if now >= enrolment.expires_at or _is_taken(session, kept, sending):
        return None
    device = Device(
        estate_id=enrolment.estate_id,
        id=new_id(),
        staff_id=enrolment.staff_id,
        name=phone.name.strip(),
        secret_hash=kept,
        sending_hash=sending,
        public_key=phone.public_key,
        enrolled_at=now,
        seen_at=now,
    )
    session.add(device)
    session.flush()
    enrolment.device_id = device.id
    return device.id


def _is_taken(session: Session, *hashes: str | None) -> bool:
    """Whether some phone has one of these secrets already."""
    given = [one for one in hashes if one]
    taken = select(Device.id).where(Device.secret_hash.in_(given) | Device.sending_hash.in_(given))
    return session.scalar(taken.limit(1)) is not None


@deed
def revoke_device(session: Session, estate_id: int, device_id: int, *, by: str, now: datetime) -> None:
    """Switch a phone off: it learns nothing more, and what it still sends waits for a person. Once is enough.

    Refuses `device-missing`.
    """
    device = session.get(Device, (estate_id, device_id), with_for_update=True)
    if device is None:
        raise Refusal("device-missing")
    if device.revoked_at is None:
        device.revoked_at, device.revoked_by = now, by
