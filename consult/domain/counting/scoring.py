"""Scores: every elector may give each option a whole number on the scale; mean and median decide nothing by themselves.

An option left without a score on a ballot has none from it, not a zero: its mean and median are over those who scored
it, and how many did stands beside. Who prefers the mean and who the median can read both; ties are listed in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from consult.domain.counting.averages import Counted, mean, median
from consult.domain.counting.ranking import Ranking, by_points

ScoredBallots = Iterable[tuple[Iterable[tuple[str, int]], int]]
"""Scores by option as pairs, and how many heads give exactly these."""

Spread = dict[str, dict[int, int]]
"""Option → score → heads."""


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """One average over all options. Options that nobody scored stand apart, not last."""

    ranking: Ranking
    averages: Mapping[str, Fraction]
    unscored: tuple[str, ...]


def spread(options: Sequence[str], scale: Sequence[int], ballots: ScoredBallots) -> Spread:
    """How many heads gave each option each score, zeros included."""
    given = {option: dict.fromkeys(scale, 0) for option in options}
    for scores, heads in ballots:
        for option, score in scores:
            given[option][score] += heads
    return given


def by_mean(given: Spread) -> ScoreCount:
    """Rank options by the arithmetic mean of their scores."""
    return _by(mean, given)


def by_median(given: Spread) -> ScoreCount:
    """Rank options by the median of their scores."""
    return _by(median, given)


def _by(average: Callable[[Counted], Fraction | None], given: Spread) -> ScoreCount:
    found = {option: average(counted) for option, counted in given.items()}
    scored = {option: reached for option, reached in found.items() if reached is not None}
    if not scored:
        return ScoreCount((), {}, ())
    unscored = tuple(option for option in given if option not in scored)
    return ScoreCount(by_points(tuple(scored), scored), scored, unscored)
