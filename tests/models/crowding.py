"""What the tests of shared commits share: something to send, a leader who waits for the others, and commits counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from consult.models.shared_commit import how_many_wait, sharing_commit
from tests.models.noting import SOON, add


@dataclass(frozen=True)
class Sent:
    """What somebody sends: a note for one book, and what goes wrong before it is written."""

    words: str
    consultation_id: int = 1
    estate_id: int = 1
    fault: BaseException | None = None
    before: Callable[[Session], object] = field(default=lambda _session: None)


@sharing_commit
def write_down(session: Session, sent: Sent) -> str:
    sent.before(session)
    add(session, sent.words)
    if sent.fault is not None:
        raise sent.fault
    return f"kept: {sent.words}"


@dataclass
class Answers:
    """What each was answered, or what was raised, by its words."""

    of: dict[str, object] = field(default_factory=dict)

    def kept(self) -> list[str]:
        return sorted(words for words, answer in self.of.items() if answer == f"kept: {words}")


def all_wait(engine: Engine, number: int) -> Callable[[Session], None]:
    """What a leader does first: let the others come and wait."""

    def wait(_session: Session) -> None:
        until = time.monotonic() + SOON
        while how_many_wait(engine) < number:
            assert time.monotonic() < until, "nobody came to wait"
            time.sleep(0.001)

    return wait


def send(engine: Engine, answers: Answers, sent: Sent) -> Thread:
    def run() -> None:
        with Session(engine) as session:
            try:
                answers.of[sent.words] = write_down(session, sent)
            except BaseException as fault:
                answers.of[sent.words] = fault

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread


def go_together(
    engine: Engine, others: list[Sent], leader: Sent | None = None, answers: Answers | None = None
) -> Answers:
    """One leads, and does nothing before all others wait behind it."""
    answers, has_begun = answers or Answers(), Event()
    come = all_wait(engine, len(others))

    def begin(session: Session) -> None:
        if not has_begun.is_set():
            has_begun.set()
            come(session)
            if leader is not None:
                leader.before(session)

    first = Sent("leader", before=begin, fault=leader.fault if leader else None)
    threads = [send(engine, answers, first)]
    assert has_begun.wait(SOON)
    threads += [send(engine, answers, one) for one in others]
    for thread in threads:
        thread.join(SOON)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    assert how_many_wait(engine) == 0
    return answers


def some(number: int) -> list[Sent]:
    return [Sent(f"note {n}") for n in range(number)]


@contextmanager
def commits(engine: Engine, listener: Callable[[int], None] = lambda _nth: None) -> Iterator[list[int]]:
    """Count the commits; the listener is called right before each."""
    seen: list[int] = []

    def note(_connection: object) -> None:
        seen.append(len(seen) + 1)
        listener(len(seen))

    event.listen(engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(engine, "commit", note)
