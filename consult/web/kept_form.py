"""What someone wrote while their visit ran out: carried through the sign-in, so that nothing has to be typed twice.

The fields travel inside the sign-in form under a prefix, and stand ready to be sent again afterwards. Files cannot be
carried; a browser only sends those that a person has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from consult.web.headers import mark_personal
from consult.web.i18n import gettext

PREFIX = "kept:"
PAGE = "kept_page"
_NEVER_KEPT = frozenset({"csrf_token", "password"})

Fields = list[tuple[str, str]]


def ask_to_sign_in() -> Response:
    """The sign-in of staff with the form that has just been sent folded into it."""
    mark_personal()
    kept = _all(name for name in request.form if name not in _NEVER_KEPT)
    error = gettext("You were signed out, because nothing happened for a while. Sign in; what you wrote is kept.")
    page = render_template(
        "account/sign_in.html",
        error=error,
        typed={},
        way_in=request.path,
        kept=[(PREFIX + name, value) for name, value in kept],
        kept_page=request.path,
    )
    return make_response(page, 401)


def carried() -> Fields:
    """The folded form as it lies in the sign-in form, for showing that once more."""
    return _all(name for name in request.form if name.startswith(PREFIX))


def unfolded() -> Fields:
    """The folded form as it was written."""
    return [(name.removeprefix(PREFIX), value) for name, value in carried()]


def _all(names: Iterable[str]) -> Fields:
    return [(name, value) for name in names for value in request.form.getlist(name)]
