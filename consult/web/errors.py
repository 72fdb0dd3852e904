"""Pages for what went wrong: what happened, that nothing is lost, and the next step; never a bare number.

A `Refusal` is a rule saying no and gets its sentence; a fault of ours is logged and says so plainly.
"""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from consult.domain.refusal import Refusal
from consult.models.trouble import Trouble, trouble_of
from consult.web.i18n import current_words
from consult.web.program_problem import http_problem, is_for_programs
from consult.web.stale_form import stale_form
from consult.web.troubled import troubled
from consult.web.whom_to_ask import estate_to_ask, leaders_to_ask
from consult.wording.refusals import sentence

PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500})

STATUSES = {
    "unknown-consultation": 404,
    "unknown-estate": 404,
    "unknown-template": 404,
    "unknown-elector": 404,
    "already-answered": 409,
    "already-open": 409,
    "keyed-by-yourself": 409,
    "sheets-not-reconciled": 409,
    "paper-not-waiting": 409,
    "paper-entered-already": 409,
    "already-closed": 409,
    "already-announced": 409,
    "draft-changed": 409,
    "not-announced": 409,
    "not-open": 409,
    "not-yet-open": 409,
    "nothing-disputed": 409,
    "proxies-not-offered": 409,
    "nobody-out": 409,
    "walk-over": 409,
    "nothing-in-conflict": 409,
    "settled-already": 409,
    "opens-later": 409,
    "closes-later": 409,
    "objection-decided": 409,
    "closed": 410,
    "unknown-letter": 404,
    "sign-in-failed": 403,
    "too-many-tries": 429,
    "typed-codes-paused": 429,
    "message-code-wrong": 403,
    "too-many-messages": 429,
    "messages-paused": 429,
    "way-silent": 503,
    "wechat-unknown": 403,
    "letter-first": 403,
    "too-many-remembered": 409,
    "too-many-sign-ins": 429,
    "too-many-patrols": 429,
    "unknown-staff-link": 404,
    "unknown-printing": 404,
    "unknown-report": 404,
    "file-gone": 410,
    "device-unknown": 401,
    "device-missing": 404,
    "device-revoked": 403,
    "device-sends-only": 403,
    "unknown-enrolment": 404,
    "unknown-building": 404,
    "entry-unknown": 404,
    "entry-decided": 409,
    "entry-never-fits": 409,
    "book-behind": 409,
    "line-unproved": 404,
    "books-went-back": 503,
    "bundle-too-large": 413,
    "too-many-undecided": 429,
    "too-many-registered": 409,
    "batch-running": 409,
    "same-batch-running": 409,
    "too-many-ideas-today": 429,
    "too-many-ideas": 429,
    "ideas-not-asked": 409,
    "ideas-ended": 410,
    "unknown-idea": 404,
    "idea-taken-back": 410,
    "idea-ruled-meanwhile": 409,
    "idea-not-public": 409,
    "batch-at-work": 409,
    "batch-ended": 409,
    "token-missing": 401,
    "token-unknown": 401,
    "token-scope": 403,
    "token-no-second-person": 409,
    "too-many-calls": 429,
    "submission-differs": 409,
    "submission-at-work": 409,
    "receipt-unknown": 404,
    "result-not-counted": 404,
    "program-nothing-here": 404,
}
"""Refusals that are more than a mistake on a form; every other is a 400."""

LAST_RESORT = Path(__file__).with_name("last_resort.html")
"""A page that needs nothing of the application, for when even an error page cannot be made."""


def init_app(app: Flask) -> None:
    """Register the pages for every error that a person can meet."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, stale_form)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(Exception, _fault)
    app.jinja_env.globals["estate_to_ask"] = estate_to_ask
    app.jinja_env.globals["leaders_to_ask"] = leaders_to_ask


def refused(refusal: Refusal) -> Response:
    """The page of one refusal: its sentence, and a way forward."""
    page = render_template("errors/refusal.html", sentence=sentence(current_words(), refusal), reason=refusal.reason)
    return make_response(page, status_of(refusal))


def status_of(refusal: Refusal) -> int:
    """The HTTP status that says the same as a refusal; the line about this request names the reason."""
    g.refused = refusal.reason
    return STATUSES.get(refusal.reason, 400)


def _http_error(error: HTTPException) -> Response:
    """An error page of its own, or that of its family; redirects and their like pass through."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    if isinstance(error, InternalServerError):
        return _fault(error)
    if is_for_programs():
        return http_problem(error)
    page = error.code if error.code in PAGES else 400
    response = make_response(render_template(f"errors/{page}.html"), error.code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _fault(error: Exception) -> Response:
    """A bug or a broken machine: log it, and answer even when the page itself cannot be made."""
    original = getattr(error, "original_exception", None) or error
    trouble = trouble_of(original)
    current_app.logger.error(
        "%s at %s", f"database {trouble}" if trouble else "fault", request.endpoint, exc_info=original
    )
    try:
        return _fault_page(trouble)
    except Exception:
        current_app.logger.exception("the error page could not be made")
    return make_response(LAST_RESORT.read_text("utf-8"), 503 if trouble else 500)


def _fault_page(trouble: Trouble | None) -> Response:
    return make_response(render_template("errors/500.html"), 500) if trouble is None else troubled(trouble)
