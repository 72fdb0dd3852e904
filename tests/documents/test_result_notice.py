"""The result notice: every part and every figure, on paper as in the result; formal; archived with its data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from consult.documents.headings import ordinal
from consult.documents.result_notice import result_notice_pdf
from consult.domain.consent import Weight
from consult.domain.question import Option, Question, QuestionType
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import (
    ADDRESS,
    CAST,
    CHARGERS,
    ELECTORATE,
    MATERIAL,
    NOTICE,
    ROOT,
    SHED,
    ballots,
    counted,
)

MM = 72 / 25.4


@pytest.fixture(scope="module")
def _kept() -> dict[str, bytes]:
    return {}


@pytest.fixture
def pdf(zh: Words, _kept: dict[str, bytes]) -> bytes:
    """The notice of an ordinary vote."""
    if "zh" not in _kept:
        _kept["zh"] = result_notice_pdf(NOTICE, counted(), zh)
    return _kept["zh"]


def said(words: Words, area: int) -> str:
    """An area as it stands on the packed page."""
    return reading.packed(words.area(area))


def test_all_parts_are_there(pdf: bytes) -> None:
    text = reading.body_of(pdf)
    parts = (
        "临园小区关于“3号车棚翻新和增设充电桩”的表决结果公告",
        "临园业公〔2026〕3号",
        "全体业主：",
        "一、表决事项、范围和依据",
        "临园小区全体业主（1号至12号）",
        "2026年12月16日（周三）09:00至2026年12月30日（周三）18:00",
        "第二百七十八条",
        "二、业主总数和表决票",
        "三、参与表决情况",
        "四、各项表决结果",
        "五、决定的效力",
        "第二百八十条",
        "六、公示和异议",
        "2026年12月31日至2027年1月6日公示",
        "书面送交业委会办公室",
        "七、核对",
        "heyi.linyuan.example/c/K7M2QX",
        "监票人",
        "临园居民委员会",
        "（第三届）",
        "2026年12月31日",
    )
    assert [part for part in parts if part not in text] == []


def test_the_foot_line_tells_the_version(pdf: bytes) -> None:
    text = reading.text_of(pdf, 2)
    assert "LY-2026-03" in text
    assert "9f3ac17b" in text
    assert "2/4" in text


def test_totals_and_returns(pdf: bytes, zh: Words) -> None:
    text = reading.body_of(pdf)
    for figure in (
        "612",
        said(zh, ELECTORATE.area),
        "收回426（网上301，纸质102，上门23）",
        "422（网上301，纸质98，上门23）",
        "4（无法辨认3，未签名1）",
    ):
        assert figure in text


def test_participation_stands_against_what_was_needed(pdf: bytes, zh: Words) -> None:
    text = reading.body_of(pdf)
    reached = Weight(422, 422 * 90_50)
    assert zh.percent(Fraction(reached.heads, ELECTORATE.heads)) in text
    assert zh.percent(Fraction(reached.area, ELECTORATE.area)) in text
    assert said(zh, reached.area) in text
    assert "至少400人" in text


def test_every_count_of_every_question(pdf: bytes, zh: Words) -> None:
    text = reading.body_of(pdf)
    for question in counted()["questions"]:
        whole = question["participating"]
        for weight in question["counts"].values():
            assert reading.packed(zh.square_metres(weight["area"])) in text
            assert zh.percent(Fraction(weight["heads"], whole["heads"])) in text


@pytest.mark.parametrize(
    ("agree", "verdict"),
    [(199, "未通过"), (200, "未通过"), (201, "通过")],
    ids=["below half", "exactly half", "one above half"],
)
def test_the_outcome_is_the_one_of_the_count(zh: Words, agree: int, verdict: str) -> None:
    cast = ballots((agree, {1: "agree"}), (400 - agree, {1: "oppose"}))
    result = counted((SHED,), cast=cast, electorate=Weight(600, 600 * 90_50))
    text = reading.body_of(result_notice_pdf(NOTICE, result, zh))
    assert f"结论：{verdict}" in text
    assert ("未达到：已参与者中还差" in text) == (verdict == "未通过")


def test_an_inquorate_vote_says_how_much_was_missing(zh: Words) -> None:
    result = counted((SHED,), cast=ballots((399, {1: "agree"})), electorate=Weight(600, 600 * 90_50))
    text = reading.body_of(result_notice_pdf(NOTICE, result, zh))
    assert "结论：未达参与比例" in text
    assert "未达到：还差1人" in text
    assert "不形成决定" in text
    assert "具有法律约束力" not in text


def test_a_veto_is_said_as_a_ceiling(zh: Words) -> None:
    result = counted((SHED,))
    result["questions"][0]["requirements"].append(
        {
            "stage": "approval",
            "measure": "heads",
            "share": "1/20",
            "of": "participating",
            "strict": False,
            "subject": "oppose",
            "ceiling": True,
            "numerator": 40,
            "denominator": 422,
            "needed": 21,
            "met": False,
            "missing": 19,
        }
    )
    text = reading.body_of(result_notice_pdf(NOTICE, result, zh))
    assert "反对至多21人" in text
    assert "未达到：超出19人" in text


def test_nobody_took_part(zh: Words) -> None:
    text = reading.body_of(result_notice_pdf(NOTICE, counted(cast=[]), zh))
    assert "未达参与比例" in text
    assert "—" in text


def test_plans_are_judged_each_alone(zh: Words) -> None:
    text = reading.body_of(result_notice_pdf(NOTICE, counted((MATERIAL,)), zh))
    assert "彩钢板：通过" in text
    assert "阳光板：未通过" in text
    assert "结论：彩钢板通过" in text
    assert "其中彩钢板的参与表决和同意比例均达到法定要求，表决通过" in text


def test_a_survey_has_bars_and_no_thresholds(zh: Words) -> None:
    sheet = replace(NOTICE, is_binding=False, rule_sentences=())
    pdf = result_notice_pdf(sheet, counted(rule="advisory"), zh)
    text = reading.body_of(pdf)
    assert "征询结果公告" in text
    for word in ("要求", "结论", "通过", "达到", "法律约束力", "监票人"):
        assert word not in text
    page = list(reading.pictures(pdf))[1]
    dark = [sum(page.getpixel((x, y)) < 160 for x in range(page.width)) for y in range(page.height)]
    assert max(dark) > page.width * 0.15


def test_english(en: Words) -> None:
    text = reading.body_of(result_notice_pdf(NOTICE, counted(), en))
    assert "Resultofthevoteon“Renewingbicycleshed3”" in text
    assert reading.packed(en.area(ELECTORATE.area)) in text


def questions_many() -> Sequence[Question]:
    """Ten proposals with long names and one with twelve options."""
    title = "是否同意使用住宅专项维修资金更换电梯曳引机、门机和控制系统并同步改造机房通风和照明"
    options = tuple(
        Option(f"o{n}", {"zh": f"方案{n}：采用某某品牌的某某型号并由原厂负责安装调试和五年维护"}) for n in range(1, 13)
    )
    plain = [Question(n, QuestionType.CONSENT, {"zh": f"{title}（第{n}台）？"}) for n in range(1, 11)]
    return [*plain, Question(11, QuestionType.CHOOSE_SOME, {"zh": "选几个方案？"}, options=options)]


@pytest.mark.exhaustive
def test_long_notices_go_on_overleaf_with_page_numbers_outside(zh: Words) -> None:
    questions = questions_many()
    answers: dict[int, Any] = {question.number: "agree" for question in questions[:-1]} | {11: ("o1", "o12")}
    pdf = result_notice_pdf(NOTICE, counted(questions, cast=ballots((420, answers))), zh)
    pages = len(reading.opened(pdf).pages)
    assert pages >= 8
    text = reading.body_of(pdf)
    assert all(reading.packed(question.title["zh"]) in text for question in questions)
    assert all(option.label["zh"] in text for option in questions[-1].options)
    numbers = {
        page: box for page, box in reading.lines_of(pdf) if box.text.strip().startswith("— ") and box.bottom < 35 * MM
    }
    for page in range(pages):
        assert reading.packed(numbers[page].text) == f"—{page + 1}—"
        outside_right = numbers[page].left > reading.A4[0] / 2
        assert outside_right == (page % 2 == 0)


@pytest.mark.parametrize(
    "lines", [0, 10, 16, *(pytest.param(n, marks=pytest.mark.exhaustive) for n in range(2, 21, 2) if n not in (10, 16))]
)
def test_issuer_and_date_are_never_lost_at_the_foot_of_a_page(zh: Words, lines: int) -> None:
    sheet = replace(NOTICE, posting_place={"zh": "小区东门公告栏" * 4 * lines})
    text = reading.body_of(result_notice_pdf(sheet, counted(), zh))
    assert text.count(NOTICE.issuer["zh"]) >= 2
    assert text.rstrip("—0123456789").endswith("2026年12月31日")


def test_text_keeps_to_the_type_area(pdf: bytes) -> None:
    """156 × 225 mm after GB/T 9704; only the page number and the foot line stand below it."""
    for _, box in reading.lines_of(pdf):
        assert box.left >= 28 * MM - 1
        assert box.right <= (28 + 156) * MM + 1
        assert box.top <= reading.A4[1] - 37 * MM + 2
        if box.bottom < 35 * MM:
            assert box.top < 30 * MM


def test_the_result_is_enclosed_and_archived(pdf: bytes) -> None:
    document = reading.opened(pdf)
    assert json.loads(document.attachments["result.json"].get_file().read_bytes()) == counted()
    assert str(document.Root.AF[0].AFRelationship) == "/Data"
    with document.open_metadata() as metadata:
        assert metadata.pdfa_status == "3U"
    assert reading.is_sound(pdf)


def test_the_code_leads_to_the_public_page_and_the_root_is_printed(pdf: bytes) -> None:
    assert [found for page in reading.codes(pdf) for found in page] == [ADDRESS.upper()]
    assert ROOT in reading.body_of(pdf)


def test_fonts_are_embedded_and_formal(pdf: bytes) -> None:
    fonts = reading.fonts_of(pdf)
    assert not [font for font in fonts if font.startswith("bare")]
    assert any("Fang" in font for font in fonts)
    assert any("Kai" in font for font in fonts)


@pytest.mark.parametrize("name", ["㛃", "𠮷", "䶮"])
def test_rare_characters_are_drawn_among_fangsong(zh: Words, name: str) -> None:
    """Each has its own drawing: an empty box or nothing would make two different names look the same."""
    objection = {"zh": f"联系人王{name}，电话021-5555 0123"}
    pdf = result_notice_pdf(replace(NOTICE, objection=objection), counted((CHARGERS,), cast=CAST), zh)
    assert f"王{name}" in reading.body_of(pdf)


def test_rare_characters_are_drawn_in_a_heading_among_kai(zh: Words) -> None:
    asked = replace(CHARGERS, title={"zh": "是否同意㛃园𠮷巷䶮路增设充电桩？"})
    pdf = result_notice_pdf(NOTICE, counted((asked,), cast=CAST), zh)
    assert "（二）是否同意㛃园𠮷巷䶮路增设充电桩？" in reading.body_of(pdf)
    assert not [font for font in reading.fonts_of(pdf) if font.startswith("bare")]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_headings_are_numbered_in_chinese(zh: Words, number: int, written: str) -> None:
    assert ordinal(zh, number) == written
