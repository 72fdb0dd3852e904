"""Servers that start at once: what `consult serve` imports is imported beforehand, and each server is then forked off.

Nine tenths of a start are imports, and a proof that starts hundreds of servers would measure nothing else. Every server
is a process of its own, which runs the whole of `consult serve` from reading its settings on, and is killed like any.

This program reads one line of JSON from standard input for each server, and answers its process number.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Forked:
    """A server that was forked off; it belongs to the program that did it, which buries it."""

    pid: int

    def poll(self) -> int | None:
        """None while it lives."""
        return None if Path(f"/proc/{self.pid}").exists() else 0

    def wait(self, timeout: float = 60.0) -> None:
        """Wait until it has ended. Raises `TimeoutExpired`."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(["consult", "serve"], timeout)
            time.sleep(0.005)


class Nursery:
    """The program that has everything imported, seen from the proof."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "scripts.prove.ready_to_serve"]
        self._running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def start(self, arguments: Sequence[str], environ: dict[str, str], log: Path) -> Forked:
        """Start a server with these arguments of `consult`."""
        pipes = self._running.stdin, self._running.stdout
        if pipes[0] is None or pipes[1] is None:
            raise RuntimeError("the program that forks servers cannot be reached")
        print(json.dumps([list(arguments), environ, str(log)]), file=pipes[0], flush=True)
        return Forked(int(pipes[1].readline()))

    def close(self) -> None:
        """Let it end."""
        self._running.communicate(timeout=30)


def main() -> None:
    """Import everything, and fork off one server for each line."""
    from consult import app as _app  # noqa: F401  (`consult serve` finds it by name)
    from consult.cli import program as _program  # noqa: F401

    gc.freeze()
    # Whoever ends is buried by the system.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    forked = []
    for line in sys.stdin:
        arguments, environ, log = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(arguments, environ, log)
        forked.append(pid)
        print(pid, flush=True)
    # Whoever asked is gone, perhaps without a word: nothing of ours stays behind.
    for pid in filter(_is_ours, forked):
        os.killpg(pid, signal.SIGKILL)


def _is_ours(pid: int) -> bool:
    """Whether a child of this process still lives under this number."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return False
    return int(fields[1]) == os.getpid()


def _become(arguments: list[str], environ: dict[str, str], log: str) -> Any:
    """Be the server, until somebody ends it."""
    from consult.cli.program import main as consult

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    out, nothing = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), os.open(os.devnull, os.O_RDONLY)
    for ours, standard in ((nothing, 0), (out, 1), (out, 2)):
        os.dup2(ours, standard)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["consult", *arguments]
    try:
        consult()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
