"""The cast: named people of one small estate, and builders that bring it to life in a test in a blink.

The estate is made of the product's own deeds; only the roll is put in place directly. Areas are in 0.01 m².
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.cast_ballot import PaperSlip, Receipt, Submission, cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.actions.draft_consultation import draft_consultation
from consult.actions.give_opinion import Opinion, OpinionSlip, give_opinion
from consult.actions.open_consultation import open_consultation
from consult.domain.consultation import Channel
from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.procedure_guards import ADOPTED
from consult.models.base import new_id
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.models.place import CLOSES_ALONE, Estate
from consult.models.roll import Roll, RollUnit
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.wording.language import SHANGHAI
from tests import a_picture
from tests.matters import ADOPTION, AFTER, CHOICE, CLOSES_AT, CONSENT, MIDWAY, NOTICE_ON, OPENS_AT, a_plan

__all__ = ["ADOPTION", "AFTER", "CHOICE", "CLOSES_AT", "CONSENT", "MIDWAY", "NOTICE_ON", "OPENS_AT", "a_plan"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a test can speak of: a name, the key on the roll ('' where they own nothing), a building and a room."""

    name: str
    key: str = ""
    building: str = ""
    room: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room of the first unit in walking order."""
        return (self.building, "", self.room)


CHEN_AYI = Person("陈桂芳", "1952", "1", "101")
"""陈阿姨, 74: large system text, reading glasses, WeChat's browser."""
LIU_SAN = Person("刘三立", "3377", "1", "102")
"""Owner of three flats (90 + 90 + 120 m²): one head, 300 m²."""
DEVELOPER = Person("梧桐置业有限公司", "", "2", "501")
"""Four unsold flats: one head."""
SUN_AND_WU = Person("孙立、吴敏", "", "2", "201")
"""Co-owners: together one head."""
ZHAO_KE = Person("赵可", "8021", "2", "202")
"""The sceptic: recounts everything."""
SHEN_MEI = Person("沈梅", "4410", "2", "301")
"""Owns the flat that the tenant lives in."""
TENANT = Person("何小雨", "", "2", "301")
"""Tenant and parent, 33: has an opinion, no vote."""
SHOPKEEPER = Person("周记面馆", "", "1", "商铺1")
"""A shop held by an organisation."""
HOUSING_OFFICE = Person("里弄公房管理所", "", "1", "302")
"""公房产权单位: holds one flat."""
LEADER = Person("马建国", "2209", "1", "201")
"""Building leader of building 1, lives there."""
SECRETARY = Person("钱敏")
"""Committee secretary: Excel, printer, no engineer."""
SCRUTINEER = Person("丁一平")
TOWN = Person("田处")
"""Town office."""

Answers = Mapping[int, object]
Door = tuple[str, str, str]
_submissions = count(1)


def owned(person: Person, building: str, room: str, area: int, **more: Any) -> Unit:
    """A dwelling of one person."""
    return Unit(
        building,
        room,
        area=area,
        area_source=AreaSource.REGISTER,
        owners=(Owner(person.name, person.key),),
        **more,
    )


def _others() -> list[Unit]:
    names = ("郑爱华", "冯海", "褚玉兰", "卫东", "蒋文", "韩雪")
    rooms = (("1", "301"), ("1", "401"), ("1", "402"), ("2", "302"), ("2", "401"), ("2", "402"))
    return [
        owned(Person(name, f"70{at}"), building, room, 6_000 + 512 * at)
        for at, (name, (building, room)) in enumerate(zip(names, rooms, strict=True))
    ]


UNITS: tuple[Unit, ...] = (
    owned(CHEN_AYI, "1", "101", 5_432),
    owned(LIU_SAN, "1", "102", 9_000),
    owned(LIU_SAN, "1", "202", 9_000),
    owned(LIU_SAN, "2", "102", 12_000),
    owned(LEADER, "1", "201", 5_432),
    owned(HOUSING_OFFICE, "1", "302", 4_815, owner_kind=OwnerKind.PUBLIC_HOUSING),
    owned(SHOPKEEPER, "1", "商铺1", 3_650, owner_kind=OwnerKind.ORGANISATION, kind=UnitKind.SHOP),
    Unit("2", "201", area=8_800, owners=(Owner("孙立", "5501"), Owner("吴敏", "5502"))),
    owned(ZHAO_KE, "2", "202", 8_800),
    owned(SHEN_MEI, "2", "301", 8_800),
    *(owned(DEVELOPER, "2", room, 10_250, owner_kind=OwnerKind.DEVELOPER) for room in ("501", "502", "601", "602")),
    *_others(),
    owned(ZHAO_KE, "车库", "B1-07", 1_350, kind=UnitKind.PARKING),
)
"""Twenty units and a parking space: fifteen electors, parking left out."""

HEADS, AREA = 15, 160_409
"""The whole electorate: two thirds are exactly ten heads, and 1 069.40 m²."""


def make_estate(
    session: Session,
    units: Sequence[Unit] = UNITS,
    *,
    code: str = "lilong",
    settings: Mapping[str, Any] = MappingProxyType({}),
    now: datetime = OPENS_AT - timedelta(days=60),
) -> int:
    """An estate with its roll in force; answers the estate's id."""
    estate_id, roll_id = new_id(), new_id()
    session.add(
        Estate(
            id=estate_id,
            code=code,
            name={"zh": "里弄新村", "en": "Lilong New Village"},
            committee={"zh": "里弄新村业主委员会", "en": "Owners' Committee of Lilong New Village"},
            term="第二届",
            contact={"phone": "021-55550100", "office": {"zh": "小区活动室", "en": "Estate clubroom"}},
            settings={
                CLOSES_ALONE: True,
                ADOPTED: dict(ADOPTION),
                **settings,
            },  # two: tests/actions/test_closing_by_two.py
        )
    )
    session.flush()
    digest = hashlib.sha256(code.encode()).hexdigest()
    session.add(
        Roll(
            estate_id=estate_id,
            id=roll_id,
            version=1,
            imported_at=now,
            imported_by=SECRETARY.name,
            file_name="业主名册.xlsx",
            file_sha256=digest,
            rows=len(units),
        )
    )
    session.flush()
    session.add_all(_roll_row(estate_id, roll_id, unit) for unit in units)
    session.commit()
    return estate_id


