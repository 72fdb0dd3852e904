"""Working through a batch: lay out once, make part after part, let each count; go on where an earlier run stopped.

The order is what keeps households safe: the file is on disk, then (in one transaction) its codes work and it counts.
A run that is killed leaves at most files that nothing counts on, and the next run removes them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from consult.actions.begin_printing import begin_printing
from consult.actions.end_printing import end_printing
from consult.actions.keep_printed_part import keep_printed_part
from consult.domain.printing import Batch, Part, PrintState
from consult.domain.refusal import Refusal
from consult.press import folder as files
from consult.press.hands import hands
from consult.press.sheets import Home, MadePart, PartOrder, Run, Tongue, lay_out_ballots, lay_out_letters, make_part
from consult.queries.batches import ballots_of, households_of
from consult.queries.consultations import ConsultationView, consultation_of_id
from consult.queries.paper_ballots import ballot_sheet
from consult.queries.papers import letter_sheet
from consult.queries.printings import PrintingView, parts_made, printing_of
from consult.wording.language import CHINESE, ENGLISH

Progress = Callable[[int, int], None]
"""Told (done, total) in sheets."""

LOCALES = {"zh": CHINESE, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """What printing needs of an installation. `clock` tells the moment; `processes` is chosen by the cores if None."""

    session: Session
    instance: Path
    secret: str
    public_url: str
    zone: tzinfo
    locale: str
    clock: Callable[[], datetime]
    processes: int | None = None

    def tongue(self, language: str) -> Tongue:
        """The language a paper is asked for in, else the installation's."""
        return tongue_of(language, self.locale, self.zone)


def tongue_of(language: str, locale: str, zone: tzinfo) -> Tongue:
    """The words of a language in short (`zh`, `en`), else of a locale."""
    return Tongue(LOCALES.get(language, locale), zone)


def work_on(room: PrintRoom, estate_id: int, printing_id: int, progress: Progress | None = None) -> PrintingView:
    """Make what is still to be made, and answer how the batch stands then: done, cancelled, or failed with a reason.

    Refuses `unknown-printing`, `batch-ended` and `batch-at-work`.
    """
    printing = printing_of(room.session, estate_id, printing_id)
    try:
        place = files.made_folder(room.instance, printing_id)
    except OSError:
        return _stopped(room, printing, "files-unwritable")
    with files.at_work(place):
        begin_printing(room.session, estate_id, printing_id)
        reason = _worked_through(room, printing, place, progress or (lambda _done, _total: None))
        return _stopped(room, printing, reason)


def _stopped(room: PrintRoom, printing: PrintingView, reason: str) -> PrintingView:
    end_printing(room.session, printing.estate_id, printing.id, now=room.clock(), reason=reason)
    return printing_of(room.session, printing.estate_id, printing.id)


def _worked_through(room: PrintRoom, printing: PrintingView, place: Path, progress: Progress) -> str:
    """Make all parts; answers '' or why it stopped. Whatever happens, only files that count are left."""
    try:
        _make_all(room, printing, place, progress)
    except Refusal as refusal:
        return refusal.reason
    except BrokenProcessPool:
        return "press-broke"
    except OSError:
        return "files-unwritable"
    finally:
        made = {one.part.number for one in parts_made(room.session, printing) if one.made_at is not None}
        files.keep_only(place, made)
    return ""


def _make_all(room: PrintRoom, printing: PrintingView, place: Path, progress: Progress) -> None:
    view = consultation_of_id(room.session, printing.estate_id, printing.consultation_id)
    parts = parts_made(room.session, printing)
    done = sum(len(one.part.electors) for one in parts if one.made_at is not None)
    left = [one.part for one in parts if one.made_at is None]
    progress(done, printing.total)
    with hands(len(left), room.processes) as pool:
        run = _laid_out(room, printing, view, [one.part for one in parts], pool)
        for part, made in _in_order(_orders(room, printing, view, run, left, place), pool):
            if not _keep(room, printing, place, made):
                return
            done += len(part.electors)
            progress(done, printing.total)


def _laid_out(
    room: PrintRoom, printing: PrintingView, view: ConsultationView, parts: Sequence[Part], pool: Executor
) -> Run:
    """The sheet, laid out for everybody in the batch, in a process that need not be this one."""
    electors = [elector for part in parts for elector in part.electors]
    tongue, now = room.tongue(printing.language), printing.at
    future: Future[Run]
    if printing.batch is Batch.LETTERS:
        letters = [home for _, home in households_of(room.session, view, electors)]
        sheet = letter_sheet(view, room.public_url, now, room.zone)
        future = pool.submit(lay_out_letters, sheet, letters, room.public_url, tongue)
    else:
        ballots = list(ballots_of(room.session, view, electors))
        future = pool.submit(lay_out_ballots, ballot_sheet(view, now, room.zone), ballots, tongue)
    room.session.rollback()  # nothing is held while sheets are made
    return future.result()


def _orders(
    room: PrintRoom, printing: PrintingView, view: ConsultationView, run: Run, parts: Sequence[Part], place: Path
) -> Iterator[tuple[Part, PartOrder]]:
    """What is to be made, part by part, each read when its turn comes."""
    for part in parts:
        homes: list[Home]
        if printing.batch is Batch.LETTERS:
            homes = list(households_of(room.session, view, part.electors))
        else:
            homes = list(ballots_of(room.session, view, part.electors))
        room.session.rollback()
        tongue = room.tongue(printing.language)
        yield part, PartOrder(part.number, run, homes, place, tongue, room.public_url, room.secret)


def _in_order(orders: Iterator[tuple[Part, PartOrder]], pool: Executor) -> Iterator[tuple[Part, MadePart]]:
    """Parts as they are made, in order; never more of them under way than the processes need to stay busy."""
    under_way: deque[tuple[Part, Future[MadePart]]] = deque()
    ahead = 1 + getattr(pool, "_max_workers", 0)
    for part, order in orders:
        under_way.append((part, pool.submit(make_part, order)))
        if len(under_way) >= ahead:
            first, future = under_way.popleft()
            yield first, future.result()
    for part, future in under_way:
        yield part, future.result()


def _keep(room: PrintRoom, printing: PrintingView, place: Path, made: MadePart) -> bool:
    """Put the file in its place and let it count; False when the batch has been cancelled."""
    now = room.clock()
    files.put_in_place(made.path, place, made.written.number, now)
    return keep_printed_part(room.session, printing.estate_id, printing.id, made.written, now=now)


def is_stalled(printing: PrintingView, instance: Path, now: datetime) -> bool:
    """Whether it should be going on and nobody works on it."""
    if printing.state not in (PrintState.WAITING, PrintState.RUNNING):
        return False
    return not files.is_at_work(files.folder_of(instance, printing.id), now)
