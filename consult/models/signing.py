"""The key with which an estate signs its receipts (Ed25519), kept like all its keys: locked, and part of the backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from consult.models.base import Base, OfEstate

KEY_PURPOSE = "receipt signing key"


class SigningKey(OfEstate, Base):
    """A signing key: its public half, and the private one locked (`kept_secret.locked`). The newest is in force."""

    __tablename__ = "signing_key"
    __table_args__ = (UniqueConstraint("estate_id", "public", name="uq_signing_key_public"),)

    estate_id: Mapped[int] = mapped_column(ForeignKey("estate.id"), primary_key=True, autoincrement=False)
    public: Mapped[bytes]
    private_locked: Mapped[bytes]
    made_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class SigningPair:
    """Both halves of a key, 32 bytes each."""

    public: bytes
    private: bytes


def new_signing_pair() -> SigningPair:
    """A fresh key."""
    private = Ed25519PrivateKey.generate()
    return SigningPair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def signature_of(private: bytes, said: str) -> bytes:
    """The signature over a text; the same text gets the same one (RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(said.encode())


def is_signed(public: bytes, signature: bytes, said: str) -> bool:
    """Whether the holder of a public key signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, said.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def newest_signing_key(session: Session, estate_id: int) -> SigningKey | None:
    """The key that a consultation which opens now names in its first line."""
    mine = select(SigningKey).where(SigningKey.estate_id == estate_id)
    return session.scalar(mine.order_by(SigningKey.made_at.desc()).limit(1))
