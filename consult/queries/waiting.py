"""How much waits for somebody in an estate's consultations, counted in one statement however many there are."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from consult.models.ballot import UncountedBallot
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.idea import Idea
from consult.models.paper_sheet import PaperSheet
from consult.models.record_request import RecordRequest
from consult.models.result_objection import ResultObjection
from consult.queries.sheets import WAITING


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits in one consultation. `seconds` are second ballots, settled or not: most have none."""

    seconds: int = 0
    contests: int = 0
    corrections: int = 0
    sheets: int = 0
    requests: int = 0
    objections: int = 0
    ideas: int = 0


_ESTATE = bindparam("the_estate", type_=UncountedBallot.estate_id.type)
_COUNTED = union_all(
    *(
        select(literal(kind), table.consultation_id, func.count())
        .where(table.estate_id == _ESTATE, *waits)
        .group_by(table.consultation_id)
        for kind, table, waits in (
            ("seconds", UncountedBallot, (UncountedBallot.reason == "double", UncountedBallot.seq.is_not(None))),
            ("contests", Contest, (Contest.ruling == "",)),
            ("corrections", Correction, (Correction.waiting.is_not(None),)),
            ("sheets", PaperSheet, (PaperSheet.standing.in_(WAITING),)),
            ("requests", RecordRequest, (RecordRequest.reply == "",)),
            ("objections", ResultObjection, (ResultObjection.outcome == "",)),
            ("ideas", Idea, (Idea.state == "waiting",)),
        )
    )
)


def what_waits(session: Session, estate_id: int) -> dict[int, Waits]:
    """What waits in each consultation of an estate, by its key; those in which nothing waits are left out."""
    found: dict[int, dict[str, int]] = {}
    for kind, consultation_id, number in session.execute(_COUNTED, {"the_estate": estate_id}):
        found.setdefault(consultation_id, {})[kind] = number
    return {consultation_id: Waits(**counted) for consultation_id, counted in found.items()}
