"""An announced consultation that asks for ideas, and ideas of the cast in it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.actions.ask_for_ideas import ask_for_ideas
from consult.actions.judge_idea import Ruling, judge_idea
from consult.actions.send_idea import KeptIdea, SentIdea, send_idea
from consult.domain.photo import Photo
from consult.models.base import new_id
from consult.models.consultation import Consultation
from consult.models.idea import Idea, keep_idea_photo
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people

BEFORE = people.OPENS_AT - timedelta(days=10)
"""While ideas are asked for."""


def make_asking_consultation(session: Session, estate_id: int | None = None) -> ConsultationView:
    """An announced consultation whose committee asks for ideas."""
    view = people.make_announced_consultation(session, estate_id)
    ask_for_ideas(session, view.estate.id, view.id, now=BEFORE)
    return consultation_of_id(session, view.estate.id, view.id)


def send(
    session: Session,
    view: ConsultationView,
    person: people.Person,
    text: str,
    *,
    photo: Photo | None = None,
    after: timedelta = timedelta(),
) -> KeptIdea:
    """Send an idea of somebody's household."""
    elector = people.elector_of(session, view, person)
    sent = SentIdea(view.estate.id, view.id, elector.id, "idea", text, photo)
    return send_idea(session, sent, now=BEFORE + after)


def let_through(session: Session, view: ConsultationView, idea_id: int) -> None:
    """Let an idea that waits be read by everybody."""
    ruling = Ruling(view.estate.id, view.id, idea_id, "waiting", "shown")
    judge_idea(session, ruling, by=people.SECRETARY.name, now=BEFORE)


def put_in_place(session: Session, view: ConsultationView, person: people.Person, photo: Photo) -> None:
    """An idea with a photo in a consultation that is past asking, as if it had been sent and let through in time."""
    elector = people.elector_of(session, view, person)
    session.get_one(Consultation, (view.estate.id, view.id)).ideas = "asked"
    idea = Idea(
        estate_id=view.estate.id,
        id=new_id(),
        consultation_id=view.id,
        elector_id=elector.id,
        kind="idea",
        text="车棚东边装雨棚",
        same_words="",
        photo="",
        sent_at=BEFORE,
        state="shown",
        why="",
        said="",
        ruled_by=people.SECRETARY.name,
        ruled_at=BEFORE,
        answer="partly",
        reason="先装一处",
        answered_by=people.SECRETARY.name,
        answered_at=BEFORE,
    )
    session.add(idea)
    keep_idea_photo(session, idea, photo)
    # A deed that follows begins afresh and would leave behind what is not committed.
    session.commit()
