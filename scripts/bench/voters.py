"""Voters as a benchmark needs them: each signs in with a letter, opens the ballot, and sends it when told."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

_HIDDEN = re.compile(r'name="(csrf_token|submission_id)"[^>]*value="([^"]+)"')


@dataclass(slots=True)
class Voter:
    """One household's browser: a connection, its cookies, and the ballot it is about to send."""

    port: int
    token: str
    code: str
    answers: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)

    def prepare(self) -> None:
        """Sign in with the letter and open the ballot."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        page = self.ask(connection, "GET", f"/h/{self.token}")
        self.ask(connection, "POST", f"/h/{self.token}", dict(_HIDDEN.findall(page)), expected=303)
        page = self.ask(connection, "GET", f"/c/{self.code}/ballot")
        self.form = dict(_HIDDEN.findall(page))
        connection.close()

    def send(self, connection: http.client.HTTPConnection) -> None:
        """Send the ballot; anything but the way to the receipt is an error."""
        self.ask(connection, "POST", f"/c/{self.code}/ballot", self._filled_in, expected=303)

    def try_to_send(self, connection: http.client.HTTPConnection) -> int:
        """Send the ballot; answers the status."""
        return self._asked(connection, "POST", f"/c/{self.code}/ballot", self._filled_in)[0]

    @property
    def _filled_in(self) -> dict[str, str]:
        return self.form | self.answers | {"step": "send"}

    def ask(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        form: dict[str, str] | None = None,
        *,
        expected: int = 200,
    ) -> str:
        """One request with this voter's cookies."""
        status, page = self._asked(connection, method, path, form)
        if status != expected:
            raise RuntimeError(f"{method} {path}: {status} instead of {expected}\n{page[:2000]}")
        return page

    def _asked(
        self, connection: http.client.HTTPConnection, method: str, path: str, form: dict[str, str] | None
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, _ = value.partition(";")
                key, _, kept = cookie.partition("=")
                self.cookies[key] = kept
        return answer.status, page


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a crowd measured: wall seconds, and the seconds of each request."""

    seconds: float
    each: list[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.each) / self.seconds


def crowd(voters: Sequence[Voter], *, size: int) -> Crowd:
    """Let the voters send their ballots, `size` of them at a time."""
    lanes = [voters[at::size] for at in range(size)]
    each: list[float] = []
    faults: list[BaseException] = []
    start = threading.Barrier(size + 1)

    def lane(mine: Sequence[Voter]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", mine[0].port, timeout=60)
        start.wait()
        for voter in mine:
            began = time.perf_counter()
            try:
                voter.send(connection)
            except BaseException as fault:
                faults.append(fault)
                return
            each.append(time.perf_counter() - began)
        connection.close()

    threads = [threading.Thread(target=lane, args=(mine,)) for mine in lanes]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Crowd(time.perf_counter() - began, each)


def prepare(voters: Sequence[Voter], *, size: int = 4) -> None:
    """Let everybody sign in and open the ballot."""
    with ThreadPoolExecutor(size) as some:
        for _ in some.map(Voter.prepare, voters):
            pass


def pages(port: int, path: str, *, requests: int, size: int) -> Crowd:
    """Ask for one page `requests` times, `size` at a time."""

    class Reader(Voter):
        """Asks for a page where a voter sends a ballot."""

        def send(self, connection: http.client.HTTPConnection) -> None:
            """Ask once."""
            self.ask(connection, "GET", path)

    return crowd([Reader(port, "", "", {}) for _ in range(requests)], size=size)
