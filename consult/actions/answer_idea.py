"""Deed: the committee says what becomes of an idea, and why; everybody reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.idea import IdeaState, check_idea_answer
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.idea import idea_of


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What becomes of which idea."""

    estate_id: int
    consultation_id: int
    idea_id: int
    answer: str
    reason: str


@deed
def answer_idea(session: Session, given: AnswerGiven, *, by: str, now: datetime) -> None:
    """Keep the answer, also after voting; a later one takes its place with its own date.

    Refuses `unknown-idea`, `idea-taken-back`, `idea-not-public` and what `check_idea_answer` does.
    """
    idea = idea_of(session, given.estate_id, given.consultation_id, given.idea_id)
    answer, reason = check_idea_answer(given.answer, given.reason)
    if idea.state == IdeaState.WITHDRAWN:
        raise Refusal("idea-taken-back")
    if idea.state != IdeaState.SHOWN:
        raise Refusal("idea-not-public")
    idea.answer, idea.reason = answer.value, reason
    idea.answered_by, idea.answered_at = by, now
