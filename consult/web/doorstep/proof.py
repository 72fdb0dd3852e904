"""Whether the book that a phone saw before is still the beginning of this one: fingerprints, for the phone to fold."""

from __future__ import annotations

from flask import Response, request

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import consultation_of_code
from consult.queries.doorstep_round import extension
from consult.web.access import allow
from consult.web.doorstep.blueprint import active_device, answer, doorstep_api


@doorstep_api.get("/proof/<code>")
@allow.device
def prove(code: str) -> Response:
    """The fingerprints of the lines after `?seq=`, some at a time; refuses `book-behind`."""
    view = consultation_of_code(db.session(), code, estate_id=active_device().estate_id)
    if view.state is State.DRAFT:
        raise Refusal("unknown-consultation", code=code[:20])
    found = extension(db.session(), view, _number(request.args.get("seq", "0")))
    return answer(
        {
            "from": {"seq": found.start[0], "head": found.start[1]},
            "leaves": list(found.leaves),
            "to": {"seq": found.end[0], "head": found.end[1]},
            "newest": found.newest,
            "state": view.state.value,
        }
    )


def _number(typed: str) -> int:
    """The number of a line; one that no book has, for what is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 12 else -1
