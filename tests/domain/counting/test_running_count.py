"""Ballots kept up line by line: who counts, and books that no roll fits."""

from __future__ import annotations

from typing import Any

import pytest

from consult.domain.consent import Weight
from consult.domain.counting.running_count import BEYOND_ALL_ROLLS, RunningCount
from consult.domain.ledger import LineType

ROLL = ((1, 9_000), (2, 30_000), (3, 500))
Lines = list[tuple[LineType, dict[str, Any]]]


def ballot(elector: int) -> tuple[LineType, dict[str, Any]]:
    return LineType.BALLOT, {"elector": elector}


def annul(elector: int, seq: int) -> tuple[LineType, dict[str, Any]]:
    return LineType.ANNUL, {"elector": elector, "ballot": seq}


def settle(elector: int, counted: int, decision: str, **more: Any) -> tuple[LineType, dict[str, Any]]:
    return LineType.RESOLVE, {"elector": elector, "counted": counted, "decision": decision, **more}


@pytest.mark.parametrize(
    ("lines", "weight"),
    [
        pytest.param([], Weight(0, 0), id="nobody"),
        pytest.param([ballot(1), ballot(3)], Weight(2, 9_500), id="two"),
        pytest.param([ballot(1), annul(1, 0), ballot(1)], Weight(1, 9_000), id="one who answered anew"),
        pytest.param([ballot(1), annul(1, 0)], Weight(0, 0), id="one that was annulled"),
        pytest.param([ballot(2), settle(2, 0, "neither-counts")], Weight(0, 0), id="neither counts"),
        pytest.param([ballot(2), settle(2, 0, "second-counts")], Weight(1, 30_000), id="the second counts"),
        pytest.param(
            [ballot(2), settle(2, 0, "neither-counts"), settle(2, 0, "first-stands")],
            Weight(1, 30_000),
            id="the last decision holds",
        ),
        pytest.param(
            [ballot(2), settle(2, 0, "neither-counts"), annul(2, 0)], Weight(0, 0), id="settled, and annulled later"
        ),
        pytest.param([ballot(1), settle(1, 0, "upheld", contest=5)], Weight(1, 9_000), id="a contest settles nothing"),
        pytest.param([ballot(1), (LineType.OPINION, {})], Weight(1, 9_000), id="other lines change nothing"),
        pytest.param([ballot(1), ballot(1)], None, id="one elector twice"),
        pytest.param([ballot(4)], None, id="one who is not on the roll"),
        pytest.param([annul(1, 0)], None, id="an annulment of nothing"),
        pytest.param([ballot(3), ballot(1), ballot(2)], Weight(3, 39_500), id="all, in another order"),
        pytest.param([ballot(BEYOND_ALL_ROLLS)], None, id="a number beyond all rolls"),
        pytest.param([ballot(10**12), ballot(1)], None, id="a number far beyond all rolls"),
        pytest.param([ballot(0)], None, id="a number below all"),
        pytest.param([ballot(-1)], None, id="a number below none"),
        pytest.param([ballot(3), annul(-1, 0)], None, id="an annulment of nobody's"),
        pytest.param([ballot(3), settle(0, 7, "neither-counts")], None, id="a settlement of nobody's"),
        pytest.param(
            [ballot(1), settle(1, 7, "neither-counts"), settle(1, 8, "neither-counts")], None, id="less than none"
        ),
        pytest.param(
            [ballot(1), ballot(2), ballot(2), annul(3, 9), annul(3, 9)], None, id="too many here, too few there"
        ),
        pytest.param([ballot(1), annul(1, 0), ballot(1), annul(1, 2)], Weight(0, 0), id="annulled twice"),
    ],
)
def test_who_counts(lines: Lines, weight: Weight | None) -> None:
    counted = RunningCount()
    for seq, (kind, payload) in enumerate(lines):
        counted.read(kind, seq, payload)
    assert counted.weighed(ROLL) == weight


def test_the_last_number_before_all_rolls_end_is_one() -> None:
    counted = RunningCount()
    counted.read(*as_line_one(ballot(BEYOND_ALL_ROLLS - 1)))
    assert counted.weighed([(BEYOND_ALL_ROLLS - 1, 700)]) == Weight(1, 700)


def test_a_wrong_number_is_not_forgotten() -> None:
    counted = RunningCount()
    for line in (ballot(0), annul(0, 1), ballot(1)):
        counted.read(*as_line_one(line))
    assert counted.weighed(ROLL) is None


def test_weighing_changes_nothing() -> None:
    counted = RunningCount()
    for line in (ballot(2), settle(2, 1, "neither-counts")):
        counted.read(*as_line_one(line))
    assert counted.weighed(ROLL) == counted.weighed(ROLL) == Weight(0, 0)


def as_line_one(line: tuple[LineType, dict[str, Any]]) -> tuple[LineType, int, dict[str, Any]]:
    return line[0], 1, line[1]
