"""How many letters have been issued, building by building, and to whom they would go."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.walking_order import natural
from consult.models.electorate import ElectorRow


@dataclass(frozen=True, slots=True)
class BuildingLetters:
    """One building: how many electors it has, and how many of them hold a letter."""

    building: str
    electors: int
    issued: int

    @property
    def left(self) -> int:
        """How many have no letter yet."""
        return self.electors - self.issued


def letters_by_building(session: Session, estate_id: int, consultation_id: int) -> list[BuildingLetters]:
    """Every building of the electorate, in walking order."""
    rows = session.execute(
        select(ElectorRow.building, func.count(), func.count(ElectorRow.issued_at))
        .where(ElectorRow.estate_id == estate_id, ElectorRow.consultation_id == consultation_id)
        .group_by(ElectorRow.building)
    )
    found = [BuildingLetters(building, electors, issued) for building, electors, issued in rows]
    return sorted(found, key=lambda row: natural(row.building))


def electors_for_letters(
    session: Session, estate_id: int, consultation_id: int, building: str, *, only_without: bool
) -> list[int]:
    """The electors of a building ('' for all), or only those that hold no letter yet."""
    wanted = select(ElectorRow.id).where(
        ElectorRow.estate_id == estate_id, ElectorRow.consultation_id == consultation_id
    )
    if building:
        wanted = wanted.where(ElectorRow.building == building)
    if only_without:
        wanted = wanted.where(ElectorRow.issued_at.is_(None))
    return list(session.scalars(wanted))
