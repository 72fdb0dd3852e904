"""What the benchmarks share: repeat measurements interleaved, take medians, print one table or JSON."""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One measured piece of work: its name and what to do; answers whatever shows that it did the work."""

    name: str
    work: Callable[[], object]


def interleaved(
    runs: Sequence[Run], *, times: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """Seconds of each run, measured in turn, so that a slow minute of the machine hits all of them alike."""
    seconds: dict[str, list[float]] = {run.name: [] for run in runs}
    for _ in range(times):
        for run in runs:
            start = clock()
            run.work()
            seconds[run.name].append(clock() - start)
    return seconds


def medians(seconds: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The median of each run's seconds."""
    return {name: statistics.median(measured) for name, measured in seconds.items()}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def peak_megabytes() -> float:
    """The largest memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_megabytes(*, peak: bool) -> float:
    """The memory that this process holds, or its largest so far; unlike `peak_megabytes` without its parent's."""
    wanted = "VmHWM:" if peak else "VmRSS:"
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith(wanted)) / 1024


def parser(description: str) -> argparse.ArgumentParser:
    """An argument parser with the options that every benchmark has."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--json", action="store_true", help="print the figures as JSON")
    made.add_argument("--times", type=int, default=3, help="how often each run is repeated")
    made.add_argument("--seed", type=int, default=2026, help="seed of the made data")
    return made


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], *, as_json: bool) -> None:
    """Print a table for people, or the same rows as JSON objects."""
    if as_json:
        json.dump([dict(zip(columns, row, strict=True)) for row in rows], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(len(column), *(len(row[at]) for row in texts)) for at, column in enumerate(columns)]
    print(f"\n{title}\n")
    for line in (list(columns), ["-" * width for width in widths], *texts):
        print(
            "  ".join(
                cell.rjust(width) if at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
        )


@dataclass(frozen=True, slots=True)
class Table:
    """One of several tables of the same run."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def show_all(tables: Sequence[Table], *, as_json: bool) -> None:
    """Print several tables for people, or one JSON object of them by title."""
    if as_json:
        said = {one.title: [dict(zip(one.columns, row, strict=True)) for row in one.rows] for one in tables}
        json.dump(said, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    for one in tables:
        show(one.title, one.columns, one.rows, as_json=False)


def _text(cell: object) -> str:
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
