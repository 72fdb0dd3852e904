"""Deed: a household takes an idea of its own back; it is public no longer, and its photo is deleted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.domain.idea import IdeaState
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.idea import drop_idea_photo, idea_of


@deed
def withdraw_idea(session: Session, estate_id: int, consultation_id: int, elector_id: int, idea_id: int) -> None:
    """Take it back, at any time; twice is once. Refuses `unknown-idea`, also for a neighbour's."""
    idea = idea_of(session, estate_id, consultation_id, idea_id)
    if idea.elector_id != elector_id:
        raise Refusal("unknown-idea")
    idea.state = IdeaState.WITHDRAWN.value
    drop_idea_photo(session, idea)
