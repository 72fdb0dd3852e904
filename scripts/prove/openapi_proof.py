"""Prove that the programs' interface is what its OpenAPI document says, and that nothing sent to it brings it down.

Every operation is asked with what fits its description and with what does not (schemathesis), by a token that may do
everything, with codes, electors and serials that are there as well as made-up ones. No answer may be a 5xx or of
another status, kind or shape than described; what does not fit is refused, what fits is never refused as unfit; without
a token nothing is answered; methods that are not described are refused.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import time_machine
from sqlalchemy.orm import Session

from consult.web.pace import Pace
from consult.web.program_visit import GUESSES, PACE
from scripts.prove.verdict import Row, conclude, options, say, since
from tests.databases import KINDS, prepared_engine, settings_for
from tests.house import rounds
from tests.one_app import lent
from tests.routes.by_description import Found, fuzz, make_known


def main() -> int:
    """Ask everything; exit status 1 where anything is wrong."""
    parser = options(__doc__)
    parser.add_argument("--examples", type=int, default=200, help="of what fits and of what does not, each operation")
    parser.add_argument("--database", choices=tuple(KINDS), action="append", help="both where none is named")
    chosen = parser.parse_args()
    examples = 3 if chosen.light else chosen.examples
    kinds = chosen.database or (["sqlite"] if chosen.light else list(KINDS))
    rows = [_proved(kind, examples, chosen.seed) for kind in kinds]
    return conclude(rows, as_json=chosen.json)


def _proved(kind: str, examples: int, seed: int) -> Row:
    begun = perf_counter()
    found = _found(kind, examples, seed)
    for what, how in found.faults.items():
        say(f"{kind}: {what}\n    {how}")
    asked, done = sum(found.asked.values()), sum(n for status, n in found.statuses.items() if status < 300)
    told = f"{len(found.asked)} operations, {asked} requests, {done} of them done: {len(found.faults)} faults"
    statuses = ", ".join(f"{status} × {n}" for status, n in sorted(found.statuses.items()))
    return Row(
        f"openapi {kind}",
        f"OpenAPI fuzz, {examples} good and bad of each operation: no 5xx, all as described",
        told,
        not found.faults and done > len(found.asked) / 4,
        since(begun),
        f"seed {seed}; {statuses}",
    )


def _found(kind: str, examples: int, seed: int) -> Found:
    logging.getLogger("consult").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="consult-openapi-") as name:
        folder = Path(name)
        databases = KINDS[kind](folder)
        try:
            with databases.fresh(folder) as url, lent(settings_for(url, folder / "instance")) as app:
                app.config["PROPAGATE_EXCEPTIONS"] = False
                app.extensions[PACE] = app.extensions[GUESSES] = Pace(10**9)
                with time_machine.travel(rounds.NOW, tick=False):
                    with Session(prepared_engine(url)) as session:
                        known = make_known(session)
                    return fuzz(app, known, examples=examples, chance=seed)
        finally:
            databases.close()


if __name__ == "__main__":
    sys.exit(main())
