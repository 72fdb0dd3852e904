"""Another process keeps the database locked for 30 seconds while 24 voters are sending: nobody gets a false receipt.

On SQLite it holds the write lock (`BEGIN IMMEDIATE`), on PostgreSQL the row in which the book's head stands. Whoever is
sending either waits for the receipt, or is told in plain words that it is busy, with status 503, the seconds to wait,
and every answer kept on the page; nobody waits for ever. Pages are read meanwhile. Afterwards writing goes on by
itself, and everybody gets the one receipt.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import func, select

from consult.models.ballot import Ballot
from scripts.prove.under_trouble import Vote, vote
from scripts.prove.verdict import Row, conclude, options, say, since

KINDS = ("sqlite", "postgresql")
BUSY = "Busy at this moment"
"""The title of the page that whoever waited in vain is shown."""


def main() -> int:
    """Hold the lock on each database; exit status 1 when anything untrue was said or anything stayed stuck."""
    if sys.argv[1:2] == ["hold"]:
        return hold(*sys.argv[2:4])
    told = options(__doc__)
    told.add_argument("--hold", type=float, default=30.0, metavar="SECONDS", help="how long the lock is kept (30)")
    told.add_argument("--ballots", type=int, default=300, help="ballots on each database (300)")
    told.add_argument("--database", choices=KINDS, action="append", help="one only")
    chosen = told.parse_args()
    if chosen.light:
        chosen.ballots = 60
        chosen.hold = 12.0
    return conclude([_prove(kind, chosen) for kind in chosen.database or KINDS], as_json=chosen.json)


def hold(kind: str, address: str) -> int:
    """Keep the lock until the line from whoever started us breaks: this is the other process."""
    keeper = _kept_by_sqlite(address) if kind == "sqlite" else _kept_by_postgresql(address)
    print("held", flush=True)
    sys.stdin.read()
    keeper.close()
    return 0


def _kept_by_sqlite(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def _kept_by_postgresql(address: str) -> psycopg.Connection:
    connection = psycopg.connect(address)
    connection.execute("SELECT seq FROM ledger_head FOR UPDATE")
    return connection


@contextmanager
def held(kind: str, address: str) -> Iterator[None]:
    """Let another process keep the lock."""
    command = [sys.executable, "-m", "scripts.prove.held_lock_proof", "hold", kind, address]
    keeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    said = keeper.stdout.readline().strip() if keeper.stdout else ""
    try:
        if said != "held":
            raise SystemExit("the other process could not get the lock")
        yield
    finally:
        keeper.communicate(timeout=30)


def _prove(kind: str, chosen: object) -> Row:
    seconds, ballots, seed = (getattr(chosen, name) for name in ("hold", "ballots", "seed"))
    begun = perf_counter()
    say(f"{kind}: the lock is kept for {seconds:.0f} s")
    with tempfile.TemporaryDirectory() as folder, vote(kind, Path(folder), Path(folder), ballots, seed) as here:
        here.begin(ballots // 5)
        with held(kind, _address(kind, here)):
            waited = _while_held(here, seconds)
            before = len(here.voting.acknowledged)
        resumed = here.seconds_until_more_than(before)
        here.end(ballots)
    busy = here.voting.titles
    here.expect(f"whoever waited in vain was told otherwise: {dict(busy)}", is_so=set(busy) <= {BUSY})
    here.expect("nobody was told that it is busy", is_so=busy[BUSY] > 0)
    here.expect(f"writing did not go on for {resumed:.0f} s", is_so=resumed < 30)
    for fault in here.faults[:20]:
        say(f"  FAULT: {fault}")
    reached = (
        f"{waited} receipts while it was held, {busy[BUSY]} pages “busy”, {len(here.voting.acknowledged)} receipts in "
        f"the end, {len(here.faults)} faults; on again after {resumed:.1f} s"
    )
    note = f"seed {seed}; slowest answer {here.voting.slowest:.1f} s"
    asked = f"lock held {seconds:.0f} s: 0 false receipts; writes resume"
    return Row(f"held-lock {kind}", asked, reached, not here.faults, since(begun), note)


def _address(kind: str, here: Vote) -> str:
    url = here.settings.database_url
    return url.removeprefix("sqlite:///") if kind == "sqlite" else url.replace("+psycopg", "")


def _while_held(here: Vote, seconds: float) -> int:
    """What happens meanwhile; how many receipts were shown, of which there must be none."""
    until = time.monotonic() + seconds
    time.sleep(0.5)  # answers that were on their way when the lock was taken
    before, kept = len(here.voting.acknowledged), _ballots(here)
    while time.monotonic() < until:
        page = here.status(f"/c/{here.voting.code}")
        here.expect(f"a page that only reads answered {page}", is_so=page == 200)
        time.sleep(2)
    shown = len(here.voting.acknowledged) - before
    here.expect(f"{shown} receipts were shown while nothing could be written", is_so=shown == 0)
    here.expect("ballots were written past the lock", is_so=_ballots(here) == kept)
    return shown


def _ballots(here: Vote) -> int:
    with here.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Ballot)) or 0


if __name__ == "__main__":
    sys.exit(main())
