"""A roll of a city must fit in memory: what an elector takes, in whatever order the numbers come."""

import random
import tracemalloc
from collections.abc import Sequence

import pytest

from consult.domain.consent import Weight
from consult.domain.counting.electors import Electors

MANY = 20_000
NUMBERS = list(range(1, MANY + 1))


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(NUMBERS, id="in order"),
        pytest.param(NUMBERS[::-1], id="backwards"),
        pytest.param(random.Random(1).sample(NUMBERS, MANY), id="in any order"),
    ],
)
def test_an_elector_takes_twelve_bytes_and_a_little_room(numbers: Sequence[int]) -> None:
    tracemalloc.start()
    try:
        electors = Electors((number, 80_00, ("1", "")) for number in numbers)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 12 * MANY * 1.3
    assert electors.whole == Weight(MANY, MANY * 80_00)


def test_an_elector_numbered_after_a_wide_gap_is_found_and_nobody_in_between() -> None:
    electors = Electors([(1, 50_00, ("1", "")), (1_000, 60_00, ("2", ""))])
    assert [electors.find(number) for number in (1, 1_000)] == [(50_00, 0), (60_00, 1)]
    for number in (0, 2, 999, 1_001, 1_125, 1_126, 10**9):
        with pytest.raises(KeyError):
            electors.find(number)
