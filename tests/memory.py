"""Memory-backed storage for what tests write and throw away: a durable commit waits for the disk several times.

Durability stays switched on (the service refuses to start without it); it costs nothing here.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOM = 2 << 30
"""Bytes that must be free there before anything is put in it."""

_PLACE = Path("/dev/shm")
_TEMPORARY_ROOT = "PYTEST_DEBUG_TEMPROOT"


def storage() -> str | None:
    """A folder in memory, or nothing where there is none or too little room."""
    is_roomy = _PLACE.is_dir() and os.access(_PLACE, os.W_OK) and shutil.disk_usage(_PLACE).free > ROOM
    return str(_PLACE) if is_roomy else None


def hold_temporary_files() -> None:
    """Put `tmp_path` there, unless the person running the tests chose a place."""
    if (chosen := storage()) is not None:
        os.environ.setdefault(_TEMPORARY_ROOT, chosen)
