"""Objections of a household to a posted result: raise one, read what was decided, take one back."""

from __future__ import annotations

from flask import flash, get_flashed_messages, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.raise_objection import Objecting, raise_objection
from consult.actions.withdraw_objection import withdraw_objection
from consult.domain.refusal import Refusal
from consult.domain.result_objection import LONGEST_OBJECTION
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.earlier_results import counted_anew
from consult.queries.receipts import ElectorView
from consult.queries.result_objections import result_objections
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import resident, this_moment
from consult.web.resident.posted import posted_told
from consult.web.resident.who import Page, for_owner
from consult.web.sent_photo import sent_photo
from consult.wording.refusals import sentence
from consult.wording.result_objections import MATTERS, matter_name, outcome_name

FIELDS = {
    "unknown-objection-matter": "matter",
    "objection-without-words": "said",
    "objection-words-too-long": "said",
}
"""Which field a refusal speaks of; a photo's own are found by their names."""


@resident.get("/c/<code>/objection")
@allow.household
def objection(code: str) -> Page:
    """The form while the result is posted, and what became of this household's objections."""
    return for_owner(code, _page, back_to="resident.objection")


@resident.post("/c/<code>/objection")
@allow.household
def object_to_result(code: str) -> Page:
    """Raise an objection."""
    return for_owner(code, _raise, back_to="resident.objection")


@resident.post("/c/<code>/objection/back")
@allow.household
def take_objection_back(code: str) -> Page:
    """Take back an objection that waits."""
    return for_owner(code, _take_back, back_to="resident.objection")


def _raise(view: ConsultationView, elector: ElectorView) -> Response:
    keys = (view.estate.id, view.id, elector.id)
    try:
        made = Objecting(*keys, request.form.get("matter", ""), request.form.get("said", ""), sent_photo("photo"))
        number = raise_objection(db.session(), made, now=this_moment(), zone=settings().zone)
    except Refusal as refusal:
        return make_response(_page(view, elector, refusal), status_of(refusal))
    return _told(
        view, current_words().gettext("Objection no. %(n)s is raised. The decision will stand here.", n=number)
    )


def _take_back(view: ConsultationView, elector: ElectorView) -> Response:
    typed = request.form.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 9 else 0
    try:
        withdraw_objection(db.session(), view.estate.id, view.id, elector.id, number, now=this_moment())
    except Refusal as refusal:
        return make_response(_page(view, elector, refusal), status_of(refusal))
    return _told(view, current_words().gettext("Taken back."))


def _told(view: ConsultationView, done: str) -> Response:
    flash(done, "household")
    return redirect(url_for("resident.objection", code=view.code), 303)


def _field_of(refusal: Refusal) -> str:
    return "photo" if refusal.reason.startswith("photo-") else FIELDS.get(refusal.reason, "")


def _page(view: ConsultationView, elector: ElectorView, refusal: Refusal | None = None) -> str:
    said = sentence(current_words(), refusal) if refusal else ""
    field = _field_of(refusal) if refusal else ""
    return render_template(
        "resident/objection.html",
        consultation=view,
        elector=elector,
        rows=result_objections(db.session(), view.estate.id, view.id, elector.id),
        **posted_told(view),
        matters=MATTERS,
        matter_name=matter_name,
        outcome_name=outcome_name,
        counted_anew=counted_anew(db.session(), view),
        longest=LONGEST_OBJECTION,
        typed=request.form if refusal else {},
        errors=[(field, said)] if said else [],
        error_of={field: said} if said else {},
        done=get_flashed_messages(category_filter=["household"]),
    )
