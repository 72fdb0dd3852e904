"""Objections to results: a household's own, all of a consultation's, and how many, for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from consult.domain.contest import Ruling
from consult.domain.correction import Verdict
from consult.domain.objection import is_final
from consult.domain.result_objection import Matter, Outcome, PostingDays, is_put_right, posting_days
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.models.result_objection import ResultObjection
from consult.queries.consultations import ConsultationView
from consult.queries.touched import names_of, touched
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class PutRight:
    """That the household's ballot was corrected, or a contest of it upheld: on which line of the book, and when."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """One objection. `door` is None for one from paper, which has `raised_by` and `entered_by`.

    `outcome` is None while it waits, `decided_by` '' where the household took it back. `concerned` are those who may
    not decide it, told only where it waits. `put_right` are the lines of the book that followed one that was upheld
    or passed on, the first one first.
    """

    number: int
    door: Door | None
    raised_by: str
    entered_by: str
    matter: Matter
    said: str
    photo: str
    received_on: date
    outcome: Outcome | None
    reason: str
    decided_by: str
    decided_at: datetime | None
    concerned: tuple[str, ...] = ()
    put_right: tuple[PutRight, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """How a posted result stands: its days, and how many objections (contests of ballots too) came and wait.

    What a household took back is not counted. `is_final`: the last day is past and nothing waits.
    """

    days: PostingDays
    received: int
    waiting: int
    is_over: bool
    is_final: bool

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.received - self.waiting


def result_objections(
    session: Session, estate_id: int, consultation_id: int, elector_id: int | None = None
) -> list[ObjectionView]:
    """The objections to a result, or those of one household, those that wait first, then by their numbers."""
    wanted = [ResultObjection.estate_id == estate_id, ResultObjection.consultation_id == consultation_id]
    if elector_id is not None:
        wanted.append(ResultObjection.elector_id == elector_id)
    rows = session.execute(
        select(ResultObjection, ElectorRow)
        .outerjoin(
            ElectorRow,
            (ElectorRow.estate_id == ResultObjection.estate_id) & (ElectorRow.id == ResultObjection.elector_id),
        )
        .where(*wanted)
        .order_by(ResultObjection.outcome != "", ResultObjection.number)
    )
    return [_view(session, row, elector) for row, elector in rows]


def _view(session: Session, row: ResultObjection, elector: ElectorRow | None) -> ObjectionView:
    return ObjectionView(
        number=row.number,
        door=(elector.building, elector.entrance, elector.room) if elector else None,
        raised_by=row.raised_by,
        entered_by=row.entered_by,
        matter=Matter(row.matter),
        said=row.said,
        photo=row.photo_sha256,
        received_on=row.received_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        concerned=() if row.outcome else tuple(concerned_by(session, row)),
        put_right=tuple(put_right_after(session, row)),
    )


def put_right_after(session: Session, row: ResultObjection) -> Iterator[PutRight]:
    """What was done to the household's ballot since it objected, if the objection led to it (`is_put_right`)."""
    outcome = Outcome(row.outcome) if row.outcome else None
    if row.elector_id is None or not is_put_right(Matter(row.matter), outcome):
        return
    done = union_all(
        *(
            select(line.label("seq"), at.label("at")).where(
                table.estate_id == row.estate_id, table.elector_id == row.elector_id, granted, at >= row.raised_at
            )
            for table, line, at, granted in (
                (Correction, Correction.seq, Correction.decided_at, Correction.state == Verdict.CONFIRMED.value),
                (Contest, Contest.ruled_seq, Contest.ruled_at, Contest.ruling == Ruling.UPHELD.value),
            )
        )
    )
    for seq, at in session.execute(done.order_by("seq")):
        if seq is not None and at is not None:  # what was granted always has both (constraints of the two tables)
            yield PutRight(seq, at)


def concerned_by(session: Session, row: ResultObjection) -> Sequence[str]:
    """Who may not decide an objection, as far as is known: whoever raised it, and who had the ballot in hand.

    A letter's writer stands there as typed, with the home; each part of it is taken for a name.
    """
    written = [row.raised_by, *row.raised_by.replace("，", " ").replace(",", " ").split()] if row.raised_by else []
    elector = session.get(ElectorRow, (row.estate_id, row.elector_id)) if row.elector_id else None
    if elector is None:
        return written
    hands = names_of(touched(session, elector)) if row.matter == Matter.BALLOT else []
    return [*written, *elector.names, *hands]


def posting_of(session: Session, view: ConsultationView, *, zone: tzinfo, now: datetime) -> Posting | None:
    """How the result of a consultation stands; None while it is not closed."""
    days = posting_days(view.closed_at, zone, days=view.procedure.posted_days)
    if days is None:
        return None
    counted = _counted(session, view)
    waiting = counted.get("", 0)
    return Posting(
        days=days,
        received=sum(counted.values()),
        waiting=waiting,
        is_over=days.is_over(now.astimezone(zone).date()),
        is_final=is_final(view.closed_at, zone, days=view.procedure.posted_days, now=now, open_cases=waiting),
    )


def undecided_objections(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many objections to a result wait for a decision."""
    waiting = select(func.count()).where(
        ResultObjection.estate_id == estate_id,
        ResultObjection.consultation_id == consultation_id,
        ResultObjection.outcome == "",
    )
    return session.scalar(waiting) or 0


def _counted(session: Session, view: ConsultationView) -> dict[str, int]:
    """How many wait (under '') and how many were decided, without those taken back; one statement."""
    tables = ((ResultObjection, ResultObjection.outcome), (Contest, Contest.ruling))
    counts = union_all(
        *(
            select(literal(waits).label("waits"), func.count().label("number")).where(
                table.estate_id == view.estate.id,
                table.consultation_id == view.id,
                ended == "" if not waits else ended.not_in(("", Outcome.WITHDRAWN.value)),
            )
            for table, ended in tables
            for waits in ("", "decided")
        )
    )
    found: dict[str, int] = {}
    for waits, number in session.execute(counts):
        found[waits] = found.get(waits, 0) + number
    return found
