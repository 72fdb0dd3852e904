"""Rankings with their ties: the best group first, equals side by side, nobody put before an equal.

Every way of counting in this folder counts heads: an opinion has one voice for each elector, and the floor area behind
it is shown beside the figures where that makes sense, never mixed into them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Ranking = tuple[tuple[str, ...], ...]
"""Groups of option keys, best first; the options of one group are tied."""

RankedBallots = Mapping[tuple[str, ...], int]
"""Order of preference, best first → how many heads say exactly this. Options left out stand below all named ones."""


def by_points(options: Sequence[str], points: Mapping[str, int | Fraction]) -> Ranking:
    """Group options by falling points; within a group they stand in the order they are printed."""
    groups: dict[int | Fraction, list[str]] = {}
    for option in options:
        groups.setdefault(points[option], []).append(option)
    return tuple(tuple(groups[reached]) for reached in sorted(groups, reverse=True))


def winners(ranking: Ranking) -> tuple[str, ...]:
    """The first group: one winner, several that are tied, or none where nobody answered."""
    return ranking[0] if ranking else ()
