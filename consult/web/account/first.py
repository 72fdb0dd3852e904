"""The very first page of an installation: the estate, and the first account of its committee."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from consult import clock, logbook
from consult.actions.begin_installation import begin_installation, refuse_unless_first
from consult.domain.passwords import SHORTEST
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.new_estate import NewEstate
from consult.models.new_staff import NewAccount
from consult.web.access import allow
from consult.web.account.browsers import browser_of
from consult.web.account.links import ERROR_FIELDS
from consult.web.account.pages import come_in, form_page, home, onward, staff
from consult.web.i18n import settings

_FIELDS = ERROR_FIELDS | {
    "estate-code-unfit": "estate_code",
    "estate-code-taken": "estate_code",
    "estate-name-missing": "estate_zh",
}


@staff.get("/staff/first/<token>")
@allow.anyone
def first(token: str) -> Response:
    """The form; refuses `unknown-staff-link` once there is an estate."""
    refuse_unless_first(db.session(), token, secret=settings().secret_key)
    return _page(token)


@staff.post("/staff/first/<token>")
@allow.anyone
def begin(token: str) -> Response:
    """Make the estate and the account, and sign in; the second factor comes next."""
    try:
        key = _begun(token)
    except Refusal as refusal:
        if refusal.reason == "unknown-staff-link":
            raise
        return _page(token, refusal)
    logbook.note("installation begun", audience="staff")
    come_in(key)
    return onward(home())


def _begun(token: str) -> str:
    form = request.form
    names = {"zh": form.get("estate_zh", "").strip(), "en": form.get("estate_en", "").strip()}
    estate = NewEstate(form.get("estate_code", ""), {language: name for language, name in names.items() if name})
    return begin_installation(
        db.session(),
        token,
        estate,
        NewAccount(form.get("name", ""), form.get("login", ""), form.get("password", "")),
        secret=settings().secret_key,
        now=clock.now(),
        browser=browser_of(request.headers.get("User-Agent", "")),
    )


def _page(token: str, refusal: Refusal | None = None) -> Response:
    field = _FIELDS.get(refusal.reason, "") if refusal else ""
    return form_page("account/first.html", refusal, token=token, error_field=field, least=SHORTEST)
