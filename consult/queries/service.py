"""Service (送达): who has been served and how, for the log, the figures, and what silence may mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.domain.deemed import Service
from consult.domain.service import EFFECTIVE, Attempt, Method, best
from consult.domain.walking_order import in_walking_order, natural
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow
from consult.models.service import ServiceAttempt, ServiceWithdrawal
from consult.queries.consultations import ConsultationView
from consult.queries.sheets import only_collected


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That an attempt was taken back: why, by whom, when."""

    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LoggedAttempt:
    """One line of the log with who wrote it, and whether it was taken back."""

    id: int
    attempt: Attempt
    recorded_by: str
    recorded_at: datetime
    withdrawn: Withdrawn | None


@dataclass(frozen=True, slots=True)
class ServedElector:
    """One elector in the log: the door the ballot goes to, how it was served, and every attempt, newest first.

    `attempts` are those that stand; `log` has those that were taken back too.
    The public number is left out: beside a door it would tell which line of the book is whose.
    """

    elector_id: int
    place: tuple[str, str, str]
    serial: str
    service: Service
    has_returned: bool
    attempts: tuple[Attempt, ...]
    log: tuple[LoggedAttempt, ...] = ()

    @property
    def is_served(self) -> bool:
        """Whether silence may be given a meaning; who brought a ballot back has been served, whoever carried it."""
        return self.has_returned or self.service.is_effective


@dataclass(frozen=True, slots=True)
class BuildingService:
    """How many of a building's electors have been served."""

    building: str
    electors: int
    served: int


def service_by_building(session: Session, view: ConsultationView) -> list[BuildingService]:
    """Every building in scope, in walking order."""
    rows = session.execute(
        select(ElectorRow.building, func.count(), func.count().filter(was_served(view)))
        .where(*_mine(ElectorRow, view))
        .group_by(ElectorRow.building)
    )
    found = [BuildingService(building, electors, served) for building, electors, served in rows]
    return sorted(found, key=lambda row: natural(row.building))


def service_in(session: Session, view: ConsultationView, building: str) -> list[ServedElector]:
    """The electors whose ballots go to one building, in walking order."""
    logged = _log(session, view, building)
    rows = session.execute(
        select(ElectorRow, was_returned(view)).where(*_mine(ElectorRow, view), ElectorRow.building == building)
    )
    found = [
        ServedElector(
            elector_id=row.id,
            place=(row.building, row.entrance, row.room),
            serial=row.paper_serial,
            service=_best(None if view.is_rounded else row.served_at, _standing(logged[row.id]), view.closes_at),
            has_returned=bool(has_returned),
            attempts=tuple(_standing(logged[row.id])),
            log=tuple(logged[row.id]),
        )
        for row, has_returned in rows
    ]
    return in_walking_order(found, lambda elector: elector.place)


def service_by_number(session: Session, view: ConsultationView) -> dict[int, Service]:
    """How each elector was served before the end, by public number; nothing about who answered."""
    attempted: dict[int, list[Service]] = defaultdict(list)
    tried = select(ServiceAttempt.elector_id, ServiceAttempt.method).where(*_in_time(view))
    for elector_id, method in session.execute(tried):
        attempted[elector_id].append(Method(method).service)
    rows = session.execute(select(ElectorRow.id, ElectorRow.number, _has_seen_it(view)).where(*_mine(ElectorRow, view)))
    return {
        number: best([*attempted[elector_id], *([Service.SIGNED_IN] if has_seen_it else [])])
        for elector_id, number, has_seen_it in rows
    }


def served_numbers(session: Session, view: ConsultationView) -> list[int]:
    """The public numbers of all who were effectively served before the end, sorted.

    Not of those whose sheet somebody took along at the door and nobody entered: they have answered, and their silence
    is ours.
    """
    taken_along = select(CollectedPaper.elector_id).where(*only_collected(view.estate.id, view.id))
    wanted = select(ElectorRow.number).where(
        *_mine(ElectorRow, view), was_served(view), ElectorRow.id.not_in(taken_along)
    )
    return list(session.scalars(wanted.order_by(ElectorRow.number)))


def was_served(view: ConsultationView) -> ColumnElement[bool]:
    """Effectively served before the end: by an attempt, by signing in, or by a ballot that came back."""
    tried = select(ServiceAttempt.elector_id).where(
        *_in_time(view), ServiceAttempt.method.in_([method.value for method in EFFECTIVE])
    )
    # Not OR: SQLite works out both sides of one, and would look up every ballot of those who have signed in.
    return case((_has_seen_it(view), true()), (ElectorRow.id.in_(tried), true()), else_=was_returned(view))


