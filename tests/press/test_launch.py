"""A batch in a process of its own, as the service starts it: with the real clock, the real pool and a real kill."""

from __future__ import annotations

import os
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.domain.printing import Batch, PrintState
from consult.press import folder as files
from consult.press.launch import launch
from consult.press.work import work_on
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PrintingView, printing_of
from tests import people
from tests.databases import PUBLIC_URL, SECRET
from tests.press.batches import ordered, room
from tests.press.test_work_on import files_of, households_let_in

PATIENCE = 120
"""Seconds; on a quiet machine it takes three."""


def ended(session: Session, view: ConsultationView, printing: int) -> PrintingView:
    """The batch once nobody works on it any more."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        session.rollback()
        found = printing_of(session, view.estate.id, printing)
        if found.state not in (PrintState.WAITING, PrintState.RUNNING):
            return found
        time.sleep(0.2)
    raise AssertionError("the batch did not end")


def environment_of(engine_url: str, instance: Path) -> dict[str, str]:
    """What the service hands to the process."""
    return {
        **os.environ,
        "CONSULT_INSTANCE": str(instance),
        "CONSULT_DATABASE_URL": engine_url,
        "CONSULT_SECRET_KEY": SECRET,
        "CONSULT_PUBLIC_URL": PUBLIC_URL,
    }


@pytest.mark.slow
def test_the_service_starts_a_process_and_it_makes_the_batch(session: Session, engine_url: str, tmp_path: Path) -> None:
    view = people.make_announced_consultation(session)
    now = datetime.now(UTC)
    printing = ordered(session, view, Batch.BALLOTS, largest=8, at=now)
    session.rollback()
    launch(environment_of(engine_url, tmp_path), tmp_path, view.estate.id, printing, now=now)
    folder = files.folder_of(tmp_path, printing)
    assert files.is_at_work(folder, now), "from the moment of its start"
    done = ended(session, view, printing)
    assert (done.state, done.done) == (PrintState.DONE, people.HEADS), (folder / "said.txt").read_text("utf-8")
    assert len(list(folder.glob("*.pdf"))) == 2
    assert (folder / "said.txt").read_text("utf-8") == ""


@pytest.mark.slow
def test_killed_outright_in_the_middle_it_can_be_gone_on_with(
    session: Session, engine_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGKILL, as from a machine out of memory: nothing of ours runs any more, in the process or its children."""
    view = people.make_announced_consultation(session)
    printing = ordered(session, view, largest=1)
    session.rollback()
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noted(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **named))
        return started[-1]

    monkeypatch.setattr("consult.press.launch.subprocess.Popen", noted)
    launch(environment_of(engine_url, tmp_path), tmp_path, view.estate.id, printing, now=datetime.now(UTC))
    folder = files.folder_of(tmp_path, printing)
    until = time.monotonic() + PATIENCE
    while not list(folder.glob("*.pdf")) and time.monotonic() < until:
        time.sleep(0.02)
    started[0].kill()
    started[0].wait()
    session.rollback()
    done = printing_of(session, view.estate.id, printing)
    if done.state is not PrintState.DONE:  # as it is, unless this machine was busier with the test than with the batch
        done = work_on(room(session, tmp_path), view.estate.id, printing)
    assert (done.state, done.done) == (PrintState.DONE, people.HEADS)
    assert len(households_let_in(session, files_of(tmp_path, printing))) == people.HEADS
