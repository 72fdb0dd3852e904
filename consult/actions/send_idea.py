"""Deed: a household sends an idea or a comment; the same words twice are one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.idea import A_DAY, Asking, check_idea, refuse_over_budget, refuse_unasked, same_words
from consult.domain.photo import Photo
from consult.models.base import deed, new_id
from consult.models.idea import Idea, household_with_ideas, keep_idea_photo, said_before, sent_since


@dataclass(frozen=True, slots=True)
class SentIdea:
    """What a household sends; the photo is cleaned already."""

    estate_id: int
    consultation_id: int
    elector_id: int
    kind: str
    text: str
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class KeptIdea:
    """Its key, and whether the household had sent the same before."""

    id: int
    is_again: bool


@deed
def send_idea(session: Session, sent: SentIdea, *, now: datetime) -> KeptIdea:
    """Keep an idea, to be looked at by the committee; a photo that comes with the same words is put to it.

    Refuses `unknown-elector` and what `refuse_unasked`, `check_idea` and `refuse_over_budget` do.
    """
    consultation, elector = household_with_ideas(session, sent.estate_id, sent.consultation_id, sent.elector_id)
    refuse_unasked(Asking(consultation.ideas), State(consultation.state), consultation.opens_at, now)
    kind, text = check_idea(sent.kind, sent.text)
    earlier = said_before(session, elector.estate_id, elector.id, same_words(text))
    if earlier is not None:
        # A photo forgotten the first time is no second idea; what was looked at already stays as it was seen.
        if sent.photo is not None and not earlier.photo and earlier.state == "waiting":
            keep_idea_photo(session, earlier, sent.photo)
        return KeptIdea(earlier.id, is_again=True)
    refuse_over_budget(*sent_since(session, elector.estate_id, elector.id, now - A_DAY))
    idea = _waiting(sent, kind.value, text, now)
    session.add(idea)
    if sent.photo is not None:
        keep_idea_photo(session, idea, sent.photo)
    return KeptIdea(idea.id, is_again=False)


def _waiting(sent: SentIdea, kind: str, text: str, now: datetime) -> Idea:
    return Idea(
        estate_id=sent.estate_id,
        id=new_id(),
        consultation_id=sent.consultation_id,
        elector_id=sent.elector_id,
        kind=kind,
        text=text,
        same_words=same_words(text),
        photo="",
        sent_at=now,
        state="waiting",
        why="",
        said="",
        ruled_by="",
        answer="",
        reason="",
        answered_by="",
    )
