"""A ballot's line as the book writes it is cut, not read: reading a million of them whole takes most of a count."""

from datetime import UTC, datetime

import pytest

from consult.domain.counting import ballot_line as module
from consult.domain.counting.ballot_line import ballot_line
from consult.domain.ledger import GENESIS, LineType, next_line

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)


class _NoReader:
    @staticmethod
    def loads(text: str) -> object:
        raise AssertionError(f"read whole: {text}")


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"1": "agree", "2": "3"}, id="single choices"),
        pytest.param({"1": {"1": "agree", "2": "oppose"}}, id="rows"),
        pytest.param({"1": ["2", "1"]}, id="an order"),
        pytest.param({}, id="nothing answered"),
    ],
)
def test_a_line_of_the_book_is_not_read_whole(answers: object, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = {"elector": 12, "channel": "paper", "answers": answers, "nonce": "00"}
    line = next_line(consultation="7KQ2MD", seq=1, head=GENESIS, kind=LineType.BALLOT, at=NOON, payload=payload)
    monkeypatch.setattr(module, "json", _NoReader)
    assert ballot_line(line.entry)[:2] == (12, "paper")
