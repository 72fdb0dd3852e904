"""The bare limit of a database: a ballot's rows by the driver alone, equally durable, one commit each."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from consult.models.engine import journal_mode
from scripts.bench.made import Made


def sqlite(path: Path) -> sqlite3.Connection:
    """A connection set for the durability that the product asks for."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in (f"journal_mode={journal_mode()}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


_BARE_TABLES = (
    "CREATE TABLE bare_ballot AS SELECT * FROM ballot WHERE 1 = 0",
    "CREATE TABLE bare_line AS SELECT * FROM ledger_line WHERE 1 = 0",
    "CREATE TABLE bare_head AS SELECT * FROM ledger_head",
    "CREATE TABLE bare_turnout AS SELECT * FROM building_turnout",
    "CREATE UNIQUE INDEX bare_once ON bare_ballot (estate_id, consultation_id, elector_id)",
    "CREATE UNIQUE INDEX bare_seq ON bare_line (estate_id, consultation_id, seq)",
)


def bare_rate(kind: str, connect: Callable[[], Any], made: Made, ballots: int, *, lanes: int) -> float:
    """Rows a second of the bare driver: ballot, line, head and turnout, one commit each."""
    setting_up = connect()
    for statement in _BARE_TABLES:
        setting_up.execute(statement)
    setting_up.commit()
    setting_up.close()
    numbers = count(1)
    connections = [connect() for _ in range(lanes)]
    write = _write_sqlite if kind == "sqlite" else _write_postgresql
    start = time.perf_counter()
    threads = [
        threading.Thread(target=lambda c=c: [write(c, made, next(numbers)) for _ in range(ballots // lanes)])
        for c in connections
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    for connection in connections:
        connection.close()
    return (ballots // lanes) * lanes / seconds


_BALLOT = (
    "INSERT INTO bare_ballot (estate_id, id, consultation_id, elector_id, submission_id, seq, receipt, channel, "
    "answers, salt, cast_at, entered_by) VALUES ({0})"
)
_LINE = "INSERT INTO bare_line (estate_id, id, consultation_id, seq, type, entry, leaf, head) VALUES ({0})"
_HEAD = "UPDATE bare_head SET seq = seq + 1, head = {0}, heads = heads + 1, area = area + 8000"
_TURNOUT = "UPDATE bare_turnout SET heads = heads + 1, area = area + 8000 WHERE building = {0}"


def _values(made: Made, n: int, at: object) -> tuple[tuple[object, ...], tuple[object, ...]]:
    ballot = (
        made.estate_id,
        n,
        made.consultation_id,
        n,
        str(n),
        n,
        f"4K7P-9QXM-{n}",
        "web",
        '{"1":"agree"}',
        "0" * 32,
        at,
        "",
    )
    return ballot, (made.estate_id, n, made.consultation_id, n, "BALLOT", "x" * 330, b"0" * 32, b"0" * 32)


def _write_sqlite(connection: sqlite3.Connection, made: Made, n: int) -> None:
    ballot, line = _values(made, n, "2026-12-16 01:00:00.000000")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(_BALLOT.format(", ".join("?" * len(ballot))), ballot)
    connection.execute(_LINE.format(", ".join("?" * len(line))), line)
    connection.execute(_HEAD.format("?"), (b"1" * 32,))
    connection.execute(_TURNOUT.format("?"), (str(n % 12 + 1),))
    connection.execute("COMMIT")


def _write_postgresql(connection: psycopg.Connection[Any], made: Made, n: int) -> None:
    ballot, line = _values(made, n, datetime.now(UTC))
    connection.execute("SELECT seq FROM bare_head FOR UPDATE")
    connection.execute(_BALLOT.format(", ".join(["%s"] * len(ballot))), ballot)  # type: ignore[arg-type]
    connection.execute(_LINE.format(", ".join(["%s"] * len(line))), line)  # type: ignore[arg-type]
    connection.execute(_HEAD.format("%s"), (b"1" * 32,))  # type: ignore[arg-type]
    connection.execute(_TURNOUT.format("%s"), (str(n % 12 + 1),))  # type: ignore[arg-type]
    connection.commit()