def _roll_row(estate_id: int, roll_id: int, unit: Unit) -> RollUnit:
    return RollUnit(
        estate_id=estate_id,
        roll_id=roll_id,
        building=unit.building,
        entrance=unit.entrance,
        room=unit.room,
        kind=unit.kind.value,
        area=unit.area,
        area_source=unit.area_source.value if unit.area_source else None,
        owner_kind=unit.owner_kind.value,
        owners=[[owner.name, owner.key] for owner in unit.owners],
        phones=list(unit.phones),
        note=unit.note,
    )


def make_draft(session: Session, estate_id: int | None = None, **changed: Any) -> ConsultationView:
    """A draft of `a_plan(**changed)`, in a fresh estate unless one is given; the `picture` it names is kept."""
    estate_id = make_estate(session) if estate_id is None else estate_id
    drafted = draft_consultation(
        session,
        estate_id,
        a_plan(**changed),
        by=SECRETARY.name,
        now=OPENS_AT - timedelta(days=30),
        zone=SHANGHAI,
        photo=a_picture.kept() if "picture" in changed else None,
    )
    return consultation_of_id(session, estate_id, drafted.consultation_id)


def make_announced_consultation(session: Session, estate_id: int | None = None, **changed: Any) -> ConsultationView:
    """A consultation whose text and electorate stand still, not open yet."""
    draft = make_draft(session, estate_id, **changed)
    announce_consultation(session, draft.estate.id, draft.id, by=SECRETARY.name, now=OPENS_AT - timedelta(days=20))
    return consultation_of_id(session, draft.estate.id, draft.id)


def make_open_consultation(session: Session, estate_id: int | None = None, **changed: Any) -> ConsultationView:
    """A consultation that takes ballots from OPENS_AT; use MIDWAY as the moment of a ballot."""
    announced = make_announced_consultation(session, estate_id, **changed)
    open_consultation(session, announced.estate.id, announced.id, by=SECRETARY.name, now=announced.opens_at)
    return consultation_of_id(session, announced.estate.id, announced.id)


def make_closed_consultation(
    session: Session,
    estate_id: int | None = None,
    *,
    ballots: Mapping[Person, Answers] | None = None,
    **changed: Any,
) -> ConsultationView:
    """A closed consultation with these people's ballots; without any named, everyone agreed to question 1."""
    view = make_open_consultation(session, estate_id, **changed)
    if ballots is None:
        for elector in electors(session, view):
            vote(session, view, elector, {1: "agree"})
    for person, answers in (ballots or {}).items():
        vote(session, view, person, answers)
    close_consultation(session, view.estate.id, view.id, by=SECRETARY.name, now=view.closes_at)
    return consultation_of_id(session, view.estate.id, view.id)


def electors(session: Session, view: ConsultationView) -> list[ElectorRow]:
    """All electors of a consultation by paper serial, which is walking order."""
    return list(
        session.scalars(
            select(ElectorRow)
            .where(ElectorRow.estate_id == view.estate.id, ElectorRow.consultation_id == view.id)
            .order_by(ElectorRow.paper_serial)
        )
    )


def elector_of(session: Session, view: ConsultationView, person: Person) -> ElectorRow:
    """The elector that answers for a person's first room, in the consultation's frozen electorate."""
    building, entrance, room = person.place
    return session.scalars(
        select(ElectorRow)
        .join(ElectorUnit, (ElectorUnit.estate_id == ElectorRow.estate_id) & (ElectorUnit.elector_id == ElectorRow.id))
        .where(
            ElectorUnit.estate_id == view.estate.id,
            ElectorUnit.consultation_id == view.id,
            ElectorUnit.building == building,
            ElectorUnit.entrance == entrance,
            ElectorUnit.room == room,
        )
    ).one()


def say_as_tenant(
    session: Session, view: ConsultationView, who: Person | ElectorRow, answers: Answers, *, home: Door | None = None
) -> OpinionSlip:
    """Give a tenant's opinion for a home of this elector: the one named, else the first."""
    row = elector_of(session, view, who) if isinstance(who, Person) else who
    home = home or (row.building, row.entrance, row.room)
    sent = f"tenants-{next(_submissions)}"
    return give_opinion(session, Opinion(sent, view.estate.id, view.id, row.id, home, answers), now=MIDWAY)


def vote(
    session: Session,
    view: ConsultationView,
    who: Person | ElectorRow,
    answers: Answers,
    *,
    now: datetime | None = None,
    on_paper: bool = False,
    submission_id: str = "",
) -> Receipt:
    """Cast one ballot through the deed, on the web or on paper, two days after opening unless told otherwise."""
    elector = elector_of(session, view, who) if isinstance(who, Person) else who
    submission = Submission(
        id=submission_id or f"test-{next(_submissions)}",
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=elector.id,
        answers=answers,
        channel=Channel.PAPER if on_paper else Channel.WEB,
        entered_by=SECRETARY.name if on_paper else "",
        paper=PaperSlip(elector.paper_serial) if on_paper else None,
    )
    return cast_ballot(session, submission, now=now or view.opens_at + timedelta(days=2))
