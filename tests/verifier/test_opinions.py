"""Small profiles, all of them, counted a third time straight from the definitions: by enumeration."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement, pairwise, permutations, product
from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.counting import equal_shares
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.method_json import methods_json
from consult.domain.question import Answer, Method, Option, Question, QuestionType, Scores
from consult.domain.question_json import to_json
from consult.verifier import verify

KEYS = ("1", "2", "3")
ORDERS = tuple(chain.from_iterable(permutations(KEYS, length) for length in (1, 2, 3)))
Ballots = Mapping[Any, int]


def _question(kind: QuestionType, keys: Sequence[str] = KEYS, costs: Sequence[int] = (), budget: int = 0) -> Question:
    options = tuple(Option(key, {"zh": key}, cost=costs[at] if costs else None) for at, key in enumerate(keys))
    return Question(1, kind, {"zh": "题"}, options=options, budget=budget or None)


def counted(question: Question, ballots: Ballots) -> dict[str, Any]:
    """What both counters make of it; they must agree."""
    heads = sum(ballots.values())
    cast = [CountedBallot(0, {1: answer}) for answer, times in ballots.items() for _ in range(times)]
    (by_the_product,) = tally((question,), Weight(heads, 0), cast)
    mine = verify.count_opinions(to_json(question), ballots, {})
    assert verify.canonical(mine) == verify.canonical(methods_json(by_the_product)), ballots
    return mine


def profiles(answers: Sequence[Answer], most: int) -> Iterator[Ballots]:
    """Every profile of so many ballots at most."""
    for number in range(most + 1):
        for ballots in combinations_with_replacement(answers, number):
            yield Counter(ballots)


def _borda(ballots: Ballots) -> dict[str, Fraction]:
    """The mean over every way of completing each ballot by lot."""
    points = dict.fromkeys(KEYS, Fraction())
    for order, heads in ballots.items():
        rest = list(permutations([key for key in KEYS if key not in order]))
        for ending in rest:
            for place, key in enumerate((*order, *ending), start=1):
                points[key] += Fraction((len(KEYS) - place) * heads, len(rest))
    return points


def _can_win(left: tuple[str, ...], ballots: Ballots) -> set[str]:
    """Run-off by every order of elimination, one option at a time, with no shortcut for several at once."""
    tops = Counter(dict.fromkeys(left, 0))
    for order, heads in ballots.items():
        tops.update(dict.fromkeys([key for key in order if key in left][:1], heads))
    most = [key for key in left if 2 * tops[key] > tops.total()]
    if most:
        return set(most)
    fewest = min(tops.values())
    return set().union(*(_can_win(tuple(o for o in left if o != key), ballots) for key in left if tops[key] == fewest))


def _beats(ballots: Ballots) -> set[tuple[str, str]]:
    """Schulze: the strongest of all paths, by looking at every path."""

    def prefer(one: str, other: str) -> int:
        return sum(heads for order, heads in ballots.items() if one in order and other not in order[: order.index(one)])

    def wins(one: str, other: str) -> int:
        return prefer(one, other) if prefer(one, other) > prefer(other, one) else 0

    def strength(start: str, end: str) -> int:
        between = [key for key in KEYS if key not in (start, end)]
        paths = [(start, *via, end) for n in range(len(between) + 1) for via in permutations(between, n)]
        return max(min(wins(a, b) for a, b in pairwise(path)) for path in paths)

    return {(a, b) for a, b in permutations(KEYS, 2) if strength(a, b) > strength(b, a)}


@pytest.mark.parametrize("heads", [3, 4])
def test_every_small_ranking(heads: int) -> None:
    question = _question(QuestionType.RANK)
    answers = ORDERS if heads == 3 else tuple(permutations(KEYS))
    for ballots in profiles(answers, heads):
        found = counted(question, ballots)
        if not ballots:
            continue
        points = _borda(ballots)
        assert {key: Fraction(written) for key, written in found["borda"]["points"].items()} == points
        assert set(found["borda"]["winners"]) == {key for key in KEYS if points[key] == max(points.values())}
        assert set(found["instant-runoff"]["winners"]) == _can_win(KEYS, ballots)
        beaten = {worse for _, worse in _beats(ballots)}
        assert set(found["schulze"]["winners"]) == set(KEYS) - beaten


def test_every_small_scoring() -> None:
    question = _question(QuestionType.SCORE, ("1", "2"))
    answers = tuple(
        Scores(sorted(given.items()))
        for one, two in product((None, 1, 2, 5), repeat=2)
        if (given := {key: score for key, score in (("1", one), ("2", two)) if score is not None})
    )
    for ballots in profiles(answers, 3):
        found = counted(question, ballots)
        for key in ("1", "2"):
            lined = sorted(dict(scores)[key] for scores, n in ballots.items() for _ in range(n) if key in dict(scores))
            if not lined:
                assert key not in found["mean"]["averages"]
                continue
            middle = Fraction(lined[(len(lined) - 1) // 2] + lined[len(lined) // 2], 2)
            assert Fraction(found["median"]["averages"][key]) == middle
            assert Fraction(found["mean"]["averages"][key]) == Fraction(sum(lined), len(lined))


@pytest.mark.parametrize("costs", [(100, 100, 100), (100, 200, 300), (200, 200, 100)], ids=str)
@pytest.mark.parametrize("budget", [300, 350, 400])
def test_every_small_budget(costs: tuple[int, int, int], budget: int) -> None:
    question = _question(QuestionType.BUDGET, costs=costs, budget=budget)
    price = dict(zip(KEYS, costs, strict=True))
    choices = chain.from_iterable(combinations(KEYS, n) for n in (1, 2, 3))
    answers = tuple(chosen for chosen in choices if sum(price[key] for key in chosen) <= budget)
    for ballots in profiles(answers, 4):
        found = counted(question, ballots)
        # A tie by lot: whatever order equals are taken in, what is certain is funded and what is tied comes to so many.
        support = {key: sum(n for chosen, n in ballots.items() if key in chosen) for key in KEYS}
        for lots in permutations(KEYS):
            left, taken = budget, set[str]()
            for key in sorted(lots, key=lambda key: (-support[key], price[key])):
                if support[key] and price[key] <= left:
                    left -= price[key]
                    taken.add(key)
            assert set(found["greedy"]["funded"]) <= taken
            for tie in found["greedy"]["ties"]:
                assert tie["fewest"] <= len(taken & set(tie["options"])) <= tie["most"]
            tied = {key for tie in found["greedy"]["ties"] for key in tie["options"]}
            assert taken <= set(found["greedy"]["funded"]) | tied
        _stays_within(found["equal-shares"], price, support)


def _stays_within(found: Mapping[str, Any], price: Mapping[str, int], support: Mapping[str, int]) -> None:
    """Equal shares: purchases are paid for, nobody pays more than a share, nothing is funded that nobody wants."""
    each, paid = Fraction(found["each"]), Fraction()
    for bought in found["purchases"]:
        assert bought["heads"] == support[bought["option"]]
        assert Fraction(bought["price"]) <= each
        assert Fraction(bought["price"]) * bought["heads"] >= price[bought["option"]]
        paid += price[bought["option"]]
    assert paid <= found["spent"] <= found["budget"]
    assert all(support[key] for key in found["funded"])


def test_ties_with_too_many_ways_out_are_listed_and_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify.MOST_STATES == equal_shares.MOST_ORDERS
    keys = tuple(str(number) for number in range(1, 13))
    question = _question(QuestionType.BUDGET, keys, costs=(100,) * 12, budget=600)
    ring = Counter(tuple(sorted((key, keys[(at + 1) % 12]), key=int)) for at, key in enumerate(keys))
    followed = counted(question, ring)["equal-shares"]
    # Following a thousand states takes long; what happens beyond them is the same beyond a hundred.
    monkeypatch.setattr(verify, "MOST_STATES", 100)
    monkeypatch.setattr(equal_shares, "MOST_ORDERS", 100)
    found = counted(question, ring)["equal-shares"]
    assert followed["ties"] == [{"options": list(keys), "fewest": 6, "most": 6}]
    assert found["ties"] == [{"options": list(keys), "fewest": 0, "most": 6}]
    assert not found["purchases"]
    assert not found["completed"]


def test_larger_random_ones() -> None:
    chance = random.Random(11)
    for _ in range(300):
        keys = tuple(str(number) for number in range(1, chance.randint(5, 8)))
        orders = Counter(tuple(chance.sample(keys, chance.randint(1, len(keys)))) for _ in range(chance.randint(1, 12)))
        counted(_question(QuestionType.RANK, keys), orders)


def test_every_method_is_counted() -> None:
    assert {method.value for method in Method} <= verify.COUNTERS.keys()
