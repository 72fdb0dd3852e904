"""Deed: say what bears on an estate's votes: a re-election under way, and the resolution on electronic voting."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from consult.domain.procedure_guards import EstateStanding, standing_json
from consult.domain.refusal import Refusal, reasons
from consult.models.base import deed
from consult.models.place import Estate

reasons(
    resolution_incomplete="a resolution of which only the number or only the day is said",
    resolution_later="day: a resolution dated after today",
)


@deed
def change_standing(session: Session, estate_id: int, standing: EstateStanding, *, today: date) -> None:
    """Keep it; consultations already announced stay as they are. Refuses `resolution-later`."""
    if standing.adopted is not None and standing.adopted.on > today:
        raise Refusal("resolution-later", day=standing.adopted.on)
    estate = session.get_one(Estate, estate_id, with_for_update=True)
    settings = {**estate.settings, **standing_json(standing)}
    estate.settings = {key: value for key, value in settings.items() if value is not None}
