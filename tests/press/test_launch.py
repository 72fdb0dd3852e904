"""A batch in a process of its own, as the service starts it: with the real clock, the real pool and a real kill."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from consult.domain.printing import Batch, PrintState
from consult.press import folder as files
from consult.press.launch import launch
from consult.queries.consultations import ConsultationView
from consult.queries.printings import PrintingView, printing_of
from tests import people
from tests.databases import PUBLIC_URL, SECRET
from tests.press.batches import ordered

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


@pytest.mark.slow
def test_the_service_starts_a_process_and_it_makes_the_batch(session: Session, engine_url: str, tmp_path: Path) -> None:
    view = people.make_announced_consultation(session)
    now = datetime.now(UTC)
    printing = ordered(session, view, Batch.BALLOTS, largest=8, at=now)
    session.rollback()
    environment = {
        **os.environ,
        "CONSULT_INSTANCE": str(tmp_path),
        "CONSULT_DATABASE_URL": engine_url,
        "CONSULT_SECRET_KEY": SECRET,
        "CONSULT_PUBLIC_URL": PUBLIC_URL,
    }
    launch(environment, tmp_path, view.estate.id, printing, now=now)
    folder = files.folder_of(tmp_path, printing)
    assert files.is_at_work(folder, now), "from the moment of its start"
    done = ended(session, view, printing)
    assert (done.state, done.done) == (PrintState.DONE, people.HEADS), (folder / "said.txt").read_text("utf-8")
    assert len(list(folder.glob("*.pdf"))) == 2
    assert (folder / "said.txt").read_text("utf-8") == ""
