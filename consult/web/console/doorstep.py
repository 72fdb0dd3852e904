"""Who walks which buildings with which phone: leaders, the code that enrols a phone, and switching a phone off."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.assign_buildings import add_leader, assign_buildings
from consult.actions.enrol_device import CODE_LASTS, make_enrolment, revoke_device
from consult.actions.retire_leader import retire_leader
from consult.actions.show_leader_contact import ShownContact, show_leader_contact
from consult.documents.qr import svg
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.buildings import buildings_of_estate
from consult.queries.doorstep_devices import WalkerView, walkers
from consult.queries.doorstep_entries import undecided
from consult.queries.leader_contacts import contact_shown
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, now, tell
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.wording.refusals import sentence


@console.get("/doorstep")
@allow.staff(*READERS)
def doorstep() -> str:
    """Leaders with their buildings and phones."""
    return _page()


@console.post("/doorstep/leaders")
@allow.staff("committee")
def new_leader() -> Response:
    """Add a leader, who needs no password: a phone is enrolled with a code."""
    name = request.form.get("name", "")
    try:
        add_leader(db.session(), staff().estate_id, name, request.form.getlist("building"), now=now())
    except Refusal as refusal:
        return _refused(refusal, "name")
    tell(current_words().gettext("%(name)s has been added. Now let the phone scan a code.", name=name.strip()))
    return redirect(url_for("console.doorstep"), 303)


@console.post("/doorstep/buildings")
@allow.staff("committee")
def give_buildings() -> Response:
    """Say which buildings somebody walks."""
    try:
        assign_buildings(db.session(), staff().estate_id, _key("staff"), request.form.getlist("building"))
    except Refusal as refusal:
        return _refused(refusal)
    tell(current_words().gettext("Saved. Phones take it over the next time they have a network."))
    return redirect(url_for("console.doorstep"), 303)


@console.post("/doorstep/contact")
@allow.staff("committee")
def show_contact() -> Response:
    """Say what of a leader the households of their buildings see, as the leader wants it."""
    form, key = request.form, _key("staff")
    name, phone = form.get(f"shown_name_{key}", ""), form.get(f"shown_phone_{key}", "")
    shown = ShownContact(key, name, phone, form.get("agreed") == "yes")
    try:
        is_shown = show_leader_contact(db.session(), staff().estate_id, shown, by=staff().name, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    words = current_words()
    tell(words.gettext("Households of these buildings see it now.") if is_shown else words.gettext("Nothing is shown."))
    return redirect(url_for("console.doorstep"), 303)


@console.post("/doorstep/code")
@allow.staff("committee", fresh=True)
def enrolment_code() -> Response | str:
    """A code for one phone, shown this once: it leaves no address behind that could be opened again."""
    who = next((one for one in _walkers() if one.staff_id == _key("staff")), None)
    try:
        token = make_enrolment(
            db.session(), staff().estate_id, _key("staff"), by=staff().name, secret=settings().secret_key, now=now()
        )
    except Refusal as refusal:
        return _refused(refusal)
    mark_personal()
    # After the #, so that the token never stands in a log or goes to a link preview.
    address = f"{settings().public_url}/doorstep/#e={token}"
    return render_template(
        "console/doorstep_code.html",
        name=who.name if who else "",
        picture=svg(address, current_words().gettext("Code that enrols one phone")),
        minutes=CODE_LASTS.seconds // 60,
        is_https=settings().is_https,
    )


@console.post("/doorstep/revoke")
@allow.staff("committee")
def revoke() -> Response:
    """Switch a phone off."""
    try:
        revoke_device(db.session(), staff().estate_id, _key("device"), by=staff().name, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    tell(current_words().gettext("Switched off. What this phone still sends waits for your decision."))
    return redirect(url_for("console.doorstep"), 303)


@console.post("/doorstep/retire")
@allow.staff("committee")
def retire() -> Response:
    """Let somebody walk no more."""
    try:
        name = retire_leader(db.session(), staff().estate_id, _key("staff"), by=staff().name, now=now())
    except Refusal as refusal:
        return _refused(refusal)
    tell(current_words().gettext("%(name)s walks no more; all phones are switched off.", name=name))
    return redirect(url_for("console.doorstep"), 303)


def _key(field: str) -> int:
    typed = request.form.get(field, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0


def _walkers() -> Sequence[WalkerView]:
    return walkers(db.session(), staff().estate_id)


def _refused(refusal: Refusal, field: str = "leaders") -> Response:
    return make_response(_page((field, sentence(current_words(), refusal))), status_of(refusal))


def _page(*errors: tuple[str, str]) -> str:
    estate_id = staff().estate_id
    return render_template(
        "console/doorstep.html",
        walkers=_walkers(),
        contact_shown=lambda staff_id: contact_shown(db.session(), estate_id, staff_id),
        buildings=buildings_of_estate(db.session(), estate_id),
        undecided=undecided(db.session(), estate_id),
        errors=errors,
    )
