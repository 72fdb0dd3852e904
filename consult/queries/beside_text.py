"""What is asked, as it is kept, held against the fingerprint that was frozen when the book was opened."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Payload
from consult.domain.ledger import fingerprint
from consult.domain.question_json import text_json
from consult.models.consultation import ConsultationQuestion
from consult.queries.consultations import ConsultationView
from consult.queries.pictures import picture_of


def kept_questions(session: Session, view: ConsultationView) -> list[object]:
    """The questions as they were frozen: a later version may write them in another way."""
    return list(
        session.scalars(
            select(ConsultationQuestion.definition)
            .where(
                ConsultationQuestion.estate_id == view.estate.id,
                ConsultationQuestion.consultation_id == view.id,
            )
            .order_by(ConsultationQuestion.number)
        )
    )


def text_agrees(session: Session, view: ConsultationView, opening: Payload) -> bool:
    """Whether title, introduction, questions, agreed answers and picture are those of OPEN, byte by byte."""
    if "text" not in opening:
        return True
    text = text_json(view.title, view.intro, kept_questions(session, view), view.picture, view.agreed)
    return fingerprint(text) == opening["text"] and _picture_agrees(session, view)


def _picture_agrees(session: Session, view: ConsultationView) -> bool:
    if view.picture is None:
        return True
    jpeg = picture_of(session, view)
    return jpeg is not None and hashlib.sha256(jpeg).hexdigest() == view.picture.sha256
