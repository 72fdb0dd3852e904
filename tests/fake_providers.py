"""A server on this machine that speaks as providers do: messages, Aliyun's messages, WeChat's authorization.

It checks every signature by itself, remembers what it took, and can be in a bad mood.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlsplit

KEY_ID, KEY = "LTAI-for-tests", "a key that both sides know"
APP_ID, APP_SECRET = "wx0123456789abcdef", "the account's secret"
MOODS = ("slow", "trickling", "rubbish", "list", "huge", "moved", "hangs up", "broken", "no http")


@dataclass
class Provider:
    """What the server knows, what it took, and its mood ('' answers as documented)."""

    url: str = ""
    mood: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    openids: dict[str, str] = field(default_factory=dict)
    """Code → openid; a code is good once."""
    questions: list[str] = field(default_factory=list)
    freed: Event = field(default_factory=Event)

    @property
    def last(self) -> dict[str, Any]:
        """The newest message that was taken."""
        return self.taken[-1]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, provider: Provider) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.provider = provider

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up is no fault of a test."""


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def provider(self) -> Provider:
        return cast(_Server, self.server).provider

    def log_message(self, *_given: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer(lambda: self._wechat())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_ours = self.path.startswith("/messages")
        self._answer(lambda: self._signed_json(body) if is_ours else self._aliyun())

    def _answer(self, as_documented: Any) -> None:
        self.provider.questions.append(self.path)
        moods = {
            "slow": self._slow,
            "trickling": self._trickle,
            "rubbish": lambda: self._say(200, b"<html>maintenance</html>"),
            "list": lambda: self._say(200, b"[1]"),
            "huge": lambda: self._say(200, b'{"accepted": true, "x": "' + b"x" * 200_000 + b'"}'),
            "moved": lambda: self._say(302, b"{}", {"Location": f"{self.provider.url}/elsewhere"}),
            "hangs up": lambda: self.connection.close(),
            "broken": lambda: self._say(500, b'{"error": "down"}'),
            "no http": lambda: self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"),
        }
        with suppress(OSError, ValueError):
            moods.get(self.provider.mood, lambda: self._say(*as_documented()))()
        self.close_connection = True

    def _slow(self) -> None:
        self.provider.freed.wait(30)

    def _trickle(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.provider.freed.wait(0.02):
            self.wfile.write(b" ")
            self.wfile.flush()

    def _say(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _signed_json(self, body: bytes) -> tuple[int, bytes]:
        at = self.headers.get("X-Consult-Time", "")
        wanted = hmac.new(KEY.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(wanted, self.headers.get("X-Consult-Signature", "")):
            return 403, b'{"accepted": false}'
        self.provider.taken.append(json.loads(body))
        return 200, b'{"accepted": true}'

    def _aliyun(self) -> tuple[int, bytes]:
        if not self._is_signed_for_aliyun():
            return 400, b'{"Code": "SignatureDoesNotMatch", "Message": "Specified signature is not matched."}'
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if asked["PhoneNumbers"].startswith("139"):
            return 200, b'{"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "too often"}'
        self.provider.taken.append(asked)
        return 200, b'{"Code": "OK", "BizId": "1", "Message": "OK", "RequestId": "x"}'

    def _is_signed_for_aliyun(self) -> bool:
        given = self.headers.get("Authorization", "")
        parts = dict(part.split("=", 1) for part in given.removeprefix("ACS3-HMAC-SHA256 ").split(",") if "=" in part)
        names = parts.get("SignedHeaders", "").split(";")
        if not {"host", "x-acs-action", "x-acs-date", "x-acs-signature-nonce", "x-acs-version"} <= set(names):
            return False
        query = parse_qs(urlsplit(self.path).query)
        canonical = "&".join(f"{quote(n, safe='-_.~')}={quote(query[n][0], safe='-_.~')}" for n in sorted(query))
        signed = "".join(f"{name}:{self.headers[name]}\n" for name in names)
        told = f"POST\n/\n{canonical}\n{signed}\n{';'.join(names)}\n{hashlib.sha256(b'').hexdigest()}"
        wanted = hmac.new(
            KEY.encode(), f"ACS3-HMAC-SHA256\n{hashlib.sha256(told.encode()).hexdigest()}".encode(), hashlib.sha256
        ).hexdigest()
        return parts.get("Credential") == KEY_ID and hmac.compare_digest(wanted, parts.get("Signature", ""))

    def _wechat(self) -> tuple[int, bytes]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if (asked.get("appid"), asked.get("secret")) != (APP_ID, APP_SECRET):
            return 200, b'{"errcode": 40125, "errmsg": "invalid appsecret"}'
        openid = self.provider.openids.pop(asked.get("code", ""), "")
        if not openid or asked.get("grant_type") != "authorization_code":
            return 200, b'{"errcode": 40029, "errmsg": "invalid code"}'
        told = {"access_token": "t", "expires_in": 7200, "openid": openid, "scope": "snsapi_base"}
        return 200, json.dumps(told).encode()


@contextmanager
def a_provider(trust: ssl.SSLContext | None = None) -> Iterator[Provider]:
    """A server at work, over TLS where a context is given."""
    provider = Provider()
    server = _Server(provider)
    if trust is not None:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    provider.url = f"{'https' if trust else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.freed.set()
        server.shutdown()
        server.server_close()
        thread.join()
