"""Scores and numbers: exact averages over those who answered, ties listed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from statistics import mean as plain_mean
from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.counting.averages import mean, median
from consult.domain.counting.scoring import ScoreCount, by_mean, by_median, spread

AB = ("A", "B")
ONE_TO_FIVE = range(1, 6)


@pytest.mark.parametrize(
    ("counted", "average", "middle"),
    [
        pytest.param({3: 1}, 3, 3, id="one voice"),
        pytest.param({1: 1, 2: 1}, Fraction(3, 2), Fraction(3, 2), id="halfway between two"),
        pytest.param({1: 2, 5: 1}, Fraction(7, 3), 1, id="the mean is exact, the median a voice"),
        pytest.param({1: 2, 5: 2}, 3, 3, id="halves"),
        pytest.param({1: 2, 5: 3}, Fraction(17, 5), 5, id="one more than half"),
        pytest.param({-2: 1, 2: 1, 0: 0}, 0, 0, id="below zero"),
    ],
)
def test_averages(counted: dict[int, int], average: Fraction, middle: Fraction) -> None:
    assert (mean(counted), median(counted)) == (average, middle)


@pytest.mark.parametrize("nothing", [{}, {3: 0}], ids=["no values", "values nobody gave"])
def test_nothing_has_no_average(nothing: dict[int, int]) -> None:
    assert mean(nothing) is None
    assert median(nothing) is None


@given(st.lists(st.integers(-9, 9), min_size=1))
def test_averages_are_those_of_the_standard_library(values: list[int]) -> None:
    exact = [Fraction(value) for value in values]
    assert mean(Counter(values)) == plain_mean(exact)
    assert median(Counter(values)) == plain_median(exact)


def test_an_option_left_out_gets_no_zero() -> None:
    given_scores = spread(AB, ONE_TO_FIVE, [((("A", 4),), 2), ((("A", 1), ("B", 3)), 1)])
    assert by_mean(given_scores) == ScoreCount((("A", "B"),), {"A": Fraction(3), "B": Fraction(3)}, ())
    assert by_median(given_scores).ranking == (("A",), ("B",))


def test_what_nobody_scored_stands_apart() -> None:
    assert by_mean(spread(AB, ONE_TO_FIVE, [((("B", 2),), 1)])) == ScoreCount((("B",),), {"B": Fraction(2)}, ("A",))


def test_the_spread_has_every_step() -> None:
    assert spread(AB, range(3), [((("A", 2),), 5)]) == {"A": {0: 0, 1: 0, 2: 5}, "B": {0: 0, 1: 0, 2: 0}}


def test_nobody_scored() -> None:
    assert by_mean(spread(AB, ONE_TO_FIVE, [])) == ScoreCount((), {}, ())
    assert by_median(spread(AB, ONE_TO_FIVE, [])) == ScoreCount((), {}, ())
