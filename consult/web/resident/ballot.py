"""Answering: the form, the page to check, and sending. The receipt is another page, reached only when it is durable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.domain.assistance import read_assistant
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.heads_apart import refuse_backwards
from consult.queries.consultations import ConsultationView
from consult.queries.contests import ContestView
from consult.queries.receipts import ElectorView
from consult.queries.visits import HouseholdVisit
from consult.web.access import allow
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import (
    Marked,
    kept_fields,
    new_submission_id,
    put_back,
    raw_answers,
    read_answers,
    submission_id,
)
from consult.web.resident.ballot_pages import check_page, form_page
from consult.web.resident.contest import annulled_case, sheets_told
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment, visit_to
from consult.web.resident.question import phase
from consult.web.resident.replacing import replacing
from consult.web.resident.sign_in import sign_in_page
from consult.web.resident.who import Page, for_owner
from consult.wording.refusals import sentence


@resident.get("/c/<code>/ballot")
@allow.household
def ballot(code: str) -> Page:
    """The ballot of the signed-in household; its receipt once there is one."""
    return for_owner(code, _ballot)


def _ballot(view: ConsultationView, elector: ElectorView) -> Page:
    refuse_backwards(db.session())  # before somebody fills in what could not be recorded
    return _instead(view, elector) or form_page(view, elector, {}, new_submission_id())


@resident.post("/c/<code>/ballot")
@allow.anyone
def send_ballot(code: str) -> Page:
    """Check, change or send. Whoever's visit has ended meanwhile signs in again and keeps the answers."""
    mark_personal()
    view = public_consultation(code)
    visit = visit_to(view)
    sent = submission_id(request.form)
    given = raw_answers(request.form, view.questions)
    if visit is None:
        kept = kept_fields(put_back(view.questions, given), sent)
        return sign_in_page(view, kept=[*kept, *_carried()] if kept else kept, is_again=True), 403
    marked = read_answers(current_words(), view.questions, given)
    is_same_text = request.form.get("text", view.text_hash) == view.text_hash
    if is_same_text and marked.is_sound and request.form.get("step") == "send":
        return _send(view, visit, marked, given, sent)
    return _not_sent(view, marked, given, sent, is_same_text=is_same_text)


def _not_sent(
    view: ConsultationView, marked: Marked, given: Mapping[int, object], sent: str, *, is_same_text: bool
) -> Page:
    """Show what was marked, to be checked or changed."""
    elector = _elector(view)
    if not is_same_text:
        # Shown again with what was marked: nobody's answer may end under a question they did not read.
        changed = replace(marked, problem=sentence(current_words(), Refusal("other-version")))
        again = form_page(view, elector, put_back(view.questions, given), sent, changed)
        return _instead(view, elector) or (again, 409)
    instead = _instead(view, elector)
    if instead is not None:
        return instead
    if request.form.get("step") == "change":
        return form_page(view, elector, put_back(view.questions, given), sent)
    if marked.is_sound:
        return check_page(view, elector, marked.answers, sent)
    return form_page(view, elector, put_back(view.questions, given), sent, marked), 400


def _elector(view: ConsultationView) -> ElectorView:
    """The signed-in elector, where somebody's visit to this consultation was seen."""
    return elector_at(view) or abort(403)


def _carried() -> list[tuple[str, str]]:
    """What a form carries beside its answers: which ballot it replaces."""
    replaces = request.form.get("replaces", "")
    return [("replaces", replaces)] if replaces.isascii() and replaces.isdigit() else []


def _instead(view: ConsultationView, elector: ElectorView) -> Page | None:
    """What stands in the ballot's place: the receipt, or why nobody can answer now."""
    if elector.ballot is not None and replacing(view, elector) is None:
        return redirect(url_for("resident.receipt", code=view.code), 303)
    now = phase(view, this_moment())
    if now == "open":
        return None
    status = 409 if now == "before" else 410
    return _not_now(view, now, status, annulled=annulled_case(elector, view), sheets=sheets_told(view, elector))


def _send(
    view: ConsultationView, visit: HouseholdVisit, marked: Marked, given: Mapping[int, object], sent: str
) -> Page:
    try:
        assistant = read_assistant(request.form.get("assistant", ""), request.form.get("assistant_relation", ""))
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return check_page(view, _elector(view), marked.answers, sent, problem=said), 400
    submission = Submission(
        id=sent,
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=visit.elector_id,
        answers=given,
        channel=Channel.WEB,
        text=request.form.get("text", ""),
        # Nobody's ballot is looked for where the form replaces none: the deed finds out all that matters by itself.
        replaces=replacing(view, _elector(view)) if view.procedure.replace and _carried() else None,
        assistant=assistant,
    )
    try:
        cast_ballot(db.session(), submission, now=this_moment())
    except Refusal as refusal:
        return _refused(view, refusal)
    return redirect(url_for("resident.receipt", code=view.code), 303)


def _refused(view: ConsultationView, refusal: Refusal) -> Page:
    if refusal.reason == "already-answered":
        return render_template("resident/already_answered.html", consultation=view, **refusal.details), 409
    if refusal.reason in ("closed", "not-yet-open"):
        now = "counting" if refusal.reason == "closed" else "before"
        status = 410 if refusal.reason == "closed" else 409
        return _not_now(view, now, status, was_sent=True)
    raise refusal


def _not_now(
    view: ConsultationView,
    now: str,
    status: int,
    *,
    was_sent: bool = False,
    annulled: ContestView | None = None,
    sheets: Mapping[str, object] | None = None,
) -> Page:
    told = {"sheets": [], "annulled": annulled} | dict(sheets or {})
    return render_template(
        "resident/not_now.html", consultation=view, phase=now, was_sent=was_sent, now=this_moment(), **told
    ), status
