"""The doorstep: who walks which buildings with which phone, what their phones sent, and what became of it.

A sealed entry is kept as it came before anything is done with it, so that nothing is lost whatever it holds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to

ONE_COLLECTING = "uq_collected_paper_serial"


class EstateKey(OfEstate, Base):
    """A key to which phones seal: its public half, and the private one locked (`kept_secret.locked`).

    The newest is in force; the earlier ones still open what was sealed to them.
    """

    __tablename__ = "estate_key"
    __table_args__ = (UniqueConstraint("estate_id", "key_id", name="uq_estate_key_id"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    key_id: Mapped[str]
    public: Mapped[bytes]
    private_locked: Mapped[bytes]
    made_at: Mapped[datetime]


class LeaderBuilding(OfEstate, Base):
    """A building that somebody walks; its name is the roll's."""

    __tablename__ = "leader_building"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("estate_id", "staff_id", "building", name="uq_leader_building_once"),
    )

    staff_id: Mapped[int]
    building: Mapped[str]


class Device(OfEstate, Base):
    """A phone of somebody who walks. Of its secrets only the hashes are kept; `public_key` proves its files.

    With the secret behind `sending_hash`, which lies open on the phone, entries are sent and nothing is read; phones
    that were enrolled before there was one have only the other.
    """

    __tablename__ = "device"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("secret_hash", name="uq_device_secret"),
        UniqueConstraint("sending_hash", name="uq_device_sending"),
        Index("ix_device_staff", "estate_id", "staff_id"),
    )

    staff_id: Mapped[int]
    name: Mapped[str]
    secret_hash: Mapped[str]
    public_key: Mapped[bytes]
    enrolled_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None]
    sending_hash: Mapped[str | None]


class DeviceEnrolment(OfEstate, Base):
    """A code that enrols one phone for one person, once; `device_id` is the phone that used it."""

    __tablename__ = "device_enrolment"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        UniqueConstraint("token_hash", name="uq_device_enrolment_token"),
    )

    staff_id: Mapped[int]
    token_hash: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    device_id: Mapped[int | None]


class DoorstepEntry(OfEstate, Base):
    """One entry as it arrived, and what it came to. `sentence` says it in both languages where it did not take effect.

    `device_id` is 0 for a file that no phone of this estate signed; a torn bundle is one entry without an outside.
    """

    __tablename__ = "doorstep_entry"
    __table_args__ = (
        UniqueConstraint("estate_id", "fingerprint", name="uq_doorstep_entry_fingerprint"),
        Index("ix_doorstep_entry_submission", "estate_id", "submission_id"),
        Index("ix_doorstep_entry_status", "estate_id", "status", "received_at"),
        CheckConstraint(
            "status IN ('waiting', 'recorded', 'conflict', 'late', 'refused', 'quarantined', 'set-aside')",
            name="status_known",
        ),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    device_id: Mapped[int]
    submission_id: Mapped[str]
    consultation: Mapped[str]
    key_id: Mapped[str]
    sealed: Mapped[bytes]
    bound: Mapped[bytes]
    fingerprint: Mapped[str]
    by_file: Mapped[bool]
    received_at: Mapped[datetime]
    status: Mapped[str]
    reason: Mapped[str | None]
    sentence: Mapped[dict[str, Any] | None]
    receipt: Mapped[str | None]
    kind: Mapped[str | None]
    elector_id: Mapped[int | None]
    made_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]


class RegisteredFingerprint(OfEstate, Base):
    """An entry that a phone said it holds, before the end, on line `seq` of the book."""

    __tablename__ = "registered_fingerprint"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "fingerprint", name="uq_registered_fingerprint_once"),
    )

    consultation_id: Mapped[int]
    device_id: Mapped[int]
    fingerprint: Mapped[str]
    seq: Mapped[int]
    registered_at: Mapped[datetime]


class CollectedPaper(OfEstate, Base):
    """A sheet that somebody took along at the door: it counts nothing until it has been keyed."""

    __tablename__ = "collected_paper"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        belongs_to("photo", "photo_id"),
        UniqueConstraint("estate_id", "consultation_id", "serial", name=ONE_COLLECTING),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    serial: Mapped[str]
    photo_id: Mapped[int | None]
    note: Mapped[str]
    collected_at: Mapped[datetime]
    collected_by: Mapped[str]
