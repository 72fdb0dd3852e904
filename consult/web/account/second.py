"""The second step of signing in: a code from the app, a passkey, or a recovery code."""

from __future__ import annotations

from flask import Response as PlainResponse
from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.actions.ask_passkey import ask_passkey
from consult.actions.pass_second_factor import pass_second_factor
from consult.domain.refusal import Refusal
from consult.domain.second_factor import Answered
from consult.models.base import db
from consult.web.access import allow, staff_key
from consult.web.account.pages import (
    HOME,
    SECOND_STEP,
    come_in,
    form_page,
    half_key,
    onward,
    staff,
    standing_half,
    way_in,
)
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.web.kept_form import PAGE, carried, unfolded
from consult.web.reading import is_same_site
from consult.web.still_you import site


@staff.get("/staff/second")
@allow.anyone
def second() -> Response:
    """The question for the second factor; whoever has not given a password yet begins there."""
    return _page() if standing_half() else redirect(url_for("account.sign_in"), 303)


@staff.post("/staff/second")
@allow.anyone
def pass_second() -> Response:
    """Come in, or say what does not fit."""
    answered = Answered(request.form.get("code", ""), request.form.get("passkey", ""))
    try:
        key = pass_second_factor(
            db.session(), half_key(), answered, secret=settings().secret_key, site=site(), now=clock.now()
        )
    except Refusal as refusal:
        if refusal.reason == "second-sign-in-gone":
            session.pop(SECOND_STEP, None)
            return form_page("account/sign_in.html", refusal, way_in=way_in(), **_kept())
        return _page(refusal)
    come_in(key)
    return go_on()


@staff.post("/staff/passkey")
@allow.anyone
def passkey_question() -> PlainResponse:
    """What the browser asks a passkey, in the second step or when it is asked whether it is still you."""
    mark_personal()
    key = half_key() or staff_key()
    asked = ask_passkey(db.session(), key, site=site(), is_half=bool(half_key()), now=clock.now())
    return PlainResponse(asked, mimetype="application/json")


def ask_for_second() -> Response:
    """After the password: the second step, with whatever the sign-in interrupted folded into it."""
    if request.form.get(PAGE):
        return _page()
    return redirect(url_for("account.second", next=way_in()), 303)


def go_on() -> Response:
    """Signed in: on to where the person wanted, or to the page that sends a form which the sign-in interrupted."""
    page = request.form.get(PAGE, "")
    if not page.startswith(f"{HOME}/") or ".." in page or not is_same_site(page):
        return onward(way_in())
    return form_page("account/go_on.html", page=page, kept=unfolded())


def _kept() -> dict[str, object]:
    return {"kept": carried(), "kept_page": request.form.get(PAGE, "")}


def _page(refusal: Refusal | None = None) -> Response:
    half = standing_half()
    if half is None:
        return redirect(url_for("account.sign_in"), 303)
    has_passkey = half.has_passkey and site() is not None
    return form_page("account/second.html", refusal, way_in=way_in(), half=half, may_use_passkey=has_passkey, **_kept())
