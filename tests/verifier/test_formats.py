"""Results of the first format are counted as they were counted then; the second says more."""

from __future__ import annotations

from typing import Any

import pytest

from consult.verifier import verify

HALF = {"measure": "heads", "share": "1/2", "of": "participating", "strict": False}
FIFTH = {"measure": "heads", "share": "1/5", "of": "electorate", "strict": False}
TEN = (10, 10_00)


def held(form: int, *, participation: list[Any], approval: list[Any], came: int, agree: int) -> dict[str, Any]:
    terms = verify.Terms({"participation": participation, "approval": approval}, TEN)
    terms.form = form
    weight = (came, came * 100)
    return verify.Figures(weight, weight, (agree, agree * 100), verify.NOTHING).held_against(terms)


@pytest.mark.parametrize(
    ("form", "came", "outcome"),
    [
        pytest.param(1, 2, "passed", id="the first format called a turnout passed"),
        pytest.param(2, 2, "figures", id="now the figures are the result"),
        pytest.param(1, 1, "inquorate", id="too few then"),
        pytest.param(2, 1, "inquorate", id="too few now"),
    ],
)
def test_a_turnout_alone(form: int, came: int, outcome: str) -> None:
    assert held(form, participation=[FIFTH], approval=[], came=came, agree=0)["outcome"] == outcome


@pytest.mark.parametrize(
    ("form", "came", "agree", "said"),
    [
        pytest.param(2, 8, 3, {"missing_from_new": 2, "remaining": 2}, id="exactly as many remain"),
        pytest.param(2, 8, 2, {"missing_from_new": None, "remaining": 2}, id="two fewer remain than are needed"),
        pytest.param(1, 8, 2, {"missing_from_new": 4, "remaining": None}, id="the first format had no end"),
    ],
)
def test_newcomers_have_an_end(form: int, came: int, agree: int, said: dict[str, Any]) -> None:
    (found,) = held(form, participation=[], approval=[HALF], came=came, agree=agree)["requirements"]
    assert {key: found.get(key) for key in said} == said
    assert ("remaining" in found) is (form == 2)
