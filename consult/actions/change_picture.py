"""Deed: put a picture or plan to a draft, describe it anew, or take it away. Announced texts stand still."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.agreed_answer import agreed_from_json
from consult.domain.photo import Photo
from consult.domain.picture import described, picture_from_json
from consult.domain.question import Text
from consult.domain.question_json import text_hash
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.consultation import Consultation
from consult.models.consultation_picture import drop_picture, keep_picture
from consult.models.drafts import held_draft
from consult.queries.consultations import questions_of


@deed
def change_picture(
    session: Session,
    estate_id: int,
    consultation_id: int,
    photo: Photo | None,
    description: Text,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep a draft's picture with its description; without a photo the one kept is only described anew.

    Refuses `picture-not-chosen` where there is none at all, `picture-undescribed`, `picture-description-too-long` and
    `already-announced`.
    """
    consultation = held_draft(session, estate_id, consultation_id)
    said = described(description)
    if photo is not None:
        keep_picture(session, consultation, photo, said, by=by, now=now)
    elif consultation.picture is not None:
        consultation.picture = consultation.picture | {"alt": dict(said)}
    else:
        raise Refusal("picture-not-chosen")
    _renew_hash(session, consultation)


@deed
def remove_picture(session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> None:
    """Take a draft's picture away; a draft that has none stays as it is. Refuses `already-announced`.

    `by` and `now` are for the log of deeds.
    """
    consultation = held_draft(session, estate_id, consultation_id)
    drop_picture(session, consultation)
    _renew_hash(session, consultation)


def _renew_hash(session: Session, consultation: Consultation) -> None:
    questions = questions_of(session, consultation.estate_id, consultation.id)
    picture, agreed = picture_from_json(consultation.picture), agreed_from_json(consultation.answers)
    consultation.text_hash = text_hash(consultation.title, consultation.intro, questions, picture, agreed)
