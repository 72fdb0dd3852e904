"""Who settles between two ballots, and on what; and who counts as the same person."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.domain.settling import check_settling


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        pytest.param({}, "", id="somebody else, with a photo"),
        pytest.param({"touched": []}, "", id="nobody had one in hand"),
        pytest.param({"decision": "third-counts"}, "unknown-decision", id="no such decision"),
        pytest.param({"reason": " "}, "decision-without-reason", id="without a statement"),
        pytest.param({"by": "钱敏"}, "settling-own-entry", id="the one who entered it"),
        pytest.param({"by": "马建国"}, "settling-own-entry", id="the one who collected it"),
        pytest.param({"has_evidence": False}, "settling-without-evidence", id="without a photo"),
    ],
)
def test_settling(changed: dict[str, object], refused: str) -> None:
    given: dict[str, object] = {"decision": "second-counts", "reason": "书面声明", "by": "李强"}
    given |= {"touched": ["钱敏", "马建国"], "has_evidence": True} | changed
    decision, reason = str(given.pop("decision")), str(given.pop("reason"))
    with pytest.raises(Refusal, match=refused) if refused else nullcontext():
        check_settling(decision, reason, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("钱敏", True), (" 钱 敏", True), ("Qian Min", True), ("ｑｉａｎ　ｍｉｎ", True), ("钱敏敏", False), ("", False)],
)
def test_a_name_is_the_same_however_it_is_typed(name: str, is_one: bool) -> None:
    assert is_among(name, ["钱敏", "QIAN MIN"]) is is_one
