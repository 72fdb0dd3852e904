"""Fill the disk under the database while 24 voters are sending: nobody gets a false receipt, and writing goes on later.

The database, and the cluster of PostgreSQL with its log, lie on a small disk of their own, which needs the rights to
mount one. When it is full, whoever sends is told in plain words that nothing was recorded, why, and what to do;
`/readyz` says that nothing can be stored; pages are read as before. Once there is room, writing goes on without a
restart, and everybody gets the one receipt.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from time import perf_counter

from scripts.prove.full_disk import NoSmallDisk, fill, small_disk
from scripts.prove.under_trouble import Vote, vote
from scripts.prove.verdict import Row, conclude, options, say, since

MEGABYTES = {"sqlite": 24, "postgresql": 200}
FULL = "Nothing can be recorded at this moment"
"""The title of the page for whoever sends to a full disk."""

_QUIET = 2.0
"""Seconds without any receipt after which we take it that nothing more fits."""


def main() -> int:
    """Fill the disk of each database; exit status 1 when anything untrue was said or anything stayed stuck."""
    told = options(__doc__)
    told.add_argument("--full", type=float, default=10.0, metavar="SECONDS", help="how long it stays full (10)")
    told.add_argument("--ballots", type=int, default=300, help="ballots on each database (300)")
    told.add_argument("--database", choices=tuple(MEGABYTES), action="append", help="one only")
    chosen = told.parse_args()
    if chosen.light:
        chosen.ballots, chosen.full = 80, 3.0
    try:
        rows = [_prove(kind, chosen) for kind in chosen.database or MEGABYTES]
    except NoSmallDisk:
        say("no small disk can be mounted here: run this as root, on a machine that allows mounting tmpfs")
        return 2
    return conclude(rows, as_json=chosen.json)


def _prove(kind: str, chosen: object) -> Row:
    seconds, ballots, seed = (getattr(chosen, name) for name in ("full", "ballots", "seed"))
    begun = perf_counter()
    say(f"{kind}: a disk of {MEGABYTES[kind]} MB")
    with (
        small_disk(MEGABYTES[kind]) as disk,
        tempfile.TemporaryDirectory() as elsewhere,
        vote(kind, disk, Path(elsewhere), ballots, seed) as here,
    ):
        here.begin(ballots // 5)
        filling = _fill_until_nothing_fits(here, disk)
        fitted = _while_full(here, seconds)
        before = len(here.voting.acknowledged)
        filling.unlink()
        resumed = here.seconds_until_more_than(before)
        here.end(ballots)
        here.expect("not ready again once there is room", is_so=_is_ready_soon(here))
    told = here.voting.titles
    here.expect(f"whoever sent was told otherwise: {dict(told)}", is_so=told[FULL] > 0 and set(told) == {FULL})
    here.expect(f"writing did not go on for {resumed:.0f} s", is_so=resumed < 30)
    for fault in here.faults[:20]:
        say(f"  FAULT: {fault}")
    reached = (
        f"{told[FULL]} pages “nothing can be recorded”, {fitted} receipts for what still fitted, "
        f"{len(here.voting.acknowledged)} receipts in the end, {len(here.faults)} faults; on after {resumed:.1f} s"
    )
    note = f"seed {seed}; a tmpfs of {MEGABYTES[kind]} MB; slowest answer {here.voting.slowest:.1f} s"
    asked = "disk full under voters: 0 false receipts; writes resume"
    return Row(f"full-disk {kind}", asked, reached, not here.faults, since(begun), note)


def _fill_until_nothing_fits(here: Vote, disk: Path) -> Path:
    """Take all the room, and again whatever a commit gave back, until hardly a receipt is shown any more."""
    until = time.monotonic() + 60
    filling = fill(disk)
    while here.acknowledged_within(_QUIET) and time.monotonic() < until:
        fill(disk)
    return filling


def _while_full(here: Vote, seconds: float) -> int:
    """What is said meanwhile; how many ballots still fitted: each of those is looked for at the end like any other."""
    fitted = here.acknowledged_within(seconds)
    ready, page = here.status("/readyz"), here.status(f"/c/{here.voting.code}")
    here.expect(f"/readyz answers {ready} on a full disk", is_so=ready == 503)
    here.expect(f"a page that only reads answered {page}", is_so=page == 200)
    return fitted


def _is_ready_soon(here: Vote) -> bool:
    """Ready again; the last look is answered for some seconds more."""
    for _ in range(20):
        if here.status("/readyz") == 200:
            return True
        time.sleep(0.5)
    return False


if __name__ == "__main__":
    sys.exit(main())
