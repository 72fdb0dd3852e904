"""The sample of a vote's paper ballots: its list, what was drawn, what the book has, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.audit import draw, list_fingerprint
from consult.domain.ledger import LineType
from consult.models.audit import AuditFinding, AuditSample
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import entries_of
from consult.models.former_ballot import FormerBallot
from consult.queries.audited import Entered, entered_sheets
from consult.queries.beside_the_book import payload_of_entry
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
    """One ballot that was drawn: its number in the list, what was entered and what counts now, what was found."""

    number: int
    serial: str
    sheet: Entered
    finding: Finding | None

    @property
    def door(self) -> Door:
        """Whose sheet it is."""
        return self.sheet.door


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it stands; `ballots` are empty until it is drawn.

    `typed_by`: who typed the digits first; they wait for a second person until `seed` is set. `is_in_book`: its list
    has a line of the book, which an older one lacks. `is_published`: its result has one too.
    """

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
    salt: str
    typed_by: str
    is_in_book: bool
    is_published: bool
    ballots: tuple[SampledBallot, ...]

    def found(self, *, agrees: bool) -> int:
        """How many ballots agree, or differ."""
        return sum(ballot.finding is not None and ballot.finding.agrees is agrees for ballot in self.ballots)


def settled_serials(session: Session, estate_id: int, consultation_id: int) -> list[str]:
    """The sheets that had an effect, by serial: counted, counted once, set aside, or a second ballot."""
    serials: set[str] = set()
    for table in (Ballot, FormerBallot, UncountedBallot):
        wanted = select(table.paper_serial).where(
            table.estate_id == estate_id, table.consultation_id == consultation_id, table.paper_serial.is_not(None)
        )
        if table is UncountedBallot:
            wanted = wanted.where(UncountedBallot.reason != "late")
        serials.update(serial for serial in session.scalars(wanted) if serial)
    return sorted(serials)


def sample_of(session: Session, estate_id: int, consultation_id: int) -> Sample | None:
    """The sample of a vote, None before its list is fixed."""
    row = sample_row(session, estate_id, consultation_id)
    if row is None:
        return None
    return Sample(
        listed=len(row.serials),
        fingerprint=list_fingerprint(row.serials, row.salt),
        share=Fraction(row.share),
        confidence=Fraction(row.confidence),
        size=row.size,
        fixed_by=row.fixed_by,
        fixed_at=row.fixed_at,
        seed=row.seed,
        drawn_by=row.drawn_by,
        drawn_at=row.drawn_at,
        salt=row.salt,
        typed_by=row.typed_by,
        is_in_book=row.list_seq is not None,
        is_published=row.result_seq is not None,
        ballots=tuple(_ballots(session, row)),
    )


@dataclass(frozen=True, slots=True)
class PublicSample:
    """What everybody may read of a sample: how many of how many are compared; `agree` is None until it is published."""

    listed: int
    size: int
    agree: int | None


def public_sample(session: Session, estate_id: int, consultation_id: int) -> PublicSample | None:
    """The sample of a vote as its book has it; None while no list stands there."""
    row = sample_row(session, estate_id, consultation_id)
    if row is None or row.list_seq is None:
        return None
    found = [
        payload_of_entry(entry)["agree"]
        for _type, entry in entries_of(session, estate_id, consultation_id, [LineType.AUDIT_RESULT])
    ]
    return PublicSample(len(row.serials), row.size, found[0] if found else None)


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
    entered = entered_sheets(session, row, list(drawn))
    return [
        SampledBallot(number, serial, entered[serial], found.get(serial)) for serial, number in sorted(drawn.items())
    ]


def _findings(session: Session, row: AuditSample) -> dict[str, Finding]:
    rows = session.scalars(
        select(AuditFinding)
        .where(AuditFinding.estate_id == row.estate_id, AuditFinding.sample_id == row.id)
        .order_by(AuditFinding.turn)
    )
    return {one.serial: Finding(one.outcome == "agrees", one.note, one.found_by, one.found_at) for one in rows}
