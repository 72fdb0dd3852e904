"""Consultations as values: what a page, a paper or a command needs to know about one, or about all of an estate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.domain.agreed_answer import AgreedAnswer, agreed_from_json
from consult.domain.consent import Rule, Weight
from consult.domain.consultation import Channel, Kind, State
from consult.domain.electorate import Basis
from consult.domain.idea import Asking, takes_ideas
from consult.domain.picture import Picture, picture_from_json
from consult.domain.preparation import Preparation, preparation_from_json
from consult.domain.privacy import Secrecy
from consult.domain.procedure import Procedure
from consult.domain.procedure_guards import EstateStanding, standing_from_json
from consult.domain.question import Question, Text
from consult.domain.question_json import from_json
from consult.domain.receipt import fold
from consult.domain.refusal import Refusal
from consult.domain.rules import rule_from_json
from consult.domain.scope import Door, Place, scope_from_json
from consult.models.consultation import Consultation, ConsultationQuestion
from consult.models.place import Estate
from consult.queries.consultation_rows import CONSULTATIONS, Row, found_rows, taken_apart
from consult.queries.procedure import procedure_of


@dataclass(frozen=True, slots=True)
class EstateView:
    """An estate and its committee."""

    id: int
    code: str
    name: Text
    committee: Text
    term: str
    contact: Mapping[str, Any]
    closes_alone: bool = False
    standing: EstateStanding = field(default_factory=EstateStanding)


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """One consultation as it stands. `electorate` is empty until it is announced; `result` until it is closed."""

    estate: EstateView
    id: int
    code: str
    number: int
    state: State
    kind: Kind
    rule: Rule
    basis: Basis
    scope: tuple[Place, ...]
    left_out: tuple[Door, ...]
    members: tuple[Door, ...]
    channels: tuple[Channel, ...]
    procedure: Procedure
    title: Text
    intro: Text
    questions: tuple[Question, ...]
    notice_on: date
    opens_at: datetime
    closes_at: datetime
    opened_at: datetime | None
    closed_at: datetime | None
    electorate: Weight
    text_hash: str
    result: Mapping[str, Any] | None
    announced_at: datetime | None = None
    announced_by: str | None = None
    opened_by: str | None = None
    closed_by: str | None = None
    closing_by: str | None = None
    closing_at: datetime | None = None
    secrecy: Secrecy = Secrecy.NAMED
    picture: Picture | None = None
    agreed: tuple[AgreedAnswer, ...] = ()
    ideas: Asking = Asking.NEVER
    preparation: Preparation = field(default_factory=Preparation)
    version: int = 1
    changed_by: str = ""
    changed_at: datetime | None = None

    @property
    def is_binding(self) -> bool:
        """Whether the outcome binds the owners."""
        return self.kind is Kind.BINDING

    @property
    def closes_by_two(self) -> bool:
        """Whether closing it takes two people: a binding vote, unless its estate lets one."""
        return self.is_binding and not self.estate.closes_alone

    @property
    def is_secret(self) -> bool:
        """Whether nobody may learn what a household answered."""
        return self.secrecy is Secrecy.UNNAMED

    @property
    def is_rounded(self) -> bool:
        """Whether its turnout is told in whole tens only, and of no part: a secret poll that is not closed."""
        return self.is_secret and self.state is not State.CLOSED

    @property
    def proxies_each(self) -> int:
        """How many principals one agent may represent; 0 where ballots by written proxy are not offered."""
        return self.procedure.proxy_cap if Channel.PROXY in self.channels else 0

    def takes_ballots(self, now: datetime) -> bool:
        """Whether a ballot sent now would count."""
        return self.state is State.OPEN and now < self.closes_at

    def takes_ideas(self, now: datetime) -> bool:
        """Whether ideas, comments and support may be sent now."""
        return takes_ideas(self.ideas, self.state, self.opens_at, now)

    def takes_sheets(self, now: datetime) -> bool:
        """Whether a paper or a proxy entered now would count: by some procedures also after the end, until CLOSE."""
        return self.state is State.OPEN and (self.procedure.late_paper or now < self.closes_at)


_OF_CODE = CONSULTATIONS.where(Consultation.code == bindparam("the_code"))
_OF_ID = CONSULTATIONS.where(
    Consultation.estate_id == bindparam("the_estate"), Consultation.id == bindparam("the_consultation")
)
_NEWEST_FIRST = CONSULTATIONS.order_by(Consultation.opens_at.desc(), Consultation.number.desc())
_OF_ESTATE = _NEWEST_FIRST.where(Consultation.estate_id == bindparam("the_estate"))
_PUBLIC = _NEWEST_FIRST.where(Consultation.state != State.DRAFT.value).limit(200)


def consultation_of_code(session: Session, typed: str, *, estate_id: int | None = None) -> ConsultationView:
    """The consultation of a code as people type it; refuses `unknown-consultation`, also for another estate's."""
    found = _views(session, found_rows(session, _OF_CODE, the_code=fold(typed)))
    if not found or estate_id not in (None, found[0].estate.id):
        raise Refusal("unknown-consultation", code=typed[:20])
    return found[0]


