"""Benchmark `ballots`: 24 concurrent voters, real HTTP, from form to durable ballot, line and receipt (performance.md).

Baselines in the same run: (a) the same rows written by the bare driver with the same durability settings, one commit
each, over as many connections as the server has workers on PostgreSQL and in one loop on SQLite; (b) an empty Flask
page on the same server with the same number of threads.
"""

from __future__ import annotations

import os
import random
import secrets
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.draft_consultation import draft_consultation
from consult.actions.issue_letters import issue_letters
from consult.actions.open_consultation import open_consultation
from consult.config import Settings
from consult.domain.consultation import Kind, Plan
from consult.domain.question import Question, QuestionType
from consult.models import everything as _all_tables  # noqa: F401
from consult.models import schema
from consult.models.base import new_id
from consult.models.engine import journal_mode, prepare
from consult.models.ledger import LedgerHead
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from consult.queries.book import check_book
from consult.queries.consultations import consultation_of_id
from scripts.bench.figures import parser, percentile, show
from scripts.bench.voters import Crowd, Voter, crowd, pages
from tests.postgresql_server import PostgresqlServer

THREADS = 8
SECRET = secrets.token_urlsafe(48)

EMPTY_PAGE = """
import sys
from flask import Flask
from waitress import serve
app = Flask("empty")
app.get("/")(lambda: "")
serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=int(sys.argv[2]), _quiet=True)
"""


def main() -> None:
    """Measure every combination and print one table."""
    options = parser(__doc__ or "")
    options.add_argument("--ballots", type=int, default=480, help="ballots in one measurement")
    options.add_argument("--voters", type=int, default=24, help="voters sending at the same time")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="server processes")
    options.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    chosen = options.parse_args()
    kinds = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    rows = [_row(kind, workers, chosen) for kind in kinds for workers in chosen.workers]
    columns = [
        "database",
        "workers",
        "ballots/s",
        "bare/s",
        "empty page/s",
        "× bare",
        "× empty",
        "p50 ms",
        "p95 ms",
        "p99 ms",
    ]
    show(
        f"Durable ballots of {chosen.voters} concurrent voters (SQLite journal: {journal_mode()})",
        columns,
        rows,
        as_json=chosen.json,
    )


