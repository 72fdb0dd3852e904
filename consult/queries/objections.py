"""Objections that came through the system, for the register: contests of ballots, corrections, and those to the result.

No home, no serial, and nothing that a household wrote itself: the register lies on the committee's table, and the line
of a ballot tells its choices in the open book.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.documents.objection_register import Decided, Objection
from consult.domain.contest import Ruling
from consult.domain.correction import Verdict, verdict_of
from consult.domain.objection import Effect, effect_of
from consult.domain.result_objection import Matter, Outcome
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.result_objection import ResultObjection
from consult.queries.consultations import ConsultationView
from consult.queries.result_objections import put_right_after


def objections(session: Session, view: ConsultationView, ends: datetime | None, now: datetime) -> list[Objection]:
    """All of them, the oldest first; `ends` is when the objection period does, None while nothing is closed."""
    found = [*_contested(session, view), *_corrected(session, view, ends, now), *_objected(session, view)]
    return sorted(found, key=lambda one: (one.came_at, one.ballot, one.number))


def _objected(session: Session, view: ConsultationView) -> Iterator[Objection]:
    """Objections to the result, by their numbers: on paper the register says as little of who objected as elsewhere."""
    rows = session.scalars(
        select(ResultObjection).where(
            ResultObjection.estate_id == view.estate.id, ResultObjection.consultation_id == view.id
        )
    )
    for row in rows:
        # Of a letter the day counts on which it was received, whenever it was entered.
        came_at = datetime.combine(row.received_on, time(12), UTC) if row.entered_by else row.raised_at
        decided = _judged(row, [one.at for one in put_right_after(session, row)], view)
        yield Objection(
            0, came_at, taken_by=row.entered_by, decided=decided, number=row.number, matter=Matter(row.matter)
        )


def _judged(row: ResultObjection, put_right: Sequence[datetime], view: ConsultationView) -> Decided | None:
    """The decision; its effect is known where none follows, or where the book tells of the household's ballot."""
    if row.decided_at is None:
        return None
    outcome = Outcome(row.outcome)
    effect = Effect.NONE if outcome in (Outcome.NOT_UPHELD, Outcome.WITHDRAWN) else None
    if put_right:
        effect = effect_of(put_right[-1], closed_at=view.closed_at, granted=True)
    return Decided(outcome, row.reason, row.decided_by, row.decided_at, effect)


def _contested(session: Session, view: ConsultationView) -> Iterator[Objection]:
    rows = session.scalars(
        select(Contest).where(Contest.estate_id == view.estate.id, Contest.consultation_id == view.id)
    )
    for row in rows:
        yield Objection(row.ballot_seq, row.contested_at, decided=_ruled(row, view))


def _ruled(row: Contest, view: ConsultationView) -> Decided | None:
    if row.ruled_at is None:
        return None
    ruling = Ruling(row.ruling)
    effect = effect_of(row.ruled_at, closed_at=view.closed_at, granted=ruling is Ruling.UPHELD)
    return Decided(ruling, row.reason, row.ruled_by, row.ruled_at, effect)


def _corrected(session: Session, view: ConsultationView, ends: datetime | None, now: datetime) -> Iterator[Objection]:
    rows = session.scalars(
        select(Correction).where(Correction.estate_id == view.estate.id, Correction.consultation_id == view.id)
    )
    for row in rows:
        yield Objection(
            row.ballot_seq,
            row.proposed_at,
            row.reason,
            is_correction=True,
            taken_by=row.proposed_by,
            decided=_verdict(row, view, ends, now),
        )


def _verdict(row: Correction, view: ConsultationView, ends: datetime | None, now: datetime) -> Decided | None:
    """What the second person decided; where nobody did in time, that it lapsed when the period ended."""
    verdict = verdict_of(row.state, is_over=ends is not None and now >= ends)
    at = row.decided_at or ends
    if verdict is Verdict.PROPOSED or at is None:
        return None
    effect = effect_of(at, closed_at=view.closed_at, granted=verdict is Verdict.CONFIRMED)
    return Decided(verdict, row.note, row.decided_by, at, effect)
