"""Prove that no request brings the service down, that looking changes nothing, and that estates cannot see each other.

Every route of the map × everybody who might come (nobody, households, a tenant, every role of staff, a phone; of this
estate and of the one next door, which has the same rooms and serials): genuine forms askew, rubbish in addresses,
queries, headers, files and JSON, wrong methods. No answer may be a 5xx; GET and HEAD may leave no trace in any table;
nobody of one estate may change or be shown anything of the other. Then every id of next door, in an address or in a
form, must answer exactly like one that does not exist.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from scripts.prove.verdict import Row, conclude, options, say, since
from tests.databases import KINDS
from tests.routes.next_door import by_address, by_form
from tests.routes.rounds_of_rubbish import Round, everything, pairs, two_estates

IN_PLACES = ("the committee", "scrutineer", "a phone", "a program")
"""Who asks for what stands in addresses."""
IN_FORMS = ("the committee", "a tenant")
"""Who sends forms in which ids stand."""


@dataclass
class Share:
    """What one process found of its share."""

    routes: int = 0
    visitors: int = 0
    requests: int = 0
    compared: int = 0
    fewest: int = 0
    faults: dict[str, str] = field(default_factory=dict)


def main() -> int:
    """Ask everything of everybody; exit status 1 where anything is wrong."""
    parser = options(__doc__)
    parser.add_argument("--cases", type=int, default=200, help="requests for each route × visitor")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", choices=tuple(KINDS), action="append", help="sqlite where none is named")
    chosen = parser.parse_args()
    cases = 1 if chosen.light else chosen.cases
    rows = []
    for kind in chosen.database or ["sqlite"]:
        rows += _proved(kind, cases, chosen.seed, chosen.processes)
    return conclude(rows, as_json=chosen.json)


def _proved(kind: str, cases: int, seed: int, processes: int) -> list[Row]:
    begun = perf_counter()
    work = partial(_share, kind, cases, seed, processes)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        shares = list(pool.map(work, range(processes)))
    faults = {what: case for share in shares for what, case in share.faults.items()}
    for what, case in faults.items():
        say(f"{kind}: {what}\n    {case}")
    routes, requests = shares[0].routes, sum(share.requests for share in shares)
    fewest = min(share.fewest for share in shares)
    compared = sum(share.compared for share in shares)
    seconds = since(begun)
    told = f"{routes} routes × {shares[0].visitors} visitors × {fewest}: {requests} requests, {len(faults)} faults"
    same = f"{compared} ids of next door held against missing ones"
    return [
        Row(
            f"routes {kind}",
            f"route × role, {cases} cases each: no 5xx, GET changes nothing, nothing of next door",
            told,
            not faults and fewest >= cases and compared > 0,
            seconds,
            f"seed {seed}; {same}",
        )
    ]


def _share(kind: str, cases: int, seed: int, processes: int, mine: int) -> Share:
    """One process's share of the routes; the first also compares ids."""
    with tempfile.TemporaryDirectory(prefix="consult-routes-") as name:
        folder = Path(name)
        databases = KINDS[kind](folder)
        try:
            with databases.fresh(folder) as url, two_estates(url, folder) as here:
                found = Share(len(pairs(here.app)), len(here.here.visitors))
                if mine == 0:
                    found.compared = _compared(here)
                everything(here, cases, seed, share=lambda at: at % processes == mine, say=_saying(kind, mine))
                found.requests, found.faults = sum(here.asked.values()), dict(here.faults)
                found.fewest = min(here.asked.values()) // found.visitors
                return found
        finally:
            databases.close()


def _compared(here: Round) -> int:
    visitors = here.here.visitors
    by_places = sum(by_address(here, visitors[name]) for name in IN_PLACES)
    return by_places + sum(by_form(here, visitors[name]) for name in IN_FORMS)


def _saying(kind: str, mine: int) -> Callable[[str], None]:
    return lambda said: say(f"{kind}, process {mine + 1}: {said}")


if __name__ == "__main__":
    sys.exit(main())
