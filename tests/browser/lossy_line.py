"""A bad line between a phone and the server: some requests never arrive, and some answers never come back."""

from __future__ import annotations

import http.client
import random
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

_HOP = {"connection", "transfer-encoding", "keep-alive"}


@dataclass
class Line:
    """How bad the line is, and what became of what went over it. Unless it is cut, pages and scripts come through."""

    chance: random.Random
    is_cut: bool = False
    loss: float = 0.0
    """How many requests to the api are lost, and as many of the answers to those that arrived."""
    upstream: int = 0
    port: int = 0
    requests_lost: int = 0
    answers_lost: int = 0
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_lost(self) -> bool:
        """Whether this one is lost."""
        with self.lock:
            return self.chance.random() < self.loss


@contextmanager
def lossy_line(seed: int) -> Iterator[Line]:
    """Lay the line; `upstream` is the server's port, to be set when it is known."""
    line = Line(random.Random(seed))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _carry(self, line)

        do_POST = do_GET

        def log_message(self, *said: Any) -> None:
            """Say nothing."""

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A browser that was killed leaves its connections; that is what the line is for."""

    with Server(("127.0.0.1", 0), Handler) as server:
        line.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield line
        finally:
            server.shutdown()


def _carry(asked: BaseHTTPRequestHandler, line: Line) -> None:
    body = asked.rfile.read(int(asked.headers.get("Content-Length") or 0))
    is_api = asked.path.startswith("/doorstep/api/")
    if line.is_cut:
        asked.close_connection = True
        return
    if is_api and line.is_lost():
        line.requests_lost += 1
        asked.close_connection = True
        return
    upstream = http.client.HTTPConnection("127.0.0.1", line.upstream, timeout=60)
    upstream.request(asked.command, asked.path, body, dict(asked.headers))
    answer = upstream.getresponse()
    read = answer.read()
    upstream.close()
    if is_api and line.is_lost():
        line.answers_lost += 1
        asked.close_connection = True
        return
    line.passed += 1
    asked.send_response_only(answer.status)
    for name, value in answer.getheaders():
        if name.lower() not in _HOP | {"content-length"}:
            asked.send_header(name, value)
    asked.send_header("Content-Length", str(len(read)))
    asked.end_headers()
    asked.wfile.write(read)
