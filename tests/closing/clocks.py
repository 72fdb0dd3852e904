"""A clock that is put forwards and backwards while a vote runs: whatever it shows, nothing opens early or again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.cast_ballot import Receipt
from consult.actions.close_consultation import close_consultation
from consult.actions.open_consultation import open_consultation
from consult.domain.consultation import State
from consult.domain.ledger import LineType
from consult.domain.local_time import typed_moment
from consult.domain.refusal import Refusal
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.actions.test_ballots_in_any_order import recounted

ORDER = list(State)
JUMPS = (
    *(timedelta(hours=hours) for hours in (-24, -1, 1, 24)),
    *(timedelta(minutes=minutes) for minutes in (-30, 30)),
    *(timedelta(seconds=seconds) for seconds in (-1, 1)),
)
NIGHTS: tuple[tuple[str, str, str], ...] = (
    ("Asia/Shanghai", "2026-12-16T09:00", "2026-12-17T18:00"),
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-26T02:30"),
    ("Europe/Berlin", "2026-10-24T02:30", "2026-10-25T02:30"),
    ("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T03:00"),
    ("Europe/Berlin", "2027-03-28T02:30", "2027-03-29T02:30"),
    ("Europe/Berlin", "2027-03-27T02:30", "2027-03-28T02:30"),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T02:00"),
    ("America/New_York", "2026-10-31T01:30", "2026-11-01T01:30"),
    ("America/New_York", "2027-03-14T02:15", "2027-03-14T03:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-04T02:00"),
)
"""Zone, opening and end as they are typed: on ordinary days, in hours that come twice, and that never come."""


@dataclass
class Walk:
    """A vote under a clock that jumps: what was wrong, and how much happened."""

    session: Session
    view: ConsultationView
    zone: ZoneInfo
    typed: datetime
    now: datetime
    faults: list[str] = field(default_factory=list)
    ballots: int = 0
    jumps: int = 0

    def state(self) -> State:
        """Where it stands now."""
        self.session.rollback()
        return consultation_of_id(self.session, self.view.estate.id, self.view.id).state

    def tried(self, act: Callable[[], object]) -> object:
        """What a deed answered, or the reason why it was refused."""
        try:
            return act()
        except Refusal as refusal:
            return refusal.reason

    def must(self, holds: bool, said: str) -> None:
        """Note what must hold and does not."""
        if not holds:
            self.faults.append(f"{self.zone.key}, {self.now:%m-%d %H:%M:%S}: {said}")


def walk_the_clock(session: Session, night: tuple[str, str, str], chance: Random, *, code: str, steps: int) -> Walk:
    """Announce a vote for such a night, then let the clock jump about the opening and the end."""
    walk = _announced(session, night, code)
    voters = people.electors(session, walk.view)
    session.rollback()
    around = [walk.view.opens_at, walk.view.closes_at]
    for step in range(steps):
        if step % 4 == 0:
            walk.now = chance.choice(around) if step >= steps // 2 else walk.view.opens_at
        walk.now += chance.choice(JUMPS) + timedelta(seconds=chance.choice((0, 0, 1)))
        walk.jumps += 1
        before = walk.state()
        chance.choice((_open, _cast, _cast, _close))(walk, voters[step % len(voters)].id, before)
        walk.must(ORDER.index(walk.state()) >= ORDER.index(before), f"it went from {before} back to {walk.state()}")
    _end(walk)
    return walk


def _announced(session: Session, night: tuple[str, str, str], code: str) -> Walk:
    zone = ZoneInfo(night[0])
    local = [datetime.fromisoformat(text) for text in night[1:]]
    opens, closes = (typed_moment(moment, zone).astimezone(UTC) for moment in local)
    estate = people.make_estate(session, code=code, now=opens - timedelta(days=60))
    times = {
        "notice_on": opens.date() - timedelta(days=20),
        "opens_at": opens,
        "closes_at": closes,
        "window_clause": "第八条",
    }
    view = people.make_draft(session, estate, questions=(people.CONSENT,), **times)
    announce_consultation(session, estate, view.id, by="钱敏", now=opens - timedelta(days=19))
    return Walk(session, view, zone, local[0], opens)


def _open(walk: Walk, _elector: int, before: State) -> None:
    keys = (walk.view.estate.id, walk.view.id)
    said = walk.tried(lambda: open_consultation(walk.session, *keys, by="钱敏", now=walk.now))
    is_due = before is State.ANNOUNCED and walk.view.opens_at <= walk.now < walk.view.closes_at
    walk.must((said is None) == is_due, f"opening a vote that is {before} was answered {said}")
    local = walk.now.astimezone(walk.zone).replace(tzinfo=None)
    walk.must(said is not None or local >= walk.typed, f"it opened at {local:%H:%M} by the clock on the wall")


def _cast(walk: Walk, elector: int, before: State) -> None:
    row = next(row for row in people.electors(walk.session, walk.view) if row.id == elector)
    said = walk.tried(lambda: people.vote(walk.session, walk.view, row, {1: "agree"}, now=walk.now))
    is_in_time = before is State.OPEN and walk.now < walk.view.closes_at
    wanted = {"already-answered"} if is_in_time else {"closed"}
    if not is_in_time and before is State.ANNOUNCED and walk.now < walk.view.closes_at:
        wanted = {"not-yet-open"}
    walk.must(said in wanted or (is_in_time and isinstance(said, Receipt)), f"a ballot, {before}: {said}")
    walk.ballots += isinstance(said, Receipt)


def _close(walk: Walk, _elector: int, before: State) -> None:
    keys = (walk.view.estate.id, walk.view.id)
    said = walk.tried(lambda: close_consultation(walk.session, *keys, by="钱敏", now=walk.now))
    is_due = before is State.OPEN and (walk.now >= walk.view.closes_at or walk.ballots == people.HEADS)
    walk.must(isinstance(said, dict) == is_due, f"closing a vote that is {before} was answered {said}")


def _end(walk: Walk) -> None:
    """Opened late and closed at last; then the clock is put back as far as one likes."""
    keys = (walk.view.estate.id, walk.view.id)
    elector = people.electors(walk.session, walk.view)[-1].id
    for now, act in ((walk.view.opens_at, _open), (walk.view.closes_at, _close)):
        walk.now = now
        act(walk, elector, walk.state())
    for back in (0, 1, 24, 24 * 30):
        walk.now = walk.view.closes_at - timedelta(hours=back)
        for act in (_open, _cast, _close):
            act(walk, elector, State.CLOSED)
        walk.must(walk.state() is State.CLOSED, "a closed vote is open again")
    kinds = [line.type for line in lines(walk.session, *keys)]
    walk.must(kinds.count(LineType.OPEN) == kinds.count(LineType.CLOSE) == 1, f"lines {kinds}")
    walk.must(kinds.count(LineType.BALLOT) == walk.ballots, f"{walk.ballots} ballots, lines {kinds}")
    opening = next(json.loads(line.entry) for line in lines(walk.session, *keys) if line.type is LineType.OPEN)
    walk.must(datetime.fromisoformat(opening["at"]) >= walk.view.opens_at, f"OPEN says {opening['at']}")
    check = check_book(walk.session, consultation_of_id(walk.session, *keys))
    walk.must(check.is_whole, f"the book is not whole: {check.breaks}")
    found = recounted(walk.session, walk.view)
    walk.must(not found, f"a stranger counts something else: {found}")
