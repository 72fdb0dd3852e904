"""Watching a consultation: what is to be done today, and how far participation has come; it renews itself."""

from __future__ import annotations

from typing import Any

from flask import render_template
from werkzeug.wrappers import Response

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.doorstep_entries import undecided
from consult.queries.turnout import Standing, standing
from consult.queries.waiting import Waits, what_waits
from consult.web.access import allow, staff
from consult.web.console.home import waiting_in
from consult.web.console.next_step import Waiting
from consult.web.console.pages import READERS, console, may_change, my_consultation, now
from consult.web.console.today import Day, todays
from consult.web.console.watch_figures import building_lines, channel_rows, curve, grown, service_said
from consult.web.i18n import current_words
from consult.web.renewed import renewed
from consult.web.standing_rows import strip_rows, verdict
from consult.wording.language import Words
from consult.wording.states import LOOKS, state_name


@console.get("/c/<code>/watch")
@allow.staff(*READERS)
def watch(code: str) -> str:
    """The page as a whole; a draft has nothing to watch yet, and says so."""
    view = my_consultation(code)
    return render_template("console/watch.html", view=view, **_figures(view))


@console.get("/c/<code>/watch/now")
@allow.staff(*READERS, by_itself=True)
def watch_now(code: str) -> Response:
    """Only what changes, for the page's own script; unchanged it answers 304 and nothing else."""
    view = my_consultation(code)
    return renewed(render_template("console/_watch.html", view=view, **_figures(view)))


def _figures(view: ConsultationView) -> dict[str, Any]:
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    words, moment = current_words(), now()
    stands = standing(db.session(), view)
    waits = waiting_in(view, what_waits(db.session(), staff().estate_id).get(view.id, Waits()))
    ends, growth = grown(words, view, moment)
    return {
        "state": state_name(words, view.state),
        "look": LOOKS[view.state],
        "today": todays(words, view, _day(words, view, stands, waits)),
        "strip": strip_rows(words, stands) if view.opened_at else [],
        "verdict": verdict(words, stands) if view.state is State.OPEN else "",
        "curve": curve(words, view, stands, ends, growth),
        "channels": channel_rows(words, growth),
        "buildings": building_lines(words, view),
        "served": service_said(words, view),
        "waits": waits,
    }


def _day(words: Words, view: ConsultationView, stands: Standing, waits: Waiting) -> Day:
    unmet = any(not finding.is_met for finding in stands.participation)
    lacking = tuple(row.missing for row in strip_rows(words, stands) if not row.is_met) if unmet else ()
    return Day(now(), waits, undecided(db.session(), view.estate.id, view.code), lacking, may_change())
