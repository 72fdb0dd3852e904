"""Paper ballots: one for each elector, every answer with a box, nothing secret on it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.documents.ballot_paper import BallotSheet, ballots_pdf
from consult.domain.question import Option, Question, QuestionType
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import BALLOT, paper
from tests.domain.opinions import OPINIONS

TWELVE = Question(
    1,
    QuestionType.CHOOSE_ONE,
    {"zh": "选哪个方案？"},
    options=tuple(
        Option(f"o{n}", {"zh": f"方案{n}：某某品牌某某型号，原厂安装调试并维护五年"}, cost=n * 100_000)
        for n in range(1, 13)
    ),
)
MANY = tuple(Question(n, QuestionType.CONSENT, {"zh": f"是否同意第{n}项更换工程？"}) for n in range(1, 21))


def test_a_ballot_has_every_part(zh: Words) -> None:
    text = reading.text_of(ballots_pdf(BALLOT, [paper(214)], zh))
    for part in (
        "12号1单元301室",
        "91.64平方米",
        "LY-0214",
        "3号车棚翻新和增设充电桩表决票",
        "第二百七十八条",
        *(question.title["zh"] for question in BALLOT.questions),
        "彩钢板",
        "以上均不同意",
        "最多2项",
        "签名（盖章）",
        "该项无效",
        "共有的由其中一人代表签名",
        "小区东门岗亭",
        "2026年12月30日（周三）18:00前交回",
        "回执（业主留存）",
        "2026年12月1日",
    ):
        assert part in text


def test_a_survey_is_no_ballot(zh: Words) -> None:
    text = reading.text_of(ballots_pdf(replace(BALLOT, is_binding=False), [paper(1)], zh))
    assert "意见征询表" in text


def test_one_page_each_in_walking_order_with_its_serial(zh: Words) -> None:
    pdf = ballots_pdf(BALLOT, [paper(1, "10"), paper(2, "9", "2", "1001"), paper(3, "9", "2", "901")], zh)
    assert [page[0].partition("/")[2] for page in reading.codes(pdf)] == ["LY-0003", "LY-0002", "LY-0001"]


@pytest.mark.parametrize(
    ("sheet", "pages"),
    [
        pytest.param(BALLOT, 1, id="five questions"),
        pytest.param(replace(BALLOT, questions=(TWELVE,)), 1, id="twelve options"),
        pytest.param(replace(BALLOT, questions=MANY), 2, id="twenty questions"),
        pytest.param(replace(BALLOT, title={"zh": "长" * 300}), 1, id="the longest title"),
    ],
)
def test_nothing_is_cut(zh: Words, sheet: BallotSheet, pages: int) -> None:
    pdf = ballots_pdf(sheet, [paper(1, "临园路288弄沿街商业裙房", "", "1层商铺2（原临园超市二号仓库）")], zh)
    assert len(reading.opened(pdf).pages) == pages
    for _, box in reading.lines_of(pdf):
        assert 50 <= box.left <= box.right <= reading.A4[0] - 50
    text = reading.text_of(pdf)
    assert all(reading.packed(question.title["zh"]) in text for question in sheet.questions)
    assert text.count("回执（业主留存）") == 1


def test_costs_stand_beside_plans(zh: Words) -> None:
    text = reading.text_of(ballots_pdf(replace(BALLOT, questions=(TWELVE,)), [paper(1)], zh))
    assert "（12000.00元）" in reading.packed(text).replace("12\N{NO-BREAK SPACE}000", "12000")


def test_large_print_is_22_points_and_more(zh: Words) -> None:
    """The height of a line of 22 pt text is at least 18 pt; only the foot line is smaller."""
    pdf = ballots_pdf(BALLOT, [paper(1)], zh, large_print=True)
    wide = [
        box for _, box in reading.lines_of(pdf) if any("\u4e00" <= c <= "\u9fff" for c in box.text) and box.bottom > 55
    ]
    assert wide
    assert min(box.top - box.bottom for box in wide) >= 17
    assert reading.codes(pdf)[0][0].endswith("/LY-0001")


def test_a_signature_stands_below_a_choice_and_a_stub_below_the_issuer(en: Words) -> None:
    sheet = replace(BALLOT, questions=BALLOT.questions[:3])
    pdf = ballots_pdf(sheet, [paper(1)], en, large_print=True)
    pages = [reading.text_of(pdf, page) for page in range(1, len(reading.opened(pdf).pages) + 1)]
    assert len(pages) > 1
    assert ["Abstain" in page for page in pages if "Signature:" in page] == [True]
    assert [reading.packed(sheet.issuer["en"]) in page for page in pages if "Receipt" in page] == [True]
    assert all(f"09:30·{number}/{len(pages)}" in page for number, page in enumerate(pages, 1))


def test_a_ballot_of_one_page_counts_none(zh: Words) -> None:
    text = reading.text_of(ballots_pdf(BALLOT, [paper(1)], zh))
    assert ("09:30" in text, "09:30·" in text) == (True, False)


def test_corner_marks_tell_which_way_is_up(zh: Words) -> None:
    page = next(reading.pictures(ballots_pdf(BALLOT, [paper(1)], zh)))
    mm = page.width / 210
    middles = [(11.5, 11.5), (198.5, 11.5), (11.5, 285.5), (198.5, 285.5)]
    shades = [page.getpixel((round(x * mm), round(y * mm))) for x, y in middles]
    assert [shade < 90 for shade in shades] == [False, True, True, True]


def test_english(en: Words) -> None:
    text = reading.text_of(ballots_pdf(BALLOT, [paper(1)], en))
    assert "Shall20chargersbeadded?" in text
    assert "Noneofthese" in text


def test_opinions_say_what_to_write_in_the_boxes(zh: Words) -> None:
    survey = replace(BALLOT, is_binding=False, questions=OPINIONS)
    text = reading.text_of(ballots_pdf(survey, [paper(1)], zh))
    for part in ("最想要的写1", "写0到10的整数", "合计不超过50000.00元", "长椅（20000.00元）", "东门", "单位：辆"):
        assert part in text


def test_an_owner_of_several_rooms_reads_them_all(zh: Words) -> None:
    units = [("3", "", "101"), ("3", "", "102"), ("3", "", "103")]
    owned = replace(paper(1, "3", "", "101"), area=300_00, units=units)
    assert "另有102室、103室·1人，300.00" in reading.text_of(ballots_pdf(BALLOT, [owned], zh))
