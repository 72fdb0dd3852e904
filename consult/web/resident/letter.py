"""The letter's QR: a page with one button. Opening it changes nothing, for robots open every link in a chat group."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.sign_in_household import sign_in_by_letter
from consult.domain.refusal import Refusal
from consult.domain.remembered import Way
from consult.models.base import db
from consult.queries.consultations import consultation_of_id
from consult.queries.leader_contacts import leaders_of_household
from consult.queries.letters import household_of_letter
from consult.queries.receipts import elector_view
from consult.web.access import allow
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.web.resident.contest import cases_of, entered, may_contest
from consult.web.resident.pages import days_left, resident, this_moment
from consult.web.resident.question import phase
from consult.web.resident.ways import let_in

Page = Response | str | tuple[str, int]


@resident.get("/h/<token>")
@allow.anyone
def letter(token: str) -> Page:
    """Whose letter this is and one button; once a ballot is recorded, only that and how to contest it."""
    mark_personal()
    found = household_of_letter(db.session(), token, secret=settings().secret_key)
    elector = elector_view(db.session(), found.estate_id, found.elector_id) if found else None
    if found is None or elector is None:
        return _unknown()
    view = consultation_of_id(db.session(), found.estate_id, found.consultation_id)
    now = this_moment()
    cases = cases_of(elector, view)
    return render_template(
        "resident/letter.html",
        entered=entered(view, elector),
        may_contest=may_contest(view, elector),
        has_case=bool(cases),
        consultation=view,
        elector=elector,
        leaders=leaders_of_household(db.session(), found.estate_id, found.elector_id),
        token=token,
        phase=phase(view, now),
        days_left=days_left(view.closes_at, now),
    )


@resident.post("/h/<token>")
@allow.anyone
def enter_by_letter(token: str) -> Page:
    """Sign in and leave the token's address behind."""
    mark_personal()
    try:
        signed_in = sign_in_by_letter(db.session(), token, secret=settings().secret_key, now=this_moment())
    except Refusal as refusal:
        if refusal.reason != "unknown-letter":
            raise
        return _unknown()
    let_in(signed_in, Way.LETTER)
    page = {"contest": "resident.contest", "receipt": "resident.receipt"}.get(
        request.form.get("to", ""), "resident.ballot"
    )
    return redirect(url_for(page, code=signed_in.consultation_code), 303)


resident.add_url_rule("/H/<token>", "letter_in_capitals", letter, methods=["GET"])
resident.add_url_rule("/H/<token>", "enter_by_letter_in_capitals", enter_by_letter, methods=["POST"])


def _unknown() -> tuple[str, int]:
    # A page of its own, but a refusal like any other: somebody may be trying addresses.
    g.refused = "unknown-letter"
    return render_template("resident/letter_unknown.html"), 404
