"""Headers of every answer: what may run and load, who may frame, what may be kept, and how we are reached."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from consult.web.i18n import settings
from consult.web.stylesheet import stylesheet

STATIC_SECONDS = 3600
_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}' {style}; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_NOT_A_PAGE = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""A file runs nothing and loads nothing."""
_LEFT_ALONE = "frame-ancestors 'none'"
_MAY_LOAD = frozenset({"application/pdf", "text/javascript", "image/svg+xml"})
"""Browsers' own PDF viewers stumble over more than the least; a worker fetches, and a drawing has a style."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`, which would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}


def csp_nonce() -> str:
    """The nonce of this answer, for the rare script or style that stands in the page itself."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


def mark_personal() -> None:
    """Say that this answer is about one person: no browser or proxy keeps it."""
    g.is_personal = True


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _policy(response.mimetype or ""))
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if settings().is_https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    _add_keeping(response)
    return response


def _policy(kind: str) -> str:
    """What an answer of this media type may run and load."""
    if kind == "text/html":
        return _POLICY.format(nonce=csp_nonce(), style=stylesheet().policy)
    return _LEFT_ALONE if kind in _MAY_LOAD else _NOT_A_PAGE


def _add_keeping(response: Response) -> None:
    if g.get("is_personal"):
        response.headers["Cache-Control"] = "no-store"
    elif request.endpoint != "static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))


def init_app(app: Flask) -> None:
    """Put the headers on every answer; templates get `csp_nonce()`."""
    app.config.setdefault("SEND_FILE_MAX_AGE_DEFAULT", STATIC_SECONDS)
    if app.config["SEND_FILE_MAX_AGE_DEFAULT"] is None:
        app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_SECONDS
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(_add_headers)
