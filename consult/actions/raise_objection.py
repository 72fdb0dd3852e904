"""Deed: a household objects to a result on its page, while the result is posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.result_objection import check_day, check_objection
from consult.models.base import deed, new_id
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.photo import keep_photo
from consult.models.result_objection import ResultObjection, next_number, posted, waiting_of


@dataclass(frozen=True, slots=True)
class Objecting:
    """What a household objects to, in its words, with a photo if it sends one."""

    estate_id: int
    consultation_id: int
    elector_id: int
    matter: str
    said: str
    photo: Photo | None = None


@deed
def raise_objection(session: Session, objecting: Objecting, *, now: datetime, zone: tzinfo) -> int:
    """Keep the objection and answer its number; the same words sent again while it waits are one objection.

    Refuses `unknown-consultation`, `unknown-elector` and what `check_day` and `check_objection` do.
    """
    keys = (objecting.estate_id, objecting.consultation_id)
    # Objections to one result wait for each other here, so that each has a number of its own.
    consultation = session.get(Consultation, keys, with_for_update=True)
    if consultation is None:
        raise Refusal("unknown-consultation", code="")
    elector = session.get(ElectorRow, (objecting.estate_id, objecting.elector_id))
    if elector is None or elector.consultation_id != consultation.id:
        raise Refusal("unknown-elector")
    today = now.astimezone(zone).date()
    check_day(posted(consultation, zone), today, today)
    matter, said = check_objection(objecting.matter, objecting.said, 0)
    waiting = waiting_of(session, elector.estate_id, elector.id)
    if same := next((one for one in waiting if (one.matter, one.said) == (matter, said)), None):
        return same.number
    check_objection(matter, said, len(waiting))
    photo = objecting.photo
    if photo is not None:
        keep_photo(session, elector.estate_id, photo, by="", now=now)
    kept = ResultObjection(
        estate_id=elector.estate_id,
        id=new_id(),
        consultation_id=consultation.id,
        number=next_number(session, *keys),
        elector_id=elector.id,
        raised_by="",
        entered_by="",
        matter=matter.value,
        said=said,
        photo_sha256=photo.sha256 if photo else "",
        received_on=today,
        raised_at=now,
        outcome="",
        reason="",
        decided_by="",
    )
    session.add(kept)
    return kept.number
