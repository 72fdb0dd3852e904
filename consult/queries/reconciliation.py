"""The sheets of a vote as the desk knows them, and the reconciliation that holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.reconciliation import Fate, Reconciliation, fates_of, from_figures
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.paper_sheet import PaperSheet
from consult.models.reconciliation import SheetReconciliation
from consult.queries.consultations import ConsultationView
from consult.queries.sheets import WAITING, only_collected

_UNCOUNTED = {
    "double": Fate.DOUBLE,
    "late": Fate.LATE,
    "blank": Fate.BLANK,
    "spoilt": Fate.SPOILT,
    "unsigned": Fate.SPOILT,
    "unauthorised": Fate.SPOILT,
    "copied": Fate.SPOILT,
}


def listed_sheets(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many numbered sheets there are: one for each elector of the frozen electorate."""
    mine = (ElectorRow.estate_id == estate_id, ElectorRow.consultation_id == consultation_id)
    return session.scalar(select(func.count()).where(*mine)) or 0


def fates_now(session: Session, estate_id: int, consultation_id: int) -> dict[Fate, int]:
    """What became of every sheet that was entered so far, one fate each."""
    return fates_of(_noted(session, estate_id, consultation_id))


def _noted(session: Session, estate_id: int, consultation_id: int) -> Iterator[tuple[str, Fate]]:
    # A ballot that was annulled later lies in the box all the same.
    for table in (Ballot, FormerBallot):
        counted = select(table.paper_serial).where(
            table.estate_id == estate_id, table.consultation_id == consultation_id, table.paper_serial.is_not(None)
        )
        yield from ((serial, Fate.RETURNED) for serial in session.scalars(counted) if serial)
    uncounted = select(UncountedBallot.paper_serial, UncountedBallot.reason).where(
        UncountedBallot.estate_id == estate_id,
        UncountedBallot.consultation_id == consultation_id,
        UncountedBallot.paper_serial.is_not(None),
    )
    yield from ((serial, _UNCOUNTED[reason]) for serial, reason in session.execute(uncounted) if serial)
    waiting = select(PaperSheet.serial).where(
        PaperSheet.estate_id == estate_id,
        PaperSheet.consultation_id == consultation_id,
        PaperSheet.standing.in_(WAITING),
    )
    yield from ((serial, Fate.UNCONFIRMED) for serial in session.scalars(waiting))
    # Whoever took a sheet along at the door answers for it, until it is entered or somebody writes down where it is.
    taken_along = select(CollectedPaper.serial).where(*only_collected(estate_id, consultation_id))
    yield from ((serial, Fate.COLLECTED) for serial in session.scalars(taken_along))


@dataclass(frozen=True, slots=True)
class Signed:
    """A reconciliation that somebody signed; `is_current` unless a sheet was entered after it."""

    found: Reconciliation
    explanation: str
    by: str
    at: datetime
    seq: int
    is_current: bool

    @property
    def settles(self) -> bool:
        """Whether the vote may be closed on it."""
        return self.is_current and (self.found.balances or bool(self.explanation))


def signed_reconciliation(session: Session, estate_id: int, consultation_id: int) -> Signed | None:
    """The last reconciliation of a vote, if there is one."""
    row = session.scalar(
        select(SheetReconciliation)
        .where(SheetReconciliation.estate_id == estate_id, SheetReconciliation.consultation_id == consultation_id)
        .order_by(SheetReconciliation.seq.desc())
        .limit(1)
    )
    if row is None:
        return None
    found = from_figures(row.figures)
    is_current = dict(found.fates) == fates_now(session, estate_id, consultation_id)
    return Signed(found, row.explanation, row.signed_by, row.signed_at, row.seq, is_current)


def must_reconcile(view: ConsultationView) -> bool:
    """Whether this vote is closed only once its sheets are reconciled: a binding one whose paper two people enter."""
    return view.is_binding and view.procedure.paper_twice and Channel.PAPER in view.channels


def refuse_unreconciled(session: Session, view: ConsultationView) -> None:
    """A binding vote whose paper two people enter is counted once its sheets balance, or somebody says why not.

    Refuses `sheets-not-reconciled`.
    """
    if must_reconcile(view):
        signed = signed_reconciliation(session, view.estate.id, view.id)
        if signed is None or not signed.settles:
            raise Refusal("sheets-not-reconciled")
