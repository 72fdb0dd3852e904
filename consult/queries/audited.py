"""The sheets of a sample: what was entered from each, which is what the paper must say, and what counts of it now.

A correction, an objection or a settlement comes later and changes what counts, never what was entered: each is shown
beside it with its date, so that a correction that the paper does not bear out is seen as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.domain.counting.book_count import Decision
from consult.domain.question import Answer
from consult.domain.question_json import answers_from_json
from consult.models.audit import AuditSample
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.wording.places import Door


class Now(StrEnum):
    """What became of an entered sheet."""

    COUNTS = "counts"
    CORRECTED = "corrected"
    ANNULLED = "annulled"
    REPLACED = "replaced"
    SET_ASIDE = "set-aside"
    SET_ASIDE_FALLEN = "set-aside-fallen"
    SECOND = "second"
    SECOND_FALLEN = "second-fallen"
    SECOND_COUNTS = "second-counts"
    LATER_COUNTS = "later-counts"
    NEITHER_COUNTS = "neither-counts"


@dataclass(frozen=True, slots=True)
class Entered:
    """One sheet: whose, what was entered (None where it was set aside for `reason`), and what became of it.

    `at`: when that was decided, None where nothing was. `answers_now` are those of the last confirmed correction of
    `corrected_at`, both None without one.
    """

    door: Door
    answers: Mapping[int, Answer] | None
    reason: str
    now: Now
    at: datetime | None = None
    answers_now: Mapping[int, Answer] | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A row of one of the three tables that keep sheets."""

    serial: str
    seq: int
    elector_id: int
    door: Door
    answers: dict[str, Any] | None
    reason: str = ""
    cause: str = ""
    ended_at: datetime | None = None


@dataclass(slots=True)
class _Since:
    """What was decided since, about the electors of these sheets: by elector or by line."""

    settled: dict[int, Settlement] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)
    corrected: dict[int, Correction] = field(default_factory=dict)
    upheld: dict[int, Contest] = field(default_factory=dict)

    def settlement(self, elector_id: int) -> Settlement | None:
        """The last decision between the ballots that stand; one about an annulled ballot went with it."""
        settled, first = self.settled.get(elector_id), self.first.get(elector_id)
        return settled if settled is not None and first is not None and settled.seq > first else None


def entered_sheets(session: Session, row: AuditSample, serials: Sequence[str]) -> dict[str, Entered]:
    """By serial what was entered from each of these sheets, also of one whose ballot was annulled later."""
    sheets = [
        *_kept(session, row, serials, Ballot),
        *_kept(session, row, serials, FormerBallot, FormerBallot.cause, FormerBallot.ended_at),
        *_kept(session, row, serials, UncountedBallot, UncountedBallot.reason),
    ]
    since = _since(session, row, [sheet.elector_id for sheet in sheets])
    return {sheet.serial: _entered(sheet, since) for sheet in sheets}


def _kept(
    session: Session,
    row: AuditSample,
    serials: Sequence[str],
    table: type[Ballot | FormerBallot | UncountedBallot],
    *more: Any,
) -> list[_Sheet]:
    wanted = [
        table.estate_id == row.estate_id,
        table.consultation_id == row.consultation_id,
        table.paper_serial.in_(serials),
    ]
    if table is UncountedBallot:
        wanted.append(UncountedBallot.reason != "late")
    found = session.execute(
        select(table, ElectorRow.building, ElectorRow.entrance, ElectorRow.room, *more)
        .join(ElectorRow, (ElectorRow.estate_id == table.estate_id) & (ElectorRow.id == table.elector_id))
        .where(*wanted)
    )
    names = {UncountedBallot: ("reason",), FormerBallot: ("cause", "ended_at")}.get(table, ())
    return [
        _Sheet(
            serial=kept.paper_serial or "",
            # Books kept before the line of a sheet set aside was noted hold none.
            seq=kept.seq or 0,
            elector_id=kept.elector_id or 0,
            door=(building, entrance, room),
            answers=kept.answers,
            **dict(zip(names, values, strict=True)),
        )
        for kept, building, entrance, room, *values in found
    ]


def _since(session: Session, row: AuditSample, electors: Sequence[int]) -> _Since:
    found = _Since()
    mine: Any
    for table in (Ballot, Settlement, Correction, Contest):
        mine = select(table).where(
            table.estate_id == row.estate_id,
            table.consultation_id == row.consultation_id,
            table.elector_id.in_(electors),
        )
        if table is Correction:
            mine = mine.where(Correction.seq.is_not(None))
        # The last of several takes the place of the earlier ones.
        for one in session.scalars(mine.order_by(table.seq)):
            _note(found, one)
    return found


def _note(found: _Since, one: Ballot | Settlement | Correction | Contest) -> None:
    match one:
        case Ballot():
            found.first[one.elector_id] = one.seq
        case Settlement():
            found.settled[one.elector_id] = one
        case Correction():
            found.corrected[one.ballot_seq] = one
        case Contest() if one.ruling == "upheld":
            found.upheld[one.ballot_seq] = one


def _entered(sheet: _Sheet, since: _Since) -> Entered:
    now, at = _now(sheet, since)
    corrected = since.corrected.get(sheet.seq)
    if corrected is not None and now is Now.COUNTS:
        now, at = Now.CORRECTED, corrected.decided_at
    return Entered(
        door=sheet.door,
        answers=answers_from_json(sheet.answers) if sheet.answers else None,
        reason=sheet.reason,
        now=now,
        at=at,
        answers_now=answers_from_json(corrected.answers) if corrected else None,
        corrected_at=corrected.decided_at if corrected else None,
    )


def _now(sheet: _Sheet, since: _Since) -> tuple[Now, datetime | None]:
    if sheet.cause:
        return (Now.REPLACED if sheet.cause == "replaced" else Now.ANNULLED), sheet.ended_at
    if not sheet.reason:
        return _of_first(since.settlement(sheet.elector_id))
    if sheet.reason == "double":
        return _of_second(sheet, since)
    upheld = since.upheld.get(sheet.seq)
    return (Now.SET_ASIDE, None) if upheld is None else (Now.SET_ASIDE_FALLEN, upheld.ruled_at)


def _of_first(settled: Settlement | None) -> tuple[Now, datetime | None]:
    if settled is None or settled.decision == Decision.FIRST_STANDS:
        return Now.COUNTS, None
    is_second = settled.decision == Decision.SECOND_COUNTS
    return (Now.LATER_COUNTS if is_second else Now.NEITHER_COUNTS), settled.settled_at


def _of_second(sheet: _Sheet, since: _Since) -> tuple[Now, datetime | None]:
    settled, upheld = since.settlement(sheet.elector_id), since.upheld.get(sheet.seq)
    if settled is not None and settled.decision == Decision.NEITHER_COUNTS:
        return Now.NEITHER_COUNTS, settled.settled_at
    if settled is not None and settled.decision == Decision.SECOND_COUNTS and settled.duplicate == sheet.seq:
        return Now.SECOND_COUNTS, settled.settled_at
    return (Now.SECOND, None) if upheld is None else (Now.SECOND_FALLEN, upheld.ruled_at)
