"""Starting a process of its own for a batch: a page answers at once, and a restart of the service harms nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from consult.press.folder import made_folder, note_launch

ROOT = Path(__file__).resolve().parents[2]
_WORK = "consult.cli.print_job"
_SAID = "said.txt"


def launch(environment: Mapping[str, str], instance: Path, estate_id: int, printing_id: int, *, now: datetime) -> None:
    """Start it; what it has to say (nothing, unless something breaks) stands in its folder. Raises OSError."""
    folder = made_folder(instance, printing_id)
    with os.fdopen(os.open(folder / _SAID, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab") as said:
        process = subprocess.Popen(  # noqa: S603  (our own module, two numbers)
            [sys.executable, "-m", _WORK, str(estate_id), str(printing_id)],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    note_launch(folder, now)
    # Somebody must take note of its end, or it stays in the list of processes.
    threading.Thread(target=process.wait, daemon=True).start()
