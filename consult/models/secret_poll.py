"""What a secret poll keeps of choices: ballots and written words without anything that leads to a household.

Who took part is a row of `ballot` without answers, and a line of the book. Nothing here is shared with it: no number,
no time, no order. On SQLite the rows lie in the order of their random keys (`WITHOUT ROWID`), so that the file does not
tell which came first; on PostgreSQL they are written anew, shuffled, when the poll is closed (`models.urn`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from consult.models.base import Base, OfEstate, belongs_to

_IN_ORDER_OF_KEYS = {"sqlite_with_rowid": False}


class SecretBallot(OfEstate, Base):
    """The answers of one ballot by question number; whose it is, and when it came, is not kept anywhere."""

    __tablename__ = "secret_ballot"
    __table_args__ = (belongs_to("consultation", "consultation_id"), _IN_ORDER_OF_KEYS)

    consultation_id: Mapped[int]
    answers: Mapped[dict[str, Any]]


class SecretWords(OfEstate, Base):
    """Words that somebody wrote in answer to a question, apart from the ballot they came with."""

    __tablename__ = "secret_words"
    __table_args__ = (belongs_to("consultation", "consultation_id"), _IN_ORDER_OF_KEYS)

    consultation_id: Mapped[int]
    number: Mapped[int]
    words: Mapped[str]


class SecretSeal(OfEstate, Base):
    """What opens the seals that CLOSE put on a secret poll's tables, by question number; kept for a court."""

    __tablename__ = "secret_seal"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", name="uq_secret_seal_consultation"),
    )

    consultation_id: Mapped[int]
    openings: Mapped[dict[str, Any]]
