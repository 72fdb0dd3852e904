"""Several worker processes, each with many threads, and one that is killed: what was answered is there, once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import cast_ballot
from consult.models.ballot import Ballot
from consult.models.electorate import ElectorRow
from consult.models.head_file import HeadFile
from consult.models.heads_apart import heads_now
from consult.queries.book import check_book
from consult.queries.consultations import ConsultationView
from tests.actions.casting_process import SHARED, THREADS, Task, sent
from tests.people import MIDWAY

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def task(session: Session, view: ConsultationView, engine_url: str, tmp_path: Path) -> Task:
    electors = list(session.scalars(select(ElectorRow.id).where(ElectorRow.consultation_id == view.id)))
    session.rollback()
    assert len(electors) > 2 * SHARED
    return Task(engine_url, str(tmp_path / "heads"), "one", view.estate.id, view.id, electors)


def start(task: Task) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.actions.casting_process", json.dumps(asdict(task))]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def answered(worker: subprocess.Popen[str]) -> dict[int, str]:
    """What a worker was answered, by elector; a torn last line is no answer."""
    said, _ = worker.communicate(timeout=60)
    lines = (line.split() for line in said.splitlines(keepends=True) if line.endswith("\n"))
    return {int(elector): answer for elector, answer in lines}


def kept(session: Session, view: ConsultationView) -> dict[int, str]:
    """The slip code of every counted ballot, by elector."""
    session.rollback()
    rows = session.execute(select(Ballot.elector_id, Ballot.receipt).where(Ballot.consultation_id == view.id))
    return dict(rows.all())


def test_two_workers_with_many_threads_count_everybody_once(
    session: Session, view: ConsultationView, task: Task
) -> None:
    both = [start(replace(task, name=name)) for name in ("one", "other")]
    answers = [answered(worker) for worker in both]
    assert [worker.returncode for worker in both] == [0, 0]
    receipts = [(elector, a) for found in answers for elector, a in found.items() if a != "already-answered"]
    assert len(receipts) == len(task.electors), "every household once, whichever phone was first"
    assert dict(receipts) == kept(session, view)
    assert check_book(session, view).is_whole
    assert HeadFile(Path(task.heads)).read() == heads_now(session)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_at_a_shared_commit_told_nobody_what_is_not_so(
    session: Session, view: ConsultationView, task: Task, when: str
) -> None:
    worker = start(replace(task, killed=when))
    told = answered(worker)
    assert worker.returncode == -signal.SIGKILL
    found = kept(session, view)
    assert told == {elector: code for elector, code in found.items() if elector in told}
    if when == "after":
        assert len(found) - len(told) >= SHARED, "they were kept, and nobody was told"
    else:
        assert len(found) <= THREADS - SHARED, "only what the first commit kept"
    assert check_book(session, view).is_whole
    # Whoever got no answer sends again, and so does whoever got one.
    again = {elector: cast_ballot(session, sent(task, elector), now=MIDWAY).code for elector in task.electors}
    assert again == kept(session, view)
    assert {elector: again[elector] for elector in found} == found
    assert check_book(session, view).is_whole
