"""Equal shares by hand: who pays how much, what is bought next, and what completion makes of the rest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from consult.domain.counting import equal_shares as module
from consult.domain.counting.budgeting import ChosenBallots, Costs, Shares, Tie
from consult.domain.counting.equal_shares import EqualShares, equal_shares


def said(*lines: str) -> dict[tuple[str, ...], int]:
    """Ballots written like `3 AB`."""
    return {tuple(chosen): int(heads) for heads, chosen in (line.split() for line in lines)}


def bought(found: EqualShares) -> list[tuple[str, Fraction, int]]:
    return [(one.option, one.price, one.heads) for one in found.purchases]


def test_several_who_have_less_each_pay_all_that_is_left() -> None:
    found = equal_shares({"A": 3, "B": 2}, 6, said("2 A", "2 B", "2 AB"))
    # One each. B costs four of them a half; then two have a half left for A, and the two others pay one.
    assert bought(found) == [("B", Fraction(1, 2), 4), ("A", Fraction(1), 4)]


def test_the_smaller_part_of_the_cost_is_bought_before_what_more_people_want() -> None:
    found = equal_shares({"A": 4, "B": 2, "C": 1}, 7, said("2 ABC", "1 AB", "2 A", "1 BC"))
    # After A, three have 11/30 left. Four want B, but one would pay nine twentieths of it; C takes a third of each.
    assert bought(found) == [("A", Fraction(4, 5), 5), ("C", Fraction(1, 3), 3)]
    assert found.completed == ("B",)


def test_equals_that_everybody_can_pay_for_with_money_left_are_bought_at_once() -> None:
    found = equal_shares({"A": 2, "B": 2}, 7, said("2 AB"))
    assert bought(found) == [("A", Fraction(1), 2), ("B", Fraction(1), 2)]


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "completed"),
    [
        pytest.param({"A": 28, "B": 4, "C": 7}, 11, said("5 A", "2 AC", "1 B"), ("C", "B"), id="in order of support"),
        pytest.param(
            {"A": 34, "B": 1, "C": 41},
            61,
            said("3 C", "3 A", "1 BC"),
            ("C",),
            id="who also wanted what was bought still counts for the rest",
        ),
        pytest.param(
            {"A": 8, "B": 2},
            13,
            said("2 A", "2 AB", "5 B"),
            ("A",),
            id="those who wanted both count beside those who wanted one",
        ),
    ],
)
def test_completion_follows_support(
    costs: Costs, budget: int, ballots: ChosenBallots, completed: tuple[str, ...]
) -> None:
    assert equal_shares(costs, budget, ballots).completed == completed


def test_three_of_four_where_each_pair_buys_one_and_completion_adds_one() -> None:
    found = equal_shares(dict.fromkeys("ABCD", 6), 23, said("3 AD", "3 BC")).shares
    assert found == Shares((), (Tie(("A", "B", "C", "D"), 3, 3),), 0)


def test_too_many_orders_count_how_many_of_the_cheapest_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ORDERS", 1)
    costs = {"A": 60, "B": 60, "C": 60, "D": 10, "E": 10}
    found = equal_shares(costs, 100, said("2 ABC", "1 DE")).shares
    assert found == Shares((), (Tie(("A", "B", "C", "D", "E"), 0, 3),), 0)
