"""A dry run before voting: with the turnout of last time, would it be enough, and which doors are missing?"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.dry_run import rehearse
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation
from consult.web.i18n import current_words
from consult.wording.dry_run import agreeing_sentences, building_rows, conclusion, need_rows
from consult.wording.refusals import sentence


@console.get("/c/<code>/dry-run")
@allow.staff(*READERS)
def dry_run(code: str) -> Response | str:
    """What would come of a consultation that is not closed; where nothing can be expected, the page says why."""
    view, words = my_consultation(code), current_words()
    if view.state is State.CLOSED:
        return redirect(url_for("console.consultation", code=view.code), 303)
    try:
        rehearsal = rehearse(db.session(), view)
    except Refusal as refusal:
        return render_template("console/dry_run.html", view=view, problem=sentence(words, refusal), last=None)
    found = rehearsal.found
    return render_template(
        "console/dry_run.html",
        view=view,
        problem="",
        last=rehearsal.last,
        found=found,
        conclusion=conclusion(words, found),
        needs=need_rows(words, found),
        buildings=building_rows(words, found),
        agreeing=agreeing_sentences(words, found),
    )
