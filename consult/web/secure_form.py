"""Forms from our own pages only: a token in every form, and the browser's word for where it was sent from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFProtect

from consult.web.headers import mark_personal
from consult.web.i18n import settings

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FOR_PROGRAMS = "api"
"""The blueprint that looks at no cookie: a browser sends it nothing by itself, wherever the page was that asks."""
_csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])


def without_token(view: View) -> View:
    """Take what programs send to a view that looks at no cookie: no browser can be tricked into sending it."""
    _csrf.exempt(view)
    return view


def is_from_here() -> bool:
    """Whether the sender that `Origin`, else `Referer`, names is this service (public address or host asked).

    A browser that names neither is left to the token in the form, which no other site can know.
    """
    named = request.headers.get("Origin") or request.headers.get("Referer")
    if named is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    host = _host_of(named)
    return bool(host) and host in (_host_of(settings().public_url), request.host.lower())


def _host_of(address: str) -> str:
    """Host and port of an address; '' where it has none, or is none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def _refuse_foreign() -> Response | None:
    if request.method not in UNSAFE or request.blueprint == FOR_PROGRAMS or is_from_here():
        return None
    mark_personal()
    return make_response(render_template("errors/foreign_form.html"), 403)


def init_app(app: Flask) -> None:
    """Check every form before any view sees it. The origin is asked first: its page says what happened.

    A missing or stale token raises `CSRFError`, which `consult.web.stale_form` turns into a page.
    """
    app.before_request(_refuse_foreign)
    _csrf.init_app(app)
