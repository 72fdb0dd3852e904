"""The program that asks: known by its token alone, never by a cookie, and held to its pace."""

from __future__ import annotations

import logging
from time import monotonic

from flask import Flask, abort, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from consult import clock
from consult.actions.note_token_use import note_token_use
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.api_tokens import TokenVisit, token_visit
from consult.web.bearer import bearer_text
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.web.pace import GUESSES_PER_MINUTE, PER_MINUTE, Pace

PACE = "consult_program_pace"
GUESSES = "consult_program_guesses"
"""Under these names an application holds the pace of programs, and of those whose token does not work."""

NOTING = "consult_program_noting"
TRIED_AGAIN_AFTER = 60.0
"""Seconds for which no use is noted once that failed: each try would keep a program waiting for the database."""

_LOG = logging.getLogger("consult.programs")


def init_app(app: Flask) -> None:
    """Give programs their pace."""
    app.extensions[PACE], app.extensions[GUESSES] = Pace(PER_MINUTE), Pace(GUESSES_PER_MINUTE)
    app.extensions[NOTING] = {"not_before": 0.0}


def admit_program(scope: str) -> None:
    """Let a program in whose token may do this.

    Refuses `token-missing`, `token-unknown`, `token-scope` and `too-many-calls`.
    """
    mark_personal()
    visit = _visit()
    _hold_to(PACE, str(visit.token_id))
    if scope and scope not in visit.scopes:
        raise Refusal("token-scope", scope=scope)
    g.program = visit
    _note_use(visit)


def _visit() -> TokenVisit:
    sent = bearer_text()
    if not sent:
        raise Refusal("token-missing")
    found = token_visit(db.session(), sent, secret=settings().secret_key, now=clock.now())
    if found is None:
        _hold_to(GUESSES, request.remote_addr or "")
        raise Refusal("token-unknown")
    return found


def _hold_to(pace: str, key: str) -> None:
    seconds = current_app.extensions[pace].seconds_to_wait(key)
    if seconds:
        raise Refusal("too-many-calls", seconds=seconds)


def _note_use(visit: TokenVisit) -> None:
    now, noting = clock.now(), current_app.extensions[NOTING]
    if not visit.wants_noting(now) or monotonic() < noting["not_before"]:
        return
    try:
        note_token_use(db.session(), visit.estate_id, visit.token_id, now=now)
    except SQLAlchemyError:
        # Whoever only reads can be answered while the database takes nothing in.
        noting["not_before"] = monotonic() + TRIED_AGAIN_AFTER
        _LOG.warning("the use of a token could not be noted")


def known_program() -> TokenVisit | None:
    """The program that was let in, if one was."""
    found: TokenVisit | None = g.get("program")
    return found


def program() -> TokenVisit:
    """The program, in a view that lets only programs in."""
    return known_program() or abort(403)
