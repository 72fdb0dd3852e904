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

TURNS = 10
"""Of so many requests in a row exactly the line's share is lost, in random order; likewise of so many answers."""
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
    turns: dict[tuple[str, float], list[bool]] = field(default_factory=dict)

    def is_lost(self, what: str) -> bool:
        """Whether this one (`request` or `answer`) is lost: the share is exact, only the order is chance."""
        with self.lock:
            turns = self.turns.setdefault((what, self.loss), [])
            if not turns:
                turns += [at < round(TURNS * self.loss) for at in range(TURNS)]
                self.chance.shuffle(turns)
            return turns.pop()

    def count_anew(self) -> None:
        """Forget what went over the line so far."""
        self.requests_lost = self.answers_lost = self.passed = 0

    @property
    def answered(self) -> int:
        """Requests to the api that arrived, whether or not their answer did."""
        return self.answers_lost + self.passed

    @property
    def asked(self) -> int:
        """All requests to the api that the line was asked to carry."""
        return self.requests_lost + self.answered

    @property
    def shares_lost(self) -> tuple[float, float]:
        """Of all requests to the api, and of all answers to those that arrived, the share that was lost."""
        return self.requests_lost / max(self.asked, 1), self.answers_lost / max(self.answered, 1)


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
    if is_api and line.is_lost("request"):
        line.requests_lost += 1
        asked.close_connection = True
        return
    upstream = http.client.HTTPConnection("127.0.0.1", line.upstream, timeout=60)
    upstream.request(asked.command, asked.path, body, dict(asked.headers))
    answer = upstream.getresponse()
    read = answer.read()
    upstream.close()
    if is_api and line.is_lost("answer"):
        line.answers_lost += 1
        asked.close_connection = True
        return
    line.passed += is_api
    asked.send_response_only(answer.status)
    for name, value in answer.getheaders():
        if name.lower() not in _HOP | {"content-length"}:
            asked.send_header(name, value)
    asked.send_header("Content-Length", str(len(read)))
    asked.end_headers()
    asked.wfile.write(read)
