"""One-time links: an invitation makes an account, a sign-in link lets someone known in once.

Opening a link changes nothing (chat programs open every link they see); only its button does.
"""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.sign_in_staff import sign_in_staff_by_link
from consult.domain.passwords import SHORTEST
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.staff_links import StaffLinkView, staff_link
from consult.web.access import allow
from consult.web.account.browsers import browser_of
from consult.web.account.pages import come_in, form_page, home, onward, staff
from consult.web.i18n import settings

ERROR_FIELDS = {
    "name-missing": "name",
    "login-unfit": "login",
    "name-taken": "name",
    "login-taken": "login",
    "password-too-short": "password",
    "password-too-long": "password",
    "password-is-login": "password",
    "password-is-common": "password",
}
"""Which field of the invitation a refusal is about."""


@staff.get("/staff/<token>")
@allow.anyone
def link(token: str) -> Response:
    """What the link is for, and its form or button; refuses `unknown-staff-link`."""
    return _page(token, _link(token))


@staff.post("/staff/<token>")
@allow.anyone
def use_link(token: str) -> Response:
    """Make the account, or sign in; either way the link is used up."""
    found = _link(token)
    try:
        is_whole = come_in(_accept(token) if found.name is None else _sign_in(token))
    except Refusal as refusal:
        return _page(token, found, refusal)
    return onward(home()) if is_whole else redirect(url_for("account.second"), 303)


def _link(token: str) -> StaffLinkView:
    return staff_link(db.session(), token, secret=settings().secret_key, now=clock.now())


def _accept(token: str) -> str:
    form = request.form
    account = NewAccount(form.get("name", ""), form.get("login", ""), form.get("password", ""))
    secret, browser = settings().secret_key, browser_of(request.headers.get("User-Agent", ""))
    return accept_invitation(db.session(), token, account, secret=secret, now=clock.now(), browser=browser)


def _sign_in(token: str) -> str:
    secret, browser = settings().secret_key, browser_of(request.headers.get("User-Agent", ""))
    return sign_in_staff_by_link(db.session(), token, secret=secret, now=clock.now(), browser=browser)


def _page(token: str, found: StaffLinkView, refusal: Refusal | None = None) -> Response:
    template = "account/invitation.html" if found.name is None else "account/sign_in_link.html"
    field = ERROR_FIELDS.get(refusal.reason, "") if refusal else ""
    return form_page(template, refusal, token=token, link=found, error_field=field, least=SHORTEST)
