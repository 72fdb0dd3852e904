"""Voters who come when they come: so many a second, whether or not those before them were answered."""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.bench.figures import percentile
from scripts.bench.voters import Voter

LANES = 64


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What voters who came at a rate were answered: statuses, and seconds from the moment each meant to send."""

    rate: float
    statuses: list[int]
    each: list[float]

    @property
    def recorded(self) -> int:
        """How many were led to their receipt."""
        return sum(status == 303 for status in self.statuses)

    @property
    def faults(self) -> int:
        """How many were answered with a fault of ours, or not at all."""
        return sum(status == 0 or status >= 500 for status in self.statuses)

    def milliseconds(self, share: float) -> float:
        """Within how long this share of the voters had an answer."""
        return percentile(self.each, share) * 1000


def arrive(voters: Sequence[Voter], *, rate: float) -> Arrivals:
    """Let the voters come one after another at this rate (a second), each on a connection of its own.

    Seconds count from when a voter meant to send: whoever waits for a free lane here waits for us.
    """
    start = time.perf_counter() + 0.5

    def come(at: int) -> tuple[int, float]:
        meant = start + at / rate
        time.sleep(max(0.0, meant - time.perf_counter()))
        return _sent(voters[at]), time.perf_counter() - meant

    with ThreadPoolExecutor(LANES) as lanes:
        found = list(lanes.map(come, range(len(voters))))
    return Arrivals(rate, [status for status, _ in found], [seconds for _, seconds in found])


def _sent(voter: Voter) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", voter.port, timeout=60)
    try:
        return voter.try_to_send(connection)
    except OSError:
        return 0
    finally:
        connection.close()
