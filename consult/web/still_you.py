"""Between sign-in and deed: a second factor for everybody who works here, and “is it still you?” before what matters.

Who is asked in the middle of a form loses nothing: the page that asks carries its fields and sends them, with the
proof, to where they were going. Files cannot be carried; pages with such forms ask before they show them, and the proof
then stands longer. The demo, which is entered by one-time links, asks for nothing.
"""

from __future__ import annotations

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult import clock, logbook
from consult.actions.prove_again import prove_again
from consult.domain.refusal import Refusal
from consult.domain.second_factor import FRESH, FRESH_WITH_FILE, Answered, is_fresh, must_have
from consult.models.base import db
from consult.models.passkeys import Site, passkey_site
from consult.queries.visits import StaffVisit
from consult.web.access import HELD_UP
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.kept_form import PROOF, PROOF_PASSKEY, written
from consult.wording.refusals import sentence

_SETTING_UP = "account"
"""The blueprint whose pages are open to those who have to set up their second factor first."""


def init_app(app: Flask) -> None:
    """Ask in between on every route of staff."""
    app.extensions[HELD_UP] = held_up


def held_up(visit: StaffVisit, key: str, *, is_fresh_wanted: bool, may_have_file: bool = False) -> Response | None:
    """The page that has to come first, if any."""
    if visit.is_demo:
        return None
    if lacks_second_factor(visit) and request.blueprint != _SETTING_UP:
        return redirect(url_for("account.set_up"), 303)
    if not is_fresh_wanted or stands(visit, may_have_file=may_have_file):
        return None
    return _ask_before_page() if request.method in ("GET", "HEAD") else _prove_or_ask(visit, key)


def must_keep_one(visit: StaffVisit) -> bool:
    """Whether somebody may not be without a second factor."""
    return must_have(settings().staff_second_factor, is_demo=visit.is_demo)


def lacks_second_factor(visit: StaffVisit) -> bool:
    """Whether somebody must have a second factor and has none."""
    return must_keep_one(visit) and not visit.has_second_factor


def stands(visit: StaffVisit, *, may_have_file: bool = False) -> bool:
    """Whether the last proof is fresh enough for the request at hand; a file that no form of ours has buys no time."""
    has_file = may_have_file and request.method == "POST" and any(file.filename for file in request.files.values())
    lasts = FRESH_WITH_FILE if has_file else FRESH
    return visit.is_demo or is_fresh(visit.proved_at, clock.now(), lasts=lasts)


def site() -> Site | None:
    """Where passkeys of this installation belong; None where browsers would refuse them."""
    return passkey_site(settings().public_url)


def prove(key: str, *, estate: int) -> None:
    """Take the proof in the form that was sent; refuses what `prove_again` does."""
    answered = Answered(request.form.get(PROOF, ""), request.form.get(PROOF_PASSKEY, ""))
    prove_again(db.session(), key, answered, secret=settings().secret_key, site=site(), now=clock.now())
    # Who is here was read before this very form proved it.
    g.pop("visits", None)
    logbook.note("proved again", audience="staff", estate=estate)


def asking_page(visit: StaffVisit, action: str, refusal: Refusal | None = None) -> Response:
    """Ask whether it is still them; the form goes to `action` with everything that was written."""
    mark_personal()
    said = sentence(current_words(), refusal) if refusal else ""
    page = render_template(
        "account/again.html",
        error=said,
        name=visit.name,
        login=visit.login,
        action=action,
        kept=written(),
        has_file=any(file.filename for file in request.files.values()),
        may_use_passkey=visit.has_second_factor and site() is not None,
    )
    return make_response(page, status_of(refusal) if refusal else 401 if request.method == "POST" else 200)


def _ask_before_page() -> Response:
    mark_personal()
    return redirect(url_for("account.again", next=request.full_path.rstrip("?")), 303)


def _prove_or_ask(visit: StaffVisit, key: str) -> Response | None:
    if not request.form.get(PROOF) and not request.form.get(PROOF_PASSKEY):
        return asking_page(visit, request.full_path.rstrip("?"))
    try:
        prove(key, estate=visit.estate_id)
    except Refusal as refusal:
        return asking_page(visit, request.full_path.rstrip("?"), refusal)
    return None
