"""The counting record: a form to fill in before closing, the result's own figures after it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from consult.documents.counting_record import _facts, counting_record_pdf
from consult.domain.consultation import Channel
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import EVERY_TYPE, MANAGERS, RARE, RECORD, astray, in_order
from tests.documents.sheets import CLOSES_AT, ROOT, counted
from tests.documents.test_silent_vote import silent_result
from tests.documents.test_tenants import told

CLOSED = replace(RECORD, closed_at=CLOSES_AT, closed_by="钱敏", rule_sentences=("同意：均须超过参与表决的二分之一。",))


def test_a_filled_record_has_every_part_in_reading_order(zh: Words) -> None:
    text = in_order(counting_record_pdf(CLOSED, counted(), zh))
    at = 0
    for part in (
        "唱票计票记录",
        "计票时间",
        "同意：均须超过参与表决的二分之一。",
        "唱票人",
        "监票人",
        "封条完好",
        "共431行",
        ROOT[:4],
        "发出与收回",
        "600",
        "588",
        "426",
        "有效票422＋无效票4＝收回426张",
        "是否同意对3号车棚顶面进行翻新？",
        "参与本项：422人",
        "350",
        "82.94%",
        "结论：通过",
        "车棚顶面用哪种材料？",
        "彩钢板",
        "计票过程中的情况和异议",
        "与票面核对一致",
    ):
        at = text.find(part, at)
        assert at >= 0, part


def test_it_is_archived_with_the_figures_inside(zh: Words) -> None:
    pdf = counting_record_pdf(CLOSED, counted(), zh)
    document = reading.opened(pdf)
    assert json.loads(document.attachments["result.json"].get_file().read_bytes()) == counted()
    assert document.Root.MarkInfo.Marked
    with document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "U")
    assert str(document.Root.Lang).startswith("zh")
    assert reading.is_sound(pdf)
    assert not list(astray(pdf))


def test_figures_of_question_are_those_of_the_result(en: Words) -> None:
    result = counted()
    text = reading.text_of(counting_record_pdf(CLOSED, result, en))
    for question in result["questions"]:
        for weight in question["counts"].values():
            assert f"{weight['heads']}" in text
            assert reading.packed(en.square_metres(weight["area"])) in text


def test_before_closing_it_is_a_form_with_a_tally_for_each_answer(zh: Words) -> None:
    pdf = counting_record_pdf(RECORD, None, zh)
    text = reading.text_of(pdf)
    for part in ("唱票记数（正）", "作废", "没有填", "其中：纸质", "其中：未签名", "是否相符？", "计票前登记簿行数"):
        assert reading.packed(part) in text
    assert not reading.opened(pdf).attachments
    assert not list(astray(pdf))


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_every_type_of_question_can_be_counted_by_hand(language: str, request: pytest.FixtureRequest) -> None:
    words = request.getfixturevalue(language)
    pdf = counting_record_pdf(replace(RECORD, questions=EVERY_TYPE, deems=True, asks_tenants=True), None, words)
    text = reading.text_of(pdf)
    for question in EVERY_TYPE:
        assert reading.packed(words.pick(question.title)) in text
    assert reading.packed(words.gettext("Place %(n)s", n=4)) in text
    assert text.count(reading.packed(words.gettext("Left blank"))) >= len(MANAGERS.options)
    assert reading.packed(words.gettext("Tenants’ opinions, counted apart")) in text
    assert not list(astray(pdf))


def test_the_deemed_and_the_tenants_stand_apart(zh: Words) -> None:
    result = silent_result(silent=37) | {"tenants": told(9)["tenants"]}
    pdf = counting_record_pdf(CLOSED, result, zh)
    text = reading.body_of(pdf)
    for part in ("送达未反馈", "3348.50", "仅计收回的表决票：通过", "计入送达未反馈的：通过", "租户"):
        assert text.count(part) >= 1, part
    assert "结论：通过" not in text
    assert text.index("送达未反馈票的处理") > text.index("各事项计票")
    assert not list(astray(pdf))


def test_channels_that_are_not_offered_are_not_asked_for(zh: Words) -> None:
    text = reading.text_of(counting_record_pdf(replace(RECORD, channels=(Channel.PAPER,)), None, zh))
    assert "其中：纸质" in text
    assert "其中：网上" not in text


@pytest.mark.exhaustive
def test_rare_characters_and_long_names_are_not_cut(zh: Words) -> None:
    sheet = replace(CLOSED, closed_by=f"{RARE}" * 7, counting_place={"zh": "临园路一百二十三弄居委会二楼会议室" * 4})
    pdf = counting_record_pdf(sheet, counted(), zh)
    assert RARE * 7 in reading.text_of(pdf)
    assert not list(astray(pdf))


def test_a_time_and_a_place_that_were_given_are_printed(zh: Words) -> None:
    given = replace(RECORD, counted_at=CLOSES_AT, counting_place={"zh": "居委会二楼"})
    facts = {row[0]: row[1] for row in _facts(given, zh)}
    assert facts["计票时间"] == zh.moment(CLOSES_AT)
    assert facts["计票地点"] == "居委会二楼"
    assert ("计票时间", "") in _facts(RECORD, zh)


def test_everybody_at_the_count_stands_on_one_page(zh: Words) -> None:
    """No row of the people is left to a page by itself."""
    first = reading.text_of(counting_record_pdf(RECORD, None, zh), 1)
    assert all(role in first for role in ("主持人", "监票人", "观察业主"))
