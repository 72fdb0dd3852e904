"""What the two databases say when they take nothing just now, as SQLAlchemy hands it on."""

from __future__ import annotations

import sqlite3

import psycopg
from sqlalchemy.exc import OperationalError


def sqlite_says(code: int) -> OperationalError:
    """SQLite's answer with this code, plain or extended."""
    said = sqlite3.OperationalError("said for a test")
    said.sqlite_errorcode = code
    return OperationalError("COMMIT", {}, said)


def postgresql_says(state: str) -> OperationalError:
    """PostgreSQL's answer with this code; '' for a connection that broke without a word."""
    said = psycopg.errors.lookup(state) if state else psycopg.OperationalError
    return OperationalError("COMMIT", {}, said("said for a test"))
