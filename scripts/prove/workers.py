"""Several workers of one installation, each `consult serve` in a process of its own, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep

from tests.databases import SECRET

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 240.0
"""Seconds in which a worker must answer."""


@contextmanager
def workers(
    url: str, folder: Path, number: int = 2, *, threads: int = 16, settings: Mapping[str, str] | None = None
) -> Iterator[list[int]]:
    """Let so many workers serve one database; answers their ports. What they say is in `folder/worker-N.log`.

    Forms are sent from the address of the first, which is the public one.
    """
    ports = _free_ports(number)
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CONSULT_")}
    environ |= {
        "CONSULT_DATABASE_URL": url,
        "CONSULT_INSTANCE": str(folder / "instance"),
        "CONSULT_SECRET_KEY": SECRET,
        "CONSULT_PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
        "LANG": "en_GB.UTF-8",
        **(settings or {}),
    }
    with ExitStack() as running:
        for at, port in enumerate(ports):
            log = running.enter_context((folder / f"worker-{at}.log").open("ab"))
            command = [sys.executable, "-m", "consult.cli", "serve", "--port", str(port), "--threads", str(threads)]
            process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
            running.callback(_end, process)
            _wait_for(port, process, folder / f"worker-{at}.log")
        yield ports


def _free_ports(number: int) -> list[int]:
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = monotonic() + READY_WITHIN
    while monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    raise RuntimeError(f"a worker did not start: {log.read_text('utf-8', 'replace')[-2_000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
