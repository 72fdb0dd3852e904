"""The service log: to whom ballots were brought, and noting what was brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response

from consult import clock
from consult.actions.record_service import record_service
from consult.domain.api_token import Scope
from consult.domain.consultation import State
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, Method, read_moment
from consult.domain.service_sheet import refuse_without_reason
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.service import LoggedAttempt, ServedElector, service_by_building, service_in
from consult.web.access import allow
from consult.web.api.blueprint import api, my_consultation
from consult.web.api.compound import Fields, Listed
from consult.web.api.once import once
from consult.web.api.operation import Operation, described
from consult.web.api.paging import PAGED, answer_part, paged, part_after
from consult.web.api.shapes import Moment, OneOf, Text
from consult.web.api.taken import asked, body
from consult.web.api.told import ID, NOTED, SERVED
from consult.web.i18n import settings
from consult.web.program_visit import program

BROUGHT = Fields(
    {"electors": Listed(ID, 1, 2_000), "method": OneOf(list(Method)), "at": Moment()},
    {"recipient": Text(most=200), "relation": Text(most=200), "evidence": Text(most=200)},
    name="Brought",
    says="What was brought to these electors, and what came of it.",
)
_BUILDING = Text(1, 200, says="Electors of this building only.")


@api.get("/consultations/<code>/service")
@allow.program(Scope.SERVICE_READ)
@described(Operation(paged(SERVED), asks={**PAGED, "building": _BUILDING}))
def service(code: str) -> Response:
    """Every elector in walking order, with what was brought to them; of a running secret poll not who has answered."""
    view = _announced(code)
    wanted = asked("building")
    buildings = [row.building for row in service_by_building(db.session(), view)]
    chosen = [building for building in buildings if wanted in (None, building)]
    doors = [elector for building in chosen for elector in service_in(db.session(), view, building)]
    part, go_on = part_after(doors, lambda elector: str(elector.elector_id))
    return answer_part([_served(elector) for elector in part], go_on)


@api.post("/consultations/<code>/service")
@allow.program(Scope.SERVICE_WRITE)
@described(Operation(NOTED, 201, sends=BROUGHT, is_deed=True))
def note_service(code: str) -> Response:
    """Note one attempt for each elector named: for all of them or for none."""
    sent = body()
    attempt = Attempt(
        method=Method(sent["method"]),
        at=_moment(sent["at"]),
        recipient=sent.get("recipient", ""),
        relation=sent.get("relation", ""),
        evidence=sent.get("evidence", ""),
    )

    def act() -> dict[str, Any]:
        view = _announced(code)
        refuse_without_reason(attempt)
        electors = frozenset(map(int, sent["electors"]))
        noted = record_service(
            db.session(), view.estate.id, view.id, electors, attempt, by=program().by, now=clock.now()
        )
        return {"electors": noted}

    return once(act, status=201)


def _moment(text: str) -> datetime:
    """A moment as `read_moment` reads it; at the ends of the calendar none can be told in another zone."""
    found = read_moment(text.upper(), settings().zone)
    if not 1900 < found.year < 9000:
        raise Refusal("service-time", given=text[:40])
    return found


def _announced(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    return view


def _served(elector: ServedElector) -> dict[str, Any]:
    return {
        "elector": elector.elector_id,
        "door": list(elector.place),
        "serial": elector.serial,
        "service": elector.service.value,
        "is_served": elector.is_served,
        "attempts": [_logged(line) for line in elector.log],
    }


def _logged(line: LoggedAttempt) -> dict[str, Any]:
    told, gone = line.attempt, line.withdrawn
    return {
        "id": line.id,
        "method": told.method.value,
        "at": utc_text(told.at),
        "recipient": told.recipient,
        "relation": told.relation,
        "evidence": told.evidence,
        "recorded_by": line.recorded_by,
        "recorded_at": utc_text(line.recorded_at),
        "withdrawn_at": utc_text(gone.at) if gone else None,
    }
