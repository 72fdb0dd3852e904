"""What the last check of the books found, in a small file of the installation: every process that serves can say so.

Beside the database and not in it: a database that was put back would bring an old finding along, or lose one.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When all books were last checked (None for never), and code → number of faults of those that were not whole."""

    at: datetime | None = None
    broken: Mapping[str, int] = field(default_factory=dict)


class CheckFile:
    """The file. Nothing is raised where it cannot be read: what was found once is found again by the next check."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> LastCheck:
        """What was found last; nothing where no check was made, or the file is damaged."""
        try:
            kept = json.loads(self.path.read_text("utf-8"))
            broken = {str(code): int(faults) for code, faults in kept["broken"].items()}
            return LastCheck(datetime.fromisoformat(kept["at"]) if kept["at"] else None, broken)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return LastCheck()

    def keep(self, found: Mapping[str, int], *, at: datetime, is_all: bool) -> None:
        """Keep what a check found, of some books or of all: code → number of faults, 0 where whole. Raises OSError."""
        before = LastCheck() if is_all else self.read()
        broken = {**before.broken, **found}
        kept = {
            "at": at.isoformat() if is_all else before.at.isoformat() if before.at else None,
            "broken": {code: faults for code, faults in sorted(broken.items()) if faults},
        }
        self._write(json.dumps(kept))

    def _write(self, text: str) -> None:
        # Under its name it is whole or not at all; readable by the service, whoever ran the check.
        descriptor, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(self.path)
        finally:
            Path(name).unlink(missing_ok=True)
