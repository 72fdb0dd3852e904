"""Benchmark `print`: one-page household letters, each with a QR, a room, a code and an area of its own.

Baselines in the same run (performance.md): (a) one WeasyPrint document with all letters; (b) typst and reportlab, which
are installed for this program only. Every run is a process of its own, start to end, so that memory is its own too. Of
each result a sample of pages is looked at: every QR decodes to its household's address, and the code is there as text.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from scripts.bench.figures import parser, resident_megabytes, show

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".venv" / "peers"
COLUMNS = [
    "letters",
    "way",
    "s",
    "cpu s",
    "times product",
    "times product, cpu",
    "peak MB",
    "file MB",
    "bytes a letter",
]
SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds from start to end, those of all processors, the largest process in MB, bytes on the disk."""

    seconds: float
    cpu: float
    peak: float
    size: int


def main() -> None:
    """Measure in turn, check, print."""
    options = parser(__doc__ or "")
    options.add_argument("--letters", type=int, nargs="+", default=[100, 1_000, 3_000])
    options.add_argument("--whole-up-to", type=int, default=300, help="largest batch laid out in one document")
    options.add_argument("--without-peers", action="store_true")
    options.add_argument("--alone", nargs=3, metavar=("WAY", "LETTERS", "FOLDER"))
    chosen = options.parse_args()
    if chosen.alone:
        _alone(*chosen.alone, chosen.seed)
        return
    rows: list[list[object]] = []
    for letters in chosen.letters:
        rows += _measure(letters, _ways(letters, chosen), chosen.times, chosen.seed)
    show("Household letters, one page each (each run a process of its own)", COLUMNS, rows, as_json=chosen.json)
    if not chosen.json:
        print(
            "\nBars: 60 x whole, at least as fast as each peer, at most 350 MB and flat, at most 2 000 bytes a letter."
        )
        print(f"One whole document was laid out up to {chosen.whole_up_to} letters; its time grows with the batch.")


def _ways(letters: int, chosen: Any) -> list[str]:
    whole = ["whole"] if letters <= chosen.whole_up_to else []
    return ["product", *whole, *([] if chosen.without_peers else ["typst", "reportlab"])]


def _measure(letters: int, ways: Sequence[str], times: int, seed: int) -> list[list[object]]:
    found: dict[str, list[Measured]] = {way: [] for way in ways}
    for _ in range(times):
        for way in ways:
            found[way].append(_run(way, letters, seed))
    return [_row(letters, way, found[way], found["product"]) for way in ways]


def _row(letters: int, way: str, runs: Sequence[Measured], product: Sequence[Measured]) -> list[object]:
    seconds, cpu = median(one.seconds for one in runs), median(one.cpu for one in runs)
    size = max(one.size for one in runs)
    return [
        letters, way, seconds, cpu, seconds / median(one.seconds for one in product),
        cpu / median(one.cpu for one in product), round(max(one.peak for one in runs)),
        round(size / 1e6, 2), size // letters,
    ]  # fmt: skip


def _processor() -> float:
    """Processor seconds of all processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(way: str, letters: int, seed: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "scripts.bench.print_bench", "--alone", way, str(letters), folder]
        start, before = time.perf_counter(), _processor()
        answered = subprocess.run([*command, "--seed", str(seed)], check=True, capture_output=True, text=True, cwd=ROOT)
        seconds, cpu = time.perf_counter() - start, _processor() - before
        told = json.loads(answered.stdout)
        paths = [Path(path) for path in told["files"]]
        _check(way, paths, letters, seed)
        return Measured(seconds, cpu, told["peak"], sum(path.stat().st_size for path in paths))


def _alone(way: str, letters: str, folder: str, seed: int) -> None:
    """Print in this process, and say where and with how much memory (of the largest process)."""
    sys.path.append(str(PEERS))
    from scripts.bench.print_made import households
    from scripts.bench.print_ways import WAYS

    files = WAYS[way](households(int(letters), seed), Path(folder))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    peak = max(resident_megabytes(peak=True), children)
    print(json.dumps({"files": [str(path) for path in files], "peak": peak}))


def _check(way: str, files: Sequence[Path], letters: int, seed: int) -> None:
    """Look at a sample of pages: the QR of each household decodes, and its code can be extracted."""
    import pypdfium2
    import zxingcpp

    from consult.documents import qr
    from consult.documents.imprint import grouped
    from scripts.bench.print_made import households

    homes, at = households(letters, seed), 0
    step = max(1, letters // SAMPLE)
    for path in files:
        pdf = pypdfium2.PdfDocument(path)
        for number in range(len(pdf)):
            if at % step == 0:
                page = pdf[number]
                text = "".join(page.get_textpage().get_text_range().split())
                read = {code.text for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())}
                if qr.capital_address(homes[at].link) not in read or grouped(homes[at].code, 5, "-") not in text:
                    raise SystemExit(f"{way}: letter {at + 1} does not say what it must")
            at += 1
        pdf.close()
    if at != letters:
        raise SystemExit(f"{way}: {at} pages for {letters} letters")


if __name__ == "__main__":
    main()
