"""Setting up the second factor: choose, scan, type a code to show that it works, and keep ten codes on paper."""

from __future__ import annotations

from urllib.parse import urlsplit

import pyotp
from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from consult import clock, logbook
from consult.actions.remove_second_factor import remove_code_app, renew_recovery_codes
from consult.actions.set_up_code_app import begin_code_app, confirm_code_app
from consult.documents.qr import svg
from consult.domain.refusal import Refusal
from consult.domain.second_factor import grouped
from consult.models.base import db
from consult.queries.second_factors import secret_being_set_up
from consult.web.access import allow
from consult.web.access import staff as visitor
from consult.web.account.pages import EVERYBODY, form_page, home, me, staff, tell
from consult.web.i18n import current_words, settings
from consult.web.still_you import lacks_second_factor, must_keep_one, site


@staff.get("/staff/me/second-factor")
@allow.staff(*EVERYBODY, fresh=True)
def set_up() -> Response:
    """The two ways to choose from, in plain words."""
    return set_up_page()


def set_up_page(refusal: Refusal | None = None) -> Response:
    """The choice, after a refusal with its sentence."""
    return form_page(
        "account/set_up.html",
        refusal,
        visit=visitor(),
        is_needed=lacks_second_factor(visitor()),
        may_use_passkey=site() is not None,
        home=home(),
    )


@staff.post("/staff/me/app")
@allow.staff(*EVERYBODY, fresh=True)
def begin_app() -> Response:
    """Make a fresh secret, then show it."""
    begin_code_app(db.session(), me(), secret=settings().secret_key, now=clock.now())
    return redirect(url_for("account.app"), 303)


@staff.get("/staff/me/app")
@allow.staff(*EVERYBODY, fresh=True)
def app() -> Response:
    """The code to scan, the same in letters, and where to type what the app shows."""
    return _app_page()


@staff.post("/staff/me/app/confirm")
@allow.staff(*EVERYBODY, fresh=True)
def confirm_app() -> Response:
    """Take the app into use; then the codes for paper, if there are none yet."""
    try:
        typed = request.form.get("code", "")
        codes = confirm_code_app(db.session(), me(), typed, secret=settings().secret_key, now=clock.now())
    except Refusal as refusal:
        return _app_page(refusal)
    tell(current_words().gettext("The app is set up. From now on it is asked for when you sign in."))
    return set_up_done("app", codes)


@staff.post("/staff/me/app/remove")
@allow.staff(*EVERYBODY, fresh=True)
def remove_app() -> Response:
    """Forget the app."""
    remove_code_app(db.session(), me(), must_have=must_keep_one(visitor()))
    note("app removed")
    tell(current_words().gettext("The app is asked for no more."))
    return redirect(url_for("account.me"), 303)


@staff.post("/staff/me/recovery-codes")
@allow.staff(*EVERYBODY, fresh=True)
def new_codes() -> Response:
    """Ten fresh codes for paper."""
    note("recovery codes renewed")
    return _codes_page(renew_recovery_codes(db.session(), me(), secret=settings().secret_key))


def set_up_done(what: str, codes: tuple[str, ...]) -> Response:
    """After a factor was set up: the codes for paper, shown this once, or back to the own page."""
    note(f"{what} set up")
    return _codes_page(codes) if codes else redirect(url_for("account.me"), 303)


def note(event: str) -> None:
    """Write into the security log that somebody's second factor changed."""
    logbook.note(f"second factor: {event}", audience="staff", estate=visitor().estate_id, id=visitor().staff_id)


def _codes_page(codes: tuple[str, ...]) -> Response:
    return form_page("account/recovery_codes.html", codes=codes, visit=visitor(), host=_host(), home=home())


def _app_page(refusal: Refusal | None = None) -> Response:
    secret = secret_being_set_up(db.session(), me(), secret=settings().secret_key, now=clock.now())
    if secret is None:
        return redirect(url_for("account.set_up"), 303) if refusal is None else set_up_page(refusal)
    address = pyotp.TOTP(secret).provisioning_uri(name=visitor().login, issuer_name=_host())
    picture = svg(address, current_words().gettext("Code that sets up the app"))
    return form_page("account/app.html", refusal, picture=picture, secret=grouped(secret))


def _host() -> str:
    return urlsplit(settings().public_url).netloc
