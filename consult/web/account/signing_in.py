"""Staff sign in with name and password, and sign out."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.actions.sign_in_staff import sign_in_staff
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.base import db
from consult.web.access import allow, current_staff, leave
from consult.web.account.browsers import browser_of
from consult.web.account.pages import come_in, form_page, onward, staff, way_in
from consult.web.account.second import ask_for_second, go_on
from consult.web.i18n import settings
from consult.web.kept_form import PAGE, carried


@staff.get("/staff/sign-in")
@allow.anyone
def sign_in() -> Response:
    """The form; whoever is signed in already goes on to where they wanted."""
    if current_staff() is not None:
        return onward(way_in())
    return form_page("account/sign_in.html", way_in=way_in())


@staff.post("/staff/sign-in")
@allow.anyone
def enter() -> Response:
    """Sign in, or say what does not fit; the password is never shown again."""
    try:
        is_whole = come_in(_signed_in())
    except Refusal as refusal:
        kept_page = request.form.get(PAGE, "")
        return form_page("account/sign_in.html", refusal, way_in=way_in(), kept=carried(), kept_page=kept_page)
    return go_on() if is_whole else ask_for_second()


def _signed_in() -> str:
    return sign_in_staff(
        db.session(),
        request.form.get("login", ""),
        request.form.get("password", ""),
        address=request.remote_addr or "",
        secret=settings().secret_key,
        now=clock.now(),
        browser=browser_of(request.headers.get("User-Agent", "")),
    )


@staff.post("/staff/sign-out")
@allow.anyone
def sign_out() -> Response:
    """End the visit, here and in the database; harmless when there is none."""
    leave(Audience.STAFF)
    return redirect(url_for("account.sign_in"), 303)
