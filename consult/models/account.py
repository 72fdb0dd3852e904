"""Staff, their one-time links, signed-in visits, and the failures that sign-in budgets are counted from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from consult.domain.second_factor import SECOND_STEP_LASTS
from consult.domain.visit import LIFETIMES, Audience, key_hash
from consult.models.base import Base, OfEstate, new_id


class Staff(OfEstate, Base):
    """A person with a role in one estate; no account exists by default.

    The name stands for the account wherever two people are wanted: no two accounts of an estate carry the same one,
    also not one that was switched off, and none ever changes.

    `invited_by`: the name of who invited the person, '' for a command at the server; `vouched_by`: the name of who said
    that they are somebody else, '' while nobody has (see `domain.two_people`).
    """

    __tablename__ = "staff"
    __table_args__ = (
        UniqueConstraint("login", name="uq_staff_login"),
        # An index: SQLite can add one to a table that others refer to, and a constraint only by making it anew.
        Index("uq_staff_name", "estate_id", "name", unique=True),
        CheckConstraint("role IN ('committee', 'scrutineer', 'leader', 'property', 'town', 'auditor')", name="role"),
    )

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    name: Mapped[str]
    login: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    invited_by: Mapped[str] = mapped_column(default="", server_default="")
    vouched_by: Mapped[str] = mapped_column(default="", server_default="")
    vouched_at: Mapped[datetime | None]


class StaffLink(OfEstate, Base):
    """A one-time link: an invitation to make an account of a role, or a single sign-in for one person."""

    __tablename__ = "staff_link"
    __table_args__ = (UniqueConstraint("token_hash"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    token_hash: Mapped[str]
    role: Mapped[str]
    staff_id: Mapped[int | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    invited_by: Mapped[str] = mapped_column(default="", server_default="")


class Visit(Base):
    """A signed-in visit of a household or a staff member; the browser holds only a random key to it.

    `is_half`: the password was right and the second factor is still asked for; such a visit opens nothing.
    `proved_at`: when the person last proved who they are. `challenge`: what a passkey is asked to sign, used once.
    `browser`: in what kind of browser the visit began, in a word (`chrome-windows`).
    """

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_subject", "estate_id", "subject_id"),
        CheckConstraint("audience IN ('household', 'staff')", name="audience_known"),
    )

    key_hash: Mapped[str] = mapped_column(primary_key=True)
    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"))
    audience: Mapped[str]
    subject_id: Mapped[int]
    consultation_id: Mapped[int | None]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_half: Mapped[bool] = mapped_column(default=False, server_default=false())
    proved_at: Mapped[datetime | None]
    challenge: Mapped[str] = mapped_column(default="", server_default="")
    browser: Mapped[str] = mapped_column(default="", server_default="")

    @classmethod
    def begun(
        cls,
        key: str,
        audience: Audience,
        *,
        now: datetime,
        estate_id: int,
        subject_id: int,
        consultation_id: int | None = None,
        browser: str = "",
        is_half: bool = False,
    ) -> Visit:
        """A visit that begins now; `key` is what the browser will hold."""
        return cls(
            key_hash=key_hash(key),
            estate_id=estate_id,
            audience=audience.value,
            subject_id=subject_id,
            consultation_id=consultation_id,
            started_at=now,
            expires_at=now + (SECOND_STEP_LASTS if is_half else LIFETIMES[audience].whole),
            ended_at=None,
            is_half=is_half,
            proved_at=now,
            challenge="",
            browser=browser,
        )


class SignInFailure(Base):
    """One failed sign-in, counted against the budgets of a place, an address and an estate, then swept."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_budget", "budget", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=new_id)
    budget: Mapped[str]
    key: Mapped[str]
    at: Mapped[datetime]
