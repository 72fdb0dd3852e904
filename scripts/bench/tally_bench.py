"""Benchmark `tally`: count a book of ballots with ten questions, broken down by building and entrance.

Baselines in the same run (performance.md): (a) the bare SQL aggregate with the same grouping; (b) a loop over ORM rows.
All three count the same ballots, and their figures are compared before anything is printed. The product is what closing
a consultation runs: book, frozen electorate, tally, outcome, tree root, and the breakdown as it may be published.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.domain.privacy import Cell, Published, Secrecy, publish
from consult.models.engine import prepare
from consult.queries.results import Counted, count_by_place
from scripts.bench.figures import Run, interleaved, medians, parser, resident_megabytes, show
from scripts.bench.tally_made import ANSWERS, QUESTIONS, make
from scripts.bench.tally_plain import Figures, by_objects, by_sql

COLUMNS = [
    "ballots", "product s", "SQL aggregate s", "ORM loop s", "product / SQL", "product / ORM", "µs a ballot",
    "growth", "peak MB", "before MB",
]  # fmt: skip
LEAST_TO_SQL, LEAST_TO_ORM, MOST_GROWTH = 0.3, 10.0, 1.2


@dataclass(frozen=True, slots=True)
class Measured:
    """One size: median seconds of each way, and the memory of a process that did nothing but count (MB)."""

    ballots: int
    product: float
    sql: float
    orm: float
    peak: float
    before: float

    @property
    def a_ballot(self) -> float:
        """Microseconds of the product for each ballot."""
        return self.product / self.ballots * 1e6


def main() -> None:
    """Make the data, measure, compare, print."""
    options = parser(__doc__ or "")
    options.add_argument("--ballots", type=int, nargs="+", default=[1_000, 100_000])
    options.add_argument("--cpu", action="store_true", help="measure processor time, on a machine that others use too")
    options.add_argument("--counted-alone", nargs=3, metavar=("DATABASE", "ESTATE", "CONSULTATION"))
    chosen = options.parse_args()
    if chosen.counted_alone:
        _count_alone(*chosen.counted_alone)
        return
    clock = time.process_time if chosen.cpu else time.perf_counter
    measured = [_measure(ballots, chosen.times, chosen.seed, clock) for ballots in chosen.ballots]
    title = "Counting ten questions by building and entrance (ratios above 1 mean the product is faster)"
    show(title, COLUMNS, [_row(measured, at) for at in range(len(measured))], as_json=chosen.json)
    if not chosen.json:
        print(f"\nBars: {LEAST_TO_SQL} x SQL, {LEAST_TO_ORM:.0f} x ORM, growth at most {MOST_GROWTH}.")
        print("Growth is the time a ballot, by that of the size before. Memory is that of a process that only counts.")


def _row(measured: list[Measured], at: int) -> list[object]:
    one = measured[at]
    growth: object = one.a_ballot / measured[at - 1].a_ballot if at else "-"
    return [
        one.ballots, one.product, one.sql, one.orm, one.sql / one.product, one.orm / one.product, one.a_ballot,
        growth, round(one.peak), round(one.before),
    ]  # fmt: skip


def _measure(ballots: int, times: int, seed: int, clock: Callable[[], float]) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.sqlite3"
        engine = _engine(database)
        keys = make(engine, ballots, random.Random(seed))
        took = _timed(engine, keys, times, clock)
        engine.dispose()
        memory = _alone(database, keys)
    return Measured(ballots, took["product"], took["sql"], took["orm"], memory["peak"], memory["before"])


def _engine(database: Path) -> Engine:
    engine = create_engine(f"sqlite:///{database}")
    prepare(engine)
    return engine


def _timed(engine: Engine, keys: tuple[int, int], times: int, clock: Callable[[], float]) -> dict[str, float]:
    found: dict[str, Any] = {}

    def product() -> None:
        with Session(engine) as session:
            found["product"] = count_by_place(session, *keys)

    def sql() -> None:
        with engine.connect() as connection:
            found["sql"] = by_sql(connection)

    def orm() -> None:
        with Session(engine) as session:
            found["orm"] = by_objects(session)

    took = medians(interleaved([Run("product", product), Run("sql", sql), Run("orm", orm)], times=times, clock=clock))
    if found["sql"] != found["orm"]:
        raise SystemExit("the baselines disagree")
    _compare(found["product"], found["sql"])
    return took


def _compare(counted: Counted, plain: Figures) -> None:
    """Hold totals with their areas, and every published part, against the plain aggregate."""
    for question in counted.result["questions"]:
        for answer, weight in question["counts"].items():
            groups = [sums for group, sums in plain.items() if group[2:] == (question["number"], answer)]
            if [weight["heads"], weight["area"]] != [sum(column) for column in zip(*groups, strict=True)] and any(
                weight.values()
            ):
                raise SystemExit(f"question {question['number']} disagrees on {answer}")
    if counted.breakdown != _published(plain):
        raise SystemExit("the breakdowns disagree")


def _published(plain: Figures) -> PublishedBreakdown:
    """The breakdown that the plain aggregate's figures give; everyone here has answered every question."""
    rows: dict[tuple[str, str], dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for (building, entrance, question, answer), (heads, _area) in plain.items():
        rows[building, entrance][question][answer] = heads
    names = sorted({building for building, _ in rows}, key=int)
    inside = {name: [entrance for building, entrance in rows if building == name] for name in names}
    buildings, entrances = {}, {name: {} for name in names}
    for q in range(1, QUESTIONS + 1):
        within = {name: [_cell(e, rows[name, e][q]) for e in inside[name]] for name in names}
        buildings[q, ""] = publish(Secrecy.NAMED, [_whole(name, within[name]) for name in names])
        for name in names:
            entrances[name][q, ""] = publish(Secrecy.NAMED, within[name])
    alone = {cell.names for cell in buildings[1, ""].cells}
    divided = {n: parts for n, parts in entrances.items() if (n,) in alone and _is_divided(parts)}
    return PublishedBreakdown(buildings, divided)


def _cell(name: str, counts: dict[str, int]) -> Cell:
    heads = Weight(sum(counts.values()))
    return Cell((name,), heads, heads, {answer: counts.get(answer, 0) for answer in ANSWERS})


def _whole(name: str, cells: list[Cell]) -> Cell:
    return _cell(name, {answer: sum((cell.counts or {})[answer] for cell in cells) for answer in ANSWERS})


def _is_divided(parts: dict[tuple[int, str], Published]) -> bool:
    return any(len(published.cells) > 1 for published in parts.values())


def _alone(database: Path, keys: tuple[int, int]) -> dict[str, float]:
    """The memory of counting, in a process that does nothing else."""
    command = [sys.executable, "-m", "scripts.bench.tally_bench", "--counted-alone", str(database), *map(str, keys)]
    answered = subprocess.run(command, check=True, capture_output=True, text=True)
    memory: dict[str, float] = json.loads(answered.stdout)
    return memory


def _count_alone(database: str, estate: str, consultation: str) -> None:
    engine = _engine(Path(database))
    with Session(engine) as session:
        session.connection()
        before = resident_megabytes(peak=False)
        count_by_place(session, int(estate), int(consultation))
    print(json.dumps({"before": before, "peak": resident_megabytes(peak=True)}))


if __name__ == "__main__":
    main()
