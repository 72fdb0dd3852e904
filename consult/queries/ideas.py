"""Ideas and comments: what everybody may read, what one household sent, and all of them for the committee.

None of these values says who wrote an idea, not even to the committee: it judges the words, whoever they come from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from consult.domain.idea import A_DAY, IdeaAnswer, IdeaKind, IdeaState
from consult.models.idea import Idea, IdeaPhoto, IdeaSupport, said_before, sent_since

PAGE = 50
"""Ideas on a page of the public list."""


@dataclass(frozen=True, slots=True)
class IdeaView:
    """One idea; `answer` is None until the committee has answered; `photo` is a hash, '' without one."""

    id: int
    kind: IdeaKind
    text: str
    photo: str
    at: datetime
    state: IdeaState
    why: str
    said: str
    ruled_by: str
    ruled_at: datetime | None
    answer: IdeaAnswer | None
    reason: str
    answered_by: str
    answered_at: datetime | None
    supports: int
    is_mine: bool
    is_supported: bool


def shown_ideas(
    session: Session, estate_id: int, consultation_id: int, reader: int = 0, *, newest: bool = False, page: int = 1
) -> list[IdeaView]:
    """A page of what everybody may read, most supported first or newest first; `reader`: the elector who reads."""
    supports = _supports().desc()
    order = [Idea.sent_at.desc(), Idea.id] if newest else [supports, Idea.sent_at, Idea.id]
    wanted = _of(estate_id, consultation_id, reader).where(Idea.state == IdeaState.SHOWN.value)
    return _views(session, wanted.order_by(*order).limit(PAGE).offset((page - 1) * PAGE))


def number_shown(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many ideas everybody may read."""
    mine = (Idea.estate_id == estate_id, Idea.consultation_id == consultation_id)
    return session.scalar(select(func.count()).where(*mine, Idea.state == IdeaState.SHOWN.value)) or 0


def own_ideas(session: Session, estate_id: int, consultation_id: int, elector_id: int) -> list[IdeaView]:
    """All that one household sent, newest first."""
    wanted = _of(estate_id, consultation_id, elector_id).where(Idea.elector_id == elector_id)
    return _views(session, wanted.order_by(Idea.sent_at.desc(), Idea.id))


def supported_ideas(session: Session, estate_id: int, consultation_id: int, elector_id: int) -> list[IdeaView]:
    """The ideas of others that one household supports, newest first, whatever has become of them since."""
    given = select(IdeaSupport.idea_id).where(IdeaSupport.estate_id == estate_id, IdeaSupport.elector_id == elector_id)
    wanted = _of(estate_id, consultation_id, elector_id).where(Idea.id.in_(given))
    return _views(session, wanted.order_by(Idea.sent_at.desc(), Idea.id))


def ideas_to_judge(session: Session, estate_id: int, consultation_id: int) -> list[IdeaView]:
    """All but those taken back: first those that wait, oldest first, then those to answer, then the rest."""
    turn = case(
        (Idea.state == IdeaState.WAITING.value, 0),
        ((Idea.state == IdeaState.SHOWN.value) & (Idea.answer == ""), 1),
        else_=2,
    )
    wanted = _of(estate_id, consultation_id, 0).where(Idea.state != IdeaState.WITHDRAWN.value)
    return _views(session, wanted.order_by(turn, Idea.sent_at, Idea.id))


def idea_photo(session: Session, estate_id: int, consultation_id: int, sha256: str, *, public: bool) -> bytes | None:
    """The JPEG of this hash (hex) among a consultation's ideas; `public`: only of one that everybody may read."""
    states = [IdeaState.SHOWN] if public else [IdeaState.WAITING, IdeaState.SHOWN, IdeaState.REFUSED]
    return session.scalars(
        select(IdeaPhoto.jpeg)
        .join(Idea, (Idea.estate_id == IdeaPhoto.estate_id) & (Idea.id == IdeaPhoto.idea_id))
        .where(
            Idea.estate_id == estate_id,
            Idea.consultation_id == consultation_id,
            Idea.photo == sha256,
            Idea.state.in_([state.value for state in states]),
        )
        .limit(1)
    ).first()


def idea_budget(session: Session, estate_id: int, elector_id: int, same: str, now: datetime) -> tuple[int, int]:
    """How many ideas count against a household's budget, today and in all; none where it said the same before."""
    if said_before(session, estate_id, elector_id, same) is not None:
        return 0, 0
    return sent_since(session, estate_id, elector_id, now - A_DAY)


def _supports() -> ColumnElement[int]:
    mine = (IdeaSupport.estate_id == Idea.estate_id, IdeaSupport.idea_id == Idea.id)
    return select(func.count()).where(*mine).correlate(Idea).scalar_subquery()


def _of(estate_id: int, consultation_id: int, reader: int) -> Select[Idea, int, bool, bool]:
    theirs = (IdeaSupport.estate_id == Idea.estate_id, IdeaSupport.idea_id == Idea.id)
    supported = select(IdeaSupport.id).where(*theirs, IdeaSupport.elector_id == reader).correlate(Idea).exists()
    return select(Idea, _supports(), Idea.elector_id == reader, supported).where(
        Idea.estate_id == estate_id, Idea.consultation_id == consultation_id
    )


def _views(session: Session, wanted: Select[Idea, int, bool, bool]) -> list[IdeaView]:
    return [_view(row) for row in session.execute(wanted)]


def _view(row: Sequence[Any]) -> IdeaView:
    idea: Idea = row[0]
    return IdeaView(
        id=idea.id,
        kind=IdeaKind(idea.kind),
        text=idea.text,
        photo=idea.photo,
        at=idea.sent_at,
        state=IdeaState(idea.state),
        why=idea.why,
        said=idea.said,
        ruled_by=idea.ruled_by,
        ruled_at=idea.ruled_at,
        answer=IdeaAnswer(idea.answer) if idea.answer else None,
        reason=idea.reason,
        answered_by=idea.answered_by,
        answered_at=idea.answered_at,
        supports=row[1],
        is_mine=bool(row[2]),
        is_supported=bool(row[3]),
    )
