"""The first page: what needs me, and what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import render_template

from consult.domain.consultation import State
from consult.models.base import db
from consult.models.check_file import CheckFile
from consult.queries.conflicts import unsettled
from consult.queries.consultations import ConsultationView, consultations_of
from consult.queries.sign_in_alarm import typed_codes_paused
from consult.queries.waiting import Waits, what_waits
from consult.web.access import allow, staff
from consult.web.console.next_step import Waiting, needs_somebody, task
from consult.web.console.pages import READERS, console, may_change, my_estate, now, objections_over, posted_days
from consult.web.console.roll_figures import roll_or_none
from consult.web.console.today import Day, urgent
from consult.web.i18n import current_words, settings

_SHOWN_CLOSED = 3


@console.get("")
@allow.staff(*READERS)
def home() -> str:
    """Consultations that wait for someone first, then the running ones, drafts, and the last closed ones."""
    words, moment = current_words(), now()
    views = consultations_of(db.session(), staff().estate_id)
    closed = [view for view in views if view.state is State.CLOSED][:_SHOWN_CLOSED]
    alive = [view for view in views if view.state is not State.CLOSED]
    alive.sort(key=lambda view: (not needs_somebody(view, moment), view.state is State.DRAFT, view.closes_at))
    waits = what_waits(db.session(), staff().estate_id)
    closed = _lately(views, waits)
    waiting = {view.id: waiting_in(view, waits.get(view.id, Waits())) for view in (*alive, *closed)}
    days = [(view, Day(moment, waiting[view.id], may_work=may_change())) for view in (*alive, *closed)]
    return render_template(
        "console/home.html",
        today=[one for view, day in days for one in urgent(words, view, day)],
        tasks=[task(words, view, moment, waiting[view.id]) for view in alive],
        closed=[task(words, view, moment, waiting[view.id]) for view in closed],
        roll=roll_or_none(staff().estate_id),
        paused=typed_codes_paused(db.session(), staff().estate_id, secret=settings().secret_key, now=moment),
        estate=my_estate(),
        broken=_broken(views),
    )


def _lately(views: Sequence[ConsultationView], waits: Mapping[int, Waits]) -> list[ConsultationView]:
    """The last closed ones, and before them each older one whose objections wait, so that none is forgotten."""
    closed = [view for view in views if view.state is State.CLOSED]
    undecided = [view for view in closed[_SHOWN_CLOSED:] if (found := waits.get(view.id)) and found.objections]
    return [*undecided, *closed[:_SHOWN_CLOSED]]


def _broken(views: Sequence[ConsultationView]) -> list[ConsultationView]:
    """Those whose books the last check found not whole."""
    found = CheckFile(settings().check_file).read().broken
    return [view for view in views if view.code in found]


def waiting_in(view: ConsultationView, waits: Waits) -> Waiting:
    """What waits for people in a consultation; two ballots of one household are settled before the count."""
    if view.state not in (State.OPEN, State.CLOSED):
        return Waiting(requests=waits.requests, ideas=waits.ideas)
    is_open = view.state is State.OPEN
    return Waiting(
        unsettled(db.session(), view.estate.id, view.id) if is_open and waits.seconds else 0,
        waits.contests,
        0 if objections_over(view) else waits.corrections,
        waits.sheets if is_open and view.procedure.paper_twice else 0,
        waits.requests,
        waits.ideas,
        waits.objections,
        **posted_days(view),
    )
