"""Money given out: greedy, and equal shares (the document, 6, Opinions)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

Question = dict[str, Any]
Answers = list[tuple[int, list[str]]]
MOST_STATES = 1000


class Spending(NamedTuple):
    """What is funded for certain, and what for some of a group."""

    funded: list[str]
    ties: list[dict[str, Any]]


class State(NamedTuple):
    """What was bought, and what every elector still holds."""

    bought: frozenset[str]
    purses: tuple[Fraction, ...]


def costs_of(question: Question) -> dict[str, int]:
    """Cost by option, in printed order."""
    return {one["key"]: one["cost"] for one in question["options"]}


def supporters(question: Question, said: Answers) -> dict[str, list[int]]:
    """Which electors chose each option; options that nobody chose are left out."""
    ballots = [answer for heads, answer in said for _ in range(heads)]
    found = {key: [n for n, chosen in enumerate(ballots) if key in chosen] for key in costs_of(question)}
    return {key: who for key, who in found.items() if who}


def fill(costs: dict[str, int], chosen: dict[str, list[int]], money: int) -> Spending:
    """Most chosen first, the cheaper first, as long as the money lasts."""
    funded, ties = [], []
    for heads, cost in sorted(
        {(len(who), costs[key]) for key, who in chosen.items()}, key=lambda one: (-one[0], one[1])
    ):
        group = [key for key in costs if key in chosen and (len(chosen[key]), costs[key]) == (heads, cost)]
        pays = min(len(group), money // cost) if cost else len(group)
        money -= pays * cost
        if pays == len(group):
            funded += group
        elif pays:
            ties.append({"options": group, "fewest": pays, "most": pays})
    return Spending(funded, ties)


def told(question: Question, spending: Spending) -> dict[str, Any]:
    """As the result has it."""
    costs = costs_of(question)
    spent = sum(costs[key] for key in spending.funded)
    return {"funded": spending.funded, "ties": spending.ties, "spent": spent, "budget": question["budget"]}


def greedy(question: Question, said: Answers) -> dict[str, Any]:
    """Most chosen first."""
    return told(question, fill(costs_of(question), supporters(question, said), question["budget"]))


class Shares:
    """Equal shares of one question."""

    def __init__(self, question: Question, said: Answers) -> None:
        """Everybody who answered holds the same."""
        self.costs, self.chosen = costs_of(question), supporters(question, said)
        self.budget = question["budget"]
        self.heads = sum(heads for heads, _ in said)
        self.each = Fraction(self.budget, self.heads) if self.heads else Fraction(0)
        self.purchases: list[dict[str, Any]] = []

    def price(self, key: str, purses: tuple[Fraction, ...]) -> Fraction | None:
        """The smallest price at which the supporters pay the cost together."""
        held = sorted(purses[n] for n in self.chosen[key])
        left = Fraction(self.costs[key])
        if sum(held) < left:
            return None
        for n, purse in enumerate(held):
            if purse * (len(held) - n) >= left:
                return left / (len(held) - n)
            left -= purse
        return Fraction(0)

    def next_of(self, state: State) -> tuple[list[str], dict[str, Fraction]]:
        """What is bought next, several if they are equal, and the price of each."""
        found = {key: self.price(key, state.purses) for key in self.chosen if key not in state.bought}
        prices = {key: price for key, price in found.items() if price is not None}
        order = {
            key: (price / self.costs[key] if self.costs[key] else Fraction(0), -len(self.chosen[key]), self.costs[key])
            for key, price in prices.items()
        }
        best = min(order.values(), default=None)
        return [key for key in self.costs if key in order and order[key] == best], prices

    def bought(self, state: State, keys: list[str], prices: dict[str, Fraction]) -> State:
        """The state after buying these."""
        purses = list(state.purses)
        for key in keys:
            for n in self.chosen[key]:
                purses[n] -= min(prices[key], purses[n])
        return State(state.bought | set(keys), tuple(purses))

    def can_pay_all(self, state: State, keys: list[str], prices: dict[str, Fraction]) -> bool:
        """Whether every elector can pay the full price of all of these that he or she chose."""
        due = [Fraction(0)] * self.heads
        for key in keys:
            for n in self.chosen[key]:
                due[n] += prices[key]
        return all(one <= purse for one, purse in zip(due, state.purses, strict=True))

    def run(self, state: State, noting: bool = False) -> tuple[State, list[str], dict[str, Fraction]]:
        """Buy until a tie or the end: the state, the tied, their prices."""
        while True:
            keys, prices = self.next_of(state)
            if not keys:
                return state, [], {}
            if len(keys) > 1 and not self.can_pay_all(state, keys, prices):
                return state, keys, prices
            if noting:
                self.purchases += [
                    {"option": key, "price": exact(prices[key]), "heads": len(self.chosen[key])} for key in keys
                ]
            state = self.bought(state, keys, prices)

    def ends(self) -> set[State] | None:
        """Every end that some order reaches; None where there are too many states."""
        start = State(frozenset(), (self.each,) * self.heads)
        first, tied, prices = self.run(start, noting=True)
        seen, ends, waiting = {first}, set() if tied else {first}, [(first, tied, prices)]
        while waiting:
            state, tied, prices = waiting.pop()
            for key in tied:
                after, more, dear = self.run(self.bought(state, [key], prices))
                if after in seen:
                    continue
                seen.add(after)
                if len(seen) > MOST_STATES:
                    return None
                if more:
                    waiting.append((after, more, dear))
                else:
                    ends.add(after)
        return ends

    def completed(self, end: State) -> Spending:
        """What is left over, given out by greedy."""
        spent = sum(self.costs[key] for key in end.bought)
        rest = {key: who for key, who in self.chosen.items() if key not in end.bought}
        return fill(self.costs, rest, self.budget - spent)

    def in_print(self, keys: Iterable[str]) -> list[str]:
        """In printed order."""
        named = set(keys)
        return [key for key in self.costs if key in named]


def exact(value: Fraction) -> str:
    """An exact number in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def equal_shares(question: Question, said: Answers) -> dict[str, Any]:
    """Everybody holds the same, and pays for what he or she chose."""
    room = Shares(question, said)
    ends = room.ends() if said else set()
    first = [one["option"] for one in room.purchases]
    if ends is None:
        spending, bought = too_many(room, first), set(first)
    else:
        spending, bought = after_all(room, ends, first), {key for end in ends for key in end.bought}
    return {
        **told(question, spending),
        "each": exact(room.each),
        "purchases": room.purchases,
        "completed": [key for key in spending.funded if key not in bought],
    }


