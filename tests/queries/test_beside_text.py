"""What is asked, held against the fingerprint that the book's first line froze: nothing can be exchanged beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import AgreedAnswer
from consult.models.consultation import Consultation, ConsultationQuestion
from consult.models.consultation_picture import ConsultationPicture
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import a_picture, people

AGREED = (AgreedAnswer({"zh": "要不要业主出钱？"}, {"zh": "不要。"}),)


def opened(session: Session) -> ConsultationView:
    """An open consultation with a picture and an agreed answer."""
    return people.make_open_consultation(session, picture=a_picture.NAMED, agreed=AGREED)


def faults(session: Session, view: ConsultationView) -> list[str]:
    """What the check of its book finds."""
    session.commit()
    return [broken.fault for broken in check_book(session, consultation_of_id(session, view.estate.id, view.id)).breaks]


def test_a_text_that_nobody_touched_agrees(session: Session) -> None:
    assert faults(session, opened(session)) == []
    assert faults(session, people.make_open_consultation(session, people.make_estate(session, code="other"))) == []


def _another_title(session: Session) -> None:
    session.execute(update(Consultation).values(title={"zh": "另一件事"}))


def _another_question(session: Session) -> None:
    row = session.query(ConsultationQuestion).first()
    assert row is not None
    row.definition = row.definition | {"title": {"zh": "是否反对？"}}


def _another_answer(session: Session) -> None:
    session.execute(update(Consultation).values(answers=[{"question": {"zh": "要钱吗？"}, "answer": {"zh": "要。"}}]))


def _another_picture(session: Session) -> None:
    session.execute(update(ConsultationPicture).values(jpeg=a_picture.picture(kind="JPEG", colour="#800000")))


def _another_description(session: Session) -> None:
    kept = session.query(Consultation).one().picture
    assert kept is not None
    session.execute(update(Consultation).values(picture=kept | {"alt": {"zh": "一处车棚"}}))


def _no_picture(session: Session) -> None:
    session.query(ConsultationPicture).delete()


@pytest.mark.parametrize(
    "change",
    [_another_title, _another_question, _another_answer, _another_picture, _another_description, _no_picture],
)
def test_what_was_changed_behind_the_book_is_seen(session: Session, change: Callable[[Session], None]) -> None:
    view = opened(session)
    change(session)
    assert faults(session, view) == ["text-differs"]
