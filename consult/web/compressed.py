"""Texts go out compressed wherever no secret can be guessed from how short they become.

Compression gives away what a page repeats: whoever can put words of their own beside a secret, again and again, reads
the secret from the length (the attack called BREACH). So a page is compressed only for somebody who brings no session:
it holds nothing of anybody, and the token of its forms is new in every such answer. That is the first page after a
scan, and the one that must be quick. Later pages find styles and scripts at hand. Files of ours are the same for
everybody and hold no secret.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, current_app, request

FILES = frozenset({"text/javascript", "image/svg+xml"})
SHORTEST = 500
"""Bytes: what is shorter fits into one packet either way."""
_QUICK, _SMALL = 5, 9


def _compress(response: Response) -> Response:
    is_page = response.mimetype == "text/html"
    if not (is_page or (response.mimetype in FILES and request.endpoint == "static")):
        return response
    response.vary.add("Accept-Encoding")
    if not _may_compress(response) or (is_page and _has_session()):
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) < SHORTEST:
        return response
    response.set_data(gzip.compress(plain, _QUICK, mtime=0) if is_page else _squeezed(plain))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)  # the same words in other bytes
    return response


def _may_compress(response: Response) -> bool:
    is_plain_answer = response.status_code not in (206, 304) and not response.headers.get("Content-Encoding")
    return is_plain_answer and request.accept_encodings["gzip"] > 0


def _has_session() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies or "Authorization" in request.headers


@lru_cache(maxsize=128)
def _squeezed(plain: bytes) -> bytes:
    """A file of ours, compressed once for all who fetch it."""
    return gzip.compress(plain, _SMALL, mtime=0)


def init_app(app: Flask) -> None:
    """Compress what may be; registered first, so that it sees answers last."""
    app.after_request(_compress)
