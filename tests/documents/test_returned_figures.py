"""What came back, as rows: conflicts in which neither ballot counts are said, and only where there are any."""

from __future__ import annotations

from typing import Any

import pytest

from consult.documents.returned_figures import returned_rows
from consult.wording.language import CHINESE, ENGLISH, words_for

RESULT: dict[str, Any] = {
    "issued": 15,
    "served": 15,
    "returned": {"web": 9, "paper": 2, "proxy": 1},
    "valid": 12,
    "invalid": {"unsigned": 1},
    "double": 3,
    "late": 0,
}


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        pytest.param({}, None, id="a result of old does not say"),
        pytest.param({"neither": 0}, None, id="none was settled so"),
        pytest.param({"neither": 2}, "2", id="two were"),
    ],
)
def test_conflicts_in_which_neither_counts(settled: dict[str, int], said: str | None) -> None:
    english = dict(returned_rows(words_for(ENGLISH), RESULT | settled))
    assert english.get("Two ballots of one elector, neither counted") == said
    assert english["Second ballots, not counted"] == "3"
    chinese = dict(returned_rows(words_for(CHINESE), RESULT | settled))
    assert chinese.get("同一表决权人两张票，均不计入") == said
