"""Before publishing: would the outcome change under another reading of the rules?"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from consult.domain.consultation import State
from consult.models.base import db
from consult.queries.disputed import disputed_readings
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation
from consult.web.i18n import current_words
from consult.wording.readings import decisive_lines, reading_rows


@console.get("/c/<code>/readings")
@allow.staff(*READERS)
def readings(code: str) -> Response | str:
    """Every disputed reading of a closed vote, recomputed; nobody sees how a vote stands before it is closed."""
    view = my_consultation(code)
    if view.state is not State.CLOSED or not view.rule.decides:
        return redirect(url_for("console.consultation", code=view.code), 303)
    reads = disputed_readings(db.session(), view)
    return render_template(
        "console/readings.html",
        view=view,
        rows=reading_rows(current_words(), view.questions, reads),
        is_contested=any(read.is_decisive for read in reads),
        reasons=decisive_lines(current_words(), view.questions, reads),
    )
