"""The urn of a secret poll, held against its book: as many ballots as took part, and those that CLOSE sealed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Payload
from consult.domain.privacy import Secrecy
from consult.domain.secret_count import count_urn, seals, tables
from consult.models.urn import look_into, openings_of
from consult.queries.consultations import ConsultationView


def urn_agrees(session: Session, view: ConsultationView, took_part: int, ending: Payload) -> bool:
    """Whether the urn holds a ballot for each of those who took part, and after CLOSE (`ending`) what that sealed."""
    if view.secrecy is not Secrecy.UNNAMED:
        return True
    keys = (view.estate.id, view.id)
    urn = look_into(session, keys)
    if len(urn.ballots) != took_part:
        return False
    if not ending:
        return True
    found, openings = tables(count_urn(view.questions, view.electorate, urn), urn), openings_of(session, keys)
    return found.keys() == openings.keys() and seals(found, openings) == ending.get("sealed")
