"""Benchmark `ballots`: 24 concurrent voters, real HTTP, from form to durable ballot, line and receipt (performance.md).

Baselines in the same run: (a) the same rows written by the bare driver with the same durability settings, one commit
each, over as many connections as the server has workers on PostgreSQL and in one loop on SQLite; (b) an empty Flask
page on the same server with the same number of threads.
"""

from __future__ import annotations

import random
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.models import everything as _all_tables  # noqa: F401
from consult.models.engine import journal_mode, prepare
from consult.models.ledger import LedgerHead
from consult.queries.book import check_book
from consult.queries.consultations import consultation_of_id
from scripts.bench.bare_database import bare_rate, sqlite
from scripts.bench.figures import parser, percentile, show
from scripts.bench.made import Made, make
from scripts.bench.servers import THREADS, empty_page, serving
from scripts.bench.voters import Crowd, Voter, crowd, pages
from tests.postgresql_server import PostgresqlServer

SECRET = secrets.token_urlsafe(48)


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
        made = make(settings, chosen.ballots)
        bare = bare_rate(kind, connect, made, chosen.ballots, lanes=1 if kind == "sqlite" else THREADS)
        ports = [stack.enter_context(serving(settings)) for _ in range(workers)]
        voters = [
            Voter(ports[at % workers], token, made.code, {"q1": chance.choice(["agree", "oppose"]), "q2": "agree"})
            for at, token in enumerate(made.tokens)
        ]
        _prepare(voters)
        # A voter's lane keeps one connection, so lanes are cut by server.
        ballots = _crowds(voters, ports, chosen.voters)
        _check(settings, made)
        empty_port = stack.enter_context(empty_page())
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


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    if kind == "sqlite":
        path = folder / "bench.sqlite3"
        yield f"sqlite:///{path}", lambda: sqlite(path)
        return
    server = PostgresqlServer(on_disk=True)
    try:
        url = server.url(server.create())
        yield url.replace("postgresql://", "postgresql+psycopg://"), lambda: psycopg.connect(url)
    finally:
        server.stop()


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
