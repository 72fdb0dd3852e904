"""Run every proof, or those that are named, and end with one table: asked, reached, seconds.

A proof that fails, ends without a figure, takes too long or is not there is a row like the others, and the next one is
run. Exit status 1 where any figure was missed. Proofs: {names}.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from scripts.prove.proofs import PROOFS, Proof
from scripts.prove.verdict import Row, conclude, options, rows_in, say, since

HERE = Path(__file__).resolve().parent
LONGEST = 220
"""Characters of another program's last words that stand in a row."""


def main() -> int:
    """Run them one after the other; what each says on its way goes through."""
    parser = options((__doc__ or "").format(names=", ".join(PROOFS)))
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these")
    parser.add_argument("--full", action="store_true", help="the whole of each, which is also what is done without it")
    parser.add_argument("--hurry", type=float, default=1.0, help="share of its time after which a proof is given up")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - set(PROOFS)):
        parser.error(f"no such proof: {', '.join(unknown)}")
    rows, left_out = [], []
    for name in chosen.names or PROOFS:
        if chosen.light and PROOFS[name].light is None:
            left_out.append(name)
            continue
        say(f"== {name} ==")
        found = proved(name, PROOFS[name], light=chosen.light, seed=chosen.seed, hurry=chosen.hurry)
        for row in found:
            say(f"   {row.reached} ({'ok' if row.is_reached else 'MISSED'})")
        rows += found
    if left_out:
        say(f"left out, for nothing smaller than the whole proves anything: {', '.join(left_out)}")
    return conclude(rows, as_json=chosen.json)


def proved(name: str, proof: Proof, *, light: bool, seed: int, hurry: float = 1.0, folder: Path = HERE) -> list[Row]:
    """The rows of one proof; one that says why, where it has none of its own."""
    begun = perf_counter()
    command = [str(folder / name), *((proof.light or ()) if light else proof.full)]
    command += ["--json", "--seed", str(seed)] if proof.speaks else []
    try:
        status, output = _run(command, 60 * proof.minutes * hurry)
    except OSError as fault:
        return [Row(name, proof.asked, f"it could not be run: {fault.strerror}", False, since(begun))]
    rows = rows_in(output) if proof.speaks else []
    if status is None:
        return [*rows, Row(name, proof.asked, "it took too long and was ended", False, since(begun))]
    if not rows:
        said = _last_words(output, proof.lines)
        reached = said if not proof.speaks else f"it ended with status {status} and without a figure: {said}"
        return [Row(name, proof.asked, reached, status == 0 and not proof.speaks, since(begun))]
    if status and all(row.is_reached for row in rows):
        return [*rows, Row(name, proof.asked, f"it ended with status {status} after all", False, since(begun))]
    return rows


def _run(command: Sequence[str], seconds: float) -> tuple[int | None, str]:
    """Its exit status (None where it was given up) and what it wrote; its progress goes through."""
    running = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, errors="replace", start_new_session=True
    )
    try:
        output, _ = running.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(running)
        return None, running.communicate()[0]
    except BaseException:
        _end(running)
        raise
    return running.returncode, output


def _end(running: subprocess.Popen[str]) -> None:
    """End a proof with whatever it has started: first as an operator would, so that it can clear up."""
    os.killpg(running.pid, signal.SIGTERM)
    try:
        running.wait(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)


def _last_words(output: str, lines: int) -> str:
    said = [" ".join(line.split()) for line in output.splitlines() if line.strip()]
    return "; ".join(said[-lines:] if lines > 0 else said[:-lines])[-LONGEST:] or "nothing"


if __name__ == "__main__":
    sys.exit(main())
