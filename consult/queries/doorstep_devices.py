"""Phones at the door: whose secret this is, and for the console who walks where with which phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.visit import key_hash
from consult.domain.walking_order import natural
from consult.models.account import Staff
from consult.models.batch import has_not_come
from consult.models.consultation import Consultation
from consult.models.doorstep import Device, LeaderBuilding, RegisteredFingerprint
from consult.models.walker import WALKERS, walker_of


@dataclass(frozen=True, slots=True)
class DeviceVisit:
    """The phone that asks: whose it is, which buildings it may see, and whether it still may.

    `reads`: it showed the secret that its PIN guards; with the other it may send, and learn what became of that.
    """

    estate_id: int
    device_id: int
    name: str
    leader: str
    buildings: frozenset[str]
    is_active: bool
    reads: bool


def device_of_secret(session: Session, secret: bytes) -> DeviceVisit | None:
    """The phone that holds this secret, either of its two; None where none was enrolled with it."""
    shown = key_hash(secret.hex())
    device = session.scalar(select(Device).where((Device.secret_hash == shown) | (Device.sending_hash == shown)))
    if device is None:
        return None
    walker = walker_of(session, device.estate_id, device.id)
    if walker is None:
        return None
    return DeviceVisit(
        estate_id=device.estate_id,
        device_id=device.id,
        name=device.name,
        leader=walker.name,
        buildings=walker.buildings,
        is_active=walker.is_active,
        reads=device.secret_hash == shown,
    )


@dataclass(frozen=True, slots=True)
class DeviceView:
    """One phone in the console. `registered`: its entries in the books of open consultations that have not come yet."""

    id: int
    name: str
    enrolled_at: datetime
    seen_at: datetime
    revoked_at: datetime | None
    revoked_by: str
    registered: int


@dataclass(frozen=True, slots=True)
class WalkerView:
    """Somebody who may walk, with their buildings in walking order and their phones, newest first."""

    staff_id: int
    name: str
    role: str
    buildings: tuple[str, ...]
    devices: tuple[DeviceView, ...]


def walkers(session: Session, estate_id: int) -> list[WalkerView]:
    """All who may be given a round: building leaders first, then the committee, by name."""
    given: dict[int, list[str]] = {}
    for row in session.scalars(select(LeaderBuilding).where(LeaderBuilding.estate_id == estate_id)):
        given.setdefault(row.staff_id, []).append(row.building)
    phones: dict[int, list[DeviceView]] = {}
    registered = _registered(session, estate_id)
    newest_first = select(Device).where(Device.estate_id == estate_id).order_by(Device.enrolled_at.desc())
    for device in session.scalars(newest_first):
        phones.setdefault(device.staff_id, []).append(_device_view(device, registered.get(device.id, 0)))
    people = session.scalars(
        select(Staff).where(Staff.estate_id == estate_id, Staff.role.in_(WALKERS), Staff.is_active.is_(True))
    )
    found = [
        WalkerView(
            staff_id=person.id,
            name=person.name,
            role=person.role,
            buildings=tuple(sorted(given.get(person.id, ()), key=natural)),
            devices=tuple(phones.get(person.id, ())),
        )
        for person in people
    ]
    return sorted(found, key=lambda walker: (walker.role != "leader", walker.name))


def _registered(session: Session, estate_id: int) -> dict[int, int]:
    """By phone, what it has registered and not sent yet for consultations that are still open."""
    rows = session.execute(
        select(RegisteredFingerprint.device_id, func.count())
        .join(
            Consultation,
            (Consultation.estate_id == RegisteredFingerprint.estate_id)
            & (Consultation.id == RegisteredFingerprint.consultation_id),
        )
        .where(
            RegisteredFingerprint.estate_id == estate_id,
            Consultation.state == State.OPEN.value,
            has_not_come(estate_id),
        )
        .group_by(RegisteredFingerprint.device_id)
    )
    return {device: count for device, count in rows}  # noqa: C416  (rows are not pairs to the type checker)


def _device_view(device: Device, registered: int) -> DeviceView:
    return DeviceView(
        device.id,
        device.name,
        device.enrolled_at,
        device.seen_at,
        device.revoked_at,
        device.revoked_by or "",
        registered,
    )
