"""The numbered book as it is kept: one head row that every writer locks, and lines that nothing may change."""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, CheckConstraint, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from consult.models.base import Base, OfEstate, belongs_to


class LedgerHead(Base):
    """Last number and fingerprint of one consultation's book, with the running count of ballots in it."""

    __tablename__ = "ledger_head"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        CheckConstraint("seq >= 0", name="seq_counts"),
    )

    estate_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    consultation_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(default=0)
    head: Mapped[bytes]
    heads: Mapped[int] = mapped_column(default=0)
    area: Mapped[int] = mapped_column(default=0)


class LedgerLine(OfEstate, Base):
    """One line of the book: the canonical entry, its leaf, and the head after it."""

    __tablename__ = "ledger_line"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        UniqueConstraint("estate_id", "consultation_id", "seq", name="uq_ledger_line_seq"),
    )

    consultation_id: Mapped[int]
    seq: Mapped[int]
    type: Mapped[str]
    entry: Mapped[str]
    leaf: Mapped[bytes]
    head: Mapped[bytes]


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER ledger_line_no_{verb.lower()} BEFORE {verb} ON ledger_line "
    "BEGIN SELECT RAISE(ABORT, 'the book is never changed'); END"
    for verb in ("UPDATE", "DELETE")
)
"""The same promise on SQLite, where there are no roles whose rights could be taken away."""

POSTGRESQL_GUARDS = (
    "CREATE OR REPLACE FUNCTION ledger_line_guard() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the book is never changed'; END $$",
    "CREATE TRIGGER ledger_line_guard BEFORE UPDATE OR DELETE ON ledger_line "
    "FOR EACH ROW EXECUTE FUNCTION ledger_line_guard()",
    "CREATE TRIGGER ledger_line_guard_truncate BEFORE TRUNCATE ON ledger_line "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_line_guard()",
)

GUARD_NAMES = {
    "sqlite": {"ledger_line_no_update", "ledger_line_no_delete"},
    "postgresql": {"ledger_line_guard", "ledger_line_guard_truncate"},
}
"""The triggers that the guards make, by database."""


def _after_create(statements: tuple[str, ...], dialect: str) -> None:
    table: Any = LedgerLine.__table__
    for statement in statements:
        guard: Any = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(table, "after_create", guard.execute_if(dialect=dialect))


_after_create(SQLITE_GUARDS, "sqlite")
_after_create(POSTGRESQL_GUARDS, "postgresql")
