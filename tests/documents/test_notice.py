"""The notice of a consultation: everything an owner must know before voting, in the formal layout."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from consult.documents import notice
from consult.documents.notice import notice_pdf
from consult.domain.consultation import Channel
from consult.domain.question import Bounds, Condition, Option, Question, QuestionType
from consult.wording.language import Words
from tests import a_picture
from tests.documents import reading
from tests.documents.sheets import ADDRESS, ANNOUNCEMENT

MM = 72 / 25.4
EM = 15.75
"""Points of a character of the body."""


def test_all_parts_are_there(zh: Words) -> None:
    text = reading.body_of(notice_pdf(ANNOUNCEMENT, zh))
    for part in (
        "临园小区关于“3号车棚翻新和增设充电桩”的表决公告",
        "临园业公〔2026〕2号",
        "第二百七十八条和本小区业主大会议事规则",
        *(question.title["zh"] for question in ANNOUNCEMENT.questions),
        "彩钢板；阳光板；以上均不同意；弃权",
        "最多2项",
        "总人数600",
        reading.packed(zh.area(ANNOUNCEMENT.electorate.area)),
        "名册更正截止2026年12月10日",
        "2026年12月16日（周三）09:00至2026年12月30日（周三）18:00",
        "三分之二以上（含本数）",
        "弃权计入参与表决",
        "未填写的",
        "逾期",
        "小区东门岗亭",
        "时间：2026年12月30日（周三）19:00；地点：居委会会议室",
        "邀请居民委员会、房屋管理事务所",
        "特此公告",
        "第三届",
        "2026年11月30日",
        "021-55550123",
    ):
        assert part in text


def test_a_count_nobody_has_fixed_yet_leaves_lines_for_a_pen(zh: Words) -> None:
    open_yet = replace(ANNOUNCEMENT, counted_at=None, counting_place={}, observers={})
    (said,) = notice._counting(open_yet, zh)
    assert said == "投票结束后公开计票。时间：________________；地点：________________。"
    assert not list(notice._counting(replace(open_yet, is_binding=False), zh))


def test_a_deemed_clause_stands_in_the_rule_sheet(zh: Words) -> None:
    clause = "议事规则第十四条：已送达而未反馈的，视为同意多数意见。"
    text = reading.body_of(notice_pdf(replace(ANNOUNCEMENT, deemed={"zh": clause}), zh))
    assert clause in text
    assert "没有表态的" not in text


def ending(pdf: bytes) -> tuple[reading.Box, reading.Box]:
    """Who issued it, and when, as they lie on its last page."""
    boxes = [box for _page, box in reading.lines_of(pdf)]
    day = max(at for at, box in enumerate(boxes) if box.text == "日")
    year = max(at for at, box in enumerate(boxes[:day]) if box.text == "2026")
    return boxes[year - 1], replace(boxes[year], right=boxes[day].right)


def test_with_a_seal_the_issuer_stands_over_a_date_four_characters_from_the_edge(zh: Words) -> None:
    issuer, dated = ending(notice_pdf(ANNOUNCEMENT, zh))
    assert abs(184 * MM - dated.right - 4 * EM) < 5
    assert abs((issuer.left + issuer.right) - (dated.left + dated.right)) < 10


def test_a_survey_asks_and_does_not_decide(zh: Words) -> None:
    pdf = notice_pdf(replace(ANNOUNCEMENT, is_binding=False, basis={}, rule_sentences=()), zh)
    issuer, dated = ending(pdf)
    assert abs(184 * MM - max(issuer.right, dated.right) - 2 * EM) < 11, "without a seal two characters from the edge"
    assert abs(dated.left - issuer.left - 2 * EM) < 4
    text = reading.body_of(pdf)
    assert "意见征询公告" in text
    assert "提请业主表决" not in text
    assert "盖章" not in text


def test_costs_and_notes_stand_beside_plans(zh: Words) -> None:
    steel = Option("steel", {"zh": "彩钢板"}, {"zh": "质保五年"}, cost=38_000_00)
    question = Question(1, QuestionType.CHOOSE_ONE, {"zh": "哪种？"}, {"zh": "三家比选。"}, (steel,))
    text = reading.body_of(notice_pdf(replace(ANNOUNCEMENT, questions=(question,)), zh))
    assert "三家比选。" in text
    assert "彩钢板，质保五年，38000.00元" in text


def test_a_survey_says_how_each_kind_is_answered_and_counted(zh: Words) -> None:
    named = tuple(Option(key, {"zh": label}) for key, label in (("a", "绿化"), ("b", "照明"), ("c", "座椅")))
    score = Question(1, QuestionType.SCORE, {"zh": "这几处做得怎样？"}, options=named)
    costing = tuple(replace(option, cost=n * 1_000_000) for n, option in enumerate(named, start=1))
    budget = Question(2, QuestionType.BUDGET, {"zh": "五万元怎么花？"}, options=costing, budget=5_000_000)
    bounds = Bounds(Decimal(0), Decimal(5))
    only = Condition(3, "agree")
    number = Question(4, QuestionType.NUMBER, {"zh": "几辆？"}, unit={"zh": "辆"}, bounds=bounds, show_if=only)
    asked = (score, budget, Question(3, QuestionType.CONSENT, {"zh": "要车位吗？"}), number)
    survey = replace(ANNOUNCEMENT, questions=asked, is_binding=False, basis={}, rule_sentences=())
    text = reading.body_of(notice_pdf(survey, zh))
    assert "打分" in text
    assert "50000.00元" in text
    assert "单位：辆，最少0，最多5" in text
    assert "第3题选“同意”" in text
    assert text.count("计票：") == 4


def test_the_code_leads_to_the_page_and_text_keeps_to_the_type_area(zh: Words, en: Words) -> None:
    for words in (zh, en):
        pdf = notice_pdf(ANNOUNCEMENT, words)
        assert [found for page in reading.codes(pdf) for found in page] == [ADDRESS.upper()]
        assert reading.is_sound(pdf)
        for _, box in reading.lines_of(pdf):
            assert box.left >= 28 * MM - 1
            assert box.right <= (28 + 156) * MM + 1


def test_only_the_ways_that_are_offered_are_named(zh: Words) -> None:
    for offered in (tuple(Channel), (Channel.WEB, Channel.PAPER), (Channel.PAPER,)):
        text = reading.body_of(notice_pdf(replace(ANNOUNCEMENT, channels=offered), zh))
        assert ("网上：" in text) == (Channel.WEB in offered)
        assert ("纸质：" in text) == (Channel.PAPER in offered)
        assert ("上门：" in text) == (Channel.DOORSTEP in offered)


def test_a_plan_stands_with_the_questions_and_says_what_it_shows(zh: Words) -> None:
    plan = a_picture.picture((1200, 700))
    text = reading.body_of(notice_pdf(replace(ANNOUNCEMENT, picture=plan, picture_alt=a_picture.NAMED.description), zh))
    assert (
        text.index(ANNOUNCEMENT.questions[-1].title["zh"]) < text.index("附图：平面图：两处车棚") < text.index("范围")
    )
    assert "附图" not in reading.body_of(notice_pdf(ANNOUNCEMENT, zh))
