"""The frozen electorate: every number its area and place, whatever their order; no number is somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.consent import Weight
from consult.domain.counting.electors import Electors

PLACE = st.tuples(st.sampled_from(["1", "2", "12"]), st.sampled_from(["", "1"]))
ROWS = st.dictionaries(st.integers(1, 3_000), st.tuples(st.integers(0, 2**53), PLACE))


@given(rows=ROWS)
def test_everybody_is_found_where_they_are(rows: dict[int, tuple[int, tuple[str, str]]]) -> None:
    electors = Electors((number, area, place) for number, (area, place) in rows.items())
    for number, (area, place) in rows.items():
        found, at = electors.find(number)
        assert (found, electors.places[at]) == (area, place)
    assert electors.whole == Weight(len(rows), sum(area for area, _ in rows.values()))
    for at, place in enumerate(electors.places):
        areas = [area for area, other in rows.values() if other == place]
        assert electors.electorate_at(at) == Weight(len(areas), sum(areas))


@pytest.mark.parametrize(
    "number",
    [pytest.param(2, id="a gap"), pytest.param(99, id="beyond the last"), pytest.param(-1, id="below the first")],
)
def test_a_number_that_is_nobodys(number: int) -> None:
    with pytest.raises(KeyError):
        Electors.of_areas({1: 50_00, 3: 60_00}).find(number)


def test_some_electors_together() -> None:
    electors = Electors.of_areas({1: 50_00, 2: 0, 3: 60_00})
    assert electors.weight_of([1, 2]) == Weight(2, 50_00)
    assert electors.weight_of([]) == Weight()


def test_nobody() -> None:
    assert (Electors(()).whole, Electors(()).places) == (Weight(), ())
