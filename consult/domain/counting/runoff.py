"""Instant run-off: the option with the fewest ballots is out, its ballots go to their next choice, until one has most.

Each ballot counts for its best option still standing, and is set aside once none of its options stands. An option wins
with more than half of the ballots not set aside.

Ties for the last place are never broken by lot or by order:

1. If the tied options together have fewer ballots than the next one above them, all of them are out at once: whichever
   went first, the others would follow before anyone else.
2. Otherwise the recorded rounds end and every order of elimination is followed to its end. Where all lead to one winner
   the tie does not matter; else all who can win are listed as tied ("parallel universes": V. Conitzer, M. Rognlie and
   L. Xia, "Preference functions that score rankings and maximum likelihood estimation", IJCAI 2009).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.domain.counting.ranking import RankedBallots, Ranking, by_points


@dataclass(frozen=True, slots=True)
class Round:
    """One round: ballots by option still standing, ballots set aside, who is out, and a tie that is not settled."""

    counts: Mapping[str, int]
    set_aside: int
    out: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runoff:
    """Who won (several: a tie that the ballots cannot settle), the rounds, and how far each option got."""

    winners: tuple[str, ...]
    rounds: tuple[Round, ...]
    ranking: Ranking


def instant_runoff(options: Sequence[str], ballots: RankedBallots) -> Runoff:
    """Eliminate round by round. Takes at most 2^(tied options) looks at the ballots after an unsettled tie."""
    heads = sum(ballots.values())
    if not heads:
        return Runoff((), (), ())
    standing, rounds = tuple(options), list[Round]()
    while True:
        ballots = _standing_only(standing, ballots)
        counts = _first_choices(standing, ballots)
        out, tied = _last(counts)
        set_aside = heads - sum(counts.values())
        if winner := _majority(counts):
            rounds.append(Round(counts, set_aside))
            return _finished(winner, rounds)
        rounds.append(Round(counts, set_aside, out, tied))
        if tied:
            found = _possible_winners(standing, ballots, {})
            return _finished(tuple(option for option in standing if option in found), rounds)
        standing = _without(standing, out)


def _standing_only(standing: Sequence[str], ballots: RankedBallots) -> RankedBallots:
    """The ballots with only what still stands on them, alike ones put together."""
    stands, merged = set(standing), dict[tuple[str, ...], int]()
    for order, heads in ballots.items():
        kept = tuple(option for option in order if option in stands)
        if kept:
            merged[kept] = merged.get(kept, 0) + heads
    return merged


def _first_choices(standing: Sequence[str], ballots: RankedBallots) -> dict[str, int]:
    counts = dict.fromkeys(standing, 0)
    for order, heads in ballots.items():
        counts[order[0]] += heads
    return counts


def _majority(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The option with more than half of the ballots that count, if there is one."""
    whole = sum(counts.values())
    return tuple(option for option, votes in counts.items() if 2 * votes > whole)


def _last(counts: Mapping[str, int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is out without doubt, and else who is tied for it."""
    fewest = min(counts.values())
    lowest = tuple(option for option, votes in counts.items() if votes == fewest)
    above = [votes for votes in counts.values() if votes > fewest]
    is_certain = above and fewest * len(lowest) < min(above)
    return (lowest, ()) if is_certain else ((), lowest)


def _without(standing: Sequence[str], out: Sequence[str]) -> tuple[str, ...]:
    return tuple(option for option in standing if option not in out)


def _possible_winners(
    standing: tuple[str, ...], ballots: RankedBallots, known: dict[tuple[str, ...], frozenset[str]]
) -> frozenset[str]:
    """Everyone who wins in some order of elimination; `known` keeps what was found for a set of options."""
    if standing not in known:
        ballots = _standing_only(standing, ballots)
        counts = _first_choices(standing, ballots)
        if winner := _majority(counts):
            known[standing] = frozenset(winner)
        else:
            out, tied = _last(counts)
            ways = [out] if out else [(option,) for option in tied]
            found = (_possible_winners(_without(standing, way), ballots, known) for way in ways)
            known[standing] = frozenset().union(*found)
    return known[standing]


def _finished(won: tuple[str, ...], rounds: Sequence[Round]) -> Runoff:
    """The ranking: winners, the others of the last round by their ballots in it, then the eliminated, last first."""
    last = {option: votes for option, votes in rounds[-1].counts.items() if option not in won}
    eliminated = tuple(one.out for one in reversed(rounds) if one.out)
    return Runoff(won, tuple(rounds), (won, *by_points(tuple(last), last), *eliminated))
