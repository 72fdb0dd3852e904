"""A page for the wall of a meeting room: how far participation has come, in figures read from the last row.

It says what everybody may read on the consultation's own page and no more; so nobody signs in for it, and the computer
behind the projector holds nobody's visit.
"""

from __future__ import annotations

from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from consult.domain.consultation import State
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.turnout import standing
from consult.web.access import allow
from consult.web.i18n import current_words, settings
from consult.web.renewed import renewed
from consult.web.resident.pages import public_consultation, resident, this_moment
from consult.web.resident.question import phase
from consult.web.standing_rows import strip_rows, verdict
from consult.wording.language import Words


@resident.get("/c/<code>/screen")
@allow.anyone
def screen(code: str) -> str:
    """The whole page; without its script it is loaded again every minute."""
    view = public_consultation(code)
    return render_template("resident/screen.html", **_shown(view))


@resident.get("/c/<code>/screen/now")
@allow.anyone
def screen_now(code: str) -> Response:
    """Only what changes on it; unchanged it answers 304."""
    view = public_consultation(code)
    return renewed(render_template("resident/_screen.html", **_shown(view)))


def _shown(view: ConsultationView) -> dict[str, Any]:
    words, stands_at = current_words(), phase(view, this_moment())
    shown: dict[str, Any] = {
        "consultation": view,
        "sentence": _sentence(words, view, stands_at),
        "address": f"{settings().public_url}/c/{view.code}".removeprefix("https://").removeprefix("http://"),
        "rows": [],
        "verdict": "",
    }
    if view.state in (State.OPEN, State.CLOSED):
        stands = standing(db.session(), view)
        shown["rows"] = strip_rows(words, stands)
        shown["verdict"] = verdict(words, stands) if view.state is State.OPEN else ""
    return shown


def _sentence(words: Words, view: ConsultationView, stands_at: str) -> str:
    """Where it stands, in one sentence."""
    match stands_at:
        case "before":
            return words.gettext("Answers may be given from %(moment)s.", moment=words.moment(view.opens_at))
        case "open":
            return words.gettext("Answers may come in until %(moment)s.", moment=words.moment(view.closes_at))
        case "counting":
            return words.gettext("Answering has ended. The count follows.")
    return words.gettext("Counted. The result stands at this address.")
