"""Kill the real server with signal 9 under 24 voters, again and again, on both databases: nothing lost, nothing twice.

`consult serve` runs as an operator runs it; voters sign in, vote and read their receipt over real HTTP. After every
kill and every start the whole book is checked, and held against all that was acknowledged until then. On PostgreSQL
the cluster is killed as well: one backend, the postmaster, everything at once. Who was sending sends the same form
again, and some send once more what was acknowledged: each gets the one receipt. At the end every slip code is found
where anybody looks it up.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from consult.config import Settings
from scripts.bench.made import make
from scripts.prove.after_a_crash import look, receipts_missing
from scripts.prove.crashing_cluster import CrashingCluster
from scripts.prove.ready_to_serve import Nursery
from scripts.prove.served import Server
from scripts.prove.steadfast import Voting
from scripts.prove.verdict import Row, conclude, options, say, since
from tests.databases import SECRET, prepared_engine

VOTERS = 24
_SLOWEST = 20.0
"""Seconds after which the next kill comes even though hardly anybody voted."""
_AT_ONCE = 20
"""How many slip codes are looked up over HTTP at the end of each arrangement."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the service is set up: database, and number of server processes."""

    kind: str
    processes: int

    def __str__(self) -> str:
        """Say it."""
        return f"{self.kind}, {self.processes} {'process' if self.processes == 1 else 'processes'}"


ARRANGEMENTS = [Arrangement(kind, processes) for kind in ("sqlite", "postgresql") for processes in (1, 2)]


@dataclass
class Run:
    """One arrangement under fire."""

    arrangement: Arrangement
    servers: Sequence[Server]
    engine: Engine
    voting: Voting
    chance: random.Random
    cluster: CrashingCluster | None = None
    kills: Counter[str] = field(default_factory=Counter)
    looks: int = 0
    faults: list[str] = field(default_factory=list)

    def fire(self, kills: int) -> None:
        """So many kills, each while its share of the letters is being used; then everybody votes to the end."""
        self.voting.begin(VOTERS)
        share = len(self.voting.letters) // (kills + 1)
        for done in range(1, kills + 1):
            self.voting.release(share)
            self._wait_for(round(self.chance.uniform(0.1, 0.9) * share))
            self.kills[self._kill()] += 1
            self._look()
            if done % 10 == 0:
                say(f"  {done} kills, {len(self.voting.acknowledged)} ballots acknowledged")
        self.voting.finish()
        self._look()
        self._find_every_receipt()

    def _wait_for(self, ballots: int) -> None:
        """Wait for so many more acknowledgements, and then for any moment within the next."""
        wanted, until = len(self.voting.acknowledged) + ballots, time.monotonic() + _SLOWEST
        while len(self.voting.acknowledged) < wanted and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(self.chance.uniform(0, 0.03))

    def _kill(self) -> str:
        """Kill something and start it again; what."""
        what = self.chance.choices(_WAYS[self.cluster is not None], _WEIGHTS[self.cluster is not None])[0]
        if what == "backend" and self.cluster is not None and self.cluster.kill_a_backend(self.chance):
            self.cluster.wait()
        elif what == "postmaster" and self.cluster is not None:
            self.cluster.kill_the_postmaster()
        elif what == "cluster" and self.cluster is not None:
            self.cluster.fall()
        else:
            what = "server"
            self._kill_servers()
        return what

    def _kill_servers(self) -> None:
        """One of them, at times all; up again before anything is looked at, so that the product itself recovers."""
        hit = list(self.servers) if self.chance.random() < 0.3 else [self.chance.choice(self.servers)]
        for server in hit:
            server.kill()
        for server in hit:
            server.start()
        for server in hit:
            server.wait()

    def _look(self) -> None:
        found = look(self.engine, self.voting.code, self.voting.acknowledged)
        self.looks += 1
        self.faults += found.faults

    def _find_every_receipt(self) -> None:
        shown = [one for one in self.voting.acknowledged.values() if one is not None]
        self.faults += [f"no book holds {code}" for code in receipts_missing(self.engine, shown)]
        for one in self.chance.sample(shown, min(_AT_ONCE, len(shown))):
            status, page = self.chance.choice(self.servers).ask(f"/r/{one.receipt}")
            if status != 200 or one.receipt not in page:
                self.faults.append(f"the page of {one.receipt} answers {status}")
        if len(shown) != len(self.voting.acknowledged):
            self.faults.append(f"{len(self.voting.acknowledged) - len(shown)} acknowledged without a receipt")


