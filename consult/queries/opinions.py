"""Tenants' opinions as their homes may see them: who gave one, and where it stands in the book. Never the choice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from consult.domain.electorate import UnitKind
from consult.domain.walking_order import in_walking_order
from consult.models.consultation import Consultation
from consult.models.electorate import ElectorUnit
from consult.models.opinion import TenantOpinion
from consult.models.roll import RollUnit

LIVED_IN = (UnitKind.DWELLING.value, UnitKind.SHOP.value)
"""Kinds of units that tenants live or work in."""

Door = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class GivenOpinion:
    """Where an opinion stands in the book, and since when."""

    receipt: str
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Home:
    """One home of an elector, and its tenants' opinion if there is one."""

    place: Door
    opinion: GivenOpinion | None


def homes_of(session: Session, estate_id: int, consultation_id: int, elector_id: int) -> tuple[Home, ...]:
    """The homes that an elector answers for, in walking order; parking spaces and storage rooms are none."""
    roll_id = session.get_one(Consultation, (estate_id, consultation_id)).roll_id
    rows = session.execute(
        select(
            ElectorUnit.building,
            ElectorUnit.entrance,
            ElectorUnit.room,
            TenantOpinion.receipt,
            TenantOpinion.seq,
            TenantOpinion.given_at,
        )
        .join(RollUnit, and_(RollUnit.roll_id == roll_id, *_same_door(RollUnit)))
        .outerjoin(TenantOpinion, and_(TenantOpinion.consultation_id == consultation_id, *_same_door(TenantOpinion)))
        .where(ElectorUnit.estate_id == estate_id, ElectorUnit.elector_id == elector_id, RollUnit.kind.in_(LIVED_IN))
    )
    homes = [
        Home((building, entrance, room), None if seq is None else GivenOpinion(receipt, seq, at))
        for building, entrance, room, receipt, seq, at in rows
    ]
    return tuple(in_walking_order(homes, lambda home: home.place))


def _same_door(table: type[RollUnit | TenantOpinion]) -> tuple[ColumnElement[bool], ...]:
    return (
        table.estate_id == ElectorUnit.estate_id,
        table.building == ElectorUnit.building,
        table.entrance == ElectorUnit.entrance,
        table.room == ElectorUnit.room,
    )


def opinions_returned(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many homes' tenants have said something so far."""
    counted = select(func.count()).where(
        TenantOpinion.estate_id == estate_id, TenantOpinion.consultation_id == consultation_id
    )
    return session.scalar(counted) or 0
