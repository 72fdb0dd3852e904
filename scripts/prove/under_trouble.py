"""A vote on a real server into which trouble comes: what both proofs of trouble that passes share."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine

from consult.config import Settings
from scripts.bench.made import make
from scripts.prove.after_a_crash import look, receipts_missing
from scripts.prove.crashing_cluster import CrashingCluster
from scripts.prove.served import Server
from scripts.prove.steadfast import Voting
from tests.databases import SECRET, prepared_engine

VOTERS = 24
SLOWEST_ANSWER = 60.0
"""Seconds in which everybody must have some answer, whatever is going on."""


@dataclass
class Vote:
    """An open vote, its server, and what was found untrue."""

    settings: Settings
    server: Server
    engine: Engine
    voting: Voting
    cluster: CrashingCluster | None = None
    faults: list[str] = field(default_factory=list)

    def begin(self, before: int) -> None:
        """Let people vote until so many hold a receipt."""
        self.voting.begin(VOTERS)
        self.voting.release(len(self.voting.letters))
        until = time.monotonic() + 60
        while len(self.voting.acknowledged) < before and time.monotonic() < until:
            time.sleep(0.01)

    def acknowledged_within(self, seconds: float) -> int:
        """How many more receipts are shown in these seconds."""
        before = len(self.voting.acknowledged)
        time.sleep(seconds)
        return len(self.voting.acknowledged) - before

    def seconds_until_more_than(self, receipts: int) -> float:
        """How long it takes until more receipts were shown than before, at most a minute."""
        begun = time.monotonic()
        while len(self.voting.acknowledged) <= receipts and time.monotonic() - begun < 60:
            time.sleep(0.01)
        return time.monotonic() - begun

    def status(self, path: str) -> int:
        """With which status a page answers now."""
        return self.server.ask(path)[0]

    def expect(self, what: str, *, is_so: bool) -> None:
        """Note a fault where something is not as it must be."""
        if not is_so:
            self.faults.append(what)

    def end(self, letters: int) -> None:
        """Let everybody vote to the end; each must hold the one receipt, and the book be whole."""
        self.voting.finish()
        told = self.voting.acknowledged
        self.faults += self.voting.faults + look(self.engine, self.voting.code, told).faults
        self.faults += [f"no book holds {code}" for code in receipts_missing(self.engine, filter(None, told.values()))]
        self.expect(f"only {len(told)} of {letters} could vote in the end", is_so=len(told) == letters)
        self.expect(f"{self.voting.met[500]} forms were answered like a bug", is_so=not self.voting.met[500])
        slow = f"somebody waited {self.voting.slowest:.0f} s for an answer"
        self.expect(slow, is_so=self.voting.slowest <= SLOWEST_ANSWER)


@contextmanager
def vote(kind: str, disk: Path, elsewhere: Path, ballots: int, seed: int) -> Iterator[Vote]:
    """An open vote whose database and installation are on this disk; what the server says is kept elsewhere."""
    with ExitStack() as lent:
        instance, cluster = disk / "instance", None
        instance.mkdir()
        url = f"sqlite:///{disk / 'consult.sqlite3'}"
        if kind == "postgresql":
            disk.chmod(0o711)  # the cluster belongs to somebody else
            cluster = CrashingCluster(within=disk)
            lent.callback(cluster.stop)
            url = cluster.url(cluster.create()).replace("postgresql://", "postgresql+psycopg://")
        settings = Settings(instance, url, SECRET, "http://127.0.0.1")
        made = make(settings, ballots)
        server = Server(settings, log_folder=elsewhere)
        lent.callback(server.kill)
        server.start()
        server.wait()
        engine = prepared_engine(url)
        lent.callback(engine.dispose)
        voting = Voting(made.code, [server.port], made.tokens, seed)
        lent.callback(voting.break_off)
        yield Vote(settings, server, engine, voting, cluster)
