"""A question with a row for each plan: read, kept as JSON, written in a file, and never the ground of a condition."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult.domain.answers import check_answers
from consult.domain.consultation_file import read_plan
from consult.domain.ledger import canonical
from consult.domain.question import Answer, Option, Question, QuestionType, Rows
from consult.domain.question_json import answers_from_json, answers_to_json, from_json, to_json
from consult.domain.refusal import Refusal
from consult.wording.language import SHANGHAI

PLANS = Question(
    1,
    QuestionType.EACH_PLAN,
    {"zh": "逐方案表决"},
    options=tuple(Option(str(n), {"zh": f"方案{n}"}) for n in (1, 2, 3)),
)

FILE = """
title.zh = "选聘物业公司"
kind = "{kind}"
rule = "{rule}"
basis = "by-owner"
notice_on = 2026-12-01
opens_at = 2026-12-16T09:00:00+08:00
closes_at = 2026-12-30T18:00:00+08:00
[[question]]
type = "consent"
title.zh = "是否更换物业公司？"
[[question]]
type = "each-plan"
title.zh = "三家公司，逐家表决"
options = ["甲公司", "乙公司"]
show_if = {{ question = 1, answer = "agree" }}
{more}
"""


@pytest.mark.parametrize(
    ("given", "read"),
    [
        pytest.param({"2": "oppose", "1": "agree", "3": "abstain"}, "1 agree 2 oppose 3 abstain", id="every row"),
        pytest.param({"3": "agree"}, "3 agree", id="one row, the others blank"),
        pytest.param({"1": "", "2": "agree", "3": None}, "2 agree", id="rows that a form sends empty"),
    ],
)
def test_rows_are_read_in_the_order_of_the_plans(given: dict[str, object], read: str) -> None:
    parts = read.split()
    answers = check_answers((PLANS,), {1: given})
    assert answers == {1: Rows(zip(parts[::2], parts[1::2], strict=True))}
    assert isinstance(answers[1], Rows)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("agree", id="one word for all plans"),
        pytest.param("void", id="a screen makes no void question"),
        pytest.param(["1"], id="a list of plans"),
        pytest.param({"4": "agree"}, id="no such plan"),
        pytest.param({"1": "none"}, id="none of these in a row"),
        pytest.param({"1": "void"}, id="a screen makes no void row"),
        pytest.param({"1": True}, id="a yes that is no word"),
        pytest.param({"1": ["agree", "oppose"]}, id="two marks in a row"),
        pytest.param({1: "agree"}, id="a plan by a number that is no text"),
    ],
)
def test_what_is_not_on_offer_is_refused(given: object) -> None:
    with pytest.raises(Refusal, match="unknown-answer"):
        check_answers((PLANS,), {1: given})


@pytest.mark.parametrize(
    ("given", "read"),
    [
        pytest.param({"1": "void", "2": "agree"}, Rows([("1", "void"), ("2", "agree")]), id="one void row"),
        pytest.param("void", Rows([("1", "void"), ("2", "void"), ("3", "void")]), id="a void question is all its rows"),
        pytest.param({"2": "oppose"}, Rows([("2", "oppose")]), id="no void row"),
    ],
)
def test_on_paper_rows_may_be_void(given: object, read: Answer) -> None:
    assert check_answers((PLANS,), {1: given}, on_paper=True) == {1: read}


def test_no_row_marked_is_no_answer() -> None:
    with pytest.raises(Refusal, match="nothing-answered"):
        check_answers((PLANS,), {1: {"1": "", "2": None}})


def test_rows_come_back_from_json_as_they_were() -> None:
    answers: dict[int, Answer] = {1: Rows([("1", "agree"), ("2", "void")])}
    kept = json.loads(canonical(answers_to_json(answers)))
    assert kept == {"1": {"1": "agree", "2": "void"}}
    again = answers_from_json({"1": dict(reversed(kept["1"].items()))})
    assert again == answers
    assert isinstance(again[1], Rows)


def test_the_question_comes_back_from_json_as_it_was() -> None:
    assert from_json(json.loads(canonical(to_json(PLANS)))) == PLANS
    assert to_json(PLANS)["can_refuse"] is False


@pytest.mark.parametrize(
    ("kind", "rule"), [("binding", "general"), ("advisory", "advisory")], ids=["binding", "advisory"]
)
def test_a_file_asks_about_each_plan(kind: str, rule: str) -> None:
    question = read_plan(FILE.format(kind=kind, rule=rule, more="").encode(), SHANGHAI).questions[1]
    assert question.type is QuestionType.EACH_PLAN
    assert question.choices == ("1", "2")
    # The rows themselves hold a way to refuse.
    assert not question.can_refuse


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        pytest.param("most = 1", "unknown-key", id="a limit"),
        pytest.param(
            '[[question]]\ntype = "text"\ntitle.zh = "为什么？"\nshow_if = { question = 2, answer = "1" }',
            "condition-on-each-plan",
            id="a condition on rows",
        ),
    ],
)
def test_what_cannot_stand_in_a_file_is_named(more: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_plan(FILE.format(kind="binding", rule="general", more=more).encode(), SHANGHAI)
    assert reason in [fault.reason for fault in caught.value.details.get("faults", (caught.value,))]


def test_one_plan_alone_is_no_choice_between_plans() -> None:
    text = FILE.format(kind="binding", rule="general", more="").replace('["甲公司", "乙公司"]', '["甲公司"]')
    with pytest.raises(Refusal) as caught:
        read_plan(text.encode(), SHANGHAI)
    assert [fault.reason for fault in caught.value.details["faults"]] == ["options-missing"]


def test_rows_are_the_way_to_refuse() -> None:
    assert replace(PLANS, can_refuse=True).choices == PLANS.choices
