"""Ideas and comments of residents, their photos, and who supports them. All of it stands beside the book."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session

from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.base import Base, OfEstate, belongs_to, new_id
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow


class Idea(OfEstate, Base):
    """One idea of a household; `why` and `said` tell it why it is not shown, `answer` is '' until there is one."""

    __tablename__ = "idea"
    __table_args__ = (
        belongs_to("consultation", "consultation_id"),
        belongs_to("elector", "elector_id"),
        Index("ix_idea_consultation", "estate_id", "consultation_id", "state"),
        Index("ix_idea_elector", "estate_id", "elector_id"),
        CheckConstraint("kind IN ('idea', 'comment')", name="kind_known"),
        CheckConstraint("state IN ('waiting', 'shown', 'refused', 'withdrawn')", name="state_known"),
        CheckConstraint("answer IN ('', 'adopted', 'partly', 'declined')", name="answer_known"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answered_at_a_time"),
    )

    consultation_id: Mapped[int]
    elector_id: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]
    same_words: Mapped[str]
    """What it shares with a text that says the same (`domain.idea.same_words`)."""
    photo: Mapped[str]
    """The hash of its photo, hex; '' without one."""
    sent_at: Mapped[datetime]
    state: Mapped[str]
    why: Mapped[str]
    said: Mapped[str]
    ruled_by: Mapped[str]
    ruled_at: Mapped[datetime | None]
    answer: Mapped[str]
    reason: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[datetime | None]


class IdeaPhoto(OfEstate, Base):
    """The photo of an idea, re-encoded (`consult.scanning.picture`); it goes when the idea is taken back."""

    __tablename__ = "idea_photo"
    __table_args__ = (
        belongs_to("idea", "idea_id", on_delete="CASCADE"),
        UniqueConstraint("estate_id", "idea_id", name="uq_idea_photo_idea"),
    )

    idea_id: Mapped[int]
    sha256: Mapped[str]
    jpeg: Mapped[bytes]


class IdeaSupport(OfEstate, Base):
    """A household's support for an idea, once; it is deleted when taken back."""

    __tablename__ = "idea_support"
    __table_args__ = (
        belongs_to("idea", "idea_id", on_delete="CASCADE"),
        belongs_to("elector", "elector_id"),
        UniqueConstraint("estate_id", "idea_id", "elector_id", name="uq_idea_support_household"),
    )

    idea_id: Mapped[int]
    elector_id: Mapped[int]
    at: Mapped[datetime]


def idea_of(session: Session, estate_id: int, consultation_id: int, idea_id: int) -> Idea:
    """An idea of this consultation, for a deed; refuses `unknown-idea` for another's."""
    found = session.get(Idea, (estate_id, idea_id), with_for_update=True)
    if found is None or found.consultation_id != consultation_id:
        raise Refusal("unknown-idea")
    return found


def household_with_ideas(
    session: Session, estate_id: int, consultation_id: int, elector_id: int
) -> tuple[Consultation, ElectorRow]:
    """The consultation and the household, whose deeds wait for each other; refuses `unknown-elector`.

    So looking (has it said this, has it supported this?) and keeping are one step.
    """
    elector = session.get(ElectorRow, (estate_id, elector_id), with_for_update=True)
    if elector is None or elector.consultation_id != consultation_id:
        raise Refusal("unknown-elector")
    return session.get_one(Consultation, (estate_id, consultation_id)), elector


def said_before(session: Session, estate_id: int, elector_id: int, same_words: str) -> Idea | None:
    """A household's idea that says the same and was not taken back."""
    mine = (Idea.estate_id == estate_id, Idea.elector_id == elector_id)
    return session.scalars(select(Idea).where(*mine, Idea.same_words == same_words, Idea.state != "withdrawn")).first()


def sent_since(session: Session, estate_id: int, elector_id: int, since: datetime) -> tuple[int, int]:
    """How many ideas a household has sent since a moment, and in all."""
    mine = (Idea.estate_id == estate_id, Idea.elector_id == elector_id)
    today, in_all = session.execute(
        select(func.count().filter(Idea.sent_at > since), func.count()).select_from(Idea).where(*mine)
    ).one()
    return today, in_all


def keep_idea_photo(session: Session, idea: Idea, photo: Photo) -> None:
    """Put a photo to an idea. Part of a deed."""
    idea.photo = photo.sha256
    session.flush()
    session.add(IdeaPhoto(estate_id=idea.estate_id, id=new_id(), idea_id=idea.id, sha256=photo.sha256, jpeg=photo.jpeg))


def drop_idea_photo(session: Session, idea: Idea) -> None:
    """Let an idea's photo go, bytes and all. Part of a deed."""
    idea.photo = ""
    mine = (IdeaPhoto.estate_id == idea.estate_id, IdeaPhoto.idea_id == idea.id)
    session.execute(delete(IdeaPhoto).where(*mine))


def support_of(session: Session, idea: Idea, elector_id: int) -> IdeaSupport | None:
    """A household's support for an idea."""
    mine = (IdeaSupport.estate_id == idea.estate_id, IdeaSupport.idea_id == idea.id)
    return session.scalars(select(IdeaSupport).where(*mine, IdeaSupport.elector_id == elector_id)).first()
