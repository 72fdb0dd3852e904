"""A batch at work: every household gets a sheet, whatever is killed, cancelled, full or asked for twice."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy.orm import Session

from consult.actions.cancel_printing import cancel_printing
from consult.actions.close_consultation import close_consultation
from consult.domain.printing import Batch, PrintState, Which
from consult.domain.refusal import Refusal
from consult.press import folder as files
from consult.press import sheets, work
from consult.press.work import PrintRoom, work_on
from consult.queries.ballot_grids import ballot_grid
from consult.queries.consultations import ConsultationView
from consult.queries.letters import household_of_letter
from consult.queries.printings import PrintingView, parts_made, printing_of, printings_of
from tests import people
from tests.databases import SECRET
from tests.documents import reading
from tests.press.batches import NOW, ordered, room


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_announced_consultation(session)


class Killed(BaseException):
    """What no code of ours catches: the process is gone."""


def files_of(instance: Path, printing: int) -> list[Path]:
    return sorted(files.folder_of(instance, printing).glob("*.pdf"))


def tokens_in(paths: list[Path]) -> list[str]:
    return [link.rpartition("/")[2] for path in paths for page in reading.codes(path.read_bytes()) for link in page]


def households_let_in(session: Session, paths: list[Path]) -> set[int]:
    """Everyone whom a letter in these files signs in."""
    found = [household_of_letter(session, token, secret=SECRET) for token in tokens_in(paths)]
    assert None not in found, "a letter lies in a file and leads nowhere"
    return {visit.elector_id for visit in found if visit is not None}


def holders(session: Session, view: ConsultationView) -> set[int]:
    session.expire_all()
    return {row.id for row in people.electors(session, view) if row.token_hash}


def test_every_household_gets_one_letter_that_works(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view)
    told: list[tuple[int, int]] = []
    ended = work_on(room(session, tmp_path), view.estate.id, printing, lambda *step: told.append(step))
    assert (ended.state, ended.done, ended.total, ended.pages) == (PrintState.DONE, 15, 15, 15)
    assert told[0] == (0, 15)
    assert told[-1] == (15, 15)
    made = files_of(tmp_path, printing)
    assert len(made) == len(parts_made(session, ended)) > 2
    assert len(households_let_in(session, made)) == people.HEADS
    assert ended.text_hash == view.text_hash


@pytest.mark.one_database
def test_what_the_log_says_of_a_file_is_true(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view, Batch.BALLOTS)
    ended = work_on(room(session, tmp_path), view.estate.id, printing)
    for part, path in zip(parts_made(session, ended), files_of(tmp_path, printing), strict=True):
        content = path.read_bytes()
        assert (part.size, part.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        with pikepdf.open(path) as pdf:
            assert part.pages == len(pdf.pages) == len(part.part.electors)


def test_every_ballot_names_a_grid_that_is_kept(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view, Batch.BALLOTS)
    work_on(room(session, tmp_path), view.estate.id, printing)
    [first, *_] = files_of(tmp_path, printing)
    found = [code for page in reading.codes(first.read_bytes()) for code in page]
    [key] = {code.partition("/")[0] for code in found}
    grid = ballot_grid(session, view.estate.id, view.id, key)
    assert grid is not None
    assert (grid.key, grid.text_hash, grid.consultation) == (key, view.text_hash, str(view.number))
    assert {box.question for box in grid.boxes} == {question.number for question in view.questions}
    assert ballot_grid(session, view.estate.id, view.id, "00000000") is None


@pytest.mark.one_database
def test_nobody_else_on_the_machine_can_read_the_files(
    session: Session, view: ConsultationView, tmp_path: Path
) -> None:
    printing = ordered(session, view)
    work_on(room(session, tmp_path), view.estate.id, printing)
    folder = files.folder_of(tmp_path, printing)
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_two_processes_make_what_one_makes(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view, largest=8)
    ended = work_on(room(session, tmp_path, processes=2), view.estate.id, printing)
    assert ended.state is PrintState.DONE
    assert len(households_let_in(session, files_of(tmp_path, printing))) == people.HEADS


KILLS: dict[str, Callable[[pytest.MonkeyPatch, int], None]] = {}


def kill(moment: str) -> Callable[[Callable[[pytest.MonkeyPatch, int], None]], None]:
    def keep(patch: Callable[[pytest.MonkeyPatch, int], None]) -> None:
        KILLS[moment] = patch

    return keep


def _at_call(patch: pytest.MonkeyPatch, where: object, name: str, nth: int, *, after: bool = False) -> None:
    """Die at the nth call of something, before or after it is done."""
    real, calls = getattr(where, name), 0

    def dying(*args: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            raise Killed
        done = real(*args, **named)
        if calls == nth:
            raise Killed
        return done

    patch.setattr(where, name, dying)


@pytest.mark.parametrize(
    "nth", [1, pytest.param(3, marks=pytest.mark.exhaustive)], ids=["in the first part", "in the third part"]
)
@pytest.mark.parametrize(
    ("where", "name", "after"),
    [
        (sheets, "write_private", False),
        (sheets, "write_private", True),
        (files, "put_in_place", True),
        (work, "keep_printed_part", False),
        (work, "keep_printed_part", True),
    ],
    ids=["before writing", "after writing", "in place, not counted", "before counting", "after counting"],
)
def test_killed_at_any_moment_no_code_is_lost_and_the_batch_goes_on(
    session: Session,
    view: ConsultationView,
    tmp_path: Path,
    where: object,
    name: str,
    after: bool,
    nth: int,
) -> None:
    printing = ordered(session, view)
    with pytest.MonkeyPatch.context() as patch:
        _at_call(patch, where, name, nth, after=after)
        patch.setattr(files, "keep_only", lambda *_: None)  # a killed process tidies nothing
        with pytest.raises(Killed):
            work_on(room(session, tmp_path), view.estate.id, printing)
    session.rollback()
    stopped = printing_of(session, view.estate.id, printing)
    made = [one for one in parts_made(session, stopped) if one.made_at is not None]
    assert len(made) == (nth if (name, after) == ("keep_printed_part", True) else nth - 1)
    counted = [files.part_path(files.folder_of(tmp_path, printing), one.part.number) for one in made]
    # Whoever holds a working code has it in a file that counts: nobody's code is printed nowhere.
    assert households_let_in(session, counted) == holders(session, view)
    before = {path: path.read_bytes() for path in counted}

    ended = work_on(room(session, tmp_path), view.estate.id, printing)
    assert (ended.state, ended.done, ended.pages) == (PrintState.DONE, 15, 15)
    assert {path: path.read_bytes() for path in counted} == before, "a part already made was made again"
    assert len(households_let_in(session, files_of(tmp_path, printing))) == people.HEADS
    assert not list(files.folder_of(tmp_path, printing).glob("*.part"))


def _full_after(patch: pytest.MonkeyPatch, writes: int) -> None:
    real, done = os.fsync, 0

    def fsync(descriptor: int) -> None:
        nonlocal done
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            done += 1
            if done > writes:
                raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    patch.setattr("consult.press.folder.os.fsync", fsync)


def test_a_full_disk_keeps_what_is_made_and_says_so(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view)
    with pytest.MonkeyPatch.context() as patch:
        _full_after(patch, 2)
        stopped = work_on(room(session, tmp_path), view.estate.id, printing)
    assert (stopped.state, stopped.reason) == (PrintState.FAILED, "disk-full")
    assert len(files_of(tmp_path, printing)) == 2
    assert households_let_in(session, files_of(tmp_path, printing)) == holders(session, view)
    assert work_on(room(session, tmp_path), view.estate.id, printing).state is PrintState.DONE


def test_a_folder_that_cannot_be_made_stops_in_a_sentence(
    session: Session, view: ConsultationView, tmp_path: Path
) -> None:
    (tmp_path / "prints").write_text("a file where the folder belongs")
    stopped = work_on(room(session, tmp_path), view.estate.id, ordered(session, view))
    assert (stopped.state, stopped.reason, stopped.done) == (PrintState.FAILED, "files-unwritable", 0)


def test_cancelled_in_the_middle_keeps_what_is_made(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view)

    def cancel_after_four(done: int, _total: int) -> None:
        if done >= 4 and printing_of(session, view.estate.id, printing).state is PrintState.RUNNING:
            cancel_printing(session, view.estate.id, printing, now=NOW)

    ended = work_on(room(session, tmp_path), view.estate.id, printing, cancel_after_four)
    assert ended.state is PrintState.CANCELLED
    assert 0 < ended.done < 15
    assert households_let_in(session, files_of(tmp_path, printing)) == holders(session, view)
    assert len(holders(session, view)) == ended.done
    with pytest.raises(Refusal, match="batch-ended"):
        work_on(room(session, tmp_path), view.estate.id, printing)


def test_letters_stop_when_the_vote_is_closed_meanwhile(session: Session, tmp_path: Path) -> None:
    view = people.make_open_consultation(session)
    printing = ordered(session, view)

    def close_after_four(done: int, _total: int) -> None:
        if done >= 4:
            close_consultation(session, view.estate.id, view.id, by="钱敏", now=view.closes_at)

    stopped = work_on(room(session, tmp_path, at=people.MIDWAY), view.estate.id, printing, close_after_four)
    assert (stopped.state, stopped.reason) == (PrintState.FAILED, "already-closed")
    assert households_let_in(session, files_of(tmp_path, printing)) == holders(session, view)


def test_two_workers_never_work_on_one_batch(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view)
    with files.at_work(files.made_folder(tmp_path, printing)), pytest.raises(Refusal, match="batch-at-work"):
        work_on(room(session, tmp_path), view.estate.id, printing)
    assert work_on(room(session, tmp_path), view.estate.id, printing).state is PrintState.DONE


def test_one_letter_is_printed_again_and_only_its_old_one_ends(
    session: Session, view: ConsultationView, tmp_path: Path
) -> None:
    first = ordered(session, view, largest=20)
    shop: PrintRoom = room(session, tmp_path)
    work_on(shop, view.estate.id, first)
    [before] = files_of(tmp_path, first)
    chen = "-".join(part for part in people.CHEN_AYI.place if part)
    again = ordered(session, view, which=Which.ALL, rooms=[chen])
    ended: PrintingView = work_on(shop, view.estate.id, again)
    assert (ended.total, ended.rooms) == (1, (chen,))
    [new] = tokens_in(files_of(tmp_path, again))
    assert household_of_letter(session, new, secret=SECRET) is not None
    dead = [token for token in tokens_in([before]) if household_of_letter(session, token, secret=SECRET) is None]
    assert len(dead) == 1


def test_another_estates_printing_is_a_missing_one(session: Session, view: ConsultationView, tmp_path: Path) -> None:
    printing = ordered(session, view)
    other = people.make_announced_consultation(session, people.make_estate(session, code="other"))
    for key in (printing, 12345):
        with pytest.raises(Refusal, match="unknown-printing"):
            work_on(room(session, tmp_path), other.estate.id, key)
    assert printings_of(session, other.estate.id, other.id) == []
