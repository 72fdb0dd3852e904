"""Benchmark `ledger`: check a long book, in the database (`consult ledger check`) and in a package (`verify.py`).

Baseline in the same run (performance.md): bare SHA-256 over the same lines, two for each: its leaf, and the head after
it. The product reads and judges every line besides, and holds it against the rows that are kept beside the book; the
verifier counts the vote again. Processor time, because other work on the machine would blur seconds on the clock.
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from consult.models.consultation import Consultation
from consult.models.engine import prepare
from consult.models.ledger import LedgerLine
from consult.queries.book import check_book
from consult.queries.consultations import consultation_of_code
from scripts.bench.figures import Run, interleaved, medians, parser, show
from scripts.bench.ledger_made import make_package
from scripts.bench.tally_made import make

COLUMNS = ["what", "lines", "product s", "bare hashing s", "bare / product", "µs a line", "peak MB"]
LEAST, MOST_SECONDS = 0.2, 2.0
EXPECTED = {"open-misplaced", "counter-differs"}
"""The made book in the database holds ballots alone and no turnout of buildings; nothing else may be found in it."""

_ALONE = """
import json, sys, time
from pathlib import Path
{work}
status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
print(json.dumps({{"seconds": seconds, "peak": peak, "faults": faults}}))
"""
_VERIFY = """
from consult.verifier import verify
begun = time.process_time()
report = verify.examine(Path(sys.argv[1]))
seconds, faults = time.process_time() - begun, sorted(english for _, english in report.faults)
"""
_CHECK = """
from scripts.bench.ledger_bench import check_database
begun = time.process_time()
faults = check_database(Path(sys.argv[1]))
seconds = time.process_time() - begun
"""


@dataclass(frozen=True, slots=True)
class Alone:
    """What a process of its own needed for one check: processor seconds, and its largest memory (MB)."""

    seconds: float
    peak: float


def main() -> None:
    """Make the data, measure, print."""
    options = parser(__doc__ or "")
    options.add_argument("--database", type=int, nargs="*", default=[100_000], help="lines of books in the database")
    options.add_argument("--package", type=int, nargs="*", default=[3_000, 100_000], help="lines of packages")
    chosen = options.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for lines in chosen.database:
            rows.append(_in_database(lines, chosen.times, chosen.seed, Path(folder)))
        for lines in chosen.package:
            rows.append(_in_package(lines, chosen.times, chosen.seed, Path(folder)))
    show("Checking a book (ratios above 1 mean the product is faster)", COLUMNS, rows, as_json=chosen.json)
    if not chosen.json:
        print(f"\nBars: {LEAST} x bare hashing; a package of 3 000 lines in under {MOST_SECONDS:.0f} s.")


def check_database(file: Path) -> list[str]:
    """Check the one book of a database; the kinds of faults found."""
    engine = create_engine(f"sqlite:///{file}")
    prepare(engine)
    with Session(engine) as session:
        code = session.scalars(select(Consultation.code)).one()
        return sorted({one.fault for one in check_book(session, consultation_of_code(session, code)).breaks})


def _in_database(lines: int, times: int, seed: int, folder: Path) -> list[object]:
    file = folder / f"book-{lines}.sqlite3"
    engine = create_engine(f"sqlite:///{file}")
    prepare(engine)
    make(engine, lines, random.Random(seed))
    with Session(engine) as session:
        entries = [entry.encode() for entry in session.scalars(select(LedgerLine.entry).order_by(LedgerLine.seq))]
    engine.dispose()
    return _row("consult ledger check", lines, _CHECK, file, lambda: entries, EXPECTED, times)


def _in_package(lines: int, times: int, seed: int, folder: Path) -> list[object]:
    file = make_package(folder / f"package-{lines}.zip", lines, random.Random(seed))

    def entries() -> Iterable[bytes]:
        with zipfile.ZipFile(file) as archive, archive.open("ledger.jsonl") as book:
            yield from book

    return _row("verify.py", lines, _VERIFY, file, entries, set(), times)


def _row(
    what: str, lines: int, work: str, file: Path, entries: Callable[[], Iterable[bytes]], due: set[str], times: int
) -> list[object]:
    alone: list[Alone] = []
    runs = [
        Run("product", lambda: alone.append(_alone(work, file, due))),
        Run("bare", lambda: hash_only(entries())),
    ]
    took = medians(interleaved(runs, times=times, clock=time.process_time))
    product = sorted(one.seconds for one in alone)[len(alone) // 2]
    peak = round(max(one.peak for one in alone))
    return [what, lines, product, took["bare"], took["bare"] / product, product / lines * 1e6, peak]


def hash_only(entries: Iterable[bytes]) -> bytes:
    """The leaf of each line and the head after it, and nothing else."""
    head = bytes(32)
    for entry in entries:
        head = hashlib.sha256(b"\x01" + head + hashlib.sha256(b"\x00" + entry).digest()).digest()
    return head


def _alone(work: str, file: Path, due: set[str]) -> Alone:
    program = [sys.executable, "-c", _ALONE.format(work=work), str(file)]
    said = json.loads(subprocess.run(program, check=True, capture_output=True, text=True).stdout)
    if set(said["faults"]) != due:
        raise SystemExit(f"the check says something else: {said['faults'][:5]}")
    return Alone(said["seconds"], said["peak"])


if __name__ == "__main__":
    main()
