"""Every kind of batch goes through the press; what is read changes with the day, and each file says of which text."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.printing import Batch, PrintState
from consult.models.consultation import Consultation
from consult.press import folder as files
from consult.press import sheets, work
from consult.press.work import work_on
from consult.queries.printings import parts_made
from tests import people
from tests.documents import reading
from tests.press.batches import ordered, room
from tests.press.test_work_on import Killed, files_of

SAYS = {
    Batch.LARGE_BALLOTS: "表决票",
    Batch.DELIVERY_SHEETS: "送达签收表",
    Batch.WALKING_LISTS: "走访单",
}


@pytest.mark.one_database
@pytest.mark.parametrize("batch", SAYS)
def test_every_household_is_on_it(
    session: Session, tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made from an order that has been to another process."""
    make = work.make_part
    monkeypatch.setattr(work, "make_part", lambda order: make(pickle.loads(pickle.dumps(order))))
    view = people.make_open_consultation(session)
    printing = ordered(session, view, batch, largest=20, at=people.MIDWAY)
    ended = work_on(room(session, tmp_path, at=people.MIDWAY), view.estate.id, printing)
    assert (ended.state, ended.done) == (PrintState.DONE, people.HEADS)
    [path] = files_of(tmp_path, printing)
    text = reading.text_of(path.read_bytes())
    assert SAYS[batch] in text
    assert all(elector.paper_serial in text for elector in people.electors(session, view))


def test_a_file_says_which_text_it_shows(session: Session, tmp_path: Path) -> None:
    """A batch that was killed goes on after the text has changed."""
    view = people.make_announced_consultation(session)
    printing = ordered(session, view, Batch.DELIVERY_SHEETS, largest=8)
    with pytest.MonkeyPatch.context() as patch:
        real, kept = work._keep, 0

        def die_at_the_second(*about: object) -> bool:
            nonlocal kept
            kept += 1
            if kept == 2:
                raise Killed
            return real(*about)  # type: ignore[arg-type]

        patch.setattr(work, "_keep", die_at_the_second)
        with pytest.raises(Killed):
            work_on(room(session, tmp_path), view.estate.id, printing)
    session.rollback()
    consultation = session.get_one(Consultation, (view.estate.id, view.id))
    consultation.text_hash = "ab" * 32
    session.commit()
    ended = work_on(room(session, tmp_path), view.estate.id, printing)
    shown = [one.text_hash for one in parts_made(session, ended)]
    assert shown == [view.text_hash, *["ab" * 32] * (len(shown) - 1)]
    assert len(shown) > 1


def test_the_way_through_a_file_is_noted(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Households, not files: whoever watches looks at these notes meanwhile, and they go when the batch ends."""
    view = people.make_announced_consultation(session)
    noted: list[tuple[int, int]] = []
    monkeypatch.setattr(sheets, "note_count", lambda _folder, number, done: noted.append((number, done)))
    monkeypatch.setattr("consult.documents.batch.STEP", 5)
    work_on(room(session, tmp_path), view.estate.id, ordered(session, view, Batch.BALLOTS, largest=20))
    assert noted == [(1, 5), (1, 10), (1, 15)]


def test_notes_of_the_way_are_added_up_and_removed(tmp_path: Path) -> None:
    for number, done in ((1, 40), (2, 7), (3, 99)):
        files.note_count(tmp_path, number, done)
    (tmp_path / "004.count").write_text("")
    assert files.count_under_way(tmp_path, {1, 2, 4, 5}) == 47
    files.keep_only(tmp_path, set())
    assert list(tmp_path.iterdir()) == []
