"""Requests as nobody should send them: genuine forms askew, rubbish in every place where something is read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests import a_picture
from tests.routes.harvest import Fields, Form

VALUES = (
    "", "0", "1", "2", "-1", "1.5", "99999999999999999999", "9223372036854775807",
    "9999999999999999999", "²", "9" * 5_000, "-9223372036854775809",
    "1e309", "NaN",
    "on", "agree", "oppose", "none", "send", "close", "zh", "en", "00018", "1952", "2026-12-20", "2026-12-20T09:00",
    "0001-01-01", "9999-12-31T23:59", "2026-02-30", "24:00", "１２", "八", "\x00", "a\x00b", "\ud800", "💩" * 40,
    "\r\nSet-Cookie: a=b", "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1 --", "=HYPERLINK(1)", "A" * 20_000,
    "\u202e1", "\n" * 999, "[]", "{}", "null", "true", "../../etc/passwd", "ab" * 32, "ZZZZZZ", "http://[::1",
    "1/101\n2/202", "\uffff",
)  # fmt: skip
HEADERS: Mapping[str, Sequence[str]] = {
    "Accept-Language": ("", "zh", "en;q=x", "*" * 500, "\xff", "xx-" * 300),
    "Accept": ("application/json", "*/*", "text/html;q=banana"),
    "If-None-Match": ("*", '"x"', "W/"),
    "If-Modified-Since": ("yesterday", "Sun, 06 Nov 1994 08:49:37 GMT"),
    "Range": ("bytes=0-0", "bytes=9-1", "bytes=a", "lines=1"),
    "Origin": ("https://evil.example", "null", "http://localhost", "http://["),
    "Referer": ("http://[", "https://evil.example/"),
    "Authorization": ("Bearer ", "Bearer ====", "Basic eDp5", "Bearer " + "A" * 3_000, "bearer \xff"),
    "Cookie": ("consult=", "consult=eyJ9.x.y", "consult=\xff\xfe", "a=b; ;; =c", "consult=" + "A" * 5_000),
    "X-Forwarded-For": ("1.2.3.4, x", "\xff"),
    "X-Request-Id": ("\xff", "a b", "x" * 5_000),
    "Host": ("evil.example", "[", "localhost:99999", ""),
    "Content-Encoding": ("gzip", "x"),
    "User-Agent": ("", "MicroMessenger", "\xff" * 30),
    "Sec-Fetch-Site": ("cross-site", "x"),
}
FILES: Sequence[tuple[str, bytes]] = (
    ("a.jpg", b""), ("a.jpg", b"\xff\xd8\xff\xe0 broken"), ("a.png", a_picture.picture()),
    ("a.png", a_picture.picture()[:60]), ("a.csv", "楼栋,室号,建筑面积,业主\n1,101,50,张\n".encode()),
    ("a.csv", b"\xff\xfe\x00"), ("a.xlsx", b"PK\x03\x04" + b"\x00" * 60), ("a.pdf", b"%PDF-1.7"),
    ("\x00.txt", b"\x00" * 99),
    ("a.toml", b"title = "), ("../../a", b"x" * 5_000), ("a.json", b'{"v": 1, "entries": [{}]}'),
)  # fmt: skip
JSON_KEYS = (
    "v", "sent_at", "entries", "fingerprints", "consultation", "token", "secret", "sending", "public_key", "name",
    "code", "submission_id", "key", "sealed", "id", "rawId", "response", "type", "format", "device", "made_at",
    "signature",
)  # fmt: skip
ODD_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "HEAD", "GET", "POST")


@dataclass(frozen=True)
class Case:
    """One request: everything that is sent beside who sends it."""

    method: str
    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    fields: Fields = ()

    def __str__(self) -> str:
        """Enough to send it again."""
        told = [f"{self.method} {self.address[:300]}"]
        told += [f"{name}: {value[:80]!r}" for name, value in self.headers.items()]
        told += [f"{name}={value[:60]!r}" for name, value in self.fields[:30]]
        told += [f"{name}: file {file!r}" for name, (file, _) in self.files.items()]
        return "; ".join([*told, repr(self.body[:200])] if self.body else told)


@dataclass(frozen=True)
class Drawer:
    """Draws requests to one route: `forms` are those that really send there, `names` all field names there are."""

    forms: Sequence[Form]
    names: Sequence[str]
    chance: Random

    def draw(self, method: str, address: str) -> Case:
        """One request; now and then by another method than the route knows."""
        chance = self.chance
        if chance.random() < 0.05:
            method = chance.choice(ODD_METHODS)
        if chance.random() < 0.4:
            address += "?" + urlencode(self._random_fields(), errors="replace")
        headers = self._headers() if chance.random() < 0.25 else {}
        if method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            return Case(method, address, headers)
        way = chance.random()
        if way < 0.55 and self.forms:
            return self._askew(method, address, headers)
        if way < 0.75:
            return Case(method, address, headers, fields=self._random_fields(), files=self._files())
        if way < 0.92:
            kind = chance.choice(("application/json", "application/json; charset=x", "text/plain", ""))
            return Case(method, address, {**headers, "Content-Type": kind}, body=self._json())
        kind = chance.choice(
            ("multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded")
        )
        return Case(method, address, {**headers, "Content-Type": kind}, body=chance.randbytes(chance.randrange(200)))

    def _headers(self) -> dict[str, str]:
        names = self.chance.sample(list(HEADERS), 2)
        return {name: self.chance.choice(HEADERS[name]) for name in names}

    def _random_fields(self) -> Fields:
        names = self.chance.choices(self.names, k=self.chance.randint(1, 6))
        return tuple((name, self.value()) for name in names)

    def value(self) -> str:
        """Something that a field may be given."""
        return self.chance.choice(VALUES)

    def _files(self, names: Sequence[str] = ()) -> dict[str, tuple[str, bytes]]:
        if not names and self.chance.random() < 0.6:
            return {}
        return {name: self.chance.choice(FILES) for name in names or self.chance.choices(self.names, k=1)}

    def _askew(self, method: str, address: str, headers: Mapping[str, str]) -> Case:
        """A genuine form, as it is or with a few of its fields changed, left out or doubled."""
        form = self.chance.choice(self.forms)
        fields = list(form.fields)
        for _ in range(self.chance.choice((0, 1, 1, 2, 4))):
            if not fields:
                break
            at = self.chance.randrange(len(fields))
            match self.chance.randrange(4):
                case 0:
                    del fields[at]
                case 1:
                    fields.append(fields[at])
                case 2:
                    fields[at] = (fields[at][0], self.chance.choice(fields)[1])
                case _:
                    fields[at] = (fields[at][0], self.value())
        address = form.address if self.chance.random() < 0.7 else address
        return Case(method, address, headers, fields=tuple(fields), files=self._files(form.files) if form.files else {})

    def _json(self) -> bytes:
        if self.chance.random() < 0.2:
            return self.chance.choice((b"", b"{", b"[" * 5_000, b"\xff", b'"\\ud800"', b"1e999", b"NaN", b'{"v":1'))
        told = {"v": self.chance.choice((1, 1, 1, 2, "1", None)), **self._object(0)}
        return json.dumps(told, ensure_ascii=self.chance.random() < 0.5).encode("utf-8", "surrogatepass")

    def _object(self, depth: int) -> dict[str, Any]:
        keys = self.chance.choices(JSON_KEYS, k=self.chance.randint(1, 6))
        return {key: self._any(depth) for key in keys}

    def _any(self, depth: int) -> Any:
        draw = self.chance.randrange(8)
        if draw == 0 and depth < 3:
            return [self._any(depth + 1) for _ in range(self.chance.randrange(4))]
        if draw == 1 and depth < 3:
            return self._object(depth + 1)
        return self.chance.choice((None, True, 1, -1, 2**70, 1.5, self.value(), self.value(), "ab" * 32, "A" * 43))
