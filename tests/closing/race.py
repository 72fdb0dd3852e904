"""Ballots and CLOSE at the same moment: who posted, who closed, and what must hold whoever came first."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from time import perf_counter, sleep

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import PaperSlip, Receipt, Submission, cast_ballot
from consult.actions.close_consultation import close_consultation
from consult.domain.consultation import Channel, State
from consult.domain.ledger import LineType
from consult.domain.refusal import Refusal
from consult.models.ballot import Ballot, UncountedBallot
from consult.models.book import lines
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people

JUST_BEFORE = timedelta(milliseconds=1)
PAPER_EVERY = 4
"""Every fourth ballot is a sheet that somebody types in."""

Closer = Callable[[ConsultationView, Callable[[], datetime]], str]
"""Closes when it thinks fit, reading the clock it is given; answers why it was refused, or ''."""


@dataclass
class Raced:
    """What each poster was told, by the key of what they sent, and what the closer was."""

    sent: dict[str, Submission]
    told: dict[str, Receipt | Exception] = field(default_factory=dict)
    closer: str = ""

    @property
    def taken(self) -> dict[str, Receipt]:
        """Key → receipt of those that were acknowledged."""
        return {key: said for key, said in self.told.items() if isinstance(said, Receipt)}

    @property
    def refused(self) -> set[str]:
        """The keys of all others."""
        return set(self.told) - set(self.taken)

    @property
    def is_close(self) -> bool:
        """Whether some were in time and some were not: only such a race shows anything."""
        return bool(self.taken) and bool(self.refused)


def submissions(view: ConsultationView, electors: Sequence[tuple[int, str]]) -> dict[str, Submission]:
    """One ballot of each elector (id and serial), on the web or on paper."""
    made = {}
    for at, (elector, serial) in enumerate(electors):
        is_paper = at % PAPER_EVERY == PAPER_EVERY - 1
        made[f"race-{elector}"] = Submission(
            id=f"race-{elector}",
            estate_id=view.estate.id,
            consultation_id=view.id,
            elector_id=elector,
            answers={1: "agree"},
            channel=Channel.PAPER if is_paper else Channel.WEB,
            entered_by=people.SECRETARY.name if is_paper else "",
            paper=PaperSlip(serial) if is_paper else None,
        )
    return made


def close_from_here(engine: Engine, delay: float = 0.0) -> Closer:
    """A closer in a thread of this process."""

    def close(view: ConsultationView, read_clock: Callable[[], datetime]) -> str:
        sleep(delay)
        with Session(engine) as session:
            return _reason(lambda: close_consultation(session, view.estate.id, view.id, by="钱敏", now=read_clock()))

    return close


def race_the_deed(
    engine: Engine, view: ConsultationView, sent: dict[str, Submission], close: Closer, delays: Sequence[float] = ()
) -> Raced:
    """Every ballot was posted before the end; CLOSE is written while they wait for their turn.

    `delays`: so many seconds after the others each one gets through; none, and all come at the same instant.
    """
    before = view.closes_at - JUST_BEFORE
    return _race(engine, view, sent, close, lambda: before, lambda: view.closes_at, delays or [0.0] * len(sent))


def race_the_clock(
    engine: Engine, view: ConsultationView, sent: dict[str, Submission], close: Closer, chance: Random, spread: float
) -> Raced:
    """Ballots arrive around the end, and the clock moves on; `spread`: so many seconds before and after it."""
    begun = perf_counter() + spread + 0.02
    clock: Callable[[], datetime] = lambda: view.closes_at + timedelta(seconds=perf_counter() - begun)  # noqa: E731
    return _race(engine, view, sent, close, clock, clock, [chance.uniform(0, 2 * spread) for _ in sent])


def _race(
    engine: Engine,
    view: ConsultationView,
    sent: dict[str, Submission],
    close: Closer,
    voters_clock: Callable[[], datetime],
    closers_clock: Callable[[], datetime],
    delays: Sequence[float],
) -> Raced:
    raced, start = Raced(sent), threading.Barrier(len(sent) + 1)

    def post(key: str, delay: float) -> None:
        with Session(engine) as session:
            start.wait(60)
            sleep(delay)
            try:
                raced.told[key] = cast_ballot(session, sent[key], now=voters_clock())
            except Exception as refused:
                raced.told[key] = refused

    def end() -> None:
        start.wait(60)
        while closers_clock() < view.closes_at:
            sleep(0.001)
        raced.closer = close(view, closers_clock)

    threads = [threading.Thread(target=post, args=pair) for pair in zip(sent, delays, strict=True)]
    threads.append(threading.Thread(target=end))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raced


def _reason(act: Callable[[], object]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.reason
    return ""


def faults_of(session: Session, view: ConsultationView, raced: Raced) -> list[str]:
    """Everything that is not as it must be once the race is over."""
    faults = [f"the closer was refused: {raced.closer}"] if raced.closer else []
    others = (said for said in raced.told.values() if not isinstance(said, Receipt))
    odd = {str(said) for said in others if getattr(said, "reason", "") != "closed"}
    faults += [f"refused otherwise than as closed: {said}" for said in sorted(odd)]
    # Nobody who reads on may keep the next writer waiting.
    with Session(session.get_bind()) as look:
        return [*faults, *_book_faults(look, view, raced), *_kept_faults(look, view, raced)]


def _book_faults(session: Session, view: ConsultationView, raced: Raced) -> list[str]:
    faults, closed_at_line = [], 0
    for line in lines(session, view.estate.id, view.id):
        at = datetime.fromisoformat(json.loads(line.entry)["at"])
        if line.type is LineType.CLOSE:
            closed_at_line = line.seq
        elif closed_at_line and line.type is not LineType.TALLY:
            faults.append(f"line {line.seq} is a {line.type} after CLOSE")
        if line.type in (LineType.BALLOT, LineType.PAPER) and at >= view.closes_at:
            faults.append(f"line {line.seq} is a ballot of {at:%H:%M:%S.%f}, after the end")
    now = consultation_of_id(session, view.estate.id, view.id)
    check = check_book(session, now)
    if now.state is not State.CLOSED or now.result is None or not closed_at_line:
        return [*faults, "it is not closed"]
    if now.result["valid"] != len(raced.taken):
        faults.append(f"{now.result['valid']} counted, {len(raced.taken)} acknowledged")
    return faults if check.is_whole else [*faults, f"the book is not whole: {check.breaks}"]


def _kept_faults(session: Session, view: ConsultationView, raced: Raced) -> list[str]:
    mine = (Ballot.estate_id == view.estate.id, Ballot.consultation_id == view.id)
    kept = dict(map(tuple, session.execute(select(Ballot.submission_id, Ballot.seq).where(*mine))))
    faults = []
    if kept != {key: receipt.seq for key, receipt in raced.taken.items()}:
        faults.append(f"{len(kept)} rows are not the {len(raced.taken)} ballots that were acknowledged")
    aside = (UncountedBallot.estate_id == view.estate.id, UncountedBallot.consultation_id == view.id)
    late = list(session.scalars(select(UncountedBallot.submission_id).where(*aside, UncountedBallot.reason == "late")))
    if len(late) != len(set(late)) or set(late) != raced.refused:
        faults.append(f"{len(late)} are kept as late, {len(raced.refused)} were told that it is closed")
    return faults


def faults_when_sent_again(engine: Engine, view: ConsultationView, raced: Raced) -> list[str]:
    """Every phone sends once more: the same receipt where there is one, closed for all others, nothing new kept."""
    faults = []
    with Session(engine) as session:
        for key, sent in raced.sent.items():
            try:
                again: object = cast_ballot(session, sent, now=view.closes_at + timedelta(minutes=1))
            except Refusal as refusal:
                again = refusal.reason
            first = raced.told[key]
            if again != (first if isinstance(first, Receipt) else "closed"):
                faults.append(f"{key} was told {first}, and {again} when it was sent again")
        return faults + faults_of(session, view, raced)
