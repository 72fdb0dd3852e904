"""A tenant's opinion: the form, the page to check, and sending. It is counted apart from the owners' vote."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.give_opinion import Opinion, give_opinion
from consult.domain.refusal import Refusal
from consult.domain.tenants import asked_of_tenants
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.opinions import Home
from consult.queries.receipts import ElectorView
from consult.web.access import allow
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import new_submission_id, read_answers
from consult.web.resident.opinion_form import OpinionForm, carried, chosen_home, free_homes, homes_at, read_form
from consult.web.resident.opinion_pages import checked, opinion_form_page, thanks_page
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment
from consult.web.resident.question import phase
from consult.web.resident.sign_in import sign_in_page

Page = Response | str | tuple[str, int]


@resident.get("/c/<code>/opinion")
@allow.household
def opinion(code: str) -> Page:
    """The form for tenants of the signed-in letter's homes; the thanks once every home has said something."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    homes = homes_at(view, elector)
    blank = OpinionForm({}, "", new_submission_id())
    return _instead(view, homes) or opinion_form_page(view, homes, blank)


@resident.post("/c/<code>/opinion")
@allow.anyone
def send_opinion(code: str) -> Page:
    """Check, change or send. Whoever's visit has ended meanwhile signs in again and keeps the answers."""
    mark_personal()
    view = public_consultation(code)
    elector = elector_at(view)
    form = read_form(view, request.form)
    if elector is None:
        return sign_in_page(view, kept=carried(view, form), is_again=True), 403
    homes = homes_at(view, elector)
    home = chosen_home(homes, form.home)
    is_sound = read_answers(current_words(), asked_of_tenants(view.questions), form.given).is_sound
    if request.form.get("step") == "send" and is_sound and home is not None:
        return _send(view, elector, home, form)
    instead = _instead(view, homes)
    if instead is not None:
        return instead
    if request.form.get("step") == "change":
        return opinion_form_page(view, homes, form)
    return checked(view, homes, form)


@resident.get("/c/<code>/opinion/receipt")
@allow.household
def opinion_receipt(code: str) -> Page:
    """The thanks, with number and slip code; without an opinion yet, the form."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    homes = homes_at(view, elector)
    if not any(home.opinion for home in homes):
        return redirect(url_for("resident.opinion", code=view.code), 303)
    return thanks_page(view, homes)


def _instead(view: ConsultationView, homes: tuple[Home, ...]) -> Page | None:
    """What stands in the form's place: the ballot, the thanks, or why nobody can answer now."""
    if not view.procedure.tenants or not homes:
        return redirect(url_for("resident.ballot", code=view.code), 303)
    if not free_homes(homes):
        return _to_thanks(view)
    now = phase(view, this_moment())
    if now == "open":
        return None
    status = 409 if now == "before" else 410
    # A tenant has no sheets and no case of a ballot to be told of.
    told: dict[str, object] = {"was_sent": False, "annulled": None, "sheets": []}
    return render_template("resident/not_now.html", consultation=view, phase=now, now=this_moment(), **told), status


def _send(view: ConsultationView, elector: ElectorView, home: Home, form: OpinionForm) -> Page:
    sent = Opinion(
        id=form.sent,
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=elector.id,
        home=home.place,
        answers=form.given,
    )
    try:
        give_opinion(db.session(), sent, now=this_moment())
    except Refusal as refusal:
        return _refused(view, refusal)
    return _to_thanks(view)


def _refused(view: ConsultationView, refusal: Refusal) -> Page:
    if refusal.reason == "opinion-given":
        return render_template("resident/opinion_given.html", consultation=view, **refusal.details), 409
    if refusal.reason == "closed":
        return render_template("resident/opinion_late.html", consultation=view), 410
    raise refusal


def _to_thanks(view: ConsultationView) -> Response:
    return redirect(url_for("resident.opinion_receipt", code=view.code), 303)
