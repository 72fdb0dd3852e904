"""The WeChat accounts that a household lets be remembered: the list, one more, one less."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for

from consult import logbook
from consult.actions.forget_wechat import forget_wechat
from consult.actions.remember_wechat import remember_wechat
from consult.domain.refusal import Refusal
from consult.domain.remembered import MOST, PROVING
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.wechat_links import remembered_accounts
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment, visit_to
from consult.web.resident.ways import came_by, offered, visit_key
from consult.web.resident.who import Page, owners_first
from consult.wording.refusals import sentence


@resident.get("/c/<code>/wechat")
@allow.household
def remembered(code: str) -> Page:
    """Which accounts may sign in for this household, and one link to add this one."""
    if settings().wechat is None:
        abort(404)
    view = public_consultation(code)
    if visit_to(view) is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    return owners_first(view) or remembered_page(view)


@resident.post("/c/<code>/wechat/forget")
@allow.household
def forget(code: str) -> Page:
    """Forget one account."""
    view = public_consultation(code)
    visit = visit_to(view)
    if visit is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    wanted = request.form.get("account", "")
    link_id = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) <= 16 else 0
    secret, now = settings().secret_key, this_moment()
    keys = (visit.estate_id, visit.elector_id, link_id)
    if forget_wechat(db.session(), *keys, key=visit_key(), secret=secret, now=now):
        logbook.note("account forgotten", provider="wechat", estate=visit.estate_id)
    return redirect(url_for("resident.remembered", code=view.code, done="forgotten"), 303)


def remember(view: ConsultationView, subject: str) -> Page:
    """Remember the account of this browser for the household that is signed in with its letter."""
    visit = visit_to(view)
    if visit is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    if instead := owners_first(view):  # a tenant's account is not remembered for the owner
        return instead
    secret, now = settings().secret_key, this_moment()
    keys = (visit.estate_id, visit.elector_id)
    try:
        remember_wechat(db.session(), *keys, subject, way=came_by(), secret=secret, now=now)
    except Refusal as refusal:
        return remembered_page(view, sentence(current_words(), refusal)), status_of(refusal)
    logbook.note("account remembered", provider="wechat", estate=visit.estate_id)
    return redirect(url_for("resident.remembered", code=view.code, done="remembered"), 303)


def remembered_page(view: ConsultationView, error: str = "") -> str:
    """The list, with what was just done or is in the way."""
    elector = elector_at(view) or abort(404)
    secret, now = settings().secret_key, this_moment()
    accounts = remembered_accounts(db.session(), view.estate.id, elector.id, secret=secret, now=now)
    done = request.args.get("done", "")
    return render_template(
        "resident/remembered.html",
        consultation=view,
        elector=elector,
        accounts=accounts,
        may_add=came_by() in PROVING and len(accounts) < MOST,
        came_by_letter=came_by() in PROVING,
        is_wechat=offered().is_wechat,
        done=done if done in ("forgotten", "remembered") else "",
        error=error,
        most=MOST,
    )
