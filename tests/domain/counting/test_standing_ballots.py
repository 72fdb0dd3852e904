"""Which ballots of the book still stand: not the annulled, and not the first reading of a sheet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from consult.domain.counting.ballot_line import annulled_in, is_sealed_reading, standing_ballot
from consult.domain.ledger import GENESIS, LineType, next_line

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
BALLOT = {"elector": 1, "channel": "web", "answers": {"1": "agree"}, "nonce": "00"}
SEALED = {"elector": 1, "serial": "S1", "keyed": "sha256:00", "nonce": "00"}


def entry(seq: int, payload: dict[str, Any]) -> str:
    return next_line(consultation="7KQ2MD", seq=seq, head=GENESIS, kind=LineType.BALLOT, at=NOON, payload=payload).entry


def annul(elector: int, ballot: int) -> tuple[str, dict[str, int]]:
    return "ANNUL", {"elector": elector, "ballot": ballot}


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param([annul(1, 2)], {1: {2}}, id="one ballot"),
        pytest.param([annul(1, 2), annul(1, 5)], {1: {2, 5}}, id="two of one elector"),
        pytest.param([annul(1, 2), annul(1, 2)], {1: {2}}, id="one ballot named twice"),
        pytest.param([annul(1, 2), annul(3, 5)], {1: {2}, 3: {5}}, id="of two electors"),
        pytest.param([("CORRECT", {"elector": 1, "ballot": 2})], {}, id="a correction annuls nothing"),
        pytest.param([("INVALID", {"elector": 1}), annul(3, 4)], {3: {4}}, id="after a line of another kind"),
    ],
)
def test_which_lines_are_annulled(beside: list[Any], found: dict[int, set[int]]) -> None:
    assert annulled_in(beside) == found


@pytest.mark.parametrize(
    ("seq", "annulled", "stands"),
    [
        pytest.param(2, {}, True, id="nothing is annulled"),
        pytest.param(2, {1: frozenset({2})}, False, id="this line is"),
        pytest.param(6, {1: frozenset({2})}, True, id="an earlier line of the same elector is"),
        pytest.param(6, {1: frozenset({2, 6})}, False, id="this one and an earlier one are"),
        pytest.param(2, {3: frozenset({2})}, True, id="a line of another elector is"),
    ],
)
def test_a_ballot_stands_unless_its_own_line_is_annulled(
    seq: int, annulled: dict[int, frozenset[int]], stands: bool
) -> None:
    found = (1, "web", '{"1":"agree"}')
    assert standing_ballot(entry(seq, BALLOT), annulled) == (found if stands else None)


@pytest.mark.parametrize("annulled", [{}, {1: frozenset({2})}])
def test_a_sealed_reading_is_no_ballot(annulled: dict[int, frozenset[int]]) -> None:
    assert standing_ballot(entry(3, SEALED), annulled) is None


def test_a_reading_is_sealed_where_its_answers_are() -> None:
    assert (is_sealed_reading(SEALED), is_sealed_reading(BALLOT)) == (True, False)
