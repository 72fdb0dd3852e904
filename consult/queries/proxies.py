"""Written proxies of a consultation: what the rules need to know of them, and the list that the committee reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.proxy import Proxy, name_key
from consult.models.electorate import ElectorRow
from consult.models.proxy import ProxyMandate
from consult.wording.places import Door

_ANY_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mandate:
    """One proxy as it was entered. `agent` is an elector's door, None for somebody known by name alone.

    `represented`: how many electors this agent represents in all. `photo`: the hash of the form's photo, '' for none.
    `is_annulled`: it counts no longer, and the principal may name another agent.
    """

    principal: Door
    agent: Door | None
    agent_name: str
    represented: int
    signed_on: date
    valid_until: date
    document: str
    photo: str
    entered_by: str
    entered_at: datetime
    is_annulled: bool


def registered(session: Session, estate_id: int, consultation_id: int) -> list[Proxy]:
    """Who has named whom, annulled ones left out: answers and times of these were looked at when they came in."""
    numbers = _electors(session, estate_id, consultation_id)
    return [
        Proxy(
            principal=numbers[row.principal_id].number,
            agent=name_key(row.agent_name) if row.agent_id is None else numbers[row.agent_id].number,
            answers={},
            signed_at=_ANY_TIME,
            valid_until=_ANY_TIME,
        )
        for row in _rows(session, estate_id, consultation_id)
        if row.standing is not None
    ]


def mandates(session: Session, estate_id: int, consultation_id: int) -> list[Mandate]:
    """Every proxy entered, newest first."""
    rows, electors = _rows(session, estate_id, consultation_id), _electors(session, estate_id, consultation_id)
    standing = [_agent(row) for row in rows if row.standing is not None]
    return [
        Mandate(
            principal=_door(electors[row.principal_id]),
            agent=_door(electors[row.agent_id]) if row.agent_id is not None else None,
            agent_name=row.agent_name,
            represented=standing.count(_agent(row)),
            signed_on=row.signed_on,
            valid_until=row.valid_until,
            document=row.document,
            photo=row.photo,
            entered_by=row.entered_by,
            entered_at=row.entered_at,
            is_annulled=row.standing is None,
        )
        for row in rows
    ]


def _agent(row: ProxyMandate) -> int | str:
    return name_key(row.agent_name) if row.agent_id is None else row.agent_id


def _rows(session: Session, estate_id: int, consultation_id: int) -> list[ProxyMandate]:
    return list(
        session.scalars(
            select(ProxyMandate)
            .where(ProxyMandate.estate_id == estate_id, ProxyMandate.consultation_id == consultation_id)
            .order_by(ProxyMandate.entered_at.desc(), ProxyMandate.id)
        )
    )


def _electors(session: Session, estate_id: int, consultation_id: int) -> dict[int, ElectorRow]:
    """The electors who are principal or agent of somebody, by their key."""
    mine = (ProxyMandate.estate_id == estate_id, ProxyMandate.consultation_id == consultation_id)
    involved = select(ProxyMandate.principal_id).where(*mine).union(select(ProxyMandate.agent_id).where(*mine))
    rows = session.scalars(select(ElectorRow).where(ElectorRow.estate_id == estate_id, ElectorRow.id.in_(involved)))
    return {row.id: row for row in rows}


def _door(row: ElectorRow) -> Door:
    return (row.building, row.entrance, row.room)
