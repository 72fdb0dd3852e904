"""A consultation as plain JSON, for programs: what commands print and the programs' interface answers."""

from __future__ import annotations

from typing import Any

from consult.domain.agreed_answer import agreed_json
from consult.domain.ledger import utc_text
from consult.domain.picture import picture_json
from consult.domain.question_json import to_json
from consult.domain.result import weight_json
from consult.queries.consultations import ConsultationView


def consultation_json(view: ConsultationView) -> dict[str, Any]:
    """A consultation as plain JSON; areas in 0.01 m², times in UTC."""
    return {
        "code": view.code,
        "number": view.number,
        "estate": view.estate.code,
        "state": view.state.value,
        "kind": view.kind.value,
        "rule": view.rule.key,
        "basis": view.basis.value,
        "scope": [{"building": place.building, "entrance": place.entrance} for place in view.scope],
        "left_out": [list(door) for door in view.left_out],
        "members": [list(door) for door in view.members],
        "channels": [channel.value for channel in view.channels],
        "title": dict(view.title),
        "answers": agreed_json(view.agreed),
        "picture": picture_json(view.picture) if view.picture else None,
        "notice_on": view.notice_on.isoformat(),
        "opens_at": utc_text(view.opens_at),
        "closes_at": utc_text(view.closes_at),
        "opened_at": utc_text(view.opened_at) if view.opened_at else None,
        "closed_at": utc_text(view.closed_at) if view.closed_at else None,
        "electorate": weight_json(view.electorate),
        "text": view.text_hash,
        "version": view.version,
        "questions": [to_json(question) for question in view.questions],
    }