def consultation_of_id(session: Session, estate_id: int, consultation_id: int) -> ConsultationView:
    """The consultation of a key; refuses `unknown-consultation`."""
    found = _views(session, found_rows(session, _OF_ID, the_estate=estate_id, the_consultation=consultation_id))
    if not found:
        raise Refusal("unknown-consultation", code="")
    return found[0]


def consultations_of(session: Session, estate_id: int) -> list[ConsultationView]:
    """All consultations of an estate, newest first."""
    return _views(session, found_rows(session, _OF_ESTATE, the_estate=estate_id))


def public_consultations(session: Session) -> list[ConsultationView]:
    """What anyone may see on the front page: announced, open and closed ones, newest first."""
    return _views(session, found_rows(session, _PUBLIC))


_MOST_REMEMBERED = 500
_remembered: dict[Row, ConsultationView] = {}
"""Views by the row that they were made of, which is read anew each time: none is ever stale.

The texts of what is announced stand still, so its questions are known by its row, which holds their hash.
"""


def _views(session: Session, rows: Sequence[Row]) -> list[ConsultationView]:
    known = {row: view for row in rows if (view := _remembered.get(row)) is not None}
    made = _made(session, [row for row in rows if row not in known])
    if len(_remembered) + len(made) > _MOST_REMEMBERED:
        _remembered.clear()
    _remembered.update((row, view) for row, view in made.items() if view.state is not State.DRAFT)
    known |= made
    return [known[row] for row in rows]


def _made(session: Session, rows: Sequence[Row]) -> dict[Row, ConsultationView]:
    if not rows:
        return {}
    found = {row: taken_apart(row) for row in rows}
    asked: dict[int, list[Question]] = {}
    for row in session.scalars(
        select(ConsultationQuestion)
        .where(
            ConsultationQuestion.estate_id.in_({c.estate_id for c, _ in found.values()}),
            ConsultationQuestion.consultation_id.in_([c.id for c, _ in found.values()]),
        )
        .order_by(ConsultationQuestion.number)
    ):
        asked.setdefault(row.consultation_id, []).append(from_json(row.definition))
    return {key: _assemble(estate, c, tuple(asked.get(c.id, ()))) for key, (c, estate) in found.items()}


def questions_of(session: Session, estate_id: int, consultation_id: int) -> tuple[Question, ...]:
    """The questions of a consultation in order."""
    rows = session.scalars(
        select(ConsultationQuestion.definition)
        .where(
            ConsultationQuestion.estate_id == estate_id,
            ConsultationQuestion.consultation_id == consultation_id,
        )
        .order_by(ConsultationQuestion.number)
    )
    return tuple(from_json(definition) for definition in rows)


def estate_view(estate: Estate) -> EstateView:
    """An estate as a value."""
    return EstateView(
        estate.id,
        estate.code,
        estate.name,
        estate.committee,
        estate.term,
        estate.contact,
        estate.closes_alone,
        standing_from_json(estate.settings),
    )


def estate_of_id(session: Session, estate_id: int) -> EstateView:
    """The estate of a key, which must exist."""
    return estate_view(session.get_one(Estate, estate_id))


def estates(session: Session) -> list[EstateView]:
    """All estates by code."""
    return [estate_view(row) for row in session.scalars(select(Estate).order_by(Estate.code))]


def estate_of_code(session: Session, code: str) -> EstateView:
    """The estate of a code; refuses `unknown-estate`."""
    found = session.scalar(select(Estate).where(Estate.code == code))
    if found is None:
        known = list(session.scalars(select(Estate.code).order_by(Estate.code).limit(20)))
        raise Refusal("unknown-estate", estate=code, known=known)
    return estate_view(found)


def _assemble(estate: Estate, found: Consultation, questions: tuple[Question, ...]) -> ConsultationView:
    scope, left_out, members = scope_from_json(found.scope)
    return ConsultationView(
        estate=estate_view(estate),
        id=found.id,
        code=found.code,
        number=found.number,
        state=State(found.state),
        kind=Kind(found.kind),
        rule=rule_from_json(found.rule),
        basis=Basis(found.basis),
        scope=scope,
        left_out=left_out,
        members=members,
        channels=tuple(Channel(channel) for channel in found.channels),
        procedure=procedure_of(estate, found),
        title=found.title,
        intro=found.intro,
        questions=questions,
        notice_on=found.notice_on,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        electorate=Weight(found.electorate_heads, found.electorate_area),
        text_hash=found.text_hash,
        result=found.result,
        announced_at=found.announced_at,
        announced_by=found.announced_by,
        opened_by=found.opened_by,
        closed_by=found.closed_by,
        closing_by=found.closing_by,
        closing_at=found.closing_at,
        secrecy=Secrecy(found.secrecy),
        picture=picture_from_json(found.picture),
        agreed=agreed_from_json(found.answers),
        ideas=Asking(found.ideas),
        preparation=preparation_from_json(found.preparation),
        version=found.version,
        changed_by=found.changed_by or found.created_by,
        changed_at=found.changed_at or found.created_at,
    )
