"""Prove that a vote does not depend on where it is kept: the same random history on SQLite and on PostgreSQL.

Every history is a consultation from its draft to its public package: ballots on the web, on paper, at the door and by
proxy, retries, second and late ones, contests, corrections, checkpoints, reconciliation, closing, audit, a result
published again. Clock, secrets and keys come from the seed, so both packages must be the same to the last byte; the
verifier must count each the same once more.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from scripts.prove.verdict import Row, conclude, options, say, since
from tests.databases import KINDS, prepared_engine
from tests.histories.comparing import differences, kinds_of_lines
from tests.histories.playing import play


@dataclass
class Found:
    """What the histories came to."""

    faults: list[str] = field(default_factory=list)
    lines: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    packages: set[str] = field(default_factory=set)


def main() -> int:
    """Play every history twice; exit status 1 where one of them parts, or a package does not recount."""
    parser = options(__doc__)
    parser.add_argument("--histories", type=int, default=200)
    parser.add_argument("--events", type=int, default=60, help="what happens in each while it is open, about")
    chosen = parser.parse_args()
    histories = 5 if chosen.light else chosen.histories
    begun, found = perf_counter(), Found()
    with _engines() as engines:
        for seed in range(chosen.seed, chosen.seed + histories):
            _compare(engines, seed, chosen.events, found)
            if (seed - chosen.seed) % 20 == 19:
                say(f"{seed - chosen.seed + 1} histories, {found.lines.total()} lines, {len(found.faults)} differences")
    _tell(found)
    reached = f"{len(found.packages)} different packages, the same on both: {len(found.faults)} differences"
    enough = not found.faults and len(found.packages) == histories
    note = f"seeds {chosen.seed}–{chosen.seed + histories - 1}, {found.lines.total()} lines"
    row = Row("histories", f"SQLite ≡ PostgreSQL over {histories} histories", reached, enough, since(begun), note)
    return conclude([row], as_json=chosen.json)


@contextmanager
def _engines() -> Iterator[dict[str, Engine]]:
    with tempfile.TemporaryDirectory(prefix="consult-histories-") as folder, ExitStack() as lent:
        engines = {}
        for kind, databases in KINDS.items():
            there = databases(Path(folder))
            lent.callback(there.close)
            engines[kind] = prepared_engine(lent.enter_context(there.fresh(Path(folder))))
            lent.callback(engines[kind].dispose)
        yield engines


def _compare(engines: dict[str, Engine], seed: int, events: int, found: Found) -> None:
    sqlite, postgresql = (play(engine, seed, code=f"history{seed}", events=events) for engine in engines.values())
    faults = [*differences(sqlite, postgresql), *sqlite.faults, *postgresql.faults]
    for fault in faults:
        say(f"history {seed}: {fault}")
    found.faults += faults
    found.lines += kinds_of_lines(sqlite)
    found.refused.update(event.partition(": ")[2] for event in sqlite.events if ": " in event)
    found.packages.add(sqlite.sha256)


def _tell(found: Found) -> None:
    """What the histories were made of: a proof over histories in which little happens says little."""
    say("lines:", ", ".join(f"{kind} {times}" for kind, times in sorted(found.lines.items())))
    say("refused:", ", ".join(f"{reason} {times}" for reason, times in sorted(found.refused.items())))


if __name__ == "__main__":
    sys.exit(main())
