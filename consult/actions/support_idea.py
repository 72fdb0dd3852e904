"""Deed: a household supports a neighbour's idea, once, or takes its support back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.domain.consultation import State
from consult.domain.idea import Asking, IdeaState, refuse_unasked
from consult.domain.refusal import Refusal
from consult.models.base import deed, new_id
from consult.models.idea import IdeaSupport, household_with_ideas, idea_of, support_of


@dataclass(frozen=True, slots=True)
class Support:
    """Whose support, for which idea; `is_given` False takes it back."""

    estate_id: int
    consultation_id: int
    elector_id: int
    idea_id: int
    is_given: bool = True


@deed
def support_idea(session: Session, support: Support, *, now: datetime) -> None:
    """Keep or delete the support; a second tap changes nothing.

    Refuses `unknown-elector`, `unknown-idea` (also one that is not public), `own-idea` and what `refuse_unasked` does.
    """
    consultation, elector = household_with_ideas(
        session, support.estate_id, support.consultation_id, support.elector_id
    )
    refuse_unasked(Asking(consultation.ideas), State(consultation.state), consultation.opens_at, now)
    idea = idea_of(session, support.estate_id, support.consultation_id, support.idea_id)
    if idea.elector_id == elector.id:
        raise Refusal("own-idea")
    if idea.state != IdeaState.SHOWN:
        raise Refusal("unknown-idea")
    given = support_of(session, idea, elector.id)
    if support.is_given and given is None:
        session.add(IdeaSupport(estate_id=idea.estate_id, id=new_id(), idea_id=idea.id, elector_id=elector.id, at=now))
    elif not support.is_given and given is not None:
        session.delete(given)
