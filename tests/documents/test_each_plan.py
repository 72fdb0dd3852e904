"""A question about each plan on paper: a line with three boxes for every plan, and its own figures on the notice."""

from __future__ import annotations

from dataclasses import replace

from consult.documents.ballot_paper import ballots_pdf
from consult.documents.notice import notice_pdf
from consult.documents.result_notice import result_notice_pdf
from consult.domain.question import Option, Question, QuestionType, Rows
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import ANNOUNCEMENT, BALLOT, NOTICE, SHED, ballots, counted, paper

FIRMS = Question(
    3,
    QuestionType.EACH_PLAN,
    {"zh": "三家物业公司，逐家表决", "en": "Three managers, one by one"},
    options=(
        Option("1", {"zh": "东方物业服务有限公司", "en": "Dongfang"}, {"zh": "每平方米2.10元", "en": "CNY 2.10"}),
        Option("2", {"zh": "安居物业", "en": "Anju"}),
        Option("3", {"zh": "绿城物业服务集团有限公司上海浦东分公司", "en": "Lvcheng, Pudong branch"}),
    ),
)


def test_each_plan_has_a_line_with_three_boxes(zh: Words) -> None:
    pdf = ballots_pdf(replace(BALLOT, questions=(FIRMS,)), [paper(1)], zh)
    boxes = [box for _, box in reading.lines_of(pdf)]
    lines = []
    for option in FIRMS.options:
        plan = next(box for box in boxes if box.text.strip() and option.label["zh"].startswith(box.text.strip()))
        beside = [box for box in boxes if box.left > plan.right and abs(box.bottom - plan.bottom) < 18]
        lines.append([(box.text.strip(), round(box.left)) for box in sorted(beside, key=lambda box: box.left)])
    assert [side for side, _ in lines[0]] == ["同意", "反对", "弃权"]
    # Box under box, so that a pen runs down one column.
    assert lines[0] == lines[1] == lines[2]


def test_each_plan_in_large_print_keeps_its_boxes(zh: Words) -> None:
    pdf = ballots_pdf(replace(BALLOT, questions=(FIRMS,)), [paper(1)], zh, large_print=True)
    sides = [box.text.strip() for _, box in reading.lines_of(pdf) if box.text.strip() in ("同意", "反对", "弃权")]
    assert sorted(sides) == sorted(["同意", "反对", "弃权"] * 3)


TWO = Question(
    4,
    QuestionType.EACH_PLAN,
    {"zh": "两家物业公司，逐家表决", "en": "Two managers, one by one"},
    options=(Option("1", {"zh": "东方物业", "en": "Dongfang"}), Option("2", {"zh": "安居物业", "en": "Anju"})),
)
CAST = ballots(
    (300, {1: "agree", 4: Rows([("1", "agree"), ("2", "oppose")])}),
    (110, {1: "agree", 4: Rows([("1", "oppose"), ("2", "void")])}),
)


def said(words: Words, area: int) -> str:
    """An area as it stands on the packed page."""
    return reading.packed(words.area(area))


def test_each_plan_stands_with_its_own_figures_and_outcome(zh: Words) -> None:
    pdf = result_notice_pdf(NOTICE, counted((SHED, TWO), cast=CAST), zh)
    text = reading.text_of(pdf)
    first, second = text.split("东方物业：", 1)[1].split("安居物业：", 1)
    assert first.startswith("通过参与本方案表决：410人")
    assert second.startswith("未达参与比例参与本方案表决：300人")
    assert f"本方案填写无效：110人，{said(zh, 110 * 90_50)}" in second
    assert "结论：东方物业通过" in second
    assert second.index("参与表决：专有部分面积") < second.index("同意：专有部分面积")


def test_each_plan_of_a_survey_has_figures_and_no_outcome(zh: Words) -> None:
    survey = replace(NOTICE, is_binding=False)
    text = reading.text_of(result_notice_pdf(survey, counted((TWO,), rule="advisory", cast=CAST), zh))
    assert "东方物业参与本方案表决：410人" in text
    assert "安居物业参与本方案表决：300人" in text


def test_the_notice_says_that_each_plan_is_voted_on(zh: Words) -> None:
    text = reading.text_of(notice_pdf(replace(ANNOUNCEMENT, questions=(FIRMS,)), zh))
    for option in FIRMS.options:
        assert option.label["zh"] in text
    assert "逐方案表决：对每个方案分别选同意、反对或弃权" in text
