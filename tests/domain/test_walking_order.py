"""Places sort as they are walked past."""

import random

import pytest

from consult.domain.walking_order import walking_key


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(("9", "", "101"), ("10", "", "101"), id="building 9 before 10"),
        pytest.param(("12", "", "901"), ("12甲", "", "101"), id="12 before 12甲"),
        pytest.param(("12甲", "", "101"), ("12乙", "", "101"), id="甲 before 乙"),
        pytest.param(("12乙", "", "101"), ("12丙", "", "101"), id="乙 before 丙"),
        pytest.param(("12丁", "", "101"), ("13", "", "101"), id="12丁 before 13"),
        pytest.param(("12", "1", "1801"), ("12", "2", "101"), id="first entrance whole before the second"),
        pytest.param(("12", "2", "101"), ("12", "10", "101"), id="entrance 2 before 10"),
        pytest.param(("12", "", "901"), ("12", "1", "101"), id="no entrance before the first"),
        pytest.param(("12", "1", "101"), ("12", "1", "1001"), id="room 101 before 1001"),
        pytest.param(("12", "1", "0101"), ("12", "1", "201"), id="room 0101 before 201"),
        pytest.param(("12", "1", "101"), ("12", "1", "101A"), id="101 before 101A"),
        pytest.param(("99", "", "1"), ("A", "", "1"), id="numbers before letters"),
        pytest.param(("A", "", "1"), ("B", "", "1"), id="A before B"),
        pytest.param(("1-2", "", "1"), ("1-10", "", "1"), id="1-2 before 1-10"),
        pytest.param(("", "", "1"), ("1", "", "1"), id="no building first"),
    ],
)
def test_walking_order(earlier: tuple[str, str, str], later: tuple[str, str, str]) -> None:
    assert walking_key(*earlier) < walking_key(*later)
    assert not walking_key(*later) < walking_key(*earlier)


def test_order_does_not_depend_on_the_order_given() -> None:
    places = [
        (str(b), str(e), f"{f}{r:02d}") for b in range(1, 14) for e in (1, 2) for f in range(1, 12) for r in (1, 2)
    ]
    shuffled = random.Random(7).sample(places, len(places))
    assert sorted(shuffled, key=lambda place: walking_key(*place)) == places
