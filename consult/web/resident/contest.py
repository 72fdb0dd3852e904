"""A ballot entered for a household: who entered it, "this was not us" in two taps, and what was decided."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.domain.contest import LONGEST_WORDS
from consult.domain.counting.book_count import Decision
from consult.domain.objection import objections_end
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.contests import ContestView, EnteredBallot, contests, entered_ballot
from consult.queries.receipts import ElectorView
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment
from consult.web.resident.question import phase
from consult.wording.refusals import sentence


@resident.get("/c/<code>/contest")
@allow.household
def contest(code: str) -> Response | str:
    """Every case of this household, and the button to begin one; nothing happens before it is sent."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    if elector.ballot is None and not cases_of(elector, view):
        return redirect(url_for("resident.ballot", code=view.code), 303)
    return _page(view, elector)


@resident.post("/c/<code>/contest")
@allow.household
def begin_contest(code: str) -> Response:
    """Say "this was not us", and come back to the page that now shows the case."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    typed = request.form.get("ballot", "")
    seq = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0
    said = request.form.get("said", "").replace("\r\n", "\n")
    made = Contesting(view.estate.id, view.id, elector.id, seq, said)
    try:
        contest_ballot(db.session(), made, now=this_moment(), zone=settings().zone)
    except Refusal as refusal:
        return make_response(_page(view, elector, sentence(current_words(), refusal)), status_of(refusal))
    return redirect(url_for("resident.contest", code=view.code), 303)


def _page(view: ConsultationView, elector: ElectorView, error: str = "") -> str:
    cases = cases_of(elector, view)
    return render_template(
        "resident/contest.html",
        consultation=view,
        elector=elector,
        ballot=entered(view, elector),
        cases=cases,
        may_contest=may_contest(view, elector, cases),
        until=objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days),
        phase=phase(view, this_moment()),
        error=error,
        said=request.form.get("said", ""),
        longest=LONGEST_WORDS,
    )


def cases_of(elector: ElectorView, view: ConsultationView) -> list[ContestView]:
    """This household's cases, the newest first."""
    found = contests(db.session(), view.estate.id, view.id, elector.id)
    return sorted(found, key=lambda case: case.seq, reverse=True)


def entered(view: ConsultationView, elector: ElectorView) -> EnteredBallot | None:
    """The ballot that counts for a household, with who entered it."""
    if elector.ballot is None:
        return None
    return entered_ballot(db.session(), view.estate.id, view.id, elector.ballot.seq)


def may_contest(view: ConsultationView, elector: ElectorView, cases: list[ContestView]) -> bool:
    """Whether the household may still say of its recorded ballot that it was not them."""
    ballot = elector.ballot
    if ballot is None or any(case.ballot.seq == ballot.seq for case in cases):
        return False
    if ballot.conflict and ballot.conflict.decision not in (None, Decision.FIRST_STANDS):
        return False
    ends = objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days)
    return ends is None or this_moment() < ends


def annulled_case(elector: ElectorView, view: ConsultationView) -> ContestView | None:
    """The newest case whose ballot fell, where nothing counts for the household any more."""
    if elector.ballot is not None:
        return None
    return next((case for case in cases_of(elector, view) if not case.ballot.is_counted), None)
