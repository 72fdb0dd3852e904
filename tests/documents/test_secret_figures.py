"""A secret poll's result on paper and on the command line: heads without areas, and why figures are kept back."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from consult.cli.result_lines import result_lines
from consult.documents.result_figures import question_figures
from consult.documents.result_notice import turnout_groups
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Question, QuestionType
from consult.packaging.public_package import RollRow
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.secrecy import with_kind, with_promise
from scripts.prove.secret_estates import Estate, publish

ASKED = (Question(1, QuestionType.CONSENT, {"zh": "满意吗？"}), Question(2, QuestionType.CONSENT, {"zh": "还来吗？"}))


@pytest.fixture(scope="module")
def result() -> Mapping[str, Any]:
    """Question 1 is told, question 2 is not: everybody agreed."""
    said: list[Mapping[int, Answer]] = [{1: "agree" if at > 3 else "oppose", 2: "agree"} for at in range(1, 26)]
    roll = tuple(RollRow(at, 5_000 + 7 * at, "1") for at in range(1, 41))
    held = Estate(roll, ASKED, "advisory", Procedure(), tuple(enumerate(said, start=1)))
    return publish(held, random.Random(1)).result


def test_figures_have_heads_and_no_areas(result: Mapping[str, Any]) -> None:
    told, _ = question_figures(words_for(ENGLISH), result)
    assert told.took_part == "Answered: 25 of 25."
    assert [(row.heads, row.area, row.area_share) for row in told.rows] == [
        ("22", "", ""),
        ("3", "", ""),
        ("0", "", ""),
    ]
    assert [row.measure for row in told.turnout] == ["Heads"]
    assert "never by floor area" in told.how


def test_a_question_kept_back_says_why_and_nothing_else(result: Mapping[str, Any]) -> None:
    _, kept_back = question_figures(words_for(CHINESE), result)
    assert kept_back.took_part == "答案不足 20 份，或者太一致，不公布数字，免得有人的答案被猜出来。"
    assert (kept_back.rows, kept_back.verdict, kept_back.how) == ([], "", "")
    assert [numbers for numbers, _ in turnout_groups(question_figures(words_for(CHINESE), result))] == [[1]]


def test_the_command_line_says_the_same(result: Mapping[str, Any]) -> None:
    lines = result_lines(words_for(ENGLISH), result)
    assert "   Agree: 22 (88.00%)" in lines
    assert any("figures are not published" in line for line in lines)
    assert not any("m²" in line for line in lines)


def test_papers_carry_the_promise_and_its_limit_in_both_languages() -> None:
    said = with_promise({"zh": "请大家填写。"}, is_secret=True)
    assert said["zh"].startswith("请大家填写。\n这是无记名征询")
    assert "服务器" in said["zh"]
    assert "controls the server" in said["en"]
    assert with_promise({"zh": "请大家填写。"}, is_secret=False) == {"zh": "请大家填写。"}
    assert with_kind({"zh": "全体业主", "en": "All owners"}, is_secret=True)["zh"] == "全体业主 · 无记名征询"
