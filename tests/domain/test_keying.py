"""Two people, and where they differ a third: what the readings of one sheet come to."""

from __future__ import annotations

from itertools import product

import pytest

from consult.domain.keying import Found, Standing, standing_of


@pytest.mark.parametrize(
    ("readings", "standing", "agreeing"),
    [
        pytest.param("a", Standing.PENDING, None, id="one person"),
        pytest.param("aa", Standing.CONFIRMED, (0, 1), id="two alike"),
        pytest.param("ab", Standing.MISMATCH, None, id="two unlike"),
        pytest.param("aba", Standing.DECIDED, (0, 2), id="the third sides with the first"),
        pytest.param("abb", Standing.DECIDED, (1, 2), id="the third sides with the second"),
        pytest.param("abc", Standing.UNDECIDED, None, id="three unlike"),
        pytest.param("abcd", Standing.UNDECIDED, None, id="four unlike"),
        pytest.param("abcb", Standing.DECIDED, (1, 3), id="a fourth decides"),
    ],
)
def test_readings(readings: str, standing: Standing, agreeing: tuple[int, int] | None) -> None:
    assert standing_of(list(readings)) == Found(standing, agreeing)


def test_a_sheet_is_settled_exactly_when_two_readings_are_equal() -> None:
    for length in range(1, 5):
        for readings in product("abc", repeat=length):
            found = standing_of(readings)
            assert found.standing.is_settled is (len(set(readings)) < length)
            if found.agreeing:
                first, second = found.agreeing
                assert readings[first] == readings[second]
                # Nothing that comes later changes what two have settled.
                assert standing_of(readings[: second + 1]) == found
