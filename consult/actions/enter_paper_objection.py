"""Deed: the committee enters an objection that came on paper: who wrote it, when it was received, its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.result_objection import check_day, check_objection, check_raiser
from consult.models.base import deed, new_id
from consult.models.consultation import Consultation
from consult.models.photo import keep_photo
from consult.models.result_objection import ResultObjection, next_number, posted


@dataclass(frozen=True, slots=True)
class PaperObjection:
    """A letter as typed: `raised_by` is name and home as written there."""

    estate_id: int
    consultation_id: int
    raised_by: str
    received_on: date
    matter: str
    said: str
    photo: Photo | None = None


@deed
def enter_paper_objection(session: Session, paper: PaperObjection, *, by: str, now: datetime, zone: tzinfo) -> int:
    """Keep it and answer its number; it may be entered after the period where it was received within it.

    Refuses `unknown-consultation` and what `check_day`, `check_raiser` and `check_objection` do.
    """
    keys = (paper.estate_id, paper.consultation_id)
    consultation = session.get(Consultation, keys, with_for_update=True)
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    check_day(posted(consultation, zone), paper.received_on, now.astimezone(zone).date())
    raiser = check_raiser(paper.raised_by)
    matter, said = check_objection(paper.matter, paper.said, 0)
    if paper.photo is not None:
        keep_photo(session, paper.estate_id, paper.photo, by=by, now=now)
    kept = ResultObjection(
        estate_id=paper.estate_id,
        id=new_id(),
        consultation_id=consultation.id,
        number=next_number(session, *keys),
        elector_id=None,
        raised_by=raiser,
        entered_by=by,
        matter=matter.value,
        said=said,
        photo_sha256=paper.photo.sha256 if paper.photo else "",
        received_on=paper.received_on,
        raised_at=now,
        outcome="",
        reason="",
        decided_by="",
    )
    session.add(kept)
    return kept.number
