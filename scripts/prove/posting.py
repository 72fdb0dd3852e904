"""Households at their phones, over real HTTP: signed in by their letter, and posting at the same instant."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_TEXT = re.compile(r'name="text" value="([0-9a-f]{64})"')
_COOKIE = re.compile(r"(?:__Host-)?consult=[^;]+")
PATIENCE = 120.0
"""Seconds that a phone waits for an answer."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server said: status (0 where nothing came back), where it leads, the page, and when to come again."""

    status: int
    location: str = ""
    body: str = ""
    again_after: str = ""


@dataclass
class Phone:
    """One connection to one worker, opened when it is needed and kept."""

    port: int
    origin: str
    cookie: str = ""
    _kept: HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> Answered:
        """Ask, and remember the cookie. A line that breaks is status 0."""
        headers = {"Origin": self.origin, "Accept-Language": "en"} | ({"Cookie": self.cookie} if self.cookie else {})
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        try:
            kept = self._kept = self._kept or HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            kept.request(method, path, body, headers)
            response = kept.getresponse()
            page = response.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            self.close()
            return Answered(0)
        if given := _COOKIE.search(response.headers.get("Set-Cookie", "")):
            self.cookie = given[0]
        told = response.headers
        return Answered(response.status, told.get("Location", ""), page, told.get("Retry-After", ""))

    def connect(self) -> int:
        """Open the line before anything is asked; the port on this side of it."""
        kept = self._kept = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        kept.connect()
        return int(kept.sock.getsockname()[1])

    def close(self) -> None:
        """Hang up."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None


@dataclass(frozen=True, slots=True)
class Household:
    """A signed-in household with its ballot open before it."""

    elector_id: int
    cookie: str
    form: Mapping[str, str]
    """What every post of its ballot carries: token, version of the text, and that it is sent."""


def signed_in(port: int, origin: str, code: str, elector_id: int, letter: str) -> Household:
    """Follow the letter's QR, press its button, open the ballot."""
    phone = Phone(port, origin)
    page = phone.ask("GET", f"/h/{letter}")
    pressed = phone.ask("POST", f"/h/{letter}", {"csrf_token": _in(page, _TOKEN)})
    if pressed.status != 303:
        raise RuntimeError(f"no household came in: {pressed.status} {pressed.body[:300]}")
    ballot = phone.ask("GET", f"/c/{code}/ballot")
    phone.close()
    form = {"csrf_token": _in(ballot, _TOKEN), "text": _in(ballot, _TEXT), "step": "send"}
    return Household(elector_id, phone.cookie, form)


def _in(page: Answered, what: re.Pattern[str]) -> str:
    found = what.search(page.body)
    if found is None:
        raise RuntimeError(f"a page without its form: {page.status} {page.body[:300]}")
    return found[1]


class Crowd:
    """So many phones that post at the same instant, shared among the workers."""

    def __init__(self, ports: Sequence[int], origin: str, size: int) -> None:
        self.phones = [Phone(ports[at % len(ports)], origin) for at in range(size)]

    def post(self, path: str, forms: Sequence[Mapping[str, str]], cookies: Sequence[str]) -> list[Answered]:
        """Post each form from a phone of its own, all released together; answers in the order of the forms."""
        start, answers = threading.Barrier(len(forms)), [Answered(0)] * len(forms)

        def one(at: int) -> None:
            phone = self.phones[at]
            phone.cookie = cookies[at]
            start.wait(PATIENCE)
            answers[at] = phone.ask("POST", path, forms[at])

        threads = [threading.Thread(target=one, args=(at,)) for at in range(len(forms))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def close(self) -> None:
        """Everybody hangs up."""
        for phone in self.phones:
            phone.close()
