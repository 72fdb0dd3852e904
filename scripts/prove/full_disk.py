"""A disk that is really full: nothing half, nothing untrue, and everything goes on once there is room."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult.app import create_app
from consult.models.base import db
from consult.web import operations
from tests.databases import migrate, settings_for

MEGABYTES = 24


class NoSmallDisk(Exception):
    """This machine lets nobody mount a small disk here."""


@contextmanager
def small_disk(megabytes: int = MEGABYTES) -> Iterator[Path]:
    """A disk of its own with little room. Raises `NoSmallDisk`."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            raise NoSmallDisk
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=False)


def fill(disk: Path) -> Path:
    """Take every byte there is; answers the file to throw away for room."""
    filling = disk / "filling"
    with filling.open("ab", buffering=0) as out:
        for size in (65_536, 4_096, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    return filling


def faults_when_full(consult, disk: Path) -> list[str]:  # type: ignore[no-untyped-def]
    """What is untrue or left half on a full disk; `consult` runs a command on the installation there."""
    settings = settings_for(f"sqlite:///{disk / 'consult.sqlite3'}", disk / "instance")
    migrate(settings.database_url)
    operations.LOOKED_SECONDS = -1.0
    app = create_app(settings)
    faults = [] if _is_ready(app) else ["not ready on a disk with room"]
    filling = fill(disk)
    before = sorted(disk.rglob("*"))
    if _is_ready(app):
        faults.append("ready on a full disk")
    backup = consult("backup", str(disk / "shelf"))
    if backup.returncode != 2 or backup.stderr.count("\n") != 1 or "full" not in backup.stderr:
        faults.append(f"a backup on a full disk: {backup.returncode} {backup.stderr}")
    left = [path for path in sorted(disk.rglob("*")) if path not in before and path != disk / "shelf"]
    faults += [f"left behind: {path.name}" for path in left]
    filling.unlink()
    faults += [] if _is_ready(app) else ["not ready again once there is room"]
    again = consult("backup", str(disk / "shelf"))
    faults += [] if again.returncode == 0 else [f"no backup once there is room: {again.stderr}"]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return faults


def _is_ready(app) -> bool:  # type: ignore[no-untyped-def]
    return bool(app.test_client().get("/readyz").status_code == 200)
