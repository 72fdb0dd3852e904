"""What is kept of a breakdown is what was published, and a changed row cannot make a page print a small group."""

from __future__ import annotations

import json

import pytest

from consult.domain.breakdown_json import breakdown_from_json, breakdown_json
from consult.domain.counting.book_count import count_book
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.domain.counting.electors import Electors
from consult.domain.privacy import Secrecy
from consult.domain.question import Question, QuestionType
from tests.domain.counting.books import ballot_lines

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}), Question(2, QuestionType.TEXT, {"zh": "意见"}))


def published() -> PublishedBreakdown:
    """Two buildings, one of them with two entrances; everybody agrees."""
    places = [("1", "1")] * 6 + [("1", "2")] * 5 + [("2", "")] * 3 + [("3", "")] * 9
    electors = Electors((number, 80_00, place) for number, place in enumerate(places, start=1))
    said = [{"elector": n, "channel": "web", "answers": {"1": "agree"}} for n in range(1, len(places) + 1)]
    return count_book(ASKED, electors, ballot_lines(said)).breakdown.publish(Secrecy.NAMED)


def test_what_is_kept_comes_back() -> None:
    kept = json.loads(json.dumps(breakdown_json(published())))
    assert breakdown_from_json(Secrecy.NAMED, kept) == published()


def test_what_is_kept_holds_heads_of_large_parts_only() -> None:
    kept = breakdown_json(published())
    parts = [part for one in kept["buildings"] for part in one["parts"]]
    assert [part["names"] for part in parts[:2]] == [["1"], ["2", "3"]]
    assert set(parts[0]) == {"names", "electors", "answered", "counts"}
    assert min(part["electors"] for part in parts) >= 5


@pytest.mark.parametrize("level", ["buildings", "entrances"])
def test_a_row_that_somebody_changed_is_not_read(level: str) -> None:
    kept = breakdown_json(published())
    figures = kept["buildings"] if level == "buildings" else kept["entrances"]["1"]
    figures[0]["parts"][0]["electors"] = 4
    with pytest.raises(ValueError, match="too small"):
        breakdown_from_json(Secrecy.NAMED, kept)
