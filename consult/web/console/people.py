"""Who works here: accounts with their roles, an invitation for somebody new, and switching an account off."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult import logbook
from consult.actions.invite_staff import INVITATION_LASTS, invite_staff
from consult.actions.switch_off_staff import switch_off_staff
from consult.actions.vouch_for_staff import vouch_for_staff
from consult.documents.qr import svg
from consult.domain.passwords import ROLES
from consult.domain.refusal import Refusal
from consult.domain.two_people import origin_of
from consult.models.base import db
from consult.queries.accounts import accounts, standings
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, now, tell
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.wording.refusals import sentence
from consult.wording.roles import role_name


@console.get("/people")
@allow.staff(*READERS)
def people() -> str:
    """Everybody with an account."""
    return _page()


@console.post("/people/invite")
@allow.staff("committee", fresh=True)
def invite() -> Response | str:
    """A link for one person, shown this once: it leaves no address behind that could be opened again."""
    me, role, secret = staff(), request.form.get("role", ""), settings().secret_key
    try:
        token = invite_staff(db.session(), me.estate_id, role, secret=secret, now=now(), by=me.name)
    except Refusal as refusal:
        return _refused(refusal, "role")
    logbook.note("invited", audience="staff", estate=me.estate_id, id=me.staff_id, role=role)
    mark_personal()
    link = f"{settings().public_url}/staff/{token}"
    return render_template(
        "console/invitation.html",
        role=role,
        link=link,
        days=INVITATION_LASTS.days,
        picture=svg(link, current_words().gettext("Code with the invitation")),
    )


@console.post("/people/vouch")
@allow.staff(*READERS, fresh=True)
def vouch() -> Response:
    """Say that an account is somebody else's than the one's who invited it."""
    me, number = staff(), _number_sent()
    try:
        name = vouch_for_staff(db.session(), me.estate_id, number, by=me.name, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    logbook.note("vouched for an account", audience="staff", estate=me.estate_id, id=number)
    tell(current_words().gettext("Noted: %(name)s is a person of their own.", name=name))
    return redirect(url_for("console.people"), 303)


@console.post("/people/switch-off")
@allow.staff("committee", fresh=True)
def switch_off() -> Response:
    """Switch an account off; its sign-ins and phones end at once."""
    me, number = staff(), _number_sent()
    try:
        name = switch_off_staff(db.session(), me.estate_id, number, by=me.name, by_id=me.staff_id, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    logbook.note("account switched off", audience="staff", estate=me.estate_id, id=number)
    tell(current_words().gettext("%(name)s is switched off: all sign-ins and phones have ended.", name=name))
    return redirect(url_for("console.people"), 303)


def _number_sent() -> int:
    typed = request.form.get("staff", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0


def _refused(refusal: Refusal, field: str = "accounts") -> Response:
    return make_response(_page((field, sentence(current_words(), refusal))), status_of(refusal))


def _page(*errors: tuple[str, str]) -> str:
    words = current_words()
    return render_template(
        "console/people.html",
        accounts=accounts(db.session(), staff().estate_id),
        roles=[(role, role_name(words, role)) for role in ROLES],
        me=staff().staff_id,
        i_stand_for=origin_of(staff().name, standings(db.session(), staff().estate_id)),
        errors=errors,
    )
