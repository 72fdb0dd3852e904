"""What a staff member proves themself with besides the password: an app's secret, passkeys, recovery codes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to

Owner = tuple[int, int]
"""Whose: the estate's id and the staff member's."""


class CodeApp(OfEstate, Base):
    """An app that shows codes (RFC 6238). Until `confirmed_at` it is being set up and proves nothing.

    `last_step` is the step of the last code that was taken: no code is taken twice.
    """

    __tablename__ = "code_app"
    __table_args__ = (belongs_to("staff", "staff_id"), Index("ix_code_app_staff", "estate_id", "staff_id"))

    staff_id: Mapped[int]
    secret_locked: Mapped[bytes]
    begun_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class Passkey(OfEstate, Base):
    """A passkey (WebAuthn credential): only its public half is kept."""

    __tablename__ = "passkey"
    __table_args__ = (
        belongs_to("staff", "staff_id"),
        Index("ix_passkey_staff", "estate_id", "staff_id"),
        UniqueConstraint("credential", name="uq_passkey_credential"),
    )

    staff_id: Mapped[int]
    name: Mapped[str]
    credential: Mapped[bytes]
    public_key: Mapped[bytes]
    sign_count: Mapped[int]
    added_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(OfEstate, Base):
    """One of the codes on paper that get somebody in who has lost their phone; each works once."""

    __tablename__ = "recovery_code"
    __table_args__ = (belongs_to("staff", "staff_id"), Index("ix_recovery_code_staff", "estate_id", "staff_id"))

    staff_id: Mapped[int]
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]
