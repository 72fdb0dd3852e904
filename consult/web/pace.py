"""How often a program may ask: so many requests at once, and as many again in each minute.

Counted in the memory of each worker: asking writes nothing. With several workers a program gets that many from each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from threading import Lock
from time import monotonic

PER_MINUTE = 600
"""Requests of one token in a minute, ten a second."""
GUESSES_PER_MINUTE = 120
"""Requests from one address with tokens that do not work; with 130 random bits, this is only about rubbish."""
_MOST_REMEMBERED = 10_000


class Pace:
    """A bucket for each key that fills anew at an even pace; raises nothing and forgets whom nobody has seen long."""

    def __init__(self, per_minute: int, tell_time: Callable[[], float] = monotonic) -> None:
        self._most, self._time = float(per_minute), tell_time
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def seconds_to_wait(self, key: str) -> int:
        """Take one request out of the key's bucket: 0 where there was one, else in how many seconds there will be."""
        with self._lock:
            now = self._time()
            left, seen = self._left.pop(key, (self._most, now))
            left = min(self._most, left + (now - seen) * self._most / 60)
            is_empty = left < 1
            self._left[key] = (left if is_empty else left - 1, now)
            while len(self._left) > _MOST_REMEMBERED:
                self._left.popitem(last=False)
        return max(1, ceil((1 - left) * 60 / self._most)) if is_empty else 0
