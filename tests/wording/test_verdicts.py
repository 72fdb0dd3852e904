"""What an outcome is called: a turnout that was reached is said, and is nothing that was passed."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.consent import Verdict
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.verdicts import VERDICTS, kept_verdict, verdict_name

TURNOUT = {"stage": "participation"}


@pytest.mark.parametrize(
    ("outcome", "requirements", "said"),
    [
        pytest.param("figures", [], "The figures are the result", id="a survey"),
        pytest.param("figures", [TURNOUT], "Enough took part; the figures are the result", id="enough answered it"),
        pytest.param("inquorate", [TURNOUT], "Too few took part", id="too few answered it"),
        pytest.param("passed", [TURNOUT], "Passed", id="a result of old keeps its word"),
    ],
)
def test_what_a_kept_outcome_is_called(outcome: str, requirements: list[dict[str, Any]], said: str) -> None:
    assert kept_verdict(words_for(ENGLISH), {"outcome": outcome, "requirements": requirements}) == said


def test_every_verdict_has_a_name_in_chinese() -> None:
    words = words_for(CHINESE)
    assert set(VERDICTS) == set(Verdict)
    assert verdict_name(words, Verdict.FIGURES, asks_turnout=True) == "参与达到要求，以征询数据为准"
