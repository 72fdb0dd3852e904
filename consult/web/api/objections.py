"""Objections to a posted result. They are decided by people, on the page."""

from __future__ import annotations

from typing import Any

from flask import Response

from consult.domain.api_token import Scope
from consult.domain.ledger import utc_text
from consult.models.base import db
from consult.queries.result_objections import ObjectionView, result_objections
from consult.web.access import allow
from consult.web.api.blueprint import api, my_consultation
from consult.web.api.operation import Operation, described
from consult.web.api.paging import PAGED, answer_part, paged, part_after
from consult.web.api.told import OBJECTION


@api.get("/consultations/<code>/objections")
@allow.program(Scope.OBJECTIONS_READ)
@described(Operation(paged(OBJECTION), asks=PAGED))
def objections(code: str) -> Response:
    """The objections to its result: those that wait first, then by their numbers."""
    view = my_consultation(code)
    found = result_objections(db.session(), view.estate.id, view.id)
    part, go_on = part_after(found, lambda one: str(one.number))
    return answer_part([_told(one) for one in part], go_on)


def _told(one: ObjectionView) -> dict[str, Any]:
    return {
        "number": one.number,
        "matter": one.matter.value,
        "said": one.said,
        "door": list(one.door) if one.door else None,
        "raised_by": one.raised_by,
        "received_on": one.received_on.isoformat(),
        "outcome": one.outcome.value if one.outcome else None,
        "reason": one.reason,
        "decided_by": one.decided_by,
        "decided_at": utc_text(one.decided_at) if one.decided_at else None,
    }
