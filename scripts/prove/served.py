"""The product's own server as a proof needs it: `consult serve` on a port that stays, killed and started at will."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consult.config import Settings
from scripts.prove.ready_to_serve import Forked, Nursery

THREADS = 8
UP_SECONDS = 90.0
"""So long a server may take to answer on a machine that is busy with a proof."""

SERVE = (sys.executable, "-m", "consult.cli", "serve")


def free_port() -> int:
    """A port of this machine's own address that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One server process; its address outlives it. What it says goes into a file beside the installation."""

    settings: Settings
    command: Sequence[str] = SERVE
    """What starts it: another program may stand in front of it, and watch."""
    port: int = field(default_factory=free_port)
    log_folder: Path | None = None
    """Where what it says goes, if not to its installation."""
    nursery: Nursery | None = None
    """What forks it off with everything imported, where many are started; then the command does not matter."""
    _running: subprocess.Popen[bytes] | Forked | None = None

    @property
    def log(self) -> Path:
        """What it said."""
        return (self.log_folder or self.settings.instance) / f"server-{self.port}.log"

    def start(self) -> None:
        """Start it, without waiting."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
        environ |= {
            "CONSULT_INSTANCE": str(self.settings.instance),
            "CONSULT_DATABASE_URL": self.settings.database_url,
            "CONSULT_SECRET_KEY": self.settings.secret_key,
        }
        ways = ["--threads", str(THREADS), "--port", str(self.port)]
        if self.nursery is not None:
            self._running = self.nursery.start(["serve", *ways], environ, self.log)
            return
        command = [*self.command, *ways]
        with self.log.open("ab") as out:
            self._running = subprocess.Popen(command, env=environ, stdout=out, stderr=out, start_new_session=True)

    def wait(self) -> None:
        """Wait until it answers; raises `SystemExit` with what it said where it does not."""
        begun = time.monotonic()
        while not self._answers():
            ended = self._running is None or self._running.poll() is not None
            if ended or time.monotonic() - begun > UP_SECONDS:
                raise SystemExit(f"a server did not come up:\n{self.log.read_text('utf-8', 'replace')[-3000:]}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        return self.ask("/healthz")[0] == 200

    def ask(self, path: str, *, timeout: float = 60.0) -> tuple[int, str]:
        """Status and text of a page; status 0 where nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def kill(self) -> None:
        """Kill it and whatever it started with signal 9: it does not learn of it."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, as an operator does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        running = self._running
        if running is None or running.poll() is not None:
            return
        os.killpg(running.pid, how)
        try:
            running.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
