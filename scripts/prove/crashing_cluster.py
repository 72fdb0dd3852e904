"""A PostgreSQL cluster that is made to crash in each of the ways that it can, and comes up again where it was."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.postgresql_server import PostgresqlServer

_CLIENTS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
_SOON = 30.0


class CrashingCluster(PostgresqlServer):
    """Storage is a real disk, for in memory there would be nothing to sync; or one that a proof has made."""

    def __init__(self, within: Path | None = None) -> None:
        super().__init__(on_disk=True, within=within)

    def kill_a_backend(self, chance: random.Random) -> bool:
        """Kill one that serves a client with signal 9: the cluster throws out all others, and recovers by itself."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            pids = sorted(row[0] for row in connection.execute(_CLIENTS))
            if not pids:
                return False
            os.kill(chance.choice(pids), signal.SIGKILL)
            while True:  # until we are thrown out ourselves
                connection.execute("SELECT pg_sleep(0.01)")
        return True

    def kill_the_postmaster(self) -> None:
        """Kill the parent of all with signal 9; its children notice, and end. Then start again."""
        postmaster = int((self._data / "postmaster.pid").read_text("ascii").split()[0])
        children = _children(postmaster)
        os.kill(postmaster, signal.SIGKILL)
        until = time.monotonic() + _SOON
        while any(Path(f"/proc/{pid}").exists() for pid in children) and time.monotonic() < until:
            time.sleep(0.02)
        self.start_again()

    def fall(self) -> None:
        """Let the whole cluster fall at once, as with a power cut that spares the disk, and start again."""
        self.stop_at_once()
        self.start_again()

    def wait(self) -> None:
        """Wait until it lets somebody in. Raises `SystemExit` where it never does."""
        until = time.monotonic() + _SOON
        while time.monotonic() < until:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres")):
                return
            time.sleep(0.05)
        raise SystemExit(f"the cluster did not come up:\n{self._logs()}")


def _children(parent: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(status.parent.name))
    return found
