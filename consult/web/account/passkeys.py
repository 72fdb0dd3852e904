"""Passkeys: a device's own lock as the second factor. They need a script; without one the app is the way."""

from __future__ import annotations

from flask import Response as PlainResponse
from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.actions.add_passkey import add_passkey
from consult.actions.ask_passkey import ask_new_passkey
from consult.actions.remove_second_factor import remove_passkey
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.web.access import allow, staff_key
from consult.web.access import staff as visitor
from consult.web.account.pages import EVERYBODY, me, staff, tell
from consult.web.account.set_up import note, set_up_done, set_up_page
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.still_you import must_keep_one, site


@staff.post("/staff/me/passkeys/ask")
@allow.staff(*EVERYBODY)
def new_passkey_question() -> PlainResponse:
    """What the browser needs to make a passkey; nothing is kept of it until it comes back."""
    mark_personal()
    asked = ask_new_passkey(db.session(), staff_key(), site=site(), login=visitor().login, now=clock.now())
    return PlainResponse(asked, mimetype="application/json")


@staff.post("/staff/me/passkeys")
@allow.staff(*EVERYBODY, fresh=True)
def register_passkey() -> Response:
    """Keep the passkey that the browser has made."""
    form = request.form
    secret, now = settings().secret_key, clock.now()
    try:
        made = form.get("passkey", "")
        codes = add_passkey(db.session(), staff_key(), form.get("name", ""), made, secret=secret, site=site(), now=now)
    except Refusal as refusal:
        return set_up_page(refusal)
    tell(current_words().gettext("The passkey is set up. From now on it is asked for when you sign in."))
    return set_up_done("passkey", codes)


@staff.post("/staff/me/passkeys/remove")
@allow.staff(*EVERYBODY, fresh=True)
def forget_passkey() -> Response:
    """Forget one passkey."""
    typed = request.form.get("key", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0
    name = remove_passkey(db.session(), me(), number, must_have=must_keep_one(visitor()))
    note("passkey removed")
    tell(current_words().gettext("“%(name)s” is asked for no more.", name=name))
    return redirect(url_for("account.me"), 303)
