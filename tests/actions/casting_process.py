"""A worker of its own that casts ballots from several threads, and says of each what it was answered.

`python -m tests.actions.casting_process` reads what to do as JSON. Each answer is a line, `elector code` or the
reason of a refusal, written before anything else happens. It may be told to kill itself at a commit that ballots share.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from consult.actions.cast_ballot import Submission, cast_ballot
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models import everything as _all_tables  # noqa: F401
from consult.models import shared_commit
from consult.models.head_file import HeadFile
from consult.models.heads_apart import keep_heads_apart
from consult.models.shared_commit import how_many_wait
from tests.databases import prepared_engine
from tests.people import MIDWAY

THREADS = 6
SHARED = 3
"""How many wait at least behind the first ballot, and share the next commit."""


@dataclass(frozen=True)
class Task:
    """What one worker does. `killed`: before, after or never; `name` makes its submissions its own."""

    url: str
    heads: str
    name: str
    estate_id: int
    consultation_id: int
    electors: list[int]
    killed: str = "never"


def sent(task: Task, elector: int) -> Submission:
    """What this worker sends for an elector."""
    keys = (task.estate_id, task.consultation_id, elector)
    return Submission(f"{task.name}-{elector}", *keys, answers={1: "agree"}, channel=Channel.WEB)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _prepare_to_die(engine: Engine, when: str) -> None:
    """The first commit waits until others do; the second one, which they share, is the last."""
    shared_commit.AT_MOST = THREADS - SHARED
    begun: list[bool] = []

    @event.listens_for(engine, "commit")
    def before(_connection: object) -> None:
        begun.append(True)
        if len(begun) == 1:
            until = time.monotonic() + 20
            while how_many_wait(engine) < SHARED and time.monotonic() < until:
                time.sleep(0.001)
        elif when == "before":
            _die()

    @event.listens_for(Session, "after_commit")
    def after(session: Session) -> None:
        if when == "after" and len(begun) == 2 and not session.in_nested_transaction():
            _die()


def _cast(engine: Engine, task: Task, electors: list[int]) -> None:
    with Session(engine) as session:
        for elector in electors:
            try:
                answer = cast_ballot(session, sent(task, elector), now=MIDWAY).code
            except Refusal as refusal:
                answer = refusal.reason
            os.write(1, f"{elector} {answer}\n".encode())


def work(task: Task) -> None:
    """Cast for every elector, from several threads at once."""
    engine = prepared_engine(task.url)
    keep_heads_apart(engine, HeadFile(Path(task.heads)))
    if task.killed != "never":
        _prepare_to_die(engine, task.killed)
    threads = [threading.Thread(target=_cast, args=(engine, task, task.electors[at::THREADS])) for at in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()


if __name__ == "__main__":
    work(Task(**json.loads(sys.argv[1])))
