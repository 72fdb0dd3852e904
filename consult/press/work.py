"""Working through a batch: lay out once, make part after part, let each count; go on where an earlier run stopped.

The order is what keeps households safe: the file is on disk, then (in one transaction) its codes work and it counts.
A run that is killed leaves at most files that nothing counts on, and the next run removes them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from consult.actions.begin_printing import begin_printing
from consult.actions.end_printing import end_printing
from consult.actions.keep_ballot_grid import keep_ballot_grid
from consult.actions.keep_printed_part import keep_printed_part
from consult.documents.ballot_paper import BallotRun
from consult.domain.printing import Part, PrintState
from consult.domain.refusal import Refusal
from consult.models.fullness import full_refused
from consult.press import folder as files
from consult.press.hands import SECONDS_EACH, SECONDS_WITH_CODE, hands
from consult.press.kinds import Job
from consult.press.sheets import MadePart, PartOrder, Run, Tongue, lay_out, make_part
from consult.queries.consultations import consultation_of_id
from consult.queries.printings import PrintingView, parts_made, printing_of
from consult.wording.language import CHINESE, ENGLISH, words_for

Progress = Callable[[int, int], None]
"""Told (done, total) in households."""

LOOK_EVERY = 0.25
"""Seconds after which the processes' own counts are looked at."""

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

    Refuses `unknown-printing`, `batch-ended` and `batch-at-work`, and `disk-full` where it could not even begin.
    """
    printing = printing_of(room.session, estate_id, printing_id)
    try:
        place = files.made_folder(room.instance, printing_id)
    except OSError:
        return _stopped(room, printing, "files-unwritable")
    with files.at_work(place):
        with _full_noted(place), full_refused():
            begin_printing(room.session, estate_id, printing_id)
        files.forget_counts(place)
        files.forget_full(place)
        reason = _worked_through(room, printing, place, progress or (lambda _done, _total: None))
        return _stopped(room, printing, reason)


@contextmanager
def _full_noted(place: Path) -> Iterator[None]:
    """Where the database finds no room even for a note, leave one beside the files."""
    try:
        yield
    except Refusal as refusal:
        if refusal.reason == "disk-full":
            files.note_full(place)
        raise


def _stopped(room: PrintRoom, printing: PrintingView, reason: str) -> PrintingView:
    """Let the log say how it stands, and answer that; of a disk without room for it, the answer alone says it."""
    ended_at = room.clock()
    try:
        with _full_noted(files.folder_of(room.instance, printing.id)), full_refused():
            end_printing(room.session, printing.estate_id, printing.id, now=ended_at, reason=reason)
    except Refusal as refusal:
        if refusal.reason != "disk-full":
            raise
        found = printing_of(room.session, printing.estate_id, printing.id)
        return replace(found, state=PrintState.FAILED, reason=refusal.reason, ended_at=ended_at)
    return printing_of(room.session, printing.estate_id, printing.id)


def _worked_through(room: PrintRoom, printing: PrintingView, place: Path, progress: Progress) -> str:
    """Make all parts; answers '' or why it stopped. Whatever happens, only files that count are left."""
    try:
        with full_refused():
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
    if printing.batch is None:
        raise Refusal("unknown-printing")
    view = consultation_of_id(room.session, printing.estate_id, printing.consultation_id)
    job = Job(room.session, view, printing.batch, room.public_url)
    parts = parts_made(room.session, printing)
    done = sum(len(one.part.electors) for one in parts if one.made_at is not None)
    left = [one.part for one in parts if one.made_at is None]
    progress(done, printing.total)

    def look() -> None:
        progress(done + files.count_under_way(place, {part.number for part in left}), printing.total)

    each = SECONDS_WITH_CODE if printing.batch.holds_codes else SECONDS_EACH
    with hands(len(left), each * (printing.total - done), room.processes) as pool:
        run = _laid_out(room, printing, job, [one.part for one in parts], pool)
        if isinstance(run, BallotRun):
            keep_ballot_grid(room.session, view.estate.id, view.id, run.grid, now=room.clock())
        for part, made in _in_order(_orders(room, printing, job, run, left, place), pool, look):
            if not _keep(room, printing, place, made):
                return
            left, done = [one for one in left if one != part], done + len(part.electors)
            progress(done, printing.total)


def _laid_out(room: PrintRoom, printing: PrintingView, job: Job, parts: Sequence[Part], pool: Executor) -> Run:
    """The sheet, laid out for everybody in the batch, in a process that need not be this one."""
    tongue = room.tongue(printing.language)
    sheet = job.sheet(words_for(tongue.locale, tongue.zone), printing.at)
    homes = job.homes(_together(parts))
    room.session.rollback()  # nothing is held while sheets are made
    future: Future[Run] = pool.submit(lay_out, job.batch, sheet, homes, room.public_url, tongue)
    return future.result()


def _together(parts: Sequence[Part]) -> Part:
    """Everybody in the batch."""
    buildings = dict.fromkeys(building for part in parts for building in part.buildings)
    return Part(0, tuple(buildings), tuple(elector for part in parts for elector in part.electors))


def _orders(
    room: PrintRoom, printing: PrintingView, job: Job, run: Run, parts: Sequence[Part], place: Path
) -> Iterator[tuple[Part, PartOrder]]:
    """What is to be made, part by part, each read when its turn comes."""
    for part in parts:
        homes = job.homes(part)
        room.session.rollback()
        yield part, PartOrder(
            number=part.number, run=run, homes=homes, size=len(part.electors), folder=place,
            tongue=room.tongue(printing.language), public_url=room.public_url, secret=room.secret,
            text_hash=job.view.text_hash,
        )  # fmt: skip


def _in_order(
    orders: Iterator[tuple[Part, PartOrder]], pool: Executor, look: Callable[[], None]
) -> Iterator[tuple[Part, MadePart]]:
    """Parts as they are made, in order; never more of them under way than the processes need to stay busy."""
    under_way: deque[tuple[Part, Future[MadePart]]] = deque()
    ahead = 1 + getattr(pool, "_max_workers", 0)
    for part, order in orders:
        under_way.append((part, pool.submit(make_part, order)))
        if len(under_way) >= ahead:
            first, future = under_way.popleft()
            yield first, _awaited(future, look)
    for part, future in under_way:
        yield part, _awaited(future, look)


def _awaited(future: Future[MadePart], look: Callable[[], None]) -> MadePart:
    """A part once it is made; until then, whoever watches is told how far it is."""
    while not wait([future], LOOK_EVERY).done:
        look()
    return future.result()


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


def why_stalled(printing: PrintingView, instance: Path) -> str:
    """Why nobody works on it: the disk was too full to say so, or else its process ended."""
    return "disk-full" if files.was_full(files.folder_of(instance, printing.id)) else "press-broke"
