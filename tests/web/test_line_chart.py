"""The geometry of a chart's lines: its edges, and that nothing leaves the field."""

from __future__ import annotations

from fractions import Fraction

import pytest

from consult.web.line_chart import growing, height, path, place


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (0, 600, 0.0),
        (1, 600, 0.17),
        (400, 600, 66.67),
        (600, 600, 100.0),
        (601, 600, 100.0),
        (-1, 600, 0.0),
        (0, 0, 0.0),
        (5, 0, 0.0),
    ],
    ids=[
        "nothing is at the beginning",
        "one of many is seen",
        "two thirds",
        "all is at the end",
        "more than all is at the end",
        "less than nothing is at the beginning",
        "nothing of nothing",
        "something of nothing",
    ],
)
def test_where_a_part_lies(part: int, whole: int, expected: float) -> None:
    assert place(part, whole) == expected
    assert height(part, whole) == pytest.approx(100 - expected)


def test_a_line_begins_at_the_lower_left_and_ends_where_it_stands() -> None:
    shares = [(Fraction(1, 4), Fraction(1, 10)), (Fraction(1, 2), Fraction(2, 3))]
    assert growing(shares) == "0,100 25,90 50,33.33"


def test_a_line_of_one_point_is_drawn_at_all() -> None:
    assert path([(0.0, 100.0)]) == "0,100 0,100"


def test_a_chart_of_nothing_is_only_its_corner() -> None:
    assert growing([]) == "0,100 0,100"
