"""What earlier runs found, kept as one JSON line for each mutant tried, so that a stopped run goes on where it was.

A file belongs to one state of the rules and of the tests; with another state a target is tried from the beginning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from scripts.prove.mutant_trials import Verdict
from scripts.prove.mutation_targets import DOMAIN, Target


class KeptTrials:
    """The verdicts on one target's mutants, by the mutant's key."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._folder = folder
        self._stem = f"{target.name}-{_digest([target.path])}"
        rules = sorted([*DOMAIN.rglob("*.py"), *Path("scripts/prove").glob("mutant*.py"), *target.tests])
        self._path = folder / f"{self._stem}-{_digest(rules)}.jsonl"
        self.verdicts = _read(self._path)
        self._drop_half_a_line()

    def add(self, key: str, verdict: Verdict) -> None:
        """Keep one more verdict, on the disk at once."""
        self.verdicts[key] = verdict
        with self._path.open("a", encoding="utf-8") as file:
            print(json.dumps([key, verdict]), file=file)

    def _drop_half_a_line(self) -> None:
        """A run that was stopped while it wrote left a line without its end, and the next one must begin its own."""
        if self._path.exists() and not self._path.read_text("utf-8").endswith("\n"):
            lines = [json.dumps(pair) + "\n" for pair in self.verdicts.items()]
            self._path.write_text("".join(lines), "utf-8")

    def assume_killed(self) -> None:
        """Take over what other tests killed while the target itself has not changed: for work on new tests only."""
        earlier = sorted(self._folder.glob(f"{self._stem}-*.jsonl"), key=lambda path: path.stat().st_mtime)
        for path in earlier:
            killed = {key: verdict for key, verdict in _read(path).items() if verdict is not Verdict.SURVIVED}
            self.verdicts = killed | self.verdicts


def _read(path: Path) -> dict[str, Verdict]:
    if not path.exists():
        return {}
    lines = (line for line in path.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n"))
    return {key: Verdict(verdict) for key, verdict in map(json.loads, lines)}


def _digest(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        whole.update(f"{path}\0".encode() + path.read_bytes())
    return whole.hexdigest()[:12]
