"""Borda's count: an option gets a point for every option that a ballot places below it.

Partial rankings: options left out stand together at the end, so each of them gets half a point for every other one
left out with it (the symmetric, or averaged, Borda count). Leaving options out then neither wins nor loses points
against ranking them at random. J.-C. de Borda, Mémoire sur les élections au scrutin, 1781; for ballots with ties
P. Emerson, "The original Borda count and partial voting", Social Choice and Welfare 40, 2013, weighs the choices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from consult.domain.counting.ranking import RankedBallots, Ranking, by_points


@dataclass(frozen=True, slots=True)
class BordaCount:
    """Points by option, and the order they make; both empty where nobody answered."""

    ranking: Ranking
    points: Mapping[str, Fraction]


def borda(options: Sequence[str], ballots: RankedBallots) -> BordaCount:
    """Add up every ballot's points; the sum over all options is heads × n(n - 1)/2."""
    if not sum(ballots.values()):
        return BordaCount((), {})
    doubled = dict.fromkeys(options, 0)
    for order, heads in ballots.items():
        left_out = len(options) - len(order)
        for place, option in enumerate(order, start=1):
            doubled[option] += 2 * (len(options) - place) * heads
        for option in set(options).difference(order):
            doubled[option] += (left_out - 1) * heads
    points = {option: Fraction(twice, 2) for option, twice in doubled.items()}
    return BordaCount(by_points(options, points), points)
