"""The statements that every ballot runs, built once: composing a statement costs more than running it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from consult.domain.privacy import Secrecy
from consult.domain.question import Question
from consult.domain.question_json import from_json
from consult.models.ballot import Ballot, BuildingTurnout, Settlement, UncountedBallot
from consult.models.base import OfEstate
from consult.models.consultation import Consultation, ConsultationQuestion
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.opinion import TenantOpinion
from consult.models.proxy import ProxyMandate


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """What a ballot must know of its consultation."""

    code: str
    state: str
    channels: list[str]
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    procedure: dict[str, Any]
    text: str
    sheet_key: str
    secrecy: str

    @property
    def is_secret(self) -> bool:
        """Whether choices are kept apart from who took part; frozen at announcing."""
        return self.secrecy == Secrecy.UNNAMED

    @property
    def late_paper(self) -> bool:
        """Whether a sheet handed in before the end may be entered after it; frozen at announcing."""
        return bool(self.procedure.get("late_paper"))

    @property
    def paper_twice(self) -> bool:
        """Whether a sheet counts only once two people have read it alike; frozen at announcing."""
        return bool(self.procedure.get("paper_twice"))

    @property
    def replace(self) -> bool:
        """Whether an elector may answer anew on the web; frozen at announcing."""
        return bool(self.procedure.get("replace"))

    @property
    def paper_photo(self) -> bool:
        """Whether every sheet must be photographed; frozen at announcing."""
        return bool(self.procedure.get("paper_photo"))


@dataclass(frozen=True, slots=True)
class Caster:
    """What a ballot must know of its elector; area in 0.01 m²."""

    consultation_id: int
    number: int
    area: int
    building: str
    paper_serial: str


@dataclass(frozen=True, slots=True)
class EarlierBallot:
    """A ballot that is recorded already."""

    elector_id: int
    receipt: str
    seq: int
    channel: str
    cast_at: datetime


_ESTATE: BindParameter[int] = bindparam("the_estate")
_CONSULTATION: BindParameter[int] = bindparam("the_consultation")

_MATTER = select(
    Consultation.code,
    Consultation.state,
    Consultation.channels,
    Consultation.opens_at,
    Consultation.closes_at,
    Consultation.closed_at,
    Consultation.procedure,
    Consultation.text_hash,
    Consultation.sheet_key,
    Consultation.secrecy,
).where(Consultation.estate_id == _ESTATE, Consultation.id == _CONSULTATION)

_QUESTIONS = (
    select(ConsultationQuestion.definition)
    .where(ConsultationQuestion.estate_id == _ESTATE, ConsultationQuestion.consultation_id == _CONSULTATION)
    .order_by(ConsultationQuestion.number)
)

_CASTER = select(
    ElectorRow.consultation_id, ElectorRow.number, ElectorRow.area, ElectorRow.building, ElectorRow.paper_serial
).where(ElectorRow.estate_id == _ESTATE, ElectorRow.id == bindparam("the_elector"))

_EARLIER = select(Ballot.elector_id, Ballot.receipt, Ballot.seq, Ballot.channel, Ballot.cast_at).where(
    Ballot.estate_id == _ESTATE, Ballot.consultation_id == _CONSULTATION
)
_FORMER = select(
    FormerBallot.elector_id, FormerBallot.receipt, FormerBallot.seq, FormerBallot.channel, FormerBallot.cast_at
).where(FormerBallot.estate_id == _ESTATE, FormerBallot.consultation_id == _CONSULTATION)
# A submission whose ballot was annulled or replaced is not a new one when it is sent again.
_SENT = union_all(
    _EARLIER.where(Ballot.submission_id == bindparam("the_submission")),
    _FORMER.where(FormerBallot.submission_id == bindparam("the_submission")),
)
_COUNTED = _EARLIER.where(Ballot.elector_id == bindparam("the_elector"))

_TURNOUT = (
    update(BuildingTurnout)
    .where(
        BuildingTurnout.estate_id == _ESTATE,
        BuildingTurnout.consultation_id == _CONSULTATION,
        BuildingTurnout.building == bindparam("the_building"),
    )
    .values(heads=BuildingTurnout.heads + bindparam("the_heads"), area=BuildingTurnout.area + bindparam("the_area"))
)

_ASIDE = select(UncountedBallot.id).where(
    UncountedBallot.estate_id == _ESTATE,
    UncountedBallot.consultation_id == _CONSULTATION,
    UncountedBallot.submission_id == bindparam("the_submission"),
)
_DECISION = (
    select(Settlement.decision)
    .where(
        Settlement.estate_id == _ESTATE,
        Settlement.consultation_id == _CONSULTATION,
        Settlement.elector_id == bindparam("the_elector"),
        Settlement.seq > bindparam("the_ballot"),
    )
    .order_by(Settlement.seq.desc())
    .limit(1)
)

_INSERTS: dict[str, dict[type[OfEstate], Any]] = {
    dialect: {
        table: insert(table).on_conflict_do_nothing().returning(table.id)
        for table in (Ballot, UncountedBallot, TenantOpinion, ProxyMandate)
    }
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def matter(connection: Connection, estate_id: int, consultation_id: int) -> OpenMatter | None:
    """The consultation that a ballot is for."""
    found = connection.execute(_MATTER, {"the_estate": estate_id, "the_consultation": consultation_id}).first()
    return None if found is None else OpenMatter(*found)


def definitions(connection: Connection, estate_id: int, consultation_id: int) -> list[dict[str, Any]]:
    """Its questions in order, as plain JSON."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id}
    return list(connection.execute(_QUESTIONS, keys).scalars())


