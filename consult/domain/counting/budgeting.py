"""Sharing out a budget by support: the most wanted first, as long as the money lasts.

Ballots name the options their elector would pay for, within the whole budget (A. Goel, A. Krishnaswamy, S. Sakshuwong
and T. Aitamurto, "Knapsack voting for participatory budgeting", ACM TEAC 7, 2019). Of two with equal support the
cheaper comes first. Where options with equal support and equal cost do not all fit, as many as fit are reserved money
and all of them are listed as tied: whichever is taken, nothing changes for the rest. What nobody chose is not funded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

Costs = Mapping[str, int]
"""Option key → cost in 0.01 yuan."""

ChosenBallots = Mapping[tuple[str, ...], int]
"""Options chosen → how many heads chose exactly these."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Options of which only so many can be funded (`fewest` to `most`), and the ballots cannot say which."""

    options: tuple[str, ...]
    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class Shares:
    """What is funded for certain, in order; what is tied for the rest. `spent` (0.01 yuan) is on the certain ones."""

    funded: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    spent: int = 0


NOTHING = Shares()


def support(costs: Costs, ballots: ChosenBallots) -> dict[str, int]:
    """How many heads chose each option."""
    wanted = dict.fromkeys(costs, 0)
    for chosen, heads in ballots.items():
        for option in chosen:
            wanted[option] += heads
    return wanted


def greedy(costs: Costs, budget: int, ballots: ChosenBallots) -> Shares:
    """Fund options in order of support while they fit; an option that does not fit is passed over."""
    funded, ties, left = list[str](), list[Tie](), budget
    for alike, cost in _alike_groups(costs, support(costs, ballots)):
        places = len(alike) if not cost else min(len(alike), left // cost)
        left -= places * cost
        if places == len(alike):
            funded += alike
        elif places:
            ties.append(Tie(alike, places, places))
    return Shares(tuple(funded), tuple(ties), sum(costs[option] for option in funded))


def _alike_groups(costs: Costs, wanted: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Groups of options with equal support and equal cost (0.01 yuan): best supported first, then cheapest."""

    def rank(option: str) -> tuple[int, int]:
        return (-wanted[option], costs[option])

    for (_, cost), alike in groupby(sorted((option for option in costs if wanted[option]), key=rank), key=rank):
        yield tuple(alike), cost