_WAYS = {False: ["server"], True: ["server", "backend", "postmaster", "cluster"]}
_WEIGHTS = {False: [1], True: [4, 3, 1, 2]}


def main() -> int:
    """Every arrangement in turn; exit status 1 when anything is lost, twice or broken."""
    told = options(__doc__)
    told.add_argument("--kills", type=int, default=200, help="in all (200)")
    told.add_argument("--ballots", type=int, default=4_200, help="in all (4200)")
    told.add_argument("--database", choices=("sqlite", "postgresql"), action="append", help="one only")
    chosen = told.parse_args()
    if chosen.light:
        chosen.kills, chosen.ballots = 8, 160
    where = [one for one in ARRANGEMENTS if one.kind in (chosen.database or ("sqlite", "postgresql"))]
    begun = perf_counter()
    runs = [
        _run(one, chosen.kills // len(where) + (at < chosen.kills % len(where)), chosen.ballots // len(where), chosen)
        for at, one in enumerate(where)
    ]
    return conclude([_row(runs, chosen, begun)], as_json=chosen.json)


def _run(arrangement: Arrangement, kills: int, ballots: int, chosen: object) -> Run:
    seed = getattr(chosen, "seed", 1)
    say(f"{arrangement}: {kills} kills, {ballots} ballots")
    with _arranged(arrangement, ballots, seed) as run:
        run.fire(kills)
    run.faults += run.voting.faults
    run.faults += [f"{n} ballots' forms were answered with a bare {s}" for s, n in run.voting.met.items() if s == 500]
    for fault in run.faults[:20]:
        say(f"  FAULT: {fault}")
    say(f"  {dict(run.kills)}, {len(run.voting.acknowledged)} acknowledged, answers to forms: {dict(run.voting.met)}")
    return run


@contextmanager
def _arranged(arrangement: Arrangement, ballots: int, seed: int) -> Iterator[Run]:
    with ExitStack() as lent:
        folder = Path(lent.enter_context(tempfile.TemporaryDirectory()))
        cluster = None
        url = f"sqlite:///{folder / 'consult.sqlite3'}"
        if arrangement.kind == "postgresql":
            cluster = CrashingCluster()
            lent.callback(cluster.stop)
            url = cluster.url(cluster.create()).replace("postgresql://", "postgresql+psycopg://")
        settings = Settings(folder, url, SECRET, "http://127.0.0.1")
        made = make(settings, ballots)
        nursery = Nursery()
        lent.callback(nursery.close)
        servers = [Server(settings, nursery=nursery) for _ in range(arrangement.processes)]
        for server in servers:
            lent.callback(server.kill)
            server.start()
        for server in servers:
            server.wait()
        engine = prepared_engine(url)
        lent.callback(engine.dispose)
        voting = Voting(made.code, [server.port for server in servers], made.tokens, seed)
        lent.callback(voting.break_off)
        yield Run(arrangement, servers, engine, voting, random.Random(f"{seed} {arrangement}"), cluster)


def _row(runs: Sequence[Run], chosen: object, begun: float) -> Row:
    asked_kills, asked_ballots = getattr(chosen, "kills", 0), min(4_000, getattr(chosen, "ballots", 0))
    kills = sum((run.kills for run in runs), Counter[str]())
    acknowledged = sum(len(run.voting.acknowledged) for run in runs)
    again = sum(run.voting.repeated for run in runs)
    retried = sum(one.after > 0 for run in runs for one in run.voting.acknowledged.values() if one is not None)
    faults = [fault for run in runs for fault in run.faults]
    reached = (
        f"{kills.total()} kills, {acknowledged} acknowledged: {len(faults)} lost, double or broken in "
        f"{sum(run.looks for run in runs)} checks of the book"
    )
    note = (
        f"seed {getattr(chosen, 'seed', 1)}; {'; '.join(str(run.arrangement) for run in runs)}; "
        f"killed: {', '.join(f'{what} {n}' for what, n in sorted(kills.items()))}; "
        f"{retried} sent again after no answer, {again} once more after the receipt"
    )
    asked = f"{asked_kills} kills, ≥ {asked_ballots} acknowledged: 0 lost, 0 double, chain whole"
    enough = kills.total() >= asked_kills and acknowledged >= asked_ballots and not faults
    return Row("kill", asked, reached, enough, since(begun), note)


if __name__ == "__main__":
    sys.exit(main())
