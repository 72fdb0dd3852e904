"""Thousands of random elections, counted by votelib and pyrankvote too. `scripts/prove/oracles` adds heavier libraries.

Where a library settles ties by chance or by order and we list them, the test says how far the two can differ.
"""

from __future__ import annotations

from fractions import Fraction

import votelib.convert
import votelib.evaluate.condorcet
from pyrankvote import Ballot, Candidate, instant_runoff_voting
from votelib.component.rankscore import Borda

from consult.domain.counting.averages import mean, median
from consult.domain.counting.borda import borda
from consult.domain.counting.ranking import by_points, winners
from consult.domain.counting.runoff import instant_runoff
from consult.domain.counting.schulze import schulze
from consult.domain.counting.scoring import by_mean, by_median, spread
from scripts.prove.profiles import rankings, scores

TIMES = 2_000


def test_borda_of_whole_orders_is_votelibs() -> None:
    """Whole orders only: votelib gives options left out nothing, where we share out what is left."""
    library = votelib.convert.RankedToPositionalVotes(Borda(base=0))
    for options, ballots in rankings(TIMES, 11, whole=True):
        assert borda(options, ballots).points == library.convert(dict(ballots))


def test_borda_of_short_orders_is_votelibs_and_half_of_what_is_left() -> None:
    for options, ballots in rankings(TIMES, 12, whole=False):
        library = votelib.convert.RankedToPositionalVotes(Borda(base=0))
        # votelib knows only options that somebody ranked: one ballot for all of them, of no weight.
        theirs = library.convert({options: 0, **ballots})
        shared = {
            option: sum(Fraction(len(options) - len(o) - 1, 2) * n for o, n in ballots.items() if option not in o)
            for option in options
        }
        assert borda(options, ballots).points == {option: theirs[option] + shared[option] for option in options}


def test_schulzes_winners_are_votelibs() -> None:
    """votelib ranks by the number of options beaten: of several that nobody beats it may keep some, never others."""
    tied = 0
    for options, ballots in rankings(TIMES, 13, whole=False):
        pairs = votelib.convert.RankedToCondorcetVotes().convert({options: 0, **ballots})
        # It answers nobody at all where no option beats another.
        found = next(iter(votelib.evaluate.condorcet.Schulze().evaluate(pairs)), frozenset(options))
        theirs = set(found) if isinstance(found, frozenset) else {found}
        ours = set(schulze(options, ballots).ranking[0])
        assert theirs <= ours
        assert len(ours) > 1 or theirs == ours
        tied += len(ours) > 1
    assert 0 < tied < TIMES / 2


def test_instant_runoffs_winner_is_pyrankvotes() -> None:
    """pyrankvote settles ties by second choices, then by chance: its winner is always one that we find possible."""
    settled = 0
    for options, ballots in rankings(TIMES, 14, whole=False):
        people = {option: Candidate(option) for option in options}
        cast = [Ballot([people[option] for option in order]) for order, n in ballots.items() for _ in range(n)]
        (theirs,) = instant_runoff_voting(list(people.values()), cast).get_winners()
        ours = instant_runoff(options, ballots).winners
        assert theirs.name in ours
        settled += len(ours) == 1
    assert settled > TIMES / 2


def test_means_and_medians_are_votelibs() -> None:
    for options, scale, ballots in scores(TIMES, 15):
        given = spread(options, scale, ballots.items())
        votes = {frozenset(pairs): heads for pairs, heads in ballots.items()}
        for function, count in (("mean", by_mean(given)), ("median", by_median(given))):
            theirs = votelib.convert.ScoreToSimpleVotes(function=function).convert(votes)
            assert {option: float(reached) for option, reached in count.averages.items()} == {
                option: float(reached) for option, reached in theirs.items()
            }
    assert mean({}) is median({}) is None


def test_approval_is_votelibs() -> None:
    library = votelib.convert.ApprovalToSimpleVotes()
    for options, ballots in rankings(TIMES, 16, whole=False):
        approved: dict[frozenset[str], int] = {}
        for order, heads in ballots.items():
            approved[frozenset(order)] = approved.get(frozenset(order), 0) + heads
        theirs = dict.fromkeys(options, 0) | library.convert(approved)
        ours = {option: sum(n for order, n in ballots.items() if option in order) for option in options}
        assert ours == theirs
        best = max(theirs.values())
        assert winners(by_points(options, ours)) == tuple(option for option in options if theirs[option] == best)
