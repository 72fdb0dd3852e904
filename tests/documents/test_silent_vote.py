"""A vote that silence decides, on paper: the clause beforehand, and afterwards both outcomes in the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.documents.ballot_paper import ballots_pdf
from consult.documents.letter import letters_pdf
from consult.documents.notice import notice_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.domain.consent import Weight
from consult.domain.counting.tally import tally
from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure
from consult.domain.question import Question, QuestionType
from consult.domain.result import question_result
from consult.domain.rules import RULES
from consult.wording.language import Words
from consult.wording.silence import silence_text
from tests.documents import reading
from tests.documents.sheets import (
    ANNOUNCEMENT,
    BALLOT,
    CAST,
    ELECTORATE,
    LETTER,
    NOTICE,
    SHED,
    counted,
    household,
    paper,
)

CLAUSE = "已送达而未反馈的，视为同意多数意见。"
SILENCE = Procedure(deemed=DeemedMode.MAJORITY, clause={"zh": CLAUSE})


def silent_result(*, silent: int = 0, rule: str = "general") -> dict[str, Any]:
    """The shed's vote, counted with so many served and silent electors of 90.50 m² each."""
    result = counted((SHED,), rule=rule)
    (tallied,) = tally((SHED,), ELECTORATE, CAST)
    heads = Weight(silent, silent * 90_50)
    result["questions"] = [question_result(tallied, RULES[rule], SILENCE, silent=heads)]
    return result


def test_deemed_figures_stand_in_columns_of_their_own_with_both_outcomes_alike(zh: Words) -> None:
    result = silent_result(silent=37)
    text = reading.body_of(result_notice_pdf(replace(NOTICE, deemed_clause={"zh": CLAUSE}), result, zh))
    for part in ("收回与视为对照", "收回视为合计", "37", "3348.50", "送达未反馈", f"“{CLAUSE}”"):
        assert part in text
    for outcome in ("仅计收回的表决票：通过", "计入送达未反馈的：通过"):
        assert text.count(outcome) == 2, "once under the figures, once in what this means"
    assert "结论：通过" not in text


def test_where_no_side_is_larger_the_notice_says_that_nobody_is_joined(zh: Words) -> None:
    result = silent_result(silent=37)
    result["questions"][0] |= {"deemed": None, "with_deemed": None, "deemed_refused": "deeming-undecided"}
    text = reading.body_of(result_notice_pdf(replace(NOTICE, deemed_clause={"zh": CLAUSE}), result, zh))
    assert "不归入任何一方" in text
    assert "仅计收回的表决票：通过" in text
    assert "计入送达未反馈的" not in text


@pytest.mark.parametrize(
    ("mode", "consequence"),
    [
        (DeemedMode.ABSTAIN, "按议事规则视为参与表决，但不算同意"),
        (DeemedMode.MAJORITY, "按议事规则视为同意多数一方的意见"),
    ],
)
def test_every_paper_says_it_before_anybody_is_silent(zh: Words, mode: DeemedMode, consequence: str) -> None:
    said = silence_text(replace(SILENCE, deemed=mode), ANNOUNCEMENT.closes_at)
    papers = (
        notice_pdf(replace(ANNOUNCEMENT, deemed=said), zh),
        letters_pdf(replace(LETTER, deemed=said), [household(1)], zh),
        ballots_pdf(replace(BALLOT, deemed=said), [paper(1)], zh),
    )
    for pdf in papers:
        text = reading.packed(reading.text_of(pdf)) + reading.body_of(pdf)
        assert consequence in text
        assert f"规则原文：“{CLAUSE}”" in text
        assert reading.packed(zh.moment(ANNOUNCEMENT.closes_at)) in text


@pytest.mark.parametrize("is_offered", [True, False])
def test_following_stands_beside_the_three_others_where_it_is_offered(zh: Words, is_offered: bool) -> None:
    asked = Question(1, QuestionType.CONSENT, {"zh": "是否赞成？"}, can_follow=is_offered)
    text = reading.packed(reading.text_of(ballots_pdf(replace(BALLOT, questions=(asked,)), [paper(1)], zh)))
    assert ("从众" in text) is is_offered
    assert "弃权" in text
