"""Servers that a benchmark starts beside itself: the product, and an empty page."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from consult.config import Settings

THREADS = 8

EMPTY_PAGE = """
import sys
from flask import Flask
from waitress import serve
app = Flask("empty")
app.get("/")(lambda: "")
serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=int(sys.argv[2]), _quiet=True)
"""


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """The product on a free port; answers the port."""
    environ = {
        "CONSULT_INSTANCE": str(settings.instance),
        "CONSULT_DATABASE_URL": settings.database_url,
        "CONSULT_SECRET_KEY": settings.secret_key,
    }
    command = [sys.executable, "-m", "consult.cli", "serve", "--threads", str(THREADS), "--port"]
    with process(command, environ=environ) as port:
        yield port


@contextmanager
def process(command: list[str], *more: str, environ: dict[str, str] | None = None) -> Iterator[int]:
    """Start a server on a free port, wait until it answers, and stop it at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = subprocess.Popen(
        [*command, str(port), *more],
        env=os.environ | (environ or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, running)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=30)


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if running.poll() is not None:
            raise SystemExit(f"a server ended with {running.returncode} before it answered")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not answer within 30 seconds")


@contextmanager
def empty_page() -> Iterator[int]:
    """An empty Flask page on the same server with as many threads; answers the port."""
    with process([sys.executable, "-c", EMPTY_PAGE], str(THREADS)) as port:
        yield port
