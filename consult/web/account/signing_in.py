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
from consult.web.account.pages import HOME, come_in, form_page, staff, way_in
from consult.web.i18n import settings
from consult.web.kept_form import PAGE, carried, unfolded
from consult.web.reading import is_same_site


@staff.get("/staff/sign-in")
@allow.anyone
def sign_in() -> Response:
    """The form; whoever is signed in already goes on to where they wanted."""
    if current_staff() is not None:
        return redirect(way_in(), 303)
    return form_page("account/sign_in.html", way_in=way_in())


@staff.post("/staff/sign-in")
@allow.anyone
def enter() -> Response:
    """Sign in, or say what does not fit; the password is never shown again."""
    login, password = request.form.get("login", ""), request.form.get("password", "")
    address = request.remote_addr or ""
    try:
        key = sign_in_staff(
            db.session(), login, password, address=address, secret=settings().secret_key, now=clock.now()
        )
    except Refusal as refusal:
        kept_page = request.form.get(PAGE, "")
        return form_page("account/sign_in.html", refusal, way_in=way_in(), kept=carried(), kept_page=kept_page)
    come_in(key)
    return _on_with_what_was_written() or redirect(way_in(), 303)


def _on_with_what_was_written() -> Response | None:
    """The page that sends a form which the sign-in interrupted, if there is one."""
    page = request.form.get(PAGE, "")
    if not page.startswith(f"{HOME}/") or ".." in page or not is_same_site(page):
        return None
    return form_page("account/go_on.html", page=page, kept=unfolded())


@staff.post("/staff/sign-out")
@allow.anyone
def sign_out() -> Response:
    """End the visit, here and in the database; harmless when there is none."""
    leave(Audience.STAFF)
    return redirect(url_for("account.sign_in"), 303)
