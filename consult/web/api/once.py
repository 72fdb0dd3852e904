"""A deed that is sent twice is done once: the second time it gets the answer of the first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from consult import clock
from consult.actions.take_submission import Answered, Sender, give_back, keep_answer, take_submission
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.models.trouble import Trouble, trouble_of
from consult.web.api.blueprint import answer
from consult.web.api.taken import submission
from consult.web.program_visit import program

REPLAYED = "Idempotent-Replayed"
_KEPT_NOTHING = (Trouble.BUSY, Trouble.FULL)
"""Troubles in which it is sure that the deed was not done; after a lost connection nobody knows."""


def once(act: Callable[[], dict[str, Any]], *, status: int = 200, file: bytes = b"") -> Response:
    """Do it and answer what it says, or answer again what it said before; `file`: what came beside the fields.

    Refuses `submission-differs`, `submission-at-work`, and what the deed does, whose id may then be used again.
    """
    visit = program()
    sender, key = Sender(visit.estate_id, visit.token_id), submission()
    before = take_submission(db.session(), sender, key, _fingerprint(file), now=clock.now())
    if before is not None:
        response = answer(before.answer, before.status)
        response.headers[REPLAYED] = "true"
        return response
    told = _done(act, sender, key)
    keep_answer(db.session(), sender, key, Answered(status, told))
    return answer(told, status)


def _done(act: Callable[[], dict[str, Any]], sender: Sender, key: str) -> dict[str, Any]:
    try:
        return act()
    except Refusal:
        give_back(db.session(), sender, key)
        raise
    except SQLAlchemyError as error:
        if trouble_of(error) in _KEPT_NOTHING:
            with suppress(SQLAlchemyError):
                give_back(db.session(), sender, key)
        raise


def _fingerprint(file: bytes) -> str:
    """Of everything that says what is to be done."""
    said = json.dumps(g.get("body"), sort_keys=True)
    whole = "\x1f".join((request.method, request.path, said, hashlib.sha256(file).hexdigest()))
    return hashlib.sha256(whole.encode()).hexdigest()
