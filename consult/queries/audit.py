"""The sample of a vote's paper ballots: its list, what was drawn, what the book has, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.audit import draw, list_fingerprint
from consult.domain.question import Answer
from consult.domain.question_json import answers_from_json
from consult.models.audit import AuditFinding, AuditSample
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.electorate import ElectorRow
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one ballot, by whom and when."""

    agrees: bool
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SampledBallot:
    """One ballot that was drawn: its number in the list, whose it is, and what was entered.

    `answers` is None where it was set aside (`reason`) or was a second ballot.
    """

    number: int
    serial: str
    door: Door
    answers: Mapping[int, Answer] | None
    reason: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it stands; `ballots` are empty until it is drawn."""

    listed: int
    fingerprint: str
    share: Fraction
    confidence: Fraction
    size: int
    fixed_by: str
    fixed_at: datetime
    seed: str | None
    drawn_by: str
    drawn_at: datetime | None
    ballots: tuple[SampledBallot, ...]

    def found(self, *, agrees: bool) -> int:
        """How many ballots agree, or differ."""
        return sum(ballot.finding is not None and ballot.finding.agrees is agrees for ballot in self.ballots)


def settled_serials(session: Session, estate_id: int, consultation_id: int) -> list[str]:
    """The sheets that had an effect, by serial: counted, set aside, or a second ballot."""
    counted = select(Ballot.paper_serial).where(
        Ballot.estate_id == estate_id, Ballot.consultation_id == consultation_id, Ballot.paper_serial.is_not(None)
    )
    uncounted = select(UncountedBallot.paper_serial).where(
        UncountedBallot.estate_id == estate_id,
        UncountedBallot.consultation_id == consultation_id,
        UncountedBallot.paper_serial.is_not(None),
        UncountedBallot.reason != "late",
    )
    return sorted({serial for wanted in (counted, uncounted) for serial in session.scalars(wanted) if serial})


def sample_of(session: Session, estate_id: int, consultation_id: int) -> Sample | None:
    """The sample of a vote, None before its list is fixed."""
    row = sample_row(session, estate_id, consultation_id)
    if row is None:
        return None
    return Sample(
        listed=len(row.serials),
        fingerprint=list_fingerprint(row.serials),
        share=Fraction(row.share),
        confidence=Fraction(row.confidence),
        size=row.size,
        fixed_by=row.fixed_by,
        fixed_at=row.fixed_at,
        seed=row.seed,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        ballots=tuple(_ballots(session, row)),
    )


def sample_row(session: Session, estate_id: int, consultation_id: int) -> AuditSample | None:
    """The row behind it."""
    mine = (AuditSample.estate_id == estate_id, AuditSample.consultation_id == consultation_id)
    return session.scalar(select(AuditSample).where(*mine))


def drawn_serials(row: AuditSample) -> dict[str, int]:
    """Serial → number in the list of every ballot drawn, in the order of the draw."""
    if row.seed is None:
        return {}
    return {row.serials[number - 1]: number for number in draw(row.seed, len(row.serials), row.size)}


def _ballots(session: Session, row: AuditSample) -> list[SampledBallot]:
    drawn, found = drawn_serials(row), _findings(session, row)
    entered = _entered(session, row, list(drawn))
    return [
        SampledBallot(number, serial, *entered[serial], found.get(serial))
        for serial, number in sorted(drawn.items())
        if serial in entered
    ]


_Entered = dict[str, tuple[Door, Mapping[int, Answer] | None, str]]


def _entered(session: Session, row: AuditSample, serials: list[str]) -> _Entered:
    """By serial: the door, what was entered, and why it did not count."""
    entered: _Entered = {}
    for table, reason in ((UncountedBallot, UncountedBallot.reason), (Ballot, None)):
        columns: list[Any] = [
            table.paper_serial,
            table.answers,
            ElectorRow.building,
            ElectorRow.entrance,
            ElectorRow.room,
        ]
        found = session.execute(
            select(*columns, *([reason] if reason is not None else []))
            .join(ElectorRow, (ElectorRow.estate_id == table.estate_id) & (ElectorRow.id == table.elector_id))
            .where(
                table.estate_id == row.estate_id,
                table.consultation_id == row.consultation_id,
                table.paper_serial.in_(serials),
            )
        )
        for serial, answers, building, entrance, room, *why in found:
            said = answers_from_json(answers) if answers else None
            entered[serial] = ((building, entrance, room), said, why[0] if why else "")
    return entered


def _findings(session: Session, row: AuditSample) -> dict[str, Finding]:
    rows = session.scalars(
        select(AuditFinding)
        .where(AuditFinding.estate_id == row.estate_id, AuditFinding.sample_id == row.id)
        .order_by(AuditFinding.turn)
    )
    return {one.serial: Finding(one.outcome == "agrees", one.note, one.found_by, one.found_at) for one in rows}
