"""Schulze's method: one option beats another if its strongest chain of pairwise wins is stronger than the way back.

A win's strength is the number of ballots for it ("winning votes"), a chain's the strength of its weakest win.
M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36, 2011, §2.

Who beats whom is transitive, but "neither beats the other" is not: A may beat C while B is level with both. The ranking
therefore stands in levels: first all that nobody beats, then all that only those beat, and so on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from consult.domain.counting.pairwise import Pairs, preferences
from consult.domain.counting.ranking import RankedBallots, Ranking


@dataclass(frozen=True, slots=True)
class SchulzeCount:
    """The ranking in levels, and the comparison of every pair it rests on; empty where nobody answered."""

    ranking: Ranking
    pairs: Pairs


def schulze(options: Sequence[str], ballots: RankedBallots) -> SchulzeCount:
    """Rank options by their strongest chains of wins."""
    if not sum(ballots.values()):
        return SchulzeCount((), {})
    pairs = preferences(options, ballots)
    return SchulzeCount(_levels(options, _strongest(options, pairs)), pairs)


def _strongest(options: Sequence[str], pairs: Pairs) -> Pairs:
    """The strength of the strongest chain between every two options (Floyd and Warshall's widest paths)."""
    chains = {
        one: {other: for_it if for_it > pairs[other][one] else 0 for other, for_it in row.items()}
        for one, row in pairs.items()
    }
    for via, start, end in permutations(options, 3):
        chains[start][end] = max(chains[start][end], min(chains[start][via], chains[via][end]))
    return chains


def _levels(options: Sequence[str], chains: Pairs) -> Ranking:
    levels, left = [], list(options)
    while left:
        top = tuple(one for one in left if not any(chains[b][one] > chains[one][b] for b in left if b != one))
        levels.append(top)
        left = [option for option in left if option not in top]
    return tuple(levels)
