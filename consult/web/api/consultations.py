"""Consultations: all of the estate, one, a new draft, and a draft written anew."""

from __future__ import annotations

from typing import Any

from flask import Response

from consult import clock
from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.domain.api_token import Scope
from consult.models.base import db
from consult.queries.consultation_json import consultation_json
from consult.queries.consultations import consultation_of_id, consultations_of
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_consultation
from consult.web.api.once import once
from consult.web.api.operation import Operation, described
from consult.web.api.paging import PAGED, answer_part, paged, part_after
from consult.web.api.plans import PLAN, REDRAFT, plan_of, version_and_plan
from consult.web.api.taken import body
from consult.web.api.told import CONSULTATION
from consult.web.i18n import settings
from consult.web.program_visit import program


@api.get("/consultations")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(paged(CONSULTATION), asks=PAGED))
def consultations() -> Response:
    """All consultations of the estate, newest first."""
    views, go_on = part_after(consultations_of(db.session(), program().estate_id), lambda view: view.code)
    return answer_part([consultation_json(view) for view in views], go_on)


@api.get("/consultations/<code>")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(CONSULTATION))
def consultation(code: str) -> Response:
    """One consultation: its state, times, rule and questions."""
    return answer(consultation_json(my_consultation(code)))


@api.post("/consultations")
@allow.program(Scope.CONSULTATIONS_WRITE)
@described(Operation(CONSULTATION, 201, sends=PLAN, is_deed=True))
def draft() -> Response:
    """Keep a plan as a new draft; nothing of it is public yet."""

    def act() -> dict[str, Any]:
        visit, zone = program(), settings().zone
        plan = plan_of(body())
        made = draft_consultation(db.session(), visit.estate_id, plan, by=visit.by, now=clock.now(), zone=zone)
        return consultation_json(consultation_of_id(db.session(), visit.estate_id, made.consultation_id))

    return once(act, status=201)


@api.put("/consultations/<code>")
@allow.program(Scope.CONSULTATIONS_WRITE)
@described(Operation(CONSULTATION, sends=REDRAFT, is_deed=True))
def redraft(code: str) -> Response:
    """Write a draft anew, made from the `version` that was read; what is announced stands still."""

    def act() -> dict[str, Any]:
        view = my_consultation(code)
        version, plan = version_and_plan(body())
        keys, by, zone = (view.estate.id, view.id), program().by, settings().zone
        change_draft(db.session(), *keys, plan, made_from=version, by=by, now=clock.now(), zone=zone)
        return consultation_json(my_consultation(code))

    return once(act)
