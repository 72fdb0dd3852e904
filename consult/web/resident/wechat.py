"""Signing in with a WeChat account that the household let be remembered, and coming back from WeChat.

Coming back is a page with one button, for an address that is opened changes nothing: only the button asks WeChat whose
code this is, and only in the browser that was sent there.
"""

from __future__ import annotations

import hmac
import logging
import secrets

from flask import abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from consult.actions.sign_in_by_wechat import sign_in_by_wechat
from consult.domain.refusal import Refusal
from consult.domain.remembered import ANSWER_WITHIN, Way, refuse_unless_proved
from consult.models.base import db
from consult.models.household_visit import HouseholdSignedIn
from consult.models.wechat_link import account_key
from consult.queries.consultations import ConsultationView
from consult.sign_in_ways.interface import AccountProvider, WaySilent
from consult.sign_in_ways.offered import accounts_of
from consult.sign_in_ways.waiting import within
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import public_address, public_consultation, resident, this_moment, visit_to
from consult.web.resident.remembered import remember
from consult.web.resident.sign_in import sign_in_page
from consult.web.resident.ways import came_by, let_in
from consult.wording.refusals import sentence

Page = Response | str | tuple[str, int]
REMEMBER = "remember"
_SENT, _ACCOUNT = "sent_to_wechat", "wechat_account"
_LOG = logging.getLogger("consult.security")


def _accounts() -> AccountProvider:
    return accounts_of(settings().wechat or abort(404))


@resident.get("/wechat/go")
@allow.anyone
def to_wechat() -> Response:
    """To WeChat, with a word that only this browser knows; what is kept of the journey is in its cookie.

    An address and no form: browsers let no form lead to another site.
    """
    mark_personal()
    accounts, view = _accounts(), public_consultation(request.args.get("code", ""))
    purpose = REMEMBER if request.args.get("to") == REMEMBER else ""
    if purpose:
        refuse_unless_proved(came_by() if visit_to(view) else "")
    state = secrets.token_hex(16)
    session[_SENT] = [state, view.code, purpose, int(this_moment().timestamp())]
    back = public_address(url_for("resident.from_wechat"))
    return redirect(accounts.address(back=back, state=state), 303)


@resident.get("/wechat/back")
@allow.anyone
def from_wechat() -> Page:
    """One button, if WeChat was asked by this browser a short while ago."""
    mark_personal()
    _accounts()
    state, code = request.args.get("state", ""), request.args.get("code", "")
    view, purpose = _journey(state)
    is_remembering = purpose == REMEMBER
    return render_template(
        "resident/wechat_back.html", consultation=view, state=state, code=code[:200], is_remembering=is_remembering
    )


@resident.post("/wechat/back")
@allow.anyone
def enter_by_wechat() -> Page:
    """Ask WeChat whose code this is; then sign in, or remember the account."""
    mark_personal()
    accounts, state, code = _accounts(), request.form.get("state", ""), request.form.get("code", "")
    view, purpose = _journey(state)
    session.pop(_SENT, None)
    try:
        subject = _subject(accounts, code)
        if purpose == REMEMBER:
            return remember(view, subject)
        account = account_key(settings().secret_key, subject)
        return _enter(view, account, None)
    except Refusal as refusal:
        return _at_sign_in(view, refusal)


@resident.post("/wechat/choose")
@allow.anyone
def choose_household() -> Page:
    """One of the households that remember this account, as the page before listed them."""
    mark_personal()
    _accounts()
    match session.get(_ACCOUNT):
        case [str(account), str(code), int(at)] if _is_fresh(at):
            view, wanted = public_consultation(code), request.form.get("household", "")
        case _:
            raise Refusal("sign-in-elsewhere")
    elector_id = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) <= 16 else 0
    try:
        return _enter(view, account, elector_id)
    except Refusal as refusal:
        return _at_sign_in(view, refusal)


def _journey(state: str) -> tuple[ConsultationView, str]:
    """Where the browser was when it was sent to WeChat, and what for; refuses `sign-in-elsewhere`."""
    match session.get(_SENT):
        case [str(sent), str(code), str(purpose), int(at)] if _is_fresh(at):
            if hmac.compare_digest(sent.encode(), state.encode()):
                return public_consultation(code), purpose
    raise Refusal("sign-in-elsewhere")


def _is_fresh(at: int) -> bool:
    return 0 <= this_moment().timestamp() - at <= ANSWER_WITHIN.total_seconds()


def _subject(accounts: AccountProvider, code: str) -> str:
    try:
        return within(lambda: accounts.subject(code))
    except WaySilent as silent:
        _LOG.warning("sign-in by %s failed: %s", accounts.name, silent.why)
        raise Refusal("sign-in-elsewhere" if silent.why == "code-refused" else "way-silent") from None


def _enter(view: ConsultationView, account: str, elector_id: int | None) -> Page:
    secret, now = settings().secret_key, this_moment()
    found = sign_in_by_wechat(db.session(), view.code, account, elector_id, secret=secret, now=now)
    if not isinstance(found, HouseholdSignedIn):
        session[_ACCOUNT] = [account, view.code, int(now.timestamp())]
        return render_template("resident/wechat_choose.html", consultation=view, households=found)
    session.pop(_ACCOUNT, None)
    let_in(found, Way.WECHAT)
    return redirect(url_for("resident.ballot", code=found.consultation_code), 303)


def _at_sign_in(view: ConsultationView, refusal: Refusal) -> Page:
    """The letter's way in, under what is in the way of this one."""
    return sign_in_page(view, errors=[("", sentence(current_words(), refusal))]), status_of(refusal)
