"""Budgets: on the edge of the money, equals listed, and nobody's share spent on what they did not choose."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.counting import equal_shares as module
from consult.domain.counting.budgeting import ChosenBallots, Costs, Shares, Tie, greedy
from consult.domain.counting.equal_shares import EqualShares, equal_shares


def said(*lines: str) -> dict[tuple[str, ...], int]:
    """Ballots written like `3 AB`."""
    return {tuple(chosen): int(heads) for heads, chosen in (line.split() for line in lines)}


@pytest.mark.parametrize(
    ("budget", "funded", "ties"),
    [
        pytest.param(59, (), (), id="one below the dearest"),
        pytest.param(60, ("A",), (), id="exactly the first"),
        pytest.param(89, ("A",), (), id="one below the two"),
        pytest.param(90, ("A", "B"), (), id="exactly the two"),
        pytest.param(119, ("A", "B"), (), id="one below all"),
        pytest.param(120, ("A", "B", "C"), (), id="exactly all"),
    ],
)
def test_greedy_on_the_edge_of_the_money(budget: int, funded: tuple[str, ...], ties: tuple[Tie, ...]) -> None:
    costs = {"A": 60, "B": 30, "C": 30}
    found = greedy(costs, budget, said("3 A", "2 B", "1 C") if budget > 59 else said("3 A"))
    assert (found.funded, found.ties) == (funded, ties)


def test_what_does_not_fit_is_passed_over() -> None:
    assert greedy({"A": 60, "B": 50, "C": 40}, 100, said("3 A", "2 B", "1 C")).funded == ("A", "C")


def test_of_two_with_equal_support_the_cheaper_comes_first() -> None:
    assert greedy({"A": 60, "B": 50}, 100, said("2 A", "2 B")).funded == ("B",)


def test_equals_that_do_not_all_fit_are_listed_and_the_rest_goes_on_without_them() -> None:
    costs = {"A": 40, "B": 40, "C": 40, "D": 20}
    found = greedy(costs, 100, said("2 ABC", "1 D"))
    assert found == Shares(("D",), (Tie(("A", "B", "C"), 2, 2),), 20)


def test_what_nobody_chose_is_not_funded() -> None:
    assert greedy({"A": 10, "B": 10}, 100, said("1 A")).funded == ("A",)


def test_a_group_gets_its_share_where_greedy_gives_everything_to_the_larger_one() -> None:
    """Six of ten want A, B and C, four want D: equal shares leave the four their own forty of a hundred."""
    costs, ballots = {"A": 30, "B": 31, "C": 32, "D": 40}, said("6 ABC", "4 D")
    assert greedy(costs, 100, ballots).funded == ("A", "B", "C")
    found = equal_shares(costs, 100, ballots)
    assert found.shares.funded == ("A", "D")
    assert found.each == 10
    # Of the six thirty is left and B costs thirty-one: nothing more can be bought, and nothing more fits.
    assert [(bought.option, bought.price) for bought in found.purchases] == [("A", 5), ("D", 10)]


def test_whoever_has_less_pays_all_and_the_others_make_it_up() -> None:
    costs, ballots = {"A": 30, "B": 30}, said("2 A", "1 AB", "2 B")
    found = equal_shares({**costs, "A": 24}, 60, ballots)
    # Twelve each. A: eight from each of three. For B the one has four left and the others twelve each: twenty-eight.
    assert [(bought.option, bought.price) for bought in found.purchases] == [("A", 8)]
    assert found.completed == ("B",)
    richer = equal_shares({"A": 24, "B": 27}, 60, ballots)
    assert [(bought.option, bought.price) for bought in richer.purchases] == [("A", 8), ("B", Fraction(23, 2))]


def test_exactly_what_the_supporters_hold_is_enough() -> None:
    assert equal_shares({"A": 50, "B": 50}, 100, said("1 A", "1 B")).purchases[0].price == 50
    assert equal_shares({"A": 51, "B": 49}, 100, said("1 A", "1 B")).purchases[0].option == "B"


def test_an_order_that_matters_is_followed_both_ways_and_listed() -> None:
    found = equal_shares({"A": 60, "B": 60}, 100, said("1 AB")).shares
    assert found == Shares((), (Tie(("A", "B"), 1, 1),), 0)


def test_equals_that_can_all_be_bought_are_no_tie() -> None:
    assert equal_shares({"A": 50, "B": 50}, 100, said("1 AB")).shares == Shares(("A", "B"), (), 100)


def test_too_many_orders_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ORDERS", 1)
    costs = {"A": 60, "B": 60, "C": 60, "D": 10, "E": 101}
    found = equal_shares(costs, 100, said("2 ABC", "1 D")).shares
    assert found == Shares((), (Tie(("A", "B", "C", "D"), 0, 2),), 0)


def test_too_many_orders_keep_what_is_certain_and_what_exactly_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ORDERS", 1)
    costs = {"A": 35, "B": 35, "D": 70, "E": 71, "Z": 30}
    found = equal_shares(costs, 100, said("2 ABZ", "1 DEZ")).shares
    assert found == Shares(("Z",), (Tie(("A", "B", "D"), 0, 2),), 30)


@pytest.mark.parametrize(("most", "fewest"), [(3, 1), (2, 0)], ids=["exactly enough", "one too few"])
def test_orders_are_followed_up_to_the_limit(monkeypatch: pytest.MonkeyPatch, most: int, fewest: int) -> None:
    """Three states: nothing bought, A bought, B bought."""
    monkeypatch.setattr(module, "MOST_ORDERS", most)
    assert equal_shares({"A": 60, "B": 60}, 100, said("1 AB")).shares.ties == (Tie(("A", "B"), fewest, 1),)


@pytest.mark.parametrize(
    ("costs", "budget", "ballots", "funded", "ties"),
    [
        pytest.param(
            {"A": 300, "B": 200}, 338, said("1 B", "2 A"), ("A",), (), id="completion takes the most wanted first"
        ),
        pytest.param(
            {"A": 274, "B": 146, "C": 119},
            306,
            said("1 BC", "3 A", "1 B"),
            ("A",),
            (),
            id="completion counts heads as they are",
        ),
        pytest.param(
            {"A": 300, "B": 200, "C": 100},
            573,
            said("4 AB", "1 BC", "2 AC"),
            ("A", "B"),
            (),
            id="of equal parts the one with more supporters comes first",
        ),
        pytest.param(
            {"A": 100, "B": 100, "C": 100},
            206,
            said("1 B", "1 AC"),
            ("B",),
            (Tie(("A", "C"), 1, 1),),
            id="a tie between the wishes of one does not touch the other's",
        ),
        pytest.param(
            {"A": 300, "B": 300, "C": 300},
            602,
            said("1 BC", "1 AC", "1 AB"),
            (),
            (Tie(("A", "B", "C"), 2, 2),),
            id="two of three, one bought and one by completion",
        ),
    ],
)
def test_equal_shares(
    costs: Costs, budget: int, ballots: ChosenBallots, funded: tuple[str, ...], ties: tuple[Tie, ...]
) -> None:
    shares = equal_shares(costs, budget, ballots).shares
    assert (shares.funded, shares.ties) == (funded, ties)


def test_nobody_answered() -> None:
    assert greedy({"A": 10}, 100, {}) == Shares()
    assert equal_shares({"A": 10}, 100, {}) == EqualShares()


def test_an_option_that_costs_nothing_divides_nothing_by_zero() -> None:
    assert equal_shares({"A": 0, "B": 10}, 10, said("1 AB")).shares.funded == ("A", "B")
    assert greedy({"A": 0, "B": 0}, 0, said("1 AB")).funded == ("A", "B")


chosen = st.lists(st.sampled_from("ABCD"), min_size=1, unique=True).map(lambda keys: tuple(sorted(keys)))
ballots_of_four = st.dictionaries(chosen, st.integers(1, 4), min_size=1, max_size=5)
costs_of_four = st.fixed_dictionaries({key: st.integers(1, 60) for key in "ABCD"})


@given(costs_of_four, st.integers(1, 150), ballots_of_four)
def test_the_budget_is_never_overspent(costs: Costs, budget: int, ballots: ChosenBallots) -> None:
    for shares in (greedy(costs, budget, ballots), equal_shares(costs, budget, ballots).shares):
        assert shares.spent == sum(costs[option] for option in shares.funded) <= budget
        dearest = sum(sum(sorted(costs[option] for option in tie.options)[: tie.fewest]) for tie in shares.ties)
        assert shares.spent + dearest <= budget


@given(costs_of_four, st.integers(1, 150), ballots_of_four)
def test_certain_and_tied_are_apart_and_wanted(costs: Costs, budget: int, ballots: ChosenBallots) -> None:
    wanted = {option for choice in ballots for option in choice}
    for shares in (greedy(costs, budget, ballots), equal_shares(costs, budget, ballots).shares):
        tied = [option for tie in shares.ties for option in tie.options]
        assert len({*shares.funded, *tied}) == len(shares.funded) + len(tied)
        assert {*shares.funded, *tied} <= wanted


@given(costs_of_four, st.integers(1, 150), ballots_of_four, st.integers(2, 4))
def test_only_shares_of_heads_matter(costs: Costs, budget: int, ballots: ChosenBallots, times: int) -> None:
    more = {choice: heads * times for choice, heads in ballots.items()}
    assert greedy(costs, budget, more) == greedy(costs, budget, ballots)
    assert equal_shares(costs, budget, more).shares == equal_shares(costs, budget, ballots).shares


@given(costs_of_four, st.integers(1, 150), ballots_of_four)
def test_supporters_pay_for_a_purchase_exactly_its_cost(costs: Costs, budget: int, ballots: ChosenBallots) -> None:
    """Follow the purses by hand through the purchases."""
    found = equal_shares(costs, budget, ballots)
    purses = dict.fromkeys(ballots, found.each)
    for bought in found.purchases:
        paid = {choice: min(purses[choice], bought.price) for choice in ballots if bought.option in choice}
        assert sum(paid[choice] * ballots[choice] for choice in paid) == costs[bought.option]
        purses |= {choice: purses[choice] - paid[choice] for choice in paid}
    assert all(purse >= 0 for purse in purses.values())
