"""How many have taken part so far, as the committee's page shows it: of a running secret poll in whole tens only."""

from __future__ import annotations

from flask import Response

from consult.domain.api_token import Scope
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.result import finding_json, weight_json
from consult.models.base import db
from consult.queries.turnout import by_building, standing
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_consultation
from consult.web.api.operation import Operation, described
from consult.web.api.told import TURNOUT


@api.get("/consultations/<code>/turnout")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(TURNOUT))
def turnout(code: str) -> Response:
    """Who has taken part, held against the rule; never what was chosen."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    stands = standing(db.session(), view)
    returned = weight_json(stands.returned)
    return answer(
        {
            "state": view.state.value,
            "is_rounded": view.is_rounded,
            "electorate": weight_json(stands.electorate),
            "returned": {**returned, "area": None} if view.is_rounded else returned,
            "requirements": [finding_json("participation", finding) for finding in stands.participation],
            "is_quorate": stands.is_quorate,
            "buildings": [
                {
                    "building": row.building,
                    "returned": weight_json(row.returned),
                    "electorate": weight_json(row.electorate),
                }
                for row in by_building(db.session(), view)
            ],
        }
    )
