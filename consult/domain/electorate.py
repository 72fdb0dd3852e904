"""Who casts one ballot, and with which weight.

民法典 278; 最高法建筑物区分所有权司法解释 8-9; 上海市住宅物业管理规定 18.
An elector is one owner with all their units, or one household. Heads is always 1; area is an integer in 0.01 m².
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is used for; parking and storage count only where the rules of procedure say so."""

    DWELLING = "dwelling"
    SHOP = "shop"
    PARKING = "parking"
    STORAGE = "storage"


class OwnerKind(StrEnum):
    """What kind of owner holds a unit."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DEVELOPER = "developer"
    PUBLIC_HOUSING = "public-housing"


class AreaSource(StrEnum):
    """Where an area figure came from, in the order the law prefers them (司法解释 8)."""

    REGISTER = "register"
    SURVEY = "survey"
    CONTRACT = "contract"


class Basis(StrEnum):
    """What one ballot stands for."""

    BY_OWNER = "by-owner"
    BY_HOUSEHOLD = "by-household"


@dataclass(frozen=True, slots=True)
class Owner:
    """A name as the roll writes it, and the key that tells two people of one name apart ('' when not given)."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One dwelling, shop, parking space or storage room on the roll. `area` is in 0.01 m², None when unknown."""

    building: str
    room: str
    entrance: str = ""
    kind: UnitKind = UnitKind.DWELLING
    area: int | None = None
    area_source: AreaSource | None = None
    owners: tuple[Owner, ...] = ()
    owner_kind: OwnerKind = OwnerKind.PERSON
    phones: tuple[str, ...] = ()
    note: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room: what makes a unit unique on a roll."""
        return (self.building, self.entrance, self.room)


@dataclass(frozen=True, slots=True)
class CountingSettings:
    """What the estate's rules of procedure say about who counts."""

    counts_parking: bool = False
    counts_storage: bool = False

    def counts(self, kind: UnitKind) -> bool:
        """Whether units of this kind weigh in a vote."""
        excluded = {UnitKind.PARKING: not self.counts_parking, UnitKind.STORAGE: not self.counts_storage}
        return not excluded.get(kind, False)
