"""Contests: households that say of their recorded ballot "this was not us", with the ballot and what was decided.

Nothing here tells a choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.contest import Ruling
from consult.domain.counting.book_count import INVALID_REASONS
from consult.models.account import Staff
from consult.models.ballot import Ballot, Settlement, UncountedBallot
from consult.models.contest import Contest
from consult.models.electorate import ElectorRow
from consult.models.former_ballot import FormerBallot
from consult.models.ledger import LedgerLine
from consult.models.paper_sheet import PaperKeying, PaperSheet
from consult.models.settling import standing_of
from consult.queries.beside_the_book import payload_of_entry
from consult.queries.photos import photo_of_sheet
from consult.queries.touched import Part, names_of, touched
from consult.wording.places import Door


@dataclass(frozen=True, slots=True)
class Enterer:
    """Who entered a ballot for a household: the name, and the role its account has ('' where there is none)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class EnteredBallot:
    """The ballot a case is about: when and how it came, who entered it (nobody for the household itself), its photo."""

    seq: int
    at: datetime
    channel: str
    entered_by: tuple[Enterer, ...]
    photo: str
    is_counted: bool
    standing: str = ""
    """`waits` for a sheet that nobody has confirmed, a reason for one that was set aside, else ''."""


@dataclass(frozen=True, slots=True)
class Decided:
    """How a case was decided, why, by whom and when."""

    ruling: Ruling
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who had a ballot of the household in hand, and how."""

    who: Enterer
    part: Part
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContestView:
    """One case. `seq` is the number of its line; `decided` is None while it waits.

    `hands`: who had a ballot of the household in hand, with what they did and the role that the estate gave them.
    """

    seq: int
    door: Door
    at: datetime
    said: str
    ballot: EnteredBallot
    decided: Decided | None
    hands: tuple[Hand, ...] = ()


def contests(
    session: Session, estate_id: int, consultation_id: int, elector_id: int | None = None
) -> list[ContestView]:
    """All cases, those that wait first, or those of one elector; the oldest first."""
    wanted = [Contest.estate_id == estate_id, Contest.consultation_id == consultation_id]
    if elector_id is not None:
        wanted.append(Contest.elector_id == elector_id)
    rows = session.execute(
        select(Contest, ElectorRow)
        .join(ElectorRow, (ElectorRow.estate_id == Contest.estate_id) & (ElectorRow.id == Contest.elector_id))
        .where(*wanted)
        .order_by(Contest.seq)
    ).all()
    found = [_case(session, contest, elector) for contest, elector in rows]
    return sorted(found, key=lambda case: case.decided is not None)


def undecided(session: Session, estate_id: int, consultation_id: int) -> int:
    """How many cases wait for a decision."""
    return session.scalars(
        select(func.count())
        .select_from(Contest)
        .where(Contest.estate_id == estate_id, Contest.consultation_id == consultation_id, Contest.ruling == "")
    ).one()


def _case(session: Session, contest: Contest, elector: ElectorRow) -> ContestView:
    decided = None
    if contest.ruled_at is not None:
        decided = Decided(Ruling(contest.ruling), contest.reason, contest.ruled_by, contest.ruled_at)
    return ContestView(
        seq=contest.seq,
        door=(elector.building, elector.entrance, elector.room),
        at=contest.contested_at,
        said=contest.said,
        ballot=_with_photo(
            session, elector, entered_ballot(session, contest.estate_id, contest.consultation_id, contest.ballot_seq)
        ),
        decided=decided,
        hands=hands_of(session, elector),
    )


def _with_photo(session: Session, elector: ElectorRow, ballot: EnteredBallot) -> EnteredBallot:
    """A sheet that was set aside, or came second, has its photo kept without a line that names it."""
    if ballot.photo or ballot.channel != Channel.PAPER:
        return ballot
    return replace(ballot, photo=photo_of_sheet(session, elector))


def hands_of(session: Session, elector: ElectorRow) -> tuple[Hand, ...]:
    """Everybody who had a ballot of this elector in hand."""
    found = touched(session, elector)
    people = {one.name: one for one in enterers(session, elector.estate_id, tuple(names_of(found)))}
    return tuple(Hand(people[one.name], one.part, one.at) for one in found)


def entered_ballot(session: Session, estate_id: int, consultation_id: int, seq: int) -> EnteredBallot:
    """The ballot on a line, whether it still counts or not."""
    row = _row(session, estate_id, consultation_id, seq)
    return EnteredBallot(
        seq=seq,
        at=row.at,
        channel=row.channel,
        entered_by=enterers(session, estate_id, names_in(row.entered_by)),
        photo=photo_of_ballot(session, estate_id, consultation_id, seq),
        is_counted=row.is_counted,
        standing=row.standing,
    )


def entered_by(session: Session, estate_id: int, consultation_id: int, seq: int) -> tuple[str, ...]:
    """The names of those who entered the ballot on a line; none where the household answered itself."""
    return names_in(_row(session, estate_id, consultation_id, seq).entered_by)


def names_in(names: str) -> tuple[str, ...]:
    """Who entered a ballot: a sheet that two people read alike carries both names."""
    return tuple(name for name in names.split("、") if name)


def enterers(session: Session, estate_id: int, names: tuple[str, ...]) -> tuple[Enterer, ...]:
    """Those people with the role that the estate gave them."""
    rows = session.execute(select(Staff.name, Staff.role).where(Staff.estate_id == estate_id, Staff.name.in_(names)))
    roles = dict(rows.all())
    return tuple(Enterer(name, roles.get(name, "")) for name in names)


_Kept = TypeVar("_Kept", Ballot, FormerBallot, UncountedBallot)


@dataclass(frozen=True, slots=True)
class _Row:
    at: datetime
    channel: str
    entered_by: str
    is_counted: bool
    standing: str = ""


def _row(session: Session, estate_id: int, consultation_id: int, seq: int) -> _Row:
    """What is kept of the ballot on a line, or of the decision that none counts."""
    keys = (estate_id, consultation_id)
    if (counted := _on_line(session, Ballot, *keys, seq)) is not None:
        return _Row(counted.cast_at, counted.channel, counted.entered_by, _holds(session, counted))
    if (former := _on_line(session, FormerBallot, *keys, seq)) is not None:
        return _Row(former.cast_at, former.channel, former.entered_by, False)
    if (second := _on_line(session, UncountedBallot, *keys, seq)) is not None:
        standing = second.reason if second.reason in INVALID_REASONS else ""
        return _Row(second.received_at, second.channel, second.entered_by, _holds_second(session, second), standing)
    if (sheet := _sheet_on_line(session, *keys, seq)) is not None:
        return sheet
    settled = session.scalars(
        select(Settlement).where(
            Settlement.estate_id == estate_id, Settlement.consultation_id == consultation_id, Settlement.seq == seq
        )
    ).one()
    return _Row(settled.settled_at, "", settled.settled_by, False)


def _on_line(session: Session, table: type[_Kept], estate_id: int, consultation_id: int, seq: int) -> _Kept | None:
    return session.scalar(
        select(table).where(table.estate_id == estate_id, table.consultation_id == consultation_id, table.seq == seq)
    )


def _sheet_on_line(session: Session, estate_id: int, consultation_id: int, seq: int) -> _Row | None:
    """A sheet that somebody entered and that waits, as its first reading left it."""
    found = session.execute(
        select(PaperKeying.keyed_at, PaperKeying.keyed_by, PaperSheet.outcome)
        .join(PaperSheet, (PaperSheet.estate_id == PaperKeying.estate_id) & (PaperSheet.id == PaperKeying.sheet_id))
        .where(
            PaperSheet.estate_id == estate_id,
            PaperSheet.consultation_id == consultation_id,
            PaperSheet.seq == seq,
            PaperKeying.seq == seq,
        )
    ).first()
    if found is None:
        return None
    at, by, outcome = found
    return _Row(at, Channel.PAPER.value, by, False, "" if outcome else "waits")


def _holds(session: Session, first: Ballot) -> bool:
    return _standing_line(session, first) == first.seq


def _holds_second(session: Session, second: UncountedBallot) -> bool:
    first = session.scalar(
        select(Ballot).where(
            Ballot.estate_id == second.estate_id,
            Ballot.consultation_id == second.consultation_id,
            Ballot.elector_id == second.elector_id,
        )
    )
    return first is not None and _standing_line(session, first) == second.seq


def _standing_line(session: Session, first: Ballot) -> int:
    elector = session.get_one(ElectorRow, (first.estate_id, first.elector_id))
    standing = standing_of(session, elector)
    return 0 if standing is None else standing.seq


def _payload(session: Session, estate_id: int, consultation_id: int, seq: int) -> Mapping[str, Any]:
    entry = session.scalars(
        select(LedgerLine.entry).where(
            LedgerLine.estate_id == estate_id, LedgerLine.consultation_id == consultation_id, LedgerLine.seq == seq
        )
    ).one()
    return payload_of_entry(entry)


def photo_of_ballot(session: Session, estate_id: int, consultation_id: int, seq: int) -> str:
    """The hash of the photo that a ballot's line names ('' for none); a proxy's is that of its form."""
    payload = _payload(session, estate_id, consultation_id, seq)
    photo: str = payload.get("photo") or payload.get("proxy", {}).get("photo") or ""
    return photo
