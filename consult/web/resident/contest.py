"""A ballot entered for a household: who entered it, "this was not us" in one tap, and what was decided."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.actions.explain_contest import explain_contest
from consult.actions.withdraw_contest import withdraw_contest
from consult.domain.contest import LONGEST_WORDS
from consult.domain.objection import objections_end
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.contests import ContestView, EnteredBallot, contests, entered_ballot
from consult.queries.held_ballots import Held, held_by, own_alone
from consult.queries.receipts import ElectorView
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import resident, this_moment
from consult.web.resident.question import phase
from consult.web.resident.who import Answer, Page, for_household
from consult.wording.refusals import sentence


@resident.get("/c/<code>/contest")
@allow.household
def contest(code: str) -> Page:
    """What is recorded for this household and every case of it; nothing happens before something is sent."""
    return for_household(code, _shown)


def _shown(view: ConsultationView, elector: ElectorView) -> Page:
    if not held(view, elector) and not cases_of(elector, view):
        return redirect(url_for("resident.ballot", code=view.code), 303)
    return _page(view, elector)


@resident.post("/c/<code>/contest")
@allow.household
def begin_contest(code: str) -> Page:
    """Say "this was not us": one tap. The page that follows takes more words, or takes it back."""
    return for_household(code, _changed(_begin))


@resident.post("/c/<code>/contest/more")
@allow.household
def say_more_of_contest(code: str) -> Page:
    """Add what the household knows to a case that waits."""
    return for_household(code, _changed(_say_more))


@resident.post("/c/<code>/contest/back")
@allow.household
def take_contest_back(code: str) -> Page:
    """Take back what was said by mistake."""
    return for_household(code, _changed(_take_back))


def _changed(change: Callable[[ConsultationView, ElectorView], object]) -> Answer:
    """A deed after which, or after whose refusal, the page of cases stands there."""

    def done(view: ConsultationView, elector: ElectorView) -> Response:
        try:
            change(view, elector)
        except Refusal as refusal:
            return make_response(_page(view, elector, sentence(current_words(), refusal)), status_of(refusal))
        return redirect(url_for("resident.contest", code=view.code), 303)

    return done


def _begin(view: ConsultationView, elector: ElectorView) -> None:
    made = Contesting(view.estate.id, view.id, elector.id, _line("ballot"), _said())
    contest_ballot(db.session(), made, now=this_moment(), zone=settings().zone)


def _say_more(view: ConsultationView, elector: ElectorView) -> None:
    explain_contest(db.session(), view.estate.id, view.id, elector.id, _line("case"), _said())


def _take_back(view: ConsultationView, elector: ElectorView) -> None:
    withdraw_contest(db.session(), view.estate.id, view.id, elector.id, _line("case"), now=this_moment())


def _line(name: str) -> int:
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _said() -> str:
    return request.form.get("said", "").replace("\r\n", "\n")


def _page(view: ConsultationView, elector: ElectorView, error: str = "") -> str:
    return render_template(
        "resident/contest.html",
        consultation=view,
        elector=elector,
        ballot=elector.ballot,
        held=held(view, elector),
        cases=cases_of(elector, view),
        may_object=may_object(view),
        until=until_said(view),
        phase=phase(view, this_moment()),
        error=error,
        said=request.form.get("said", ""),
        longest=LONGEST_WORDS,
    )


def held(view: ConsultationView, elector: ElectorView) -> list[Held]:
    """What is recorded for a household: its ballot that counts, and its sheets that wait or were set aside."""
    if elector.is_plain:
        return own_alone(elector.ballot)
    return held_by(db.session(), view.estate.id, elector.id)


def sheets_told(view: ConsultationView, elector: ElectorView) -> dict[str, object]:
    """What every page of a household says of its sheets on which nothing counts."""
    sheets = [one for one in held(view, elector) if one.ballot.standing]
    return {"sheets": sheets, "may_object": may_object(view), "until": until_said(view)}


def may_object(view: ConsultationView) -> bool:
    """Whether objections are still taken."""
    ends = objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days)
    return ends is None or this_moment() < ends


def until_said(view: ConsultationView) -> str:
    """Until when a household may object."""
    words = current_words()
    ends = objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days)
    if ends is not None:
        return words.gettext("Objections are taken until %(moment)s.", moment=words.moment(ends))
    return words.ngettext(
        "You may object until %(n)s day after the result is posted.",
        "You may object until %(n)s days after the result is posted.",
        view.procedure.posted_days,
    )


def cases_of(elector: ElectorView, view: ConsultationView) -> list[ContestView]:
    """This household's cases, the newest first."""
    if elector.is_plain:
        return []
    found = contests(db.session(), view.estate.id, view.id, elector.id)
    return sorted(found, key=lambda case: case.seq, reverse=True)


def entered(view: ConsultationView, elector: ElectorView) -> EnteredBallot | None:
    """The ballot that counts for a household, with who entered it."""
    if elector.ballot is None:
        return None
    if elector.is_plain:
        return own_alone(elector.ballot)[0].ballot
    return entered_ballot(db.session(), view.estate.id, view.id, elector.ballot.seq)


def may_contest(view: ConsultationView, elector: ElectorView) -> bool:
    """Whether anything recorded for the household may still be contested."""
    return may_object(view) and any(one.is_open for one in held(view, elector))


def annulled_case(elector: ElectorView, view: ConsultationView) -> ContestView | None:
    """The newest case whose ballot fell, where nothing counts for the household any more."""
    if elector.ballot is not None:
        return None
    return next((case for case in cases_of(elector, view) if not case.ballot.is_counted), None)