def _row(kind: str, workers: int, chosen: Any) -> list[object]:
    """Medians over the repetitions, each with its baselines right beside it."""
    rounds = [_round(kind, workers, chosen, random.Random(chosen.seed + at)) for at in range(chosen.times)]
    rates = [
        sorted(values)[len(rounds) // 2]
        for values in zip(*((r.ballots.rate, r.bare, r.empty) for r in rounds), strict=True)
    ]
    each = [seconds * 1000 for r in rounds for seconds in r.ballots.each]
    tails = [percentile(each, share) for share in (0.5, 0.95, 0.99)]
    return [kind, workers, *rates, rates[0] / rates[1], rates[0] / rates[2], *tails]


@dataclass(frozen=True, slots=True)
class Round:
    """One repetition: the crowd's ballots, and both baselines' rates."""

    ballots: Crowd
    bare: float
    empty: float


def _round(kind: str, workers: int, chosen: Any, chance: random.Random) -> Round:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, connect = stack.enter_context(_database(kind, folder))
        settings = Settings(folder, url, SECRET, "http://127.0.0.1")
        made = _make(settings, chosen.ballots)
        bare = _bare_rate(kind, connect, made, chosen.ballots, lanes=1 if kind == "sqlite" else THREADS)
        ports = [stack.enter_context(_serving(settings)) for _ in range(workers)]
        voters = [
            Voter(ports[at % workers], token, made.code, {"q1": chance.choice(["agree", "oppose"]), "q2": "agree"})
            for at, token in enumerate(made.tokens)
        ]
        _prepare(voters)
        # A voter's lane keeps one connection, so lanes are cut by server.
        ballots = _crowds(voters, ports, chosen.voters)
        _check(settings, made)
        empty_port = stack.enter_context(_process([sys.executable, "-c", EMPTY_PAGE], str(THREADS)))
        empty = pages(empty_port, "/", requests=chosen.ballots, size=chosen.voters)
    return Round(ballots, bare, empty.rate)


def _crowds(voters: list[Voter], ports: list[int], size: int) -> Crowd:
    found: list[Crowd] = []
    parts = [[voter for voter in voters if voter.port == port] for port in ports]
    threads = [
        threading.Thread(target=lambda part=part: found.append(crowd(part, size=size // len(ports)))) for part in parts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Crowd(max(c.seconds for c in found), [seconds for c in found for seconds in c.each])


def _prepare(voters: list[Voter]) -> None:
    for voter in voters:
        voter.prepare()


@dataclass(frozen=True, slots=True)
class Made:
    """The consultation that the voters answer."""

    estate_id: int
    consultation_id: int
    code: str
    tokens: list[str]


def _make(settings: Settings, ballots: int) -> Made:
    engine = create_engine(settings.database_url)
    prepare(engine)
    schema.upgrade(engine)
    now = datetime.now(UTC)
    with Session(engine) as session:
        estate_id = _estate(session, ballots, now)
        drafted = draft_consultation(session, estate_id, _plan(now), by="bench", now=now)
        announce_consultation(session, estate_id, drafted.consultation_id, by="bench", now=now)
        open_consultation(session, estate_id, drafted.consultation_id, by="bench", now=now)
        letters = issue_letters(
            session, estate_id, drafted.consultation_id, secret=settings.secret_key, by="bench", now=now
        )
    engine.dispose()
    return Made(estate_id, drafted.consultation_id, drafted.code, [letter.token for letter in letters])


def _plan(now: datetime) -> Plan:
    asked = tuple(Question(n, QuestionType.CONSENT, {"zh": f"第{n}题"}) for n in (1, 2))
    opens = now - timedelta(minutes=1)
    return Plan({"zh": "测"}, Kind.BINDING, "general", opens.date(), opens, now + timedelta(days=1), asked)


def _estate(session: Session, ballots: int, now: datetime) -> int:
    estate_id, roll_id = new_id(), new_id()
    session.add(Estate(id=estate_id, code="bench", name={"zh": "测"}, committee={"zh": "测"}))
    session.flush()
    imported = {"imported_at": now, "imported_by": "bench", "file_name": "bench", "file_sha256": "", "rows": ballots}
    session.add(Roll(estate_id=estate_id, id=roll_id, version=1, **imported))
    session.flush()
    for number in range(ballots):
        place = {"building": str(number % 12 + 1), "entrance": "", "room": str(number)}
        owned = {"owner_kind": "person", "owners": [[f"业主{number}", str(number)]], "phones": [], "note": ""}
        unit = RollUnit(estate_id=estate_id, roll_id=roll_id, kind="dwelling", area=80_00, **place, **owned)
        session.add(unit)
    session.commit()
    return estate_id


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    if kind == "sqlite":
        path = folder / "bench.sqlite3"
        yield f"sqlite:///{path}", lambda: _sqlite(path)
        return
    server = PostgresqlServer(on_disk=True)
    try:
        url = server.url(server.create())
        yield url.replace("postgresql://", "postgresql+psycopg://"), lambda: psycopg.connect(url)
    finally:
        server.stop()


def _sqlite(path: Path) -> sqlite3.Connection:
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


def _bare_rate(kind: str, connect: Callable[[], Any], made: Made, ballots: int, *, lanes: int) -> float:
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


@contextmanager
def _serving(settings: Settings) -> Iterator[int]:
    environ = {
        "CONSULT_INSTANCE": str(settings.instance),
        "CONSULT_DATABASE_URL": settings.database_url,
        "CONSULT_SECRET_KEY": settings.secret_key,
    }
    command = [sys.executable, "-m", "consult.cli", "serve", "--threads", str(THREADS), "--port"]
    with _process(command, environ=environ) as port:
        yield port


@contextmanager
def _process(command: list[str], *more: str, environ: dict[str, str] | None = None) -> Iterator[int]:
    """Start a server on a free port, wait until it answers, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [*command, str(port), *more],
        env=os.environ | (environ or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"a server ended with {process.returncode} before it answered")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not answer within 30 seconds")


def _check(settings: Settings, made: Made) -> None:
    """What was acknowledged is there, once, in a whole book; else no figure is worth printing."""
    engine = create_engine(settings.database_url)
    prepare(engine)
    with Session(engine) as session:
        check = check_book(session, consultation_of_id(session, made.estate_id, made.consultation_id))
        heads = session.scalar(select(LedgerHead.heads))
    engine.dispose()
    if not check.is_whole or check.ballots != len(made.tokens) or heads != len(made.tokens):
        raise SystemExit(f"{check.ballots} ballots for {len(made.tokens)} receipts: {check.breaks}")


if __name__ == "__main__":
    main()
