"""Signing in with a code by message: ask for it, then type it. Every page says the same whether one was sent or not."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from consult.actions.ask_for_code import AskedCode, Asking, ask_for_code
from consult.actions.sign_in_by_message import sign_in_by_message
from consult.domain.message_code import LIFETIME_MINUTES
from consult.domain.refusal import Refusal
from consult.domain.remembered import Way
from consult.domain.visit import key_hash
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.sign_in_ways.chosen import SmsChoice
from consult.sign_in_ways.interface import CodeMessage
from consult.sign_in_ways.offered import sender_of
from consult.sign_in_ways.outbox import OUTBOX
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import public_consultation, resident, this_moment
from consult.web.resident.sign_in import Typed, doors_to_choose, missing_of
from consult.web.resident.ways import let_in
from consult.wording.refusals import sentence

Page = Response | str | tuple[str, int]
_ASKED = "asked_for_code"


def _sender() -> SmsChoice:
    return settings().sms or abort(404)


@resident.get("/sign-in/message")
@allow.anyone
def message() -> Page:
    """The form: which door."""
    mark_personal()
    _sender()
    return _form(public_consultation(request.args.get("code", "")), Typed())


@resident.post("/sign-in/message")
@allow.anyone
def ask_for_message() -> Page:
    """Have a message sent, if the roll knows where to; the next page looks the same either way."""
    mark_personal()
    sender = _sender()
    view = public_consultation(request.form.get("consultation", ""))
    typed = Typed(*(request.form.get(name, "").strip()[:60] for name in ("building", "entrance", "room")))
    if missing := [(name, said) for name, said in missing_of(typed) if name != "code"]:
        return _form(view, typed, missing), 400
    asking = Asking(view.code, typed.building, typed.entrance, typed.room, request.remote_addr or "")
    try:
        asked = ask_for_code(db.session(), asking, secret=settings().secret_key, now=this_moment())
    except Refusal as refusal:
        return _form(view, typed, [("", sentence(current_words(), refusal))]), status_of(refusal)
    _post(sender, asked)
    session[_ASKED] = [asked.key, view.code]
    return redirect(url_for("resident.message_code"), 303)


def _post(sender: SmsChoice, asked: AskedCode) -> None:
    if asked.number:
        told = CodeMessage(key_hash(asked.key)[:32], asked.number, asked.digits, LIFETIME_MINUTES)
        OUTBOX.post(sender_of(sender), told, now=this_moment())


@resident.get("/sign-in/message/code")
@allow.anyone
def message_code() -> Page:
    """The field for the six digits, in the browser that asked for them."""
    mark_personal()
    _sender()
    asked = _asked()
    return _code_form(public_consultation(asked[1])) if asked else redirect(url_for("resident.sign_in"), 303)


@resident.post("/sign-in/message/code")
@allow.anyone
def enter_by_message() -> Page:
    """Sign in with the six digits."""
    mark_personal()
    _sender()
    asked = _asked()
    if asked is None:
        return redirect(url_for("resident.sign_in"), 303)
    key, code = asked
    secret, typed = settings().secret_key, request.form.get("digits", "")
    try:
        signed_in = sign_in_by_message(db.session(), key, typed, secret=secret, now=this_moment())
    except Refusal as refusal:
        errors = [("digits", sentence(current_words(), refusal))]
        return _code_form(public_consultation(code), errors), status_of(refusal)
    session.pop(_ASKED, None)
    let_in(signed_in, Way.MESSAGE)
    return redirect(url_for("resident.ballot", code=signed_in.consultation_code), 303)


def _asked() -> tuple[str, str] | None:
    """The key of the message that this browser asked for, and for which consultation."""
    match session.get(_ASKED):
        case [str(key), str(code)]:
            return key, code
    return None


def _form(view: ConsultationView, typed: Typed, errors: Sequence[tuple[str, str]] = ()) -> str:
    return render_template(
        "resident/message.html",
        consultation=view,
        typed=typed,
        errors=list(errors),
        error_of=dict(errors),
        minutes=LIFETIME_MINUTES,
        **doors_to_choose(view),
    )


def _code_form(view: ConsultationView, errors: Sequence[tuple[str, str]] = ()) -> str:
    return render_template(
        "resident/message_code.html",
        consultation=view,
        errors=list(errors),
        error_of=dict(errors),
        minutes=LIFETIME_MINUTES,
    )
