"""Prove that nothing counts after CLOSE, whoever came first, and that no clock opens a vote early or again.

Rounds of 32 posters each, on both databases, while CLOSE is written: by the deed (a thread of the same process, then
another process) and by the clock (ballots arrive around the end). Some rounds are posted over HTTP to two workers.
Every acknowledged ballot must be counted, every refused one told that it is closed and kept as late; then all send once
more. Afterwards a clock is put by ±1 s, 30 min, 1 h and 1 day about openings and ends that lie on ordinary days, in
hours that come twice and in hours that never come.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from random import Random
from time import perf_counter, sleep

from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from scripts.prove.closing_http import http_round
from scripts.prove.installations import Scratch, scratch, units
from scripts.prove.verdict import Row, conclude, options, say, since
from tests import people
from tests.closing.clocks import NIGHTS, walk_the_clock
from tests.closing.race import (
    Closer,
    Raced,
    close_from_here,
    faults_of,
    faults_when_sent_again,
    race_the_clock,
    race_the_deed,
    submissions,
)
from tests.databases import KINDS, prepared_engine

WAYS = ("thread", "process", "clock")
SPREAD = 0.15
"""Seconds before and after the end within which ballots arrive."""


@dataclass
class Rounds:
    """What the rounds came to."""

    rounds: int = 0
    close: int = 0
    taken: int = 0
    late: int = 0
    faults: list[str] = field(default_factory=list)
    wait: dict[str, float] = field(default_factory=lambda: dict.fromkeys(WAYS, 0.03))
    """Seconds within which a closer of each way comes, so that it meets the crowd in the middle."""

    def aim(self, way: str, raced: Raced) -> None:
        """Come earlier next time where everybody was in time, later where nobody was."""
        self.wait[way] *= 1.0 if raced.is_close else 0.6 if raced.taken else 1.6

    def add(self, raced: Raced, faults: list[str]) -> None:
        """One round more."""
        self.rounds += 1
        self.close += raced.is_close
        self.taken += len(raced.taken)
        self.late += len(raced.refused)
        self.faults += faults
        for fault in faults:
            say(f"round {self.rounds}: {fault}")


def main() -> int:
    """Race, then put the clock; exit status 1 where anything counts that must not, or the races were no races."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="on each database")
    parser.add_argument("--posters", type=int, default=32)
    parser.add_argument("--http-rounds", type=int, default=2, help="of them over HTTP, two workers")
    parser.add_argument("--clock-walks", type=int, default=20, help="for each night, on each database")
    parser.add_argument("--database", choices=tuple(KINDS), action="append")
    chosen = parser.parse_args()
    if chosen.light:
        chosen.rounds, chosen.posters, chosen.http_rounds, chosen.clock_walks = 4, 8, 0, 1
    rows = []
    for kind in chosen.database or KINDS:
        with scratch(kind) as here:
            rows.append(_races(here, chosen.rounds, chosen.posters, chosen.http_rounds, chosen.seed))
            rows.append(_clocks(here, chosen.clock_walks, chosen.seed))
    return conclude(rows, as_json=chosen.json)