def too_many(room: Shares, first: list[str]) -> Spending:
    """Where there are too many states to follow."""
    money = room.budget - sum(room.costs[key] for key in first)
    rest = [key for key in room.in_print(room.chosen) if key not in first and room.costs[key] <= money]
    most, left = 0, money
    for cost in sorted(room.costs[key] for key in rest):
        if cost <= left:
            most, left = most + 1, left - cost
    return Spending(first, [{"options": rest, "fewest": 0, "most": most}] if rest else [])


def after_all(room: Shares, ends: set[State], first: list[str]) -> Spending:
    """What every end funds, and one tie for the rest."""
    given = [(end, room.completed(end)) for end in ends]
    if len(given) == 1:
        ((end, more),) = given
        return Spending([*first, *room.in_print(end.bought - set(first)), *more.funded], more.ties)
    funds = [end.bought | set(more.funded) for end, more in given]
    common = set.intersection(*map(set, funds)) if funds else set()
    perhaps = set().union(*funds, *(tie["options"] for _, more in given for tie in more.ties)) - common
    numbers = [
        len(set(one) - common) + sum(tie["fewest"] for tie in more.ties)
        for one, (_, more) in zip(funds, given, strict=True)
    ]
    ties = [{"options": room.in_print(perhaps), "fewest": min(numbers), "most": max(numbers)}] if perhaps else []
    return Spending([*first, *room.in_print(common - set(first))], ties)
