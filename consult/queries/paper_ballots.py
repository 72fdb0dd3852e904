"""What paper ballots say: one for each elector of a consultation, with its serial number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.documents.ballot_paper import BallotSheet, PaperBallot
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.papers import imprint
from consult.wording.laws import basis_text
from consult.wording.silence import silence_text


def ballot_sheet(view: ConsultationView, now: datetime) -> BallotSheet:
    """What every paper ballot of a consultation says, dated as its notice: printed again, it is the same ballot."""
    return_place = view.estate.contact.get("return_place", {})
    return BallotSheet(
        estate=view.estate.name,
        title=view.title,
        questions=view.questions,
        closes_at=view.closes_at,
        proxies_each=view.proxies_each,
        issuer=view.estate.committee,
        issued_on=view.notice_on,
        imprint=imprint(view, now),
        is_binding=view.is_binding,
        counted_by=view.basis,
        intro=view.intro,
        basis=basis_text(view.rule.basis),
        return_place=return_place if isinstance(return_place, dict) else {"zh": str(return_place)},
        deemed=silence_text(view.procedure, view.closes_at),
    )


def paper_ballots(session: Session, view: ConsultationView, building: str = "") -> list[PaperBallot]:
    """The ballots of a building, or of all of them; area only where the rule weighs it."""
    wanted = select(ElectorRow).where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
    if building:
        wanted = wanted.where(ElectorRow.building == building)
    return [
        PaperBallot(
            building=row.building,
            entrance=row.entrance,
            room=row.room,
            serial=row.paper_serial,
            area=row.area if view.rule.weighs_area else None,
            units=[(building, entrance, room) for building, entrance, room in row.units],
        )
        for row in session.scalars(wanted)
    ]
