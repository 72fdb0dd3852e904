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
PROOF = "still_you"
PROOF_PASSKEY = "still_you_passkey"
"""The fields in which somebody shows once more that it is them."""
_NEVER_KEPT = frozenset({"csrf_token", "password", "new_password", PROOF, PROOF_PASSKEY})

Fields = list[tuple[str, str]]


def ask_to_sign_in() -> Response:
    """The sign-in of staff with the form that has just been sent folded into it."""
    mark_personal()
    kept = written()
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


def written() -> Fields:
    """What the form that has just been sent holds, but secrets: those are typed anew."""
    return _all(name for name in request.form if name not in _NEVER_KEPT)


def carried() -> Fields:
    """The folded form as it lies in the sign-in form, for showing that once more."""
    return _all(name for name in request.form if name.startswith(PREFIX))


def unfolded() -> Fields:
    """The folded form as it was written."""
    return [(name.removeprefix(PREFIX), value) for name, value in carried()]


def _all(names: Iterable[str]) -> Fields:
    return [(name, value) for name in names for value in request.form.getlist(name)]
