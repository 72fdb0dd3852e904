"""The page for a form whose token does not fit: it stood open while somebody signed in anew, or cookies are blocked.

What was filled in stands on the page and is sent once more with a button, which carries the token of now. A browser
that keeps no cookie comes back here however often it sends: the second time the page says how to let it keep them.
"""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError

from consult.web.headers import mark_personal
from consult.web.kept_form import Fields, written

TRIED = "tried_again"
"""The field by which the page knows its own button."""

_TYPED_ANEW = frozenset({"code", TRIED})
"""Never written into a page: whoever sees the screen next would have the code."""

_MOST_KEPT = 2_000


def stale_form(_error: CSRFError) -> Response:
    """The page, with status 400; nothing was done."""
    mark_personal()
    page = render_template(
        "errors/stale_form.html",
        has_cookie=current_app.config["SESSION_COOKIE_NAME"] in request.cookies,
        is_second=TRIED in request.form,
        is_wechat="MicroMessenger" in request.headers.get("User-Agent", ""),
        kept=_kept(),
        is_kept=_names_us() and not request.files,
        is_without_code="code" in request.form,
        again=request.full_path.rstrip("?"),
        tried=TRIED,
    )
    return make_response(page, 400)


def _kept() -> Fields:
    fields = [(name, value) for name, value in written() if name not in _TYPED_ANEW]
    return fields if len(fields) <= _MOST_KEPT else []


def _names_us() -> bool:
    """Whether the browser itself says that the form stood on a page of ours: only then is it put back ready to send.

    That another site is named was refused before; a browser may also name none.
    """
    named = (request.headers.get(name) for name in ("Origin", "Referer", "Sec-Fetch-Site"))
    return any(named)
