"""Written proxies (委托): who hands in whose choice. The choice itself is the principal's ballot."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class ProxyMandate(OfEstate, Base):
    """One written proxy. The agent is an elector, or somebody else by name; `document` says where the paper is filed.

    `standing` is the principal's key, and null once the ballot that counted for the principal was annulled on line
    `ended_seq`: a principal names one agent at a time, and may name another where the first was forged.
    The book holds `SHA-256(salt ‖ document)`, never a name, and the hash of the form's photo (`photo`, '' for none).
    """

    __tablename__ = "proxy_mandate"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "principal_id"),
        UniqueConstraint("estate_id", "consultation_id", "standing", name="uq_proxy_mandate_standing"),
        CheckConstraint("(standing IS NULL) = (ended_seq IS NOT NULL)", name="stands_or_ended"),
        CheckConstraint("agent_id IS NULL OR agent_id <> principal_id", name="not_for_oneself"),
        CheckConstraint("agent_id IS NOT NULL OR agent_name <> ''", name="agent_named"),
        Index("ix_proxy_mandate_principal", "estate_id", "consultation_id", "principal_id"),
        Index("ix_proxy_mandate_agent", "estate_id", "consultation_id", "agent_id"),
    )

    consultation_id: Mapped[int]
    principal_id: Mapped[int]
    standing: Mapped[int | None]
    agent_id: Mapped[int | None]
    agent_name: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date]
    valid_until: Mapped[date]
    document: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="", server_default="")
    salt: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    ended_seq: Mapped[int | None]
