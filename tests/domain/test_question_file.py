"""Rankings, scores, budgets, sites and numbers in a consultation file: read whole, every mess refused by name."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from consult.domain.consultation_file import read_plan
from consult.domain.question import RANKINGS_ONLY_ADVISE, Bounds, Method, Option, Point, Question, QuestionType, Scale
from consult.domain.question_faults import question_faults
from consult.domain.refusal import Refusal
from consult.wording.language import SHANGHAI
from tests.house.tree import ROOT

HEAD = """
title.zh = "中心花园改造意见征询"
kind = "advisory"
rule = "advisory"
notice_on = 2026-12-01
opens_at = 2026-12-16T09:00:00+08:00
closes_at = 2026-12-30T18:00:00+08:00
"""
EXAMPLE = (
    HEAD
    + """
[[question]]
type = "rank"
title.zh = "先做哪个？"
options = ["长椅", "滑梯", "花坛"]
most = 2
method = "schulze"
[[question]]
type = "score"
title.zh = "打几分？"
options = ["长椅", "滑梯"]
scale = { low = 0, high = 10 }
[[question]]
type = "budget"
title.zh = "五万元怎么用？"
budget = "50000.00"
options = [{ label.zh = "长椅", cost = "50000" }, { label.zh = "滑梯", cost = 0.01 }]
method = ["equal-shares"]
[[question]]
type = "place"
title.zh = "放在哪里？"
options = [{ label.zh = "东门", point = { x = 0, y = 100 } }, { label.zh = "西门", point = { x = 12.34, y = "0.05" } }]
[[question]]
type = "number"
title.zh = "有几辆？"
unit = { zh = "辆", en = "bicycles" }
least = 0
most = "5"
step = 0.5
show_if = { question = 4, answer = "1" }
"""
)


def test_every_type_is_read_whole() -> None:
    rank, score, budget, place, number = read_plan(EXAMPLE.encode(), SHANGHAI).questions
    assert (rank.most, rank.methods, rank.limit) == (2, (Method.SCHULZE,), 2)
    assert score.scale == Scale(0, 10)
    assert (budget.budget, budget.costs, budget.methods) == (
        50_000_00,
        {"1": 50_000_00, "2": 1},
        (Method.EQUAL_SHARES,),
    )
    assert [option.point for option in place.options] == [Point(0, 10_000), Point(1234, 5)]
    assert number.bounds == Bounds(Decimal(0), Decimal(5), Decimal("0.5"))
    assert (number.unit["zh"], number.most) == ("辆", None)


def test_methods_left_out_are_written_down_so_that_they_stay() -> None:
    score = read_plan(EXAMPLE.encode(), SHANGHAI).questions[1]
    assert score.methods == (Method.MEAN, Method.MEDIAN)
    named_none = read_plan(EXAMPLE.replace('method = "schulze"', "method = []").encode(), SHANGHAI).questions[0]
    assert named_none.methods == (Method.BORDA, Method.INSTANT_RUNOFF, Method.SCHULZE)


def test_the_example_in_the_papers_is_read() -> None:
    paper = (ROOT / "docs" / "consultation-file.md").read_text("utf-8")
    (example,) = re.findall(r"(?s)```toml\n(.*?)```", paper)
    kinds = [question.type for question in read_plan(example.encode(), SHANGHAI).questions]
    assert set(kinds) == {QuestionType.NUMBER, *RANKINGS_ONLY_ADVISE}
    assert all(f"| `{kind.value}` |" in paper for kind in QuestionType)


def reasons(text: str) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_plan(text.encode(), SHANGHAI)
    return [fault.reason for fault in caught.value.details.get("faults", (caught.value,))]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param('method = "schulze"', 'method = "guess"', "wrong-value", id="no such method"),
        pytest.param('method = "schulze"', "method = 3", "wrong-value", id="a method that is a number"),
        pytest.param('method = "schulze"', 'method = "mean"', "method-not-for-type", id="a method of another type"),
        pytest.param("most = 2\n", "most = 4\n", "limit-impossible", id="more places than options"),
        pytest.param("high = 10", "high = 11", "scale-impossible", id="twelve steps"),
        pytest.param("high = 10", "high = 0", "scale-impossible", id="one step"),
        pytest.param("high = 10", "high = -1", "scale-impossible", id="a scale that falls"),
        pytest.param("high = 10", "high = 9.5", "wrong-value", id="half a step"),
        pytest.param("high = 10", "top = 10", "wrong-value", id="a scale without an end"),
        pytest.param('budget = "50000.00"', "", "budget-missing", id="no budget"),
        pytest.param('budget = "50000.00"', "budget = 0", "budget-missing", id="a budget of nothing"),
        pytest.param('budget = "50000.00"', 'budget = "-1"', "wrong-value", id="a budget below zero"),
        pytest.param('budget = "50000.00"', 'budget = "49999.99"', "cost-above-budget", id="one cent too dear"),
        pytest.param(", cost = 0.01", "", "cost-missing", id="a project without a cost"),
        pytest.param("cost = 0.01", "cost = 0", "cost-missing", id="a project for nothing"),
        pytest.param("cost = 0.01", "cost = 0.001", "wrong-value", id="a tenth of a cent"),
        pytest.param("cost = 0.01", "cost = true", "wrong-value", id="a cost that is a yes"),
        pytest.param("y = 100 ", "y = 100.01 ", "point-missing", id="a point beyond the edge"),
        pytest.param(", point = { x = 0, y = 100 }", "", "point-missing", id="a site without a point"),
        pytest.param("x = 0, y", "x = 0, z", "wrong-value", id="a point in other words"),
        pytest.param("step = 0.5", "step = 0", "bounds-impossible", id="steps that lead nowhere"),
        pytest.param('most = "5"', "most = -1", "bounds-impossible", id="a range that no number fits"),
        pytest.param('most = "5"', 'most = "five"', "wrong-value", id="a bound in words"),
        pytest.param("least = 0\n", 'least = 0\nmethod = "mean"\n', "unknown-key", id="a key of another type"),
        pytest.param(
            "question = 4, answer", "question = 2, answer", "condition-impossible", id="a condition on scores"
        ),
        pytest.param(
            'kind = "advisory"\nrule = "advisory"',
            'kind = "binding"\nrule = "general"',
            "type-only-advises",
            id="a ranking that binds",
        ),
    ],
)
def test_every_fault_has_a_name(before: str, after: str, reason: str) -> None:
    assert before in EXAMPLE
    assert reason in reasons(EXAMPLE.replace(before, after, 1))


def test_a_range_of_exactly_one_number_is_possible() -> None:
    assert read_plan(EXAMPLE.replace('most = "5"', "most = 0").encode(), SHANGHAI).questions[4].bounds.most == 0


@pytest.mark.parametrize(("options", "is_possible"), [(12, True), (13, False)], ids=["twelve options", "one too many"])
def test_options_to_rank(options: int, is_possible: bool) -> None:
    listed = ", ".join(f'"项目{n}"' for n in range(options))
    text = HEAD + f'[[question]]\ntype = "rank"\ntitle.zh = "先做哪个？"\noptions = [{listed}]\n'
    if is_possible:
        assert len(read_plan(text.encode(), SHANGHAI).questions[0].options) == options
    else:
        assert reasons(text) == ["too-many-options"]


def test_numbers_and_texts_may_stand_beside_a_binding_vote() -> None:
    binding = HEAD.replace('kind = "advisory"\nrule = "advisory"', 'kind = "binding"\nrule = "general"')
    proposal = '[[question]]\ntype = "consent"\ntitle.zh = "是否同意？"\n'
    text = binding + proposal + '[[question]]\ntype = "number"\ntitle.zh = "有几辆？"\n'
    assert read_plan(text.encode(), SHANGHAI).questions[1].bounds == Bounds()


@pytest.mark.parametrize("kind", [QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME])
@pytest.mark.parametrize(
    ("is_binding", "can_refuse", "faults"),
    [
        pytest.param(True, True, [], id="a vote with a way to refuse all plans"),
        pytest.param(True, False, ["plans-without-refusal"], id="a vote without"),
        pytest.param(False, False, [], id="a survey needs none"),
    ],
)
def test_plans_can_be_refused(kind: QuestionType, is_binding: bool, can_refuse: bool, faults: list[str]) -> None:
    options = tuple(Option(key, {"zh": key}) for key in "12")
    question = Question(1, kind, {"zh": "选哪个？"}, options=options, can_refuse=can_refuse)
    assert [one.reason for one in question_faults(question, (question,), is_binding=is_binding)] == faults
