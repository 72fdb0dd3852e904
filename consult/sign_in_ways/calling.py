"""Asking another machine over HTTPS: certificates checked, no redirects, little time, and a small answer.

What it answers is not trusted: at most 64 KiB are read, and only a JSON object counts. Every fault becomes a
`WaySilent` with a word of ours; neither the address nor anything that was sent or answered goes into a log.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from consult.sign_in_ways.interface import WaySilent

SECONDS = 5.0
"""All the time that one question may take, from first to last byte."""

LARGEST_ANSWER = 64 * 1024


def ask(
    method: str,
    url: str,
    *,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> tuple[int, dict[str, Any]]:
    """The status and the JSON object of an answer; raises `WaySilent` for everything else."""
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", "Connection": "close", **(headers or {})}
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, seconds, trust)
    try:
        with _hung_up_after(connection, seconds):
            connection.request(method, path, body=body or None, headers=sent)
            answer = connection.getresponse()
            read = answer.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise WaySilent(_why(error)) from None
    finally:
        connection.close()
    return answer.status, _object(read)


def trouble_reaching(url: str, *, seconds: float = SECONDS, trust: ssl.SSLContext | None = None) -> str:
    """A word of ours for why an address cannot be reached in safety, '' where it can; nothing is asked there."""
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, seconds, trust)
    try:
        with _hung_up_after(connection, seconds):
            connection.connect()
    except (OSError, ValueError) as error:
        return _why(error)
    finally:
        connection.close()
    return ""


def _connection(
    scheme: str, host: str, port: int | None, seconds: float, trust: ssl.SSLContext | None
) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=trust or ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=seconds)


@contextmanager
def _hung_up_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """Hang up when the time is over: a socket's own timeout begins anew with every byte that trickles in."""
    is_late = False

    def hang_up() -> None:
        nonlocal is_late
        is_late = True
        line = connection.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    watch = Timer(seconds, hang_up)
    watch.daemon = True
    watch.start()
    try:
        yield
    except Exception:
        if is_late:
            raise TimeoutError from None
        raise
    finally:
        watch.cancel()
    if is_late:
        raise TimeoutError


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "took-too-long"
    if isinstance(error, ssl.SSLError):
        return "not-trusted"
    return "not-reached" if isinstance(error, OSError) else "not-understood"


def _object(read: bytes) -> dict[str, Any]:
    if len(read) > LARGEST_ANSWER:
        raise WaySilent("too-long")
    try:
        found = json.loads(read)
    except (ValueError, RecursionError):
        raise WaySilent("not-understood") from None
    if not isinstance(found, dict):
        raise WaySilent("not-understood")
    return found
