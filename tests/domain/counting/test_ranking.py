"""Borda, instant run-off and Schulze by hand: partial orders, ties listed, nobody put before an equal."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.counting.borda import borda
from consult.domain.counting.pairwise import preferences
from consult.domain.counting.ranking import RankedBallots, Ranking, by_points, winners
from consult.domain.counting.runoff import Round, Runoff, instant_runoff
from consult.domain.counting.schulze import schulze

ABC = ("A", "B", "C")


def said(*lines: str) -> dict[tuple[str, ...], int]:
    """Ballots written like `3 A B C`."""
    return {tuple(order): int(heads) for heads, *order in (line.split() for line in lines)}


def test_groups_stand_by_falling_points_and_equals_side_by_side() -> None:
    ranking = by_points(ABC, {"A": 1, "B": 3, "C": 1})
    assert ranking == (("B",), ("A", "C"))
    assert winners(ranking) == ("B",)
    assert winners(()) == ()


@pytest.mark.parametrize(
    ("ballots", "points"),
    [
        pytest.param(said("1 A B C"), (2, 1, 0), id="a whole order gives two, one, none"),
        pytest.param(said("1 A"), (2, Fraction(1, 2), Fraction(1, 2)), id="two left out share what is left"),
        pytest.param(said("1 A B"), (2, 1, 0), id="naming all but the last is naming all"),
        pytest.param(said("2 A", "2 B C A"), (4, 5, 3), id="heads weigh"),
    ],
)
def test_borda(ballots: RankedBallots, points: tuple[Fraction, ...]) -> None:
    assert tuple(borda(ABC, ballots).points[option] for option in ABC) == points


def test_borda_lists_a_tie() -> None:
    assert borda(ABC, said("1 A B C", "1 B A C")).ranking == (("A", "B"), ("C",))


@pytest.mark.parametrize(
    ("ballots", "won"),
    [
        pytest.param(said("5 A", "5 B"), ("A", "B"), id="exactly half and half"),
        pytest.param(said("6 A", "5 B"), ("A",), id="one above half"),
        pytest.param(said("4 A", "3 B C", "2 C B"), ("B",), id="the last one's ballots decide"),
        pytest.param(said("4 A", "3 B", "2 C"), ("A",), id="ballots without a next choice are set aside"),
        pytest.param(said("4 A", "2 B C", "2 C B"), ("A", "B", "C"), id="a tie for the last place that matters"),
        pytest.param(said("5 A", "2 B A", "2 C A"), ("A",), id="a majority ends it before any tie"),
        pytest.param(said("4 A", "2 B A", "2 C A"), ("A",), id="a tie for the last place that does not matter"),
        pytest.param(said("1 A", "1 B", "1 C"), ABC, id="everybody level"),
    ],
)
def test_instant_runoff(ballots: RankedBallots, won: tuple[str, ...]) -> None:
    assert instant_runoff(ABC, ballots).winners == won


def test_tied_last_options_go_together_when_they_cannot_reach_the_next() -> None:
    count = instant_runoff(tuple("ABCD"), said("5 A", "4 B", "1 C B", "1 D B"))
    first, second = count.rounds
    assert (first.out, first.tied) == (("C", "D"), ())
    assert (dict(second.counts), second.set_aside) == ({"A": 5, "B": 6}, 0)
    assert count.ranking == (("B",), ("A",), ("C", "D"))


def test_tied_last_options_that_reach_the_next_are_not_put_out_together() -> None:
    count = instant_runoff(tuple("ABCD"), said("4 A", "2 B", "1 C D", "1 D C"))
    assert count.rounds[0].tied == ("C", "D")
    # Whichever goes first, the other reaches B: then B and it are level behind A.
    assert count.winners == ("A",)


def test_a_round_says_who_is_tied_and_how_many_ballots_are_set_aside() -> None:
    count = instant_runoff(ABC, said("4 A", "3 B", "1 C"))
    assert [(dict(one.counts), one.set_aside, one.out) for one in count.rounds] == [
        ({"A": 4, "B": 3, "C": 1}, 0, ("C",)),
        ({"A": 4, "B": 3}, 1, ()),
    ]


def test_most_of_the_ballots_may_be_set_aside() -> None:
    count = instant_runoff(tuple("ABCDE"), said("10 A", "9 B", "8 C", "7 D", "6 E"))
    assert [one.set_aside for one in count.rounds] == [0, 6, 13, 21]
    assert count.winners == ("A",)


@pytest.mark.parametrize("heads", [1, 2])
def test_an_option_alone_wins_at_once(heads: int) -> None:
    assert instant_runoff(("A",), {("A",): heads}).rounds == (Round({"A": heads}, 0),)


def test_schulze_finds_the_winner_of_schulzes_own_example() -> None:
    """M. Schulze 2011, example 1: 21 voters, four options, A beats C beats D …; the order is D A C B."""
    ballots = said("8 A C D B", "2 B A D C", "4 C D B A", "4 D B A C", "3 D C B A")
    count = schulze(tuple("ABCD"), ballots)
    assert count.pairs["A"] == {"B": 8, "C": 14, "D": 10}
    assert count.ranking == (("D",), ("A",), ("C",), ("B",))


def test_schulze_lists_a_circle_of_equals() -> None:
    assert schulze(ABC, said("1 A B C", "1 B C A", "1 C A B")).ranking == (ABC,)


def test_no_chain_goes_over_a_draw() -> None:
    """D beats B; every other pair is a draw, over which B must not find a way back to D."""
    assert schulze(tuple("ABCD"), said("1 A C", "1 D B C")).ranking == (("A", "C", "D"), ("B",))


def test_an_option_named_is_preferred_to_those_left_out() -> None:
    assert preferences(ABC, said("3 B")) == {"A": {"B": 0, "C": 0}, "B": {"A": 3, "C": 3}, "C": {"A": 0, "B": 0}}


@pytest.mark.parametrize("ballots", [{}, {("A", "B"): 0}], ids=["no ballots", "no heads"])
def test_nobody_answered(ballots: RankedBallots) -> None:
    assert borda(ABC, ballots).ranking == ()
    assert schulze(ABC, ballots).ranking == ()
    assert instant_runoff(ABC, ballots) == Runoff((), (), ())


ORDERS = [order for length in (1, 2, 3) for order in permutations(ABC, length)]
elections = st.dictionaries(st.sampled_from(ORDERS), st.integers(1, 9), min_size=1)


def rankings_of(ballots: RankedBallots, options: tuple[str, ...] = ABC) -> list[Ranking]:
    return [
        borda(options, ballots).ranking,
        schulze(options, ballots).ranking,
        instant_runoff(options, ballots).ranking,
    ]


@given(elections)
def test_every_option_stands_in_every_ranking_once(ballots: RankedBallots) -> None:
    for ranking in rankings_of(ballots):
        assert sorted(option for group in ranking for option in group) == list(ABC)


@given(elections)
def test_bordas_points_are_all_given_out(ballots: RankedBallots) -> None:
    assert sum(borda(ABC, ballots).points.values()) == 3 * sum(ballots.values())


@given(elections, st.permutations(ABC))
def test_no_method_looks_at_names_or_at_the_order_of_options(ballots: RankedBallots, names: list[str]) -> None:
    rename = dict(zip(ABC, names, strict=True))
    renamed = {tuple(rename[option] for option in order): heads for order, heads in ballots.items()}
    for before, after in zip(rankings_of(ballots), rankings_of(renamed, tuple(sorted(names))), strict=True):
        assert [{rename[option] for option in group} for group in before] == [set(group) for group in after]


@given(elections)
def test_who_beats_everybody_one_to_one_wins_with_schulze(ballots: RankedBallots) -> None:
    pairs = preferences(ABC, ballots)
    beats_all = [one for one in ABC if all(pairs[one][other] > pairs[other][one] for other in ABC if other != one)]
    if beats_all:
        assert schulze(ABC, ballots).ranking[0] == tuple(beats_all)


@given(elections, st.sampled_from(ABC))
def test_more_first_places_never_lose_with_borda_or_schulze(ballots: RankedBallots, loved: str) -> None:
    more = dict(ballots)
    more[(loved,)] = more.get((loved,), 0) + 1
    for method in (borda, schulze):
        if method(ABC, ballots).ranking[0] == (loved,):
            assert method(ABC, more).ranking[0] == (loved,)


@given(elections, st.integers(2, 5))
def test_only_shares_matter(ballots: RankedBallots, times: int) -> None:
    assert rankings_of(ballots) == rankings_of({order: heads * times for order, heads in ballots.items()})
