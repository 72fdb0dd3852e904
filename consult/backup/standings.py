"""Where the books of a database stand, asked in words that every schema since the first understands."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from consult.domain.backup import Standing

_STANDINGS = text(
    "SELECT c.code, COALESCE(h.seq, 0), h.head FROM consultation c "
    "LEFT JOIN ledger_head h ON h.estate_id = c.estate_id AND h.consultation_id = c.id ORDER BY c.code"
)
_HEAD_AT = text(
    "SELECT l.head FROM ledger_line l JOIN consultation c ON c.estate_id = l.estate_id AND c.id = l.consultation_id "
    "WHERE c.code = :code AND l.seq = :seq"
)


def standings(connection: Connection) -> dict[str, Standing]:
    """Consultation → where its book stands, drafts included; nothing in a database without tables."""
    if not inspect(connection).has_table("consultation"):
        return {}
    return {code: Standing(seq, bytes(head or b"").hex()) for code, seq, head in connection.execute(_STANDINGS)}


@dataclass(frozen=True, slots=True)
class HeadsOf:
    """The fingerprints of one database's books, line by line."""

    connection: Connection

    def __call__(self, code: str, seq: int) -> str | None:
        """The fingerprint at a number, in hex."""
        head = self.connection.execute(_HEAD_AT, {"code": code, "seq": seq}).scalar()
        return None if head is None else bytes(head).hex()
