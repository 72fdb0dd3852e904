"""“My sign-in”: what I prove myself with, my password, and where I am signed in."""

from __future__ import annotations

from flask import get_flashed_messages, redirect, request, url_for
from werkzeug.wrappers import Response

from consult import clock, logbook
from consult.actions.change_password import change_password
from consult.actions.end_other_visits import end_named_visit, end_other_visits
from consult.actions.show_leader_contact import ShownContact, show_leader_contact
from consult.domain.passwords import SHORTEST
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.walker import WALKERS
from consult.queries.leader_contacts import contact_shown
from consult.queries.second_factors import second_factors
from consult.queries.visits import open_visits
from consult.web.access import allow, staff_key
from consult.web.access import staff as visitor
from consult.web.account.browsers import browser_said
from consult.web.account.pages import EVERYBODY, form_page, home, staff, tell
from consult.web.account.pages import me as mine
from consult.web.i18n import current_words


@staff.get("/staff/me")
@allow.staff(*EVERYBODY)
def me() -> Response:
    """Everything about the own account on one page."""
    return _page()


def _page(refusal: Refusal | None = None) -> Response:
    words = current_words()
    visits = open_visits(db.session(), *mine(), key=staff_key(), now=clock.now())
    return form_page(
        "account/me.html",
        refusal,
        visit=visitor(),
        walks=visitor().role in WALKERS,
        shown=contact_shown(db.session(), *mine()),
        factors=second_factors(db.session(), mine()),
        visits=[(visit, browser_said(words, visit.browser)) for visit in visits],
        done=get_flashed_messages(),
        home=home(),
    )


@staff.post("/staff/me/contact")
@allow.staff(*WALKERS)
def show_my_contact() -> Response:
    """Let the households of my buildings see a name and a number, or nothing."""
    (estate_id, staff_id), form = mine(), request.form
    shown = ShownContact(staff_id, form.get("name", ""), form.get("phone", ""), is_agreed=True)
    try:
        is_shown = show_leader_contact(db.session(), estate_id, shown, by=visitor().name, now=clock.now())
    except Refusal as refusal:
        return _page(refusal)
    words = current_words()
    tell(words.gettext("Households of your buildings see it now.") if is_shown else words.gettext("Nothing is shown."))
    return redirect(url_for("account.me"), 303)


@staff.get("/staff/me/password")
@allow.staff(*EVERYBODY, fresh=True)
def password() -> Response:
    """The form for another password."""
    return form_page("account/password.html", least=SHORTEST, visit=visitor())


@staff.post("/staff/me/password")
@allow.staff(*EVERYBODY, fresh=True)
def new_password() -> Response:
    """Keep another password; every other sign-in ends."""
    typed, login = request.form.get("new_password", ""), visitor().login
    try:
        change_password(db.session(), mine(), typed, login=login, key=staff_key(), now=clock.now())
    except Refusal as refusal:
        return form_page("account/password.html", refusal, least=SHORTEST, visit=visitor())
    logbook.note("password changed", audience="staff", estate=visitor().estate_id, id=visitor().staff_id)
    tell(current_words().gettext("The new password holds. All your other sign-ins have ended."))
    return redirect(url_for("account.me"), 303)


@staff.post("/staff/me/sign-ins/end")
@allow.staff(*EVERYBODY)
def end_sign_in() -> Response:
    """End one sign-in of the list; the present one may be it."""
    end_named_visit(db.session(), mine(), request.form.get("sign_in", ""), now=clock.now())
    tell(current_words().gettext("This sign-in has ended."))
    return redirect(url_for("account.me"), 303)


@staff.post("/staff/me/sign-ins/end-others")
@allow.staff(*EVERYBODY)
def end_other_sign_ins() -> Response:
    """End all but the present one."""
    n = end_other_visits(db.session(), mine(), key=staff_key(), now=clock.now())
    said = current_words().ngettext("%(n)s other sign-in has ended.", "%(n)s other sign-ins have ended.", n)
    tell(said)
    return redirect(url_for("account.me"), 303)
