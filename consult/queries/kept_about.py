"""What is kept about one household, as it may see it itself: names and numbers covered, never a choice.

What it wrote itself stands as it wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from consult.domain.masking import masked_name, masked_number
from consult.domain.service import Attempt, Method
from consult.domain.visit import Audience
from consult.models.account import Visit
from consult.models.assistance import Assistance
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorRow
from consult.models.proxy import ProxyMandate
from consult.models.roll import RollUnit
from consult.models.roll_change import RollConfirmed
from consult.models.service import ServiceAttempt
from consult.queries.ideas import IdeaView, own_ideas, supported_ideas
from consult.queries.result_objections import ObjectionView, result_objections


@dataclass(frozen=True, slots=True)
class KeptProxy:
    """That another was named to hand in this household's choice: who, signed when, entered by whom."""

    agent: str
    signed_on: date
    entered_by: str
    entered_at: datetime
    is_annulled: bool


@dataclass(frozen=True, slots=True)
class KeptHelp:
    """That somebody helped to answer on the web: name and relation as the household gave them."""

    name: str
    relation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptAbout:
    """What is kept beside rooms, area and ballot, which `ElectorView` tells.

    `names` and `phones` are covered; `issued_at`: when the letter with its code was made; `served_at`: when the
    household first saw its ballot signed in; `visits`: when each sign-in that is still open began, newest first.
    `ideas` it sent, `supported` are those of neighbours that it supports, `objections` are its own to the result;
    `confirmed_at`: when it said that its area is right.
    """

    names: tuple[str, ...]
    phones: tuple[str, ...]
    issued_at: datetime | None
    served_at: datetime | None
    attempts: tuple[Attempt, ...]
    proxies: tuple[KeptProxy, ...]
    helped: tuple[KeptHelp, ...]
    visits: tuple[datetime, ...]
    ideas: tuple[IdeaView, ...]
    supported: tuple[IdeaView, ...]
    objections: tuple[ObjectionView, ...]
    confirmed_at: datetime | None


def kept_about(session: Session, estate_id: int, elector_id: int, *, now: datetime) -> KeptAbout | None:
    """What is kept of an elector of this estate; None for another's."""
    elector = session.get(ElectorRow, (estate_id, elector_id))
    if elector is None:
        return None
    keys = (estate_id, elector.consultation_id, elector_id)
    return KeptAbout(
        names=tuple(masked_name(str(name)) for name in elector.names),
        phones=tuple(dict.fromkeys(masked_number(number) for number in _phones(session, elector))),
        issued_at=elector.issued_at,
        served_at=elector.served_at,
        attempts=tuple(_attempts(session, elector)),
        proxies=tuple(_proxies(session, elector)),
        helped=tuple(_helped(session, elector)),
        visits=tuple(_visits(session, elector, now)),
        ideas=tuple(own_ideas(session, *keys)),
        supported=tuple(supported_ideas(session, *keys)),
        objections=tuple(result_objections(session, *keys)),
        confirmed_at=_confirmed(session, elector),
    )


def _confirmed(session: Session, elector: ElectorRow) -> datetime | None:
    """Whether it holds still: an area that was corrected since is not the one that was confirmed."""
    return session.scalar(
        select(RollConfirmed.said_at).where(
            RollConfirmed.estate_id == elector.estate_id,
            RollConfirmed.elector_id == elector.id,
            RollConfirmed.area == elector.area,
        )
    )


def _phones(session: Session, elector: ElectorRow) -> list[str]:
    """Numbers beside the elector's rooms on the roll that this vote was made from."""
    rooms = [(str(unit[0]), str(unit[1]), str(unit[2])) for unit in elector.units]
    found = session.scalars(
        select(RollUnit.phones)
        .join(Consultation, (Consultation.estate_id == RollUnit.estate_id) & (Consultation.roll_id == RollUnit.roll_id))
        .where(
            RollUnit.estate_id == elector.estate_id,
            Consultation.id == elector.consultation_id,
            tuple_(RollUnit.building, RollUnit.entrance, RollUnit.room).in_(rooms),
        )
    )
    return [str(number) for numbers in found for number in numbers]


def _attempts(session: Session, elector: ElectorRow) -> Sequence[Attempt]:
    rows = session.scalars(
        select(ServiceAttempt)
        .where(ServiceAttempt.estate_id == elector.estate_id, ServiceAttempt.elector_id == elector.id)
        .order_by(ServiceAttempt.at.desc(), ServiceAttempt.id)
    )
    return [Attempt(Method(row.method), row.at, row.recipient, row.relation, row.evidence) for row in rows]


def _proxies(session: Session, elector: ElectorRow) -> Sequence[KeptProxy]:
    rows = session.scalars(
        select(ProxyMandate)
        .where(ProxyMandate.estate_id == elector.estate_id, ProxyMandate.principal_id == elector.id)
        .order_by(ProxyMandate.entered_at.desc(), ProxyMandate.id)
    )
    return [
        KeptProxy(masked_name(row.agent_name), row.signed_on, row.entered_by, row.entered_at, row.standing is None)
        for row in rows
    ]


def _helped(session: Session, elector: ElectorRow) -> Sequence[KeptHelp]:
    rows = session.scalars(
        select(Assistance)
        .where(Assistance.estate_id == elector.estate_id, Assistance.elector_id == elector.id)
        .order_by(Assistance.said_at.desc(), Assistance.id)
    )
    return [KeptHelp(row.name, row.relation, row.said_at) for row in rows]


def _visits(session: Session, elector: ElectorRow, now: datetime) -> Sequence[datetime]:
    return session.scalars(
        select(Visit.started_at)
        .where(
            Visit.estate_id == elector.estate_id,
            Visit.audience == Audience.HOUSEHOLD.value,
            Visit.subject_id == elector.id,
            Visit.ended_at.is_(None),
            Visit.expires_at > now,
        )
        .order_by(Visit.started_at.desc())
    ).all()
