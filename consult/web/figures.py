"""The figures behind `/metrics`: what this process answered and how fast, and what the database holds by now.

Nothing here tells of a single consultation. What the database holds is told without secret ones: a figure that moves
tells that somebody voted.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Mapping
from threading import Lock
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from consult.queries.totals import counted_by_channel

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the classes of answering time, in seconds."""

COUNTED_SECONDS = 30.0
"""For so long the ballots are not counted again: a dashboard must not cost what voters need."""

_guard = Lock()
_answers: Counter[tuple[str, str, int]] = Counter()
_classes: dict[str, list[int]] = {}
_seconds: Counter[str] = Counter()
_commits: Counter[str] = Counter()
_ballots: WeakKeyDictionary[Engine, tuple[float, Mapping[str, int]]] = WeakKeyDictionary()


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answer."""
    with _guard:
        _answers[method, route, status] += 1
        counted = _classes.setdefault(route, [0] * (len(BOUNDS) + 1))
        counted[bisect.bisect_left(BOUNDS, seconds)] += 1
        _seconds[route] += seconds  # type: ignore[assignment]


@event.listens_for(Engine, "commit")
def _count_commit(_connection: Any) -> None:
    with _guard:
        _commits["all"] += 1


def request_lines() -> Iterator[str]:
    """Answers by route and status, and how long they took."""
    with _guard:
        answers, seconds = dict(_answers), dict(_seconds)
        classes = {route: list(counted) for route, counted in _classes.items()}
    yield from _head("consult_requests_total", "counter", "Answers of this process.")
    for (method, route, status), n in sorted(answers.items()):
        yield f'consult_requests_total{{method="{method}",route="{route}",status="{status}"}} {n}'
    yield from _head("consult_request_seconds", "histogram", "Time to answer, in seconds.")
    for route, counted in sorted(classes.items()):
        yield from _histogram(route, counted, seconds[route])


def _histogram(route: str, counted: list[int], seconds: float) -> Iterator[str]:
    so_far = 0
    for bound, n in zip((*BOUNDS, "+Inf"), counted, strict=True):
        so_far += n
        yield f'consult_request_seconds_bucket{{route="{route}",le="{bound}"}} {so_far}'
    yield f'consult_request_seconds_sum{{route="{route}"}} {seconds:.6f}'
    yield f'consult_request_seconds_count{{route="{route}"}} {so_far}'


def commit_lines() -> Iterator[str]:
    """Transactions that became durable here."""
    yield from _head("consult_commits_total", "counter", "Transactions committed by this process.")
    yield f"consult_commits_total {_commits['all']}"


def channel_lines(session: Session) -> Iterator[str]:
    """Ballots that count now, by the way they came in."""
    yield from _head("consult_ballots_by_channel", "gauge", "Ballots of named consultations that count, by channel.")
    for channel, n in sorted(_by_channel(session).items()):
        yield f'consult_ballots_by_channel{{channel="{channel}"}} {n}'


def _by_channel(session: Session) -> Mapping[str, int]:
    engine = session.get_bind().engine
    counted_at, found = _ballots.get(engine, (0.0, {}))
    if not counted_at or monotonic() - counted_at > COUNTED_SECONDS:
        found = counted_by_channel(session)
        _ballots[engine] = (monotonic(), found)
    return found


def gauge(name: str, told: str, value: int) -> Iterator[str]:
    """One figure by itself."""
    yield from _head(name, "gauge", told)
    yield f"{name} {value}"


def _head(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
