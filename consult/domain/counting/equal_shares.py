"""The method of equal shares: every elector holds an equal share of the budget, and supporters buy what they want.

With cost as utility (G. Pierczyński, P. Skowron and D. Peters, "Proportional Participatory Budgeting with Additive
Utilities", NeurIPS 2021): an option can be bought if its supporters together still hold its cost. They pay equally; who
holds less than an equal part pays all that is left and the others make it up. The option bought next is the one whose
highest payment is the smallest part of its cost. What is left when nothing can be bought is completed by support
(utilitarian completion): the most wanted of the rest, as in `budgeting.greedy`, with the unspent money of all.

Equal parts: the option with more supporters comes first, then the cheaper. Options equal in all three are bought at
once where each supporter can pay in full for all of them. Otherwise every order is followed, and what is not funded
in every one of them is listed as tied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from consult.domain.counting.budgeting import NOTHING, ChosenBallots, Costs, Shares, Tie, greedy, support

MOST_ORDERS = 1_000
"""So many states are followed after ties; beyond that everything not yet funded is listed as tied."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """What was bought, what an elector pays at most for it (0.01 yuan), and from how many heads."""

    option: str
    price: Fraction
    heads: int


@dataclass(frozen=True, slots=True)
class EqualShares:
    """What is funded for certain (`shares`), each purchase before the first unsettled tie, what completion added.

    `each` is everyone's equal share at the start, in 0.01 yuan.
    """

    shares: Shares = NOTHING
    purchases: tuple[Purchase, ...] = ()
    completed: tuple[str, ...] = ()
    each: Fraction = Fraction()


_Purses = tuple[Fraction, ...]
"""What each elector of a kind of ballot still holds (0.01 yuan), in the order of the distinct ballots."""


def equal_shares(costs: Costs, budget: int, ballots: ChosenBallots) -> EqualShares:
    """Share a budget (0.01 yuan) out; nobody's ballot gives an empty result."""
    heads = sum(ballots.values())
    if not heads:
        return EqualShares()
    market = _Market(costs, budget, ballots, tuple(ballots.items()), support(costs, ballots))
    each = Fraction(budget, heads)
    bought, purses, purchases = market.buy((), (each,) * len(market.kinds))
    tied = market.tied(bought, purses)
    ends = market.ends(bought, purses) if tied else {frozenset(bought)}
    if ends is None:
        return EqualShares(market.unfollowed(bought), purchases, (), each)
    finished = [market.completed(end) for end in ends]
    shares = market.agreed(bought, finished)
    completed = tuple(option for option in shares.funded if all(option not in end for end in ends))
    return EqualShares(shares, purchases, completed, each)


