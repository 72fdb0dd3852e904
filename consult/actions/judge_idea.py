"""Deed: somebody of the committee lets an idea through to everybody, or turns it away with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.idea import IdeaState, check_ruling
from consult.domain.refusal import Refusal
from consult.models.base import deed
from consult.models.idea import idea_of


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided about which idea; `stood` is the state it was decided from, as the page showed it."""

    estate_id: int
    consultation_id: int
    idea_id: int
    stood: str
    ruling: str
    why: str = ""
    said: str = ""


@deed
def judge_idea(session: Session, ruling: Ruling, *, by: str, now: datetime) -> None:
    """Keep the ruling; a later one may turn it round, for people let things slip.

    Refuses `unknown-idea`, `idea-taken-back`, `idea-ruled-meanwhile` and what `check_ruling` does.
    """
    idea = idea_of(session, ruling.estate_id, ruling.consultation_id, ruling.idea_id)
    state, why, said = check_ruling(ruling.ruling, ruling.why, ruling.said)
    if idea.state == IdeaState.WITHDRAWN:
        raise Refusal("idea-taken-back")
    if (idea.state, idea.why, idea.said) == (state, why, said):
        return
    if idea.state != ruling.stood:
        raise Refusal("idea-ruled-meanwhile")
    idea.state, idea.why, idea.said = state.value, why, said
    idea.ruled_by, idea.ruled_at = by, now
