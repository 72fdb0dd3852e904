"""The guards of the book as they really stand in the database: there, switched on, and still saying no."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from consult.models.ledger import GUARD_NAMES, POSTGRESQL_GUARDS, SQLITE_GUARDS

_SQLITE = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_line'")
_POSTGRESQL = text(
    "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = 'ledger_line'::regclass AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
)


def missing_guards(connection: Connection) -> list[str]:
    """Names of the guards that are not there, or are there in name only; all of them where there is no book."""
    wanted = GUARD_NAMES[connection.dialect.name]
    if not inspect(connection).has_table("ledger_line"):
        return sorted(wanted)
    standing = _on_sqlite(connection) if connection.dialect.name == "sqlite" else _on_postgresql(connection)
    return sorted(wanted - standing)


def _on_sqlite(connection: Connection) -> set[str]:
    kept = {_plain(sql) for sql in connection.execute(_SQLITE).scalars()}
    return {guard.split()[2] for guard in SQLITE_GUARDS if _plain(guard) in kept}


def _on_postgresql(connection: Connection) -> set[str]:
    # One function stands behind both triggers; its body is between the dollar signs.
    body = _plain(POSTGRESQL_GUARDS[0].split("$$")[1])
    return {name for name, source in connection.execute(_POSTGRESQL) if _plain(source) == body}


def _plain(sql: str) -> str:
    """A statement without what makes no difference."""
    return " ".join(sql.replace('"', "").split())
