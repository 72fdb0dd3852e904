"""Waiting for a provider in the middle of a request: a little, and never with many requests at a time."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TypeVar

from consult.sign_in_ways.calling import SECONDS
from consult.sign_in_ways.interface import WaySilent

Answer = TypeVar("Answer")

AT_ONCE = 2
"""So many requests may wait for a provider; the other threads of the server go on taking ballots."""

ROOM_SECONDS = 0.3
"""So long a request waits for its turn to wait."""

_room = BoundedSemaphore(AT_ONCE)


def within(question: Callable[[], Answer], seconds: float = SECONDS) -> Answer:
    """The answer to a question if it comes in time, also where the network's name service is what hangs.

    Raises `WaySilent`: that of the question, or `took-too-long`, or `too-many-waiting`.
    """
    if not _room.acquire(timeout=ROOM_SECONDS):
        raise WaySilent("too-many-waiting")
    answers: SimpleQueue[Answer | Exception] = SimpleQueue()
    Thread(target=_put, args=(question, answers), name="provider", daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except Empty:
        raise WaySilent("took-too-long") from None
    if isinstance(found, Exception):
        raise found
    return found


def _put(question: Callable[[], Answer], answers: SimpleQueue[Answer | Exception]) -> None:
    # The room is given back by whoever really hangs, not by whoever stopped waiting.
    try:
        answers.put(question())
    except Exception as error:
        answers.put(error)
    finally:
        _room.release()