def _races(here: Scratch, rounds: int, posters: int, over_http: int, seed: int) -> Row:
    begun, found, chance = perf_counter(), Rounds(), Random(seed)
    with _closing_process(here.url) as elsewhere, Session(here.engine) as session:
        estate = people.make_estate(session, units(posters), code="races")
        for number in range(rounds - over_http):
            _race(here, session, estate, WAYS[number // 2 % len(WAYS)], elsewhere, chance, found)
            if number % 20 == 19:
                say(f"{here.kind}: {number + 1} rounds, {found.taken} in time, {found.late} late, {found.close} close")
        for number in range(over_http):
            found.add(*http_round(here, posters, number, chance))
            say(f"{here.kind}: {number + 1} rounds over HTTP, {found.taken} in time, {found.late} late")
    reached = (
        f"{found.rounds} × {posters}: {len(found.faults)} faults; {found.taken} counted, {found.late} kept as late"
    )
    # A round in which everybody was early, or late, shows nothing: many must have been close.
    is_enough = not found.faults and found.rounds == rounds and found.close * 4 >= rounds
    asked = f"{rounds} × {posters} posters: 0 after CLOSE, none lost"
    note = f"seed {seed}; {found.close} rounds had both"
    return Row(f"closing-race {here.kind}", asked, reached, is_enough, since(begun), note)


def _race(
    here: Scratch, session: Session, estate: int, way: str, elsewhere: Closer, chance: Random, found: Rounds
) -> None:
    view = people.make_open_consultation(session, estate, questions=(people.CONSENT,))
    electors = [(row.id, row.paper_serial) for row in people.electors(session, view)]
    session.rollback()
    sent = submissions(view, electors)
    delay = chance.uniform(0, found.wait[way])
    if way == "clock":
        raced = race_the_clock(here.engine, view, sent, close_from_here(here.engine), chance, SPREAD)
    else:
        closer = close_from_here(here.engine, delay) if way == "thread" else _later(elsewhere, delay)
        # All at the same instant, or one after the other: the ways into the book differ.
        delays = [chance.uniform(0, found.wait[way]) for _ in sent] if found.rounds % 2 else []
        raced = race_the_deed(here.engine, view, sent, closer, delays)
        found.aim(way, raced)
    faults = faults_of(session, view, raced) or faults_when_sent_again(here.engine, view, raced)
    found.add(raced, [f"{here.kind}, by {way}: {fault}" for fault in faults])


def _later(close: Closer, delay: float) -> Closer:
    def closes(view: ConsultationView, read_clock: Callable[[], datetime]) -> str:
        sleep(delay)
        return close(view, read_clock)

    return closes


@contextmanager
def _closing_process(url: str) -> Iterator[Closer]:
    """Somebody who closes from another process, with a connection of their own."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_close_on_call, args=(url, theirs))
    process.start()
    ours.recv()

    def close(view: ConsultationView, read_clock: Callable[[], datetime]) -> str:
        ours.send((view.estate.id, view.id, read_clock().isoformat()))
        return str(ours.recv())

    try:
        yield close
    finally:
        ours.send(None)
        process.join(timeout=20)


def _close_on_call(url: str, calls: Connection) -> None:
    engine = prepared_engine(url)
    with engine.connect():
        calls.send("ready")
    while (call := calls.recv()) is not None:
        estate_id, consultation_id, now = call
        calls.send(_closed(engine, estate_id, consultation_id, datetime.fromisoformat(now)))
    engine.dispose()


def _closed(engine: object, estate_id: int, consultation_id: int, now: datetime) -> str:
    from consult.actions.close_consultation import close_consultation

    with Session(engine) as session:  # type: ignore[arg-type]
        try:
            close_consultation(session, estate_id, consultation_id, by="钱敏", now=now)
        except Exception as fault:
            return repr(fault)
    return ""


def _clocks(here: Scratch, walks: int, seed: int) -> Row:
    begun, faults, jumps, ballots = perf_counter(), list[str](), 0, 0
    with Session(here.engine) as session:
        for at, night in enumerate(NIGHTS):
            for number in range(walks):
                chance = Random(f"{seed} {at} {number}")
                walk = walk_the_clock(session, night, chance, code=f"clock{at}x{number}", steps=40)
                faults += walk.faults
                jumps, ballots = jumps + walk.jumps, ballots + walk.ballots
            say(f"{here.kind}: {night[0]}, {night[1]}–{night[2]}: {len(faults)} faults")
    for fault in faults[:20]:
        say(fault)
    asked = "clock ±1 s, 30 min, 1 h, 1 day, DST: never early, never again"
    reached = f"{jumps} jumps on {len(NIGHTS)} nights: {len(faults)} faults"
    is_enough = not faults and ballots > 0
    return Row(f"closing-race {here.kind}, clock", asked, reached, is_enough, since(begun), f"{ballots} ballots taken")


if __name__ == "__main__":
    sys.exit(main())
