"""Who does the work of a batch: a process on each core, or this one where there is one core or little to do."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

MOST = 2
"""More processes would only take memory: the book of codes is hashed, and the disk written, by all of them."""


class SameProcess(Executor):
    """Does each thing at once, here."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do it, and answer what came of it."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def hands(parts: int, most: int | None = None) -> Iterator[Executor]:
    """An executor for so many parts; what has not been begun when it ends is never done."""
    count = min(parts, most or min(MOST, os.cpu_count() or 1))
    pool = SameProcess() if count < MOST else _processes(count)
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
