"""Who does the work of a batch: a process on each core, or this one where there is one core or little to do."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

MOST = 2
"""More processes would only take memory: the book of codes is hashed, and the disk written, by all of them."""


SECONDS_EACH, SECONDS_WITH_CODE = 0.0005, 0.03
"""What a household's sheet takes, about; with a code most of it is hashing."""

WORTH_A_PROCESS = 0.75
"""Seconds of work; for less, a second process takes longer to start than it saves."""


@contextmanager
def hands(parts: int, seconds: float, most: int | None = None) -> Iterator[Executor]:
    """An executor for so many parts, about so much work; what has not been begun when it ends is never done."""
    useful = MOST if seconds > WORTH_A_PROCESS else 1
    count = min(parts, most or min(useful, os.cpu_count() or 1))
    # A thread and not this one, so that whoever ordered the work can tell meanwhile how far it is.
    pool: Executor = ThreadPoolExecutor(1) if count < MOST else _processes(count)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _processes(count: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork would carry along the service's threads, locks and database connections.
    context: Any = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=end_with_parent)


def end_with_parent() -> None:
    """Let this process end with the one that started it, however that one ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()


def _end_after(ended: Callable[[], None]) -> None:
    ended()
    os._exit(1)
