"""A number for every request, a line about it, its time on the clock for the figures, and what concerns security."""

from __future__ import annotations

import logging
import re
import secrets
from time import perf_counter

from flask import Flask, Response, g, request

from consult import logbook
from consult.web.access import current_staff
from consult.web.figures import count_request
from consult.web.i18n import settings
from consult.web.program_visit import known_program

HEADER = "X-Request-ID"

CONCERNS_SECURITY = frozenset(
    {
        "sign-in-failed",
        "too-many-tries",
        "typed-codes-paused",
        "message-code-wrong",
        "too-many-messages",
        "messages-paused",
        "sign-in-elsewhere",
        "wechat-unknown",
        "too-many-sign-ins",
        "wrong-login",
        "wrong-second-factor",
        "wrong-passkey",
        "wrong-proof",
        "unknown-letter",
        "unknown-staff-link",
        "unknown-enrolment",
        "device-unknown",
        "device-revoked",
        "token-unknown",
        "token-scope",
        "too-many-calls",
    }
)
"""Refusals that may be somebody trying."""

HANDS_OUT = frozenset(
    {
        "console.fetch_print",
        "console.fetch_prints",
        "console.roll_report_file",
        "console.result_json",
        "console.photo",
        "console.entry_photo",
        "api.service",
        "api.objections",
    }
)
"""Endpoints whose answer takes what is kept of people, or lets them in, out of this service."""

_FROM_PROXY = re.compile(r"[A-Za-z0-9-]{8,64}")
_LOG = logging.getLogger(logbook.REQUESTS)


def init_app(app: Flask) -> None:
    """Number, time and write down every request."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def _begin() -> None:
    g.began = perf_counter()
    given = request.headers.get(HEADER, "") if settings().trusted_proxy else ""
    logbook.REQUEST.set(given if _FROM_PROXY.fullmatch(given) else secrets.token_hex(8))


def _by() -> dict[str, int]:
    """Estate and account of the staff member, or token of the program, who asks, by number."""
    program = known_program()
    if program is not None:
        return {"estate": program.estate_id, "id": program.token_id}
    visit = current_staff()
    return {"estate": visit.estate_id, "id": visit.staff_id} if visit else {}


def _forget(_error: BaseException | None) -> None:
    logbook.REQUEST.set("")


def _end(response: Response) -> Response:
    seconds = perf_counter() - g.pop("began", perf_counter())
    # The rule, never the path: paths hold the tokens of letters and links.
    route = request.url_rule.rule if request.url_rule else "-"
    count_request(request.method, route, response.status_code, seconds)
    facts = {"method": request.method, "route": route, "status": response.status_code, "refused": g.get("refused")}
    level = logging.WARNING if response.status_code >= 500 else logging.INFO
    _LOG.log(level, "answered", extra={"facts": facts | {"ms": round(seconds * 1000)}})
    if facts["refused"] in CONCERNS_SECURITY or response.status_code == 403:
        logbook.note("refused", logging.WARNING, route=route, status=response.status_code, reason=g.get("refused"))
    if request.endpoint in HANDS_OUT and response.status_code == 200:
        logbook.note("handed out", route=route, **_by())
    response.headers[HEADER] = logbook.REQUEST.get()
    return response
