"""What counts for a household of whom several ballots came, and letting another of them count."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.contest import Ruling, may_contest_again
from consult.domain.counting.book_count import INVALID_REASONS, Decision
from consult.models import ballot_rows
from consult.models.annulling import counted_ballot
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.book import BookHead
from consult.models.contest import Contest
from consult.models.correction import Correction
from consult.models.electorate import ElectorRow
from consult.models.paper_sheet import PaperSheet


@dataclass(frozen=True, slots=True)
class Standing:
    """A household's first ballot and the last decision about it, if there was one."""

    first: Ballot
    settled: Settlement | None

    @property
    def seq(self) -> int:
        """The line of the ballot that counts; where neither does, that of the decision which says so."""
        if self.settled is None or self.settled.decision == Decision.FIRST_STANDS:
            return self.first.seq
        is_second = self.settled.decision == Decision.SECOND_COUNTS
        return self.settled.duplicate if is_second else self.settled.seq

    @property
    def counts(self) -> bool:
        """Whether any ballot of the household counts."""
        return self.settled is None or self.settled.decision != Decision.NEITHER_COUNTS


def standing_of(session: Session, elector: ElectorRow) -> Standing | None:
    """What stands for an elector; None where no ballot is recorded."""
    first = counted_ballot(session, elector)
    return None if first is None else Standing(first, _last_settlement(session, elector, first.seq))


def _last_settlement(session: Session, elector: ElectorRow, first: int) -> Settlement | None:
    return session.scalar(
        select(Settlement)
        .where(
            Settlement.estate_id == elector.estate_id,
            Settlement.consultation_id == elector.consultation_id,
            Settlement.elector_id == elector.id,
            Settlement.seq > first,
        )
        .order_by(Settlement.seq.desc())
        .limit(1)
    )


def contestable(session: Session, elector: ElectorRow) -> frozenset[int]:
    """The lines that a household may contest: what holds for it, its sheet that waits, and its sheet set aside."""
    standing = standing_of(session, elector)
    held = () if standing is None else (standing.seq,)
    gone = fallen(session, elector)
    return frozenset({*held, *waiting_lines(session, elector), *set_aside_lines(session, elector)} - gone.keys())


def case_about(session: Session, elector: ElectorRow, ballot: int) -> Contest | None:
    """The contest of this very ballot, unless it was taken back, or decided before something new was done to it."""
    last = session.scalar(
        select(Contest)
        .where(
            Contest.estate_id == elector.estate_id,
            Contest.consultation_id == elector.consultation_id,
            Contest.elector_id == elector.id,
            Contest.ballot_seq == ballot,
            Contest.ruling != Ruling.WITHDRAWN.value,
        )
        .order_by(Contest.seq.desc())
        .limit(1)
    )
    if last is None:
        return None
    changed = changed_on(session, elector.estate_id, elector.consultation_id, elector.id, ballot)
    return None if may_contest_again(last.seq, changed, is_decided=last.ruled_at is not None) else last


def waiting_lines(session: Session, elector: ElectorRow) -> list[int]:
    """The lines of an elector's sheets that were entered and count nothing yet."""
    return list(
        session.scalars(
            select(PaperSheet.seq).where(
                PaperSheet.estate_id == elector.estate_id,
                PaperSheet.consultation_id == elector.consultation_id,
                PaperSheet.elector_id == elector.id,
                PaperSheet.outcome == "",
            )
        )
    )


def set_aside_lines(session: Session, elector: ElectorRow) -> list[int]:
    """The lines on which an elector's sheet was set aside; books kept before these were noted hold none."""
    rows = session.scalars(
        select(UncountedBallot.seq).where(
            UncountedBallot.estate_id == elector.estate_id,
            UncountedBallot.consultation_id == elector.consultation_id,
            UncountedBallot.elector_id == elector.id,
            UncountedBallot.reason.in_(INVALID_REASONS),
        )
    )
    return [seq for seq in rows if seq is not None]


def changed_on(session: Session, estate_id: int, consultation_id: int, elector_id: int, ballot: int) -> int:
    """The line on which a ballot was last corrected, or its household's conflict settled; 0 where neither was."""
    corrected = select(func.max(Correction.seq)).where(
        Correction.estate_id == estate_id,
        Correction.consultation_id == consultation_id,
        Correction.ballot_seq == ballot,
    )
    settled = select(func.max(Settlement.seq)).where(
        Settlement.estate_id == estate_id,
        Settlement.consultation_id == consultation_id,
        Settlement.elector_id == elector_id,
    )
    return max(session.scalar(corrected) or 0, session.scalar(settled) or 0)


def seconds_of(session: Session, elector: ElectorRow, first: int) -> list[UncountedBallot]:
    """The kept ballots that came after the first one, as they came."""
    return list(
        session.scalars(
            select(UncountedBallot)
            .where(
                UncountedBallot.estate_id == elector.estate_id,
                UncountedBallot.consultation_id == elector.consultation_id,
                UncountedBallot.elector_id == elector.id,
                UncountedBallot.reason == "double",
                UncountedBallot.seq > first,
            )
            .order_by(UncountedBallot.seq)
        )
    )


def own_seconds(seconds: Collection[UncountedBallot]) -> list[int]:
    """The lines of those that the household sent itself."""
    return [row.seq for row in seconds if row.channel == Channel.WEB and not row.entered_by and row.seq is not None]


def fallen(session: Session, elector: ElectorRow) -> dict[int, int]:
    """Lines of an elector's ballots that were not theirs, with the line that says so."""
    rows = session.execute(
        select(Contest.ballot_seq, Contest.ruled_seq).where(
            Contest.estate_id == elector.estate_id,
            Contest.consultation_id == elector.consultation_id,
            Contest.elector_id == elector.id,
            Contest.ruling == "upheld",
        )
    )
    return {ballot: ruled for ballot, ruled in rows if ruled is not None}


def move_counters(session: Session, head: BookHead, elector: ElectorRow, *, counted: bool, counts: bool) -> None:
    """Take an elector out of the running counts when no ballot counts any more, and back in when one does again.

    Before the line is written: writing it keeps the head with its counts.
    """
    if moved := counts - counted:
        head.heads += moved
        head.area += moved * elector.area
        keys = (elector.estate_id, elector.consultation_id)
        ballot_rows.count_in_building(session.connection(), *keys, elector.building, elector.area, heads=moved)
