"""Carrying a consultation on: announce, open, close, and a checkpoint for the board. A token is no second person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from consult import clock
from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.actions.open_consultation import open_consultation
from consult.actions.post_checkpoint import post_checkpoint
from consult.actions.propose_closing import propose_closing
from consult.domain.api_token import Scope
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultation_json import consultation_json
from consult.queries.consultations import ConsultationView
from consult.web.access import allow
from consult.web.api.blueprint import api, my_consultation
from consult.web.api.once import once
from consult.web.api.operation import Operation, described
from consult.web.api.told import CHECKPOINT, CONSULTATION
from consult.web.i18n import settings
from consult.web.program_visit import program

DEED = Operation(CONSULTATION, is_deed=True)


def _carried_on(code: str, act: Callable[[ConsultationView], object]) -> Response:
    """Carry it on, and answer where it stands."""

    def whole() -> dict[str, Any]:
        act(my_consultation(code))
        return consultation_json(my_consultation(code))

    return once(whole)


@api.post("/consultations/<code>/announce")
@allow.program(Scope.CONSULTATIONS_RUN)
@described(DEED)
def announce(code: str) -> Response:
    """Announce a draft: its texts, rule and electors stand still from then on."""

    def act(view: ConsultationView) -> None:
        zone = settings().zone
        announce_consultation(db.session(), view.estate.id, view.id, by=program().by, now=clock.now(), zone=zone)

    return _carried_on(code, act)


@api.post("/consultations/<code>/open")
@allow.program(Scope.CONSULTATIONS_RUN)
@described(DEED)
def open_now(code: str) -> Response:
    """Open an announced consultation for answers."""

    def act(view: ConsultationView) -> None:
        have_signing_key(db.session(), view.estate.id, secret=settings().secret_key, now=clock.now())
        open_consultation(db.session(), view.estate.id, view.id, by=program().by, now=clock.now())

    return _carried_on(code, act)


@api.post("/consultations/<code>/close")
@allow.program(Scope.CONSULTATIONS_RUN)
@described(DEED)
def close(code: str) -> Response:
    """Close and count; where two people are needed, propose it: the second one confirms on the page."""

    def act(view: ConsultationView) -> None:
        if view.closes_by_two and view.closing_by is not None:
            raise Refusal("token-no-second-person", code=view.code)
        deed = propose_closing if view.closes_by_two else close_consultation
        deed(db.session(), view.estate.id, view.id, by=program().by, now=clock.now())

    return _carried_on(code, act)


@api.post("/consultations/<code>/checkpoints")
@allow.program(Scope.CONSULTATIONS_RUN)
@described(Operation(CHECKPOINT, is_deed=True))
def checkpoint(code: str) -> Response:
    """Write a checkpoint into an open book, for the board to show."""

    def act() -> dict[str, Any]:
        view, now = my_consultation(code), clock.now()
        day = now.astimezone(settings().zone).date()
        posted = post_checkpoint(db.session(), view.estate.id, view.id, day=day, once_a_day=False, now=now)
        return {"seq": None if posted.is_secret else posted.seq, "head": posted.head, "is_new": posted.is_new}

    return once(act)
