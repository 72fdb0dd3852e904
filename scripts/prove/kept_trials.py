"""What earlier runs found, kept as one JSON line for each mutant tried, so that a stopped run goes on where it was.

A file belongs to one state of the target, of its tests and of all that these import; with any other state the target is
tried from the beginning.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from scripts.prove.mutant_trials import Verdict
from scripts.prove.mutation_targets import Target


class KeptTrials:
    """The verdicts on one target's mutants, by the mutant's key."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._stem = f"{target.name}-{_digest([target.path])}"
        makers = Path("scripts/prove").glob("mutant*.py")
        self._path = folder / f"{self._stem}-{_digest([*sorted(makers), *_with_imports(target)])}.jsonl"
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


def _with_imports(target: Target) -> list[Path]:
    """The target, its tests, and whatever of this repository they import, and so on."""
    waiting, found = [target.path, *target.tests], set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting += [Path(f"{name.replace('.', '/')}.py") for name in _imported(path)]
    return sorted(found)


def _imported(path: Path) -> Iterator[str]:
    """Dotted names that may be modules."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _digest(paths: Iterable[Path]) -> str:
    whole = sha256()
    for path in paths:
        whole.update(f"{path}\0".encode() + path.read_bytes())
    return whole.hexdigest()[:12]
