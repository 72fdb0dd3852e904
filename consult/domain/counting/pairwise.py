"""Pairs: for each two options, how many electors prefer the one to the other."""

from __future__ import annotations

from collections.abc import Sequence

from consult.domain.counting.ranking import RankedBallots

Pairs = dict[str, dict[str, int]]
"""`pairs[a][b]`: heads that prefer a to b. Two options that a ballot both leaves out are equal on it."""


def preferences(options: Sequence[str], ballots: RankedBallots) -> Pairs:
    """Compare every two options on every ballot; a named option is preferred to all that are left out."""
    pairs: Pairs = {one: {other: 0 for other in options if other != one} for one in options}
    for order, heads in ballots.items():
        below = set(options)
        for preferred in order:
            below.discard(preferred)
            row = pairs[preferred]
            for other in below:
                row[other] += heads
    return pairs
