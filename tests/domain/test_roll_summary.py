"""What a roll amounts to: thresholds are exact integers, below, at and above."""

from __future__ import annotations

from fractions import Fraction

import pytest

from consult.domain.electorate import Basis, CountingSettings, Owner, Unit, UnitKind
from consult.domain.roll_summary import roll_summary, smallest

TWO_THIRDS, HALF, THREE_QUARTERS = Fraction(2, 3), Fraction(1, 2), Fraction(3, 4)


@pytest.mark.parametrize(
    ("whole", "share", "is_strict", "needed"),
    [
        pytest.param(300, TWO_THIRDS, False, 200, id="exactly two thirds is enough"),
        pytest.param(100, TWO_THIRDS, False, 67, id="66 is not two thirds of 100"),
        pytest.param(150_000_00, TWO_THIRDS, False, 100_000_00, id="two thirds of 150 000 m²"),
        pytest.param(19, HALF, True, 10, id="a majority of 19"),
        pytest.param(20, HALF, True, 11, id="a majority of 20"),
        pytest.param(21, HALF, True, 11, id="a majority of 21"),
        pytest.param(8, THREE_QUARTERS, False, 6, id="three quarters of 8"),
        pytest.param(9, THREE_QUARTERS, False, 7, id="three quarters of 9"),
        pytest.param(0, TWO_THIRDS, False, 0, id="nobody"),
    ],
)
def test_smallest_number_that_meets_a_share(whole: int, share: Fraction, is_strict: bool, needed: int) -> None:
    assert smallest(whole, share, is_strict) == needed


def test_each_choice_stands_beside_the_estates_own() -> None:
    owner = (Owner("张伟", "1"),)
    roll = [
        Unit("1", "101", area=90_00, owners=owner),
        Unit("1", "102", area=60_00, owners=owner),
        Unit("地库", "A1", kind=UnitKind.PARKING, area=10_00, owners=(Owner("李娜", "2"),)),
        Unit("1", "103", area=None, owners=(Owner("王芳", "3"),)),
    ]
    summary = roll_summary(roll, CountingSettings(), rows=6)
    assert (summary.rows, summary.area, summary.units_without_area) == (6, 160_00, 1)
    assert summary.units == {UnitKind.DWELLING: 3, UnitKind.PARKING: 1}
    assert (summary.chosen.heads, summary.chosen.area, summary.chosen.units) == (2, 150_00, 3)
    counted, households = summary.others
    assert (counted.settings.counts_parking, counted.heads, counted.area) == (True, 3, 160_00)
    assert (households.basis, households.heads) == (Basis.BY_HOUSEHOLD, 3)
    assert [(n.heads, n.area) for n in summary.chosen.needed] == [(2, 100_00), (2, 75_01), (2, 112_50)]