def has_had_it(view: ConsultationView) -> ColumnElement[bool]:
    """Served, or sent a sheet back too late: they have had the ballot, but nobody knows whether before the end.

    It is a figure of the result; silence is never read from a late sheet.
    """
    return case((was_served(view), true()), else_=ElectorRow.id.in_(_sheets(view)))


def was_returned(view: ConsultationView) -> ColumnElement[bool]:
    """A ballot of theirs came back in time, whether it counts or was set aside; untold while a secret poll runs."""
    if view.is_rounded:
        return false()
    answered = select(Ballot.elector_id).where(*_mine(Ballot, view))
    return or_(ElectorRow.id.in_(answered), ElectorRow.id.in_(_sheets(view).where(UncountedBallot.reason != "late")))


def _sheets(view: ConsultationView) -> Select[int | None]:
    return select(UncountedBallot.elector_id).where(
        *_mine(UncountedBallot, view),
        UncountedBallot.channel == Channel.PAPER.value,
        UncountedBallot.elector_id.is_not(None),
    )


def _has_seen_it(view: ConsultationView) -> ColumnElement[bool]:
    """Signed in with the letter while it was open. After the end there was nothing left to answer.

    While a secret poll runs that is not told either: who signs in mostly answers.
    """
    if view.is_rounded:
        return false()
    return and_(ElectorRow.served_at.is_not(None), ElectorRow.served_at < view.closes_at)


def _in_time(view: ConsultationView) -> tuple[ColumnElement[bool], ...]:
    taken_back = select(ServiceWithdrawal.attempt_id).where(
        ServiceWithdrawal.estate_id == view.estate.id, ServiceWithdrawal.consultation_id == view.id
    )
    stands = ServiceAttempt.id.not_in(taken_back)
    return *_mine(ServiceAttempt, view), ServiceAttempt.at < view.closes_at, stands


def _mine(
    table: type[Ballot | ElectorRow | ServiceAttempt | UncountedBallot], view: ConsultationView
) -> tuple[ColumnElement[bool], ...]:
    """What keeps a query to this consultation."""
    return table.estate_id == view.estate.id, table.consultation_id == view.id


def logged_attempt(session: Session, view: ConsultationView, attempt_id: int) -> LoggedAttempt | None:
    """One line of this consultation's log."""
    found = session.execute(
        select(ServiceAttempt, ServiceWithdrawal)
        .outerjoin(ServiceWithdrawal, _TAKES_BACK)
        .where(*_mine(ServiceAttempt, view), ServiceAttempt.id == attempt_id)
    ).first()
    return None if found is None else _logged(*found)


_TAKES_BACK = and_(
    ServiceWithdrawal.estate_id == ServiceAttempt.estate_id, ServiceWithdrawal.attempt_id == ServiceAttempt.id
)


def _log(session: Session, view: ConsultationView, building: str) -> dict[int, list[LoggedAttempt]]:
    """Every line of the log by elector of a building, the newest first."""
    rows = session.execute(
        select(ServiceAttempt, ServiceWithdrawal)
        .join(
            ElectorRow,
            (ElectorRow.estate_id == ServiceAttempt.estate_id) & (ElectorRow.id == ServiceAttempt.elector_id),
        )
        .outerjoin(ServiceWithdrawal, _TAKES_BACK)
        .where(*_mine(ServiceAttempt, view), ElectorRow.building == building)
        .order_by(ServiceAttempt.at.desc(), ServiceAttempt.recorded_at.desc())
    )
    found: dict[int, list[LoggedAttempt]] = defaultdict(list)
    for row, withdrawal in rows:
        found[row.elector_id].append(_logged(row, withdrawal))
    return found


def _logged(row: ServiceAttempt, withdrawal: ServiceWithdrawal | None) -> LoggedAttempt:
    attempt = Attempt(Method(row.method), row.at, row.recipient, row.relation, row.evidence, row.photo)
    gone = withdrawal and Withdrawn(withdrawal.reason, withdrawal.withdrawn_by, withdrawal.withdrawn_at)
    return LoggedAttempt(row.id, attempt, row.recorded_by, row.recorded_at, gone or None)


def _standing(log: list[LoggedAttempt]) -> list[Attempt]:
    return [line.attempt for line in log if line.withdrawn is None]


def _best(seen_at: datetime | None, attempts: list[Attempt], closes_at: datetime) -> Service:
    has_seen_it = seen_at is not None and seen_at < closes_at
    tried = [attempt.method.service for attempt in attempts if attempt.at < closes_at]
    return best([*tried, *([Service.SIGNED_IN] if has_seen_it else [])])