_MOST_REMEMBERED = 200
_remembered: dict[tuple[int, int, str], tuple[Question, ...]] = {}


def questions(connection: Connection, estate_id: int, consultation_id: int, text: str) -> tuple[Question, ...]:
    """Its questions in order. What was announced stands still: they are remembered by the hash of its texts."""
    version = (estate_id, consultation_id, text)
    found = _remembered.get(version)
    if found is None:
        found = tuple(map(from_json, definitions(connection, estate_id, consultation_id)))
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        if text:
            _remembered[version] = found
    return found


def caster(connection: Connection, estate_id: int, elector_id: int) -> Caster | None:
    """The elector that casts."""
    found = connection.execute(_CASTER, {"the_estate": estate_id, "the_elector": elector_id}).first()
    return None if found is None else Caster(*found)


def is_serial_issued(connection: Connection, estate_id: int, consultation_id: int, serial: str) -> bool:
    """Whether any sheet of this consultation carries the serial."""
    wanted = select(ElectorRow.id).where(
        ElectorRow.estate_id == estate_id,
        ElectorRow.consultation_id == consultation_id,
        ElectorRow.paper_serial == serial,
    )
    return connection.execute(wanted).first() is not None


def sent_before(
    connection: Connection, estate_id: int, consultation_id: int, submission_id: str
) -> EarlierBallot | None:
    """The ballot that this very submission left behind."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id, "the_submission": submission_id}
    found = connection.execute(_SENT, keys).first()
    return None if found is None else EarlierBallot(*found)


def counted_before(
    connection: Connection, estate_id: int, consultation_id: int, elector_id: int
) -> EarlierBallot | None:
    """The elector's counted ballot."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id, "the_elector": elector_id}
    found = connection.execute(_COUNTED, keys).first()
    return None if found is None else EarlierBallot(*found)


def insert_once(connection: Connection, table: type[OfEstate], row: dict[str, Any]) -> bool:
    """Insert unless a constraint knows the row already; whether it was inserted.

    Asks the database to return the row: drivers disagree about the row count of an INSERT.
    """
    statement = _INSERTS[connection.dialect.name][table]
    return connection.execute(statement, row).first() is not None


def set_aside_before(connection: Connection, estate_id: int, consultation_id: int, submission_id: str) -> bool:
    """Whether this very submission was kept as an uncounted ballot."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id, "the_submission": submission_id}
    return connection.execute(_ASIDE, keys).first() is not None


def last_decision(connection: Connection, estate_id: int, consultation_id: int, elector_id: int, *, after: int) -> str:
    """How a conflict about this elector's counted ballot, which is line `after`, was settled last; '' if it was not."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id, "the_elector": elector_id}
    keys |= {"the_ballot": after}
    return connection.execute(_DECISION, keys).scalar() or ""


def count_in_building(
    connection: Connection, estate_id: int, consultation_id: int, building: str, area: int, *, heads: int = 1
) -> None:
    """Move a building's running turnout by one elector of this area (0.01 m²); `heads` -1 takes it back."""
    keys = {"the_estate": estate_id, "the_consultation": consultation_id, "the_building": building}
    connection.execute(_TURNOUT, keys | {"the_heads": heads, "the_area": heads * area})
