"""Reading a database that is being written: everything as it stood at one moment."""

from __future__ import annotations

from sqlalchemy.orm import Session


def read_as_of_one_moment(session: Session) -> None:
    """End this session's transaction; all that the next one reads is of one moment, whoever writes meanwhile.

    SQLite reads so by itself. On PostgreSQL every statement would see what was committed just before it, and a book to
    which a line was added between two of them would look broken.
    """
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
