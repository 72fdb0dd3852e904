"""The last previews made, kept for a moment: a browser asks for each page's picture by itself, one paper serves all."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

KEPT_FOR = timedelta(minutes=5)
MOST_BYTES = 24_000_000
"""All previews kept together; a poster weighs some 100 kB, a list of a large building ten times that."""

Key = tuple[int, str, str, str]
"""Consultation, kind, language, and the first digits of the paper's own hash."""


class KeptPreviews:
    """Finished papers by key; the oldest goes first. Several threads may ask at once."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin with none."""
        self._most_bytes = most_bytes
        self._papers: OrderedDict[Key, tuple[datetime, bytes]] = OrderedDict()
        self._lock = Lock()

    def keep(self, key: Key, pdf: bytes, now: datetime) -> None:
        """Keep one, and let go of what is too old or too much."""
        with self._lock:
            self._papers[key] = (now, pdf)
            self._papers.move_to_end(key)
            self._let_go(now)

    def find(self, key: Key, now: datetime) -> bytes | None:
        """A kept paper, unless its time is over."""
        with self._lock:
            self._let_go(now)
            kept = self._papers.get(key)
            return None if kept is None else kept[1]

    def _let_go(self, now: datetime) -> None:
        for key in [key for key, (at, _) in self._papers.items() if not timedelta(0) <= now - at < KEPT_FOR]:
            del self._papers[key]
        while sum(len(pdf) for _, pdf in self._papers.values()) > self._most_bytes:
            self._papers.popitem(last=False)
