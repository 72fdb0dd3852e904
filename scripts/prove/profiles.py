"""Random ballots for holding our counting against other libraries: few voters and options, so that ties are common."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

from consult.domain.counting.budgeting import ChosenBallots, Costs
from consult.domain.counting.ranking import RankedBallots

LETTERS = "ABCDEF"


def rankings(
    times: int, seed: int, *, whole: bool, most_options: int = 5
) -> Iterator[tuple[tuple[str, ...], RankedBallots]]:
    """Options, and ballots that rank all of them (`whole`) or only the first few."""
    chance = random.Random(seed)
    for _ in range(times):
        options = tuple(LETTERS[: chance.randint(2, most_options)])
        orders = Counter[tuple[str, ...]]()
        for _ in range(chance.randint(1, 14)):
            length = len(options) if whole else chance.randint(1, len(options))
            orders[tuple(chance.sample(options, length))] += chance.choice((1, 1, 1, 2, 5))
        yield options, orders


def scores(times: int, seed: int) -> Iterator[tuple[tuple[str, ...], range, dict[tuple[tuple[str, int], ...], int]]]:
    """Options, a scale, and ballots that score some of the options."""
    chance = random.Random(seed)
    for _ in range(times):
        options = tuple(LETTERS[: chance.randint(2, 5)])
        scale = range(chance.choice((-2, 0, 1)), chance.randint(3, 9))
        ballots = Counter[tuple[tuple[str, int], ...]]()
        for _ in range(chance.randint(1, 12)):
            scored = sorted(chance.sample(options, chance.randint(1, len(options))))
            ballots[tuple((option, chance.choice(scale)) for option in scored)] += chance.randint(1, 3)
        yield options, scale, dict(ballots)


def budgets(times: int, seed: int) -> Iterator[tuple[Costs, int, ChosenBallots]]:
    """Costs, a budget, and choices that fit within it; half of them with round costs, where ties are common."""
    chance = random.Random(seed)
    for turn in range(times):
        options = LETTERS[: chance.randint(2, 5)]
        costs = {o: chance.choice((100, 200, 300)) if turn % 2 else chance.randint(50, 400) for o in options}
        budget = chance.randint(max(costs.values()), sum(costs.values()))
        ballots = Counter[tuple[str, ...]]()
        for _ in range(chance.randint(1, 9)):
            chosen, left = [], budget
            for option in chance.sample(options, len(options)):
                if costs[option] <= left and (not chosen or chance.random() < 0.6):
                    chosen.append(option)
                    left -= costs[option]
            ballots[tuple(sorted(chosen))] += chance.choice((1, 1, 2))
        yield costs, budget, ballots
