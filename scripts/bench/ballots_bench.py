"""Benchmark `ballots`: concurrent voters, real HTTP, from form to durable ballot, line and receipt (performance.md).

Baselines in the same run: (a) the same rows written by the bare driver with the same durability settings, one commit
each, over as many connections as the server has threads on PostgreSQL and in one loop on SQLite; (b) an empty Flask
page on the same server with the same number of threads. One voter at a time has a commit for each ballot; of many,
those who wait share one.

Then voters who come at a rate, whether or not those before them were answered: for a while, and in a burst.
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
from scripts.bench.arrivals import arrive
from scripts.bench.bare_database import bare_rate, sqlite
from scripts.bench.figures import Table, parser, percentile, show_all
from scripts.bench.made import Made, make
from scripts.bench.servers import THREADS, empty_page, serving
from scripts.bench.slow_sync import added_milliseconds, begin_again_with
from scripts.bench.voters import Crowd, Voter, crowd, pages
from scripts.bench.voters import prepare as prepare_all
from tests.postgresql_server import PostgresqlServer

SECRET = secrets.token_urlsafe(48)


def main() -> None:
    """Measure every combination and print two tables."""
    options = parser(__doc__ or "")
    options.add_argument("--ballots", type=int, default=480, help="ballots in one measurement")
    options.add_argument("--voters", type=int, nargs="*", default=[1, 24], help="voters sending at the same time")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="server processes")
    options.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    options.add_argument("--slow-sync", type=float, default=0, help="milliseconds that each sync to disk takes longer")
    options.add_argument(
        "--rates", type=float, nargs="*", default=[5, 50], help="voters a second who come by themselves"
    )
    options.add_argument("--seconds", type=float, default=20, help="for how long they come")
    chosen = options.parse_args()
    begin_again_with(chosen.slow_sync)
    kinds = ("sqlite", "postgresql") if chosen.database == "both" else (chosen.database,)
    disk = f"SQLite journal: {journal_mode()}; each sync {added_milliseconds():g} ms longer"
    rows = [
        _row(kind, workers, voters, chosen)
        for kind in kinds
        for workers in chosen.workers
        for voters in chosen.voters
        if voters >= workers
    ]
    came = [
        _arriving(kind, workers, rate, chosen) for kind in kinds for workers in chosen.workers for rate in chosen.rates
    ]
    tables = [Table(f"Durable ballots ({disk})", COLUMNS, rows)] if rows else []
    tables += [Table(f"Voters who come for {chosen.seconds:g} s ({disk})", CAME, came)] if came else []
    show_all(tables, as_json=chosen.json)


COLUMNS = ["database", "workers", "voters", "ballots/s", "bare/s", "empty page/s", "× bare", "× empty"]
COLUMNS += ["p50 ms", "p95 ms", "p99 ms"]
CAME = ["database", "workers", "came/s", "sent", "recorded", "5xx or none", "p50 ms", "p95 ms", "p99 ms"]


def _row(kind: str, workers: int, voters: int, chosen: Any) -> list[object]:
    """Medians over the repetitions, each with its baselines right beside it."""
    rounds = [_round(kind, workers, voters, chosen, random.Random(chosen.seed + at)) for at in range(chosen.times)]
    rates = [
        sorted(values)[len(rounds) // 2]
        for values in zip(*((r.ballots.rate, r.bare, r.empty) for r in rounds), strict=True)
    ]
    each = [seconds * 1000 for r in rounds for seconds in r.ballots.each]
    tails = [percentile(each, share) for share in (0.5, 0.95, 0.99)]
    return [kind, workers, voters, *rates, rates[0] / rates[1], rates[0] / rates[2], *tails]


def _arriving(kind: str, workers: int, rate: float, chosen: Any) -> list[object]:
    """Voters who come at a rate, on a service and a database of their own."""
    with _service(kind, workers, round(rate * chosen.seconds)) as service:
        voters = service.signed_in(random.Random(chosen.seed))
        came = arrive(voters, rate=rate)
        service.check(came.recorded)
    tails = [came.milliseconds(share) for share in (0.5, 0.95, 0.99)]
    return [kind, workers, rate, len(came.statuses), came.recorded, came.faults, *tails]


@dataclass(frozen=True, slots=True)
class Round:
    """One repetition: the crowd's ballots, and both baselines' rates."""

    ballots: Crowd
    bare: float
    empty: float


def _round(kind: str, workers: int, size: int, chosen: Any, chance: random.Random) -> Round:
    with _service(kind, workers, chosen.ballots) as service:
        lanes = 1 if kind == "sqlite" else min(size, THREADS)
        bare = bare_rate(kind, service.connect, service.made, chosen.ballots, lanes=lanes)
        # A voter's lane keeps one connection, so lanes are cut by server.
        ballots = _crowds(service.signed_in(chance), service.ports, size)
        service.check(chosen.ballots)
        with empty_page() as empty_port:
            empty = pages(empty_port, "/", requests=chosen.ballots, size=size)
    return Round(ballots, bare, empty.rate)


@dataclass(frozen=True, slots=True)
class Service:
    """A service at work, its database, and the consultation that is open in it."""

    settings: Settings
    connect: Callable[[], Any]
    made: Made
    ports: list[int]

    def signed_in(self, chance: random.Random) -> list[Voter]:
        """A voter for every household, each with the ballot open, shared out among the workers."""
        answers = [{"q1": chance.choice(["agree", "oppose"]), "q2": "agree"} for _ in self.made.tokens]
        voters = [
            Voter(self.ports[at % len(self.ports)], token, self.made.code, answers[at])
            for at, token in enumerate(self.made.tokens)
        ]
        prepare_all(voters)
        return voters

    def check(self, recorded: int) -> None:
        """What was acknowledged is there, once, in a whole book; else no figure is worth printing."""
        engine = create_engine(self.settings.database_url)
        prepare(engine)
        with Session(engine) as session:
            view = consultation_of_id(session, self.made.estate_id, self.made.consultation_id)
            check, heads = check_book(session, view), session.scalar(select(LedgerHead.heads))
        engine.dispose()
        if not check.is_whole or check.ballots != recorded or heads != recorded:
            raise SystemExit(f"{check.ballots} ballots for {recorded} receipts: {check.breaks}")


@contextmanager
def _service(kind: str, workers: int, ballots: int) -> Iterator[Service]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url, connect = stack.enter_context(_database(kind, folder))
        settings = Settings(folder, url, SECRET, "http://127.0.0.1")
        made = make(settings, ballots)
        yield Service(settings, connect, made, [stack.enter_context(serving(settings)) for _ in range(workers)])


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


if __name__ == "__main__":
    main()
