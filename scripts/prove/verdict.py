"""How a proof ends: rows of “asked / reached / seconds”, as a table for people, with `--json` as lines for a program.

A proof makes its options with `options(__doc__)` (`--light`, `--seed`, `--json`), says how it gets on with `say`
(stderr, so that its answer stays readable), and ends with `return conclude([Row(…), …], as_json=chosen.json)`: the exit
status is 1 where a figure was not reached. `scripts/prove/all` runs every proof with `--json` and reads its last lines
with `rows_in`.

    begun = perf_counter()
    …
    reached = f"{rounds} × 32 posters: {after} after CLOSE"
    row = Row("closing-race", "100 × 32 posters: 0 after CLOSE", reached, after == 0, since(begun))
    return conclude([row], as_json=chosen.json)
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from unicodedata import east_asian_width


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was asked for, what was reached, whether that is enough, and in how many seconds."""

    proof: str
    """The command's name; of several rows from one command, with what it is of: `one-each postgresql`."""
    asked: str
    reached: str
    is_reached: bool
    seconds: float
    note: str = ""
    """Seed, machine or reason: whatever a reader needs to run it again or to judge it."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as people read it."""
        verdict = "ok" if self.is_reached else "MISSED"
        return self.proof, self.asked, self.reached, f"{self.seconds:.0f}", verdict, self.note


HEADINGS = ("proof", "asked", "reached", "seconds", "verdict", "note")


def options(told: str | None) -> argparse.ArgumentParser:
    """The options every proof has; add the proof's own to them."""
    parser = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--light", action="store_true", help="the small form that the suite runs, in a few seconds")
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with; the same seed, the same run")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON a row instead of a table")
    return parser


def say(*words: object) -> None:
    """One line of progress, at once and beside the answer."""
    print(*words, file=sys.stderr, flush=True)


def since(begun: float) -> float:
    """Seconds since a `perf_counter()`."""
    return round(perf_counter() - begun, 1)


def conclude(rows: Sequence[Row], *, as_json: bool) -> int:
    """Print the rows; the exit status: 0 where every figure was reached, and there is one."""
    print(
        "\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in rows) if as_json else table(rows), flush=True
    )
    return 0 if rows and all(row.is_reached for row in rows) else 1


def table(rows: Iterable[Row]) -> str:
    """The rows under their headings, in columns."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(_padded(line, widths) for line in (lines[0], tuple("-" * width for width in widths), *lines[1:]))


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    return " | ".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def rows_in(output: str) -> list[Row]:
    """The rows that a proof ended with; other lines are passed over, so are lines of JSON that are no row."""
    found = []
    for line in output.splitlines():
        try:
            found.append(Row(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
