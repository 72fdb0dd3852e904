"""What is kept about the household that is signed in, and "this is wrong": a request that the committee answers."""

from __future__ import annotations

from flask import abort, flash, get_flashed_messages, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.confirm_area import confirm_area
from consult.actions.send_record_request import Asking, send_record_request, withdraw_record_request
from consult.domain.consultation import State
from consult.domain.record_request import LONGEST_REQUEST
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.kept_about import kept_about
from consult.queries.receipts import ElectorView
from consult.queries.record_requests import record_requests
from consult.queries.wechat_links import Remembered, remembered_accounts
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.resident.contest import cases_of
from consult.web.resident.pages import resident, this_moment
from consult.web.resident.who import Page, for_owner
from consult.wording.ideas import idea_answer_name, idea_kind_name, idea_state_name, why_not_said
from consult.wording.record_requests import WANTED, reply_name, wanted_name
from consult.wording.refusals import sentence
from consult.wording.result_objections import matter_name, outcome_name
from consult.wording.service import attempt_said

FIELDS = {"unknown-request-kind": "wanted", "request-without-words": "said", "request-words-too-long": "said"}
"""Which field a refusal speaks of; others stand for the form as a whole."""


@resident.get("/c/<code>/about-us")
@allow.household
def about_us(code: str) -> Page:
    """All that is kept of this household, and what became of its requests."""
    return for_owner(code, _page, back_to="resident.about_us")


@resident.post("/c/<code>/about-us")
@allow.household
def ask_about_us(code: str) -> Page:
    """Say that something is wrong, or ask for a copy."""
    return for_owner(code, _ask, back_to="resident.about_us")


@resident.post("/c/<code>/about-us/right")
@allow.household
def confirm_our_area(code: str) -> Page:
    """Say that the area on the roll is right."""
    return for_owner(code, _confirm, back_to="resident.about_us")


@resident.post("/c/<code>/about-us/back")
@allow.household
def take_request_back(code: str) -> Page:
    """Take back a request that waits."""
    return for_owner(code, _take_back, back_to="resident.about_us")


def _ask(view: ConsultationView, elector: ElectorView) -> Response:
    asking = Asking(view.estate.id, view.id, elector.id, request.form.get("wanted", ""), request.form.get("said", ""))
    try:
        send_record_request(db.session(), asking, now=this_moment())
    except Refusal as refusal:
        return make_response(_page(view, elector, refusal), status_of(refusal))
    return _told(view, current_words().gettext("Sent. The committee answers here, with its reason."))


def _confirm(view: ConsultationView, elector: ElectorView) -> Response:
    typed = request.form.get("area", "")
    area = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 12 else -1
    try:
        confirm_area(db.session(), view.estate.id, view.id, elector.id, area, now=this_moment())
    except Refusal as refusal:
        return make_response(_page(view, elector, refusal), status_of(refusal))
    return _told(view, current_words().gettext("Thank you. The committee knows that you have looked."))


def _take_back(view: ConsultationView, elector: ElectorView) -> Response:
    typed = request.form.get("request", "")
    wanted = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 16 else 0
    try:
        withdraw_record_request(db.session(), view.estate.id, view.id, elector.id, wanted, now=this_moment())
    except Refusal as refusal:
        return make_response(_page(view, elector, refusal), status_of(refusal))
    return _told(view, current_words().gettext("Taken back."))


def _told(view: ConsultationView, done: str) -> Response:
    flash(done, "household")
    return redirect(url_for("resident.about_us", code=view.code), 303)


def _page(view: ConsultationView, elector: ElectorView, refusal: Refusal | None = None) -> str:
    said = sentence(current_words(), refusal) if refusal else ""
    field = FIELDS.get(refusal.reason, "") if refusal else ""
    return render_template(
        "resident/about_us.html",
        consultation=view,
        elector=elector,
        kept=kept_about(db.session(), view.estate.id, elector.id, now=this_moment()) or abort(404),
        accounts=_accounts(view, elector),
        cases=cases_of(elector, view),
        requests=record_requests(db.session(), view.estate.id, view.id, elector.id),
        is_corrected_still=view.state is State.ANNOUNCED,
        kinds=WANTED,
        wanted_name=wanted_name,
        reply_name=reply_name,
        attempt_said=attempt_said,
        idea_kind_name=idea_kind_name,
        idea_state_name=idea_state_name,
        idea_answer_name=idea_answer_name,
        why_not_said=why_not_said,
        matter_name=matter_name,
        outcome_name=outcome_name,
        longest=LONGEST_REQUEST,
        typed=request.form if refusal else {"wanted": request.args.get("wanted", "")},
        errors=[(field, said)] if said else [],
        error_of={field: said} if said else {},
        done=get_flashed_messages(category_filter=["household"]),
    )


def _accounts(view: ConsultationView, elector: ElectorView) -> tuple[Remembered, ...]:
    if settings().wechat is None:
        return ()
    return remembered_accounts(
        db.session(), view.estate.id, elector.id, secret=settings().secret_key, now=this_moment()
    )
