"""All consultations of the estate, newest first."""

from __future__ import annotations

from flask import render_template

from consult.models.base import db
from consult.queries.consultations import consultations_of
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console
from consult.web.i18n import current_words
from consult.wording.states import LOOKS, state_name


@console.get("/consultations")
@allow.staff(*READERS)
def consultations() -> str:
    """The list, with state and dates; an empty one says what to do first."""
    words = current_words()
    views = consultations_of(db.session(), staff().estate_id)
    return render_template(
        "console/consultations.html",
        rows=[(view, state_name(words, view.state), LOOKS[view.state]) for view in views],
    )