@dataclass(frozen=True, slots=True)
class _Market:
    costs: Costs
    budget: int
    ballots: ChosenBallots
    kinds: Sequence[tuple[tuple[str, ...], int]]
    wanted: Mapping[str, int]

    def cost(self, options: Sequence[str]) -> int:
        return sum(self.costs[option] for option in options)

    def price(self, option: str, purses: _Purses) -> Fraction | None:
        """The highest payment if its supporters buy it now; None if they cannot."""
        held = sorted((purse, n) for purse, (chosen, n) in zip(purses, self.kinds, strict=True) if option in chosen)
        missing, payers = Fraction(self.costs[option]), self.wanted[option]
        for purse, n in held:
            if purse * payers >= missing:
                return missing / payers
            missing -= purse * n
            payers -= n
        return None

    def best(self, bought: Sequence[str], purses: _Purses) -> dict[str, Fraction]:
        """The options to be bought next with their prices; several are equal in part, supporters and cost."""
        offers = dict[tuple[Fraction, int, int], dict[str, Fraction]]()
        for option, cost in self.costs.items():
            if option in bought or not self.wanted[option]:
                continue
            price = self.price(option, purses)
            if price is not None:
                part = price / cost if cost else Fraction()
                offers.setdefault((part, -self.wanted[option], cost), {})[option] = price
        return offers[min(offers)] if offers else {}

    def pay(self, option: str, price: Fraction, purses: _Purses) -> _Purses:
        return tuple(
            purse - min(purse, price) if option in chosen else purse
            for purse, (chosen, _) in zip(purses, self.kinds, strict=True)
        )

    def all_pay_in_full(self, offers: Mapping[str, Fraction], purses: _Purses) -> bool:
        """Whether every supporter can pay the full price of all these: then their order cannot matter."""
        return all(
            sum((price for option, price in offers.items() if option in chosen), Fraction()) <= purse
            for purse, (chosen, _) in zip(purses, self.kinds, strict=True)
        )

    def buy(self, bought: tuple[str, ...], purses: _Purses) -> tuple[tuple[str, ...], _Purses, tuple[Purchase, ...]]:
        """Buy one after the other, up to the end or to a tie whose order may matter."""
        purchases = list[Purchase]()
        while offers := self.best(bought, purses):
            if len(offers) > 1 and not self.all_pay_in_full(offers, purses):
                break
            for option, price in offers.items():
                purses = self.pay(option, price, purses)
                bought = (*bought, option)
                purchases.append(Purchase(option, price, self.wanted[option]))
        return bought, purses, tuple(purchases)

    def tied(self, bought: Sequence[str], purses: _Purses) -> bool:
        return bool(self.best(bought, purses))

    def ends(self, bought: tuple[str, ...], purses: _Purses) -> set[frozenset[str]] | None:
        """Every set that can be bought in the end, over all orders of tied options; None where there are too many."""
        ends, waiting = set[frozenset[str]](), [(bought, purses)]
        seen = set[tuple[frozenset[str], _Purses]]()
        while waiting:
            bought, purses, _ = self.buy(*waiting.pop())
            state = (frozenset(bought), purses)
            if state in seen:
                continue
            seen.add(state)
            if len(seen) > MOST_ORDERS:
                return None
            offers = self.best(bought, purses)
            waiting += [((*bought, option), self.pay(option, price, purses)) for option, price in offers.items()]
            if not offers:
                ends.add(frozenset(bought))
        return ends

    def completed(self, bought: frozenset[str]) -> Shares:
        """What was bought, and the rest of the budget given out by support."""
        rest = {option: cost for option, cost in self.costs.items() if option not in bought}
        ballots = dict[tuple[str, ...], int]()
        for chosen, heads in self.kinds:
            kept = tuple(option for option in chosen if option in rest)
            ballots[kept] = ballots.get(kept, 0) + heads
        more = greedy(rest, self.budget - self.cost(tuple(bought)), ballots)
        funded = tuple(option for option in self.costs if option in bought) + more.funded
        return Shares(funded, more.ties, self.cost(funded))

    def unfollowed(self, bought: tuple[str, ...]) -> Shares:
        """What is certain where there are too many orders to follow; all else that is wanted and still fits is tied."""
        left = self.budget - self.cost(bought)
        open_to = [o for o, cost in self.costs.items() if o not in bought and self.wanted[o] and cost <= left]
        sums = accumulate(sorted(self.costs[option] for option in open_to))
        tie = Tie(tuple(open_to), 0, sum(together <= left for together in sums))
        return Shares(bought, (tie,), self.cost(bought))

    def agreed(self, bought: tuple[str, ...], finished: Sequence[Shares]) -> Shares:
        """What every way of settling the ties funds, and what only some do."""
        if len(finished) == 1:
            (only,) = finished
            order = (*bought, *(option for option in only.funded if option not in bought))
            return Shares(order, only.ties, only.spent)
        certain = set(self.costs).intersection(*(shares.funded for shares in finished))
        order = (*bought, *(option for option in self.costs if option in certain and option not in bought))
        open_to = {o for shares in finished for o in (*shares.funded, *(t for tie in shares.ties for t in tie.options))}
        tied = tuple(option for option in self.costs if option in open_to - certain)
        counts = [_number_of(tied, shares) for shares in finished]
        return Shares(order, (Tie(tied, min(counts), max(counts)),) if tied else (), self.cost(order))


def _number_of(tied: Sequence[str], shares: Shares) -> int:
    """How many of the tied options one way of settling funds."""
    reserved = sum(tie.most for tie in shares.ties)
    return sum(option in tied for option in shares.funded) + reserved
