"""The history of the roll: every change by hand with who, when and why, and taking one back."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.change_roll import undo_roll_change
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import LONGEST_REASON, ChangeKind
from consult.models.base import db
from consult.queries.roll_changes import roll_changes
from consult.web.access import allow, staff
from consult.web.console.pages import console, now, tell
from consult.web.console.roll_places import number_in
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.roll_changes import change_kind_name, edit_rows

SHOWN = 30
"""Changes on one page."""


@console.get("/roll/history")
@allow.staff("committee")
def roll_history() -> str:
    """All changes by hand, the newest first."""
    return _page()


@console.post("/roll/history")
@allow.staff("committee", fresh=True)
def undo_change() -> Response:
    """Take a change back, as long as nothing was changed on top of it."""
    change, reason = number_in("change") or 0, request.form.get("reason", "")
    try:
        undo_roll_change(db.session(), staff().estate_id, change, reason, by=staff().name, now=now())
    except Refusal as refusal:
        return make_response(_page(change, sentence(current_words(), refusal)), status_of(refusal))
    tell(current_words().gettext("Taken back. That stands in the history too, and can be taken back in turn."))
    return redirect(url_for("console.roll_history"), 303)


def _page(wrong: int = 0, said: str = "") -> str:
    rows = roll_changes(db.session(), staff().estate_id)
    pages = max(1, -(-len(rows) // SHOWN))
    page = min(max(number_in("page") or 1, 1), pages)
    return render_template(
        "console/roll_history.html",
        rows=rows[(page - 1) * SHOWN : page * SHOWN],
        page=page,
        pages=pages,
        wrong=wrong,
        errors=[(f"change-{wrong}" if wrong else "", said)] if said else [],
        reason=request.form.get("reason", ""),
        longest=LONGEST_REASON,
        mended=ChangeKind.MENDED,
        place_name=place_name,
        change_kind_name=change_kind_name,
        edit_rows=edit_rows,
    )
