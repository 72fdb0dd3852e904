"""The page where two people saved one draft: both versions, and the ways on. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from consult.queries.consultations import ConsultationView
from consult.web.console.draft_differences import Difference
from consult.web.headers import mark_personal
from consult.web.kept_form import written

_SAID_ANEW = frozenset({"do", "made_from"})
"""Fields of the form that the page says for itself."""


def conflict_page(view: ConsultationView, differing: Sequence[Difference]) -> Response:
    """The page, with status 409; `view` is the draft as the other one saved it, and nothing was changed."""
    mark_personal()
    page = render_template(
        "console/draft_conflict.html",
        view=view,
        differing=differing,
        kept=[(name, value) for name, value in written() if name not in _SAID_ANEW],
        address=url_for("console.save_draft", code=view.code),
    )
    return make_response(page, 409)
