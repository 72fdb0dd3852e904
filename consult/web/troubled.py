"""The page for when the database takes nothing just now: what became of the form, when to come again, and the form."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from consult.models.trouble import Trouble
from consult.web.headers import mark_personal

AGAIN_AFTER = {Trouble.BUSY: 5, Trouble.FULL: 60, Trouble.LOST: 10}
"""Seconds after which it is worth trying again."""

_SECRET = frozenset({"password", "code"})
"""Never written into a page: whoever sees the screen next would have it. The form asks for it again."""

_NEVER_TWICE = "submission_id"
"""A form with this field may be sent as often as one likes: it is recorded once."""

_MOST_KEPT = 2_000
"""So many fields at most are carried; no page of ours has as many."""

Fields = list[tuple[str, str]]


def troubled(trouble: Trouble) -> Response:
    """The page, with status 503 and the seconds to wait; it asks nothing of the database."""
    is_form = request.method == "POST"
    kept = _kept(trouble) if is_form else []
    if is_form:
        mark_personal()
    told = {"kept": kept, "is_without_secret": bool(_SECRET & set(request.form)), "again": _address()}
    page = render_template("errors/503.html", trouble=trouble.value, is_form=is_form, **told)
    response = make_response(page, 503)
    response.headers["Retry-After"] = str(AGAIN_AFTER[trouble])
    return response


def _kept(trouble: Trouble) -> Fields:
    """What was sent, for sending it once more; nothing where that might do it twice, or where a file came along."""
    names = set(request.form)
    is_safe = trouble is not Trouble.LOST or _NEVER_TWICE in names
    if not is_safe or request.files or "csrf_token" not in names:
        return []
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _SECRET]
    return fields if len(fields) <= _MOST_KEPT else []


def _address() -> str:
    return request.full_path.rstrip("?")
