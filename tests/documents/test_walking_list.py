"""The walking list: every door in order with its own code, no totals, and the card that is read out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from consult.documents.explain_card import card_said, explain_card_pdf
from consult.documents.walking_list import COLUMNS, walking_lists_pdf
from consult.domain.agreed_answer import AgreedAnswer
from consult.domain.service import Method
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from tests.documents import reading
from tests.documents.lists import CARD, LONG, RARE, door, tried
from tests.documents.sheets import SHED

WORDS = {"zh": words_for(CHINESE), "en": words_for(ENGLISH)}


@pytest.mark.parametrize("language", WORDS)
def test_every_door_stands_in_order_and_its_code_decodes(language: str) -> None:
    doors = [door(number) for number in range(1, 20)]
    pdf = walking_lists_pdf(CARD, [("12", doors)], WORDS[language])
    assert reading.is_sound(pdf)
    assert len(reading.opened(pdf).pages) == 1 + 2
    assert {found for page in reading.codes(pdf) for found in page} == {one.address.upper() for one in doors}
    text = "".join(reading.text_of(pdf, page) for page in (2, 3))
    assert re.findall(r"0\d{4}", text) == [one.serial for one in doors]


def test_each_building_is_a_pile_with_the_card_before_it(zh: Words) -> None:
    full = [door(number) for number in range(1, COLUMNS.per_page + 1)]
    pdf = walking_lists_pdf(CARD, [("12", full), ("13", [door(1, "13")])], zh)
    heads = ["讲给我听" if "讲给我听" in reading.text_of(pdf, page) else "走访单" for page in (1, 2, 3, 4)]
    assert heads == ["讲给我听", "走访单", "讲给我听", "走访单"]
    assert "12号" in reading.text_of(pdf, 2)
    assert "13号" in reading.text_of(pdf, 4)
    one = walking_lists_pdf(CARD, [("12", full)], zh)
    assert len(pdf) - len(one) < 20_000  # the card is kept once


def test_no_household_token_and_no_totals(zh: Words) -> None:
    pdf = walking_lists_pdf(CARD, [("12", [door(number) for number in range(1, 6)])], zh)
    assert not [found for page in reading.codes(pdf) for found in page if "/h/" in found.lower()]
    assert re.search(r"[0-9]+(户|人|份)", reading.text_of(pdf, 2)) is None


def test_what_was_tried_is_told_without_names(zh: Words) -> None:
    attempts = (tried(Method.NOT_HOME, 3), tried(Method.LETTERBOX, 1, "王小明"))
    text = reading.text_of(walking_lists_pdf(CARD, [("12", [door(1, attempts=attempts)])], zh), 2)
    assert "12月19日无人在家" in text
    assert "12月17日投入信箱" in text or "12月17日投信箱" in text
    assert "王小明" not in text


def test_the_card_answers_what_people_ask_in_one_page(zh: Words) -> None:
    pdf = explain_card_pdf(CARD, zh)
    assert len(reading.opened(pdf).pages) == 1
    text = reading.text_of(pdf)
    for question in CARD.questions:
        assert reading.packed(zh.pick(question.title)) in text
    for said in (
        "谁可以答",
        "怎么答",
        "heyi.linyuan.example/sign-in",
        "小区东门岗亭",
        "2026年12月30日",
        "021-55550123",
        "彩钢板",
    ):
        assert said in text


def test_what_residents_ask_comes_first_with_the_agreed_answer(zh: Words) -> None:
    agreed = (AgreedAnswer({"zh": "充电会不会起火？"}, {"zh": "离楼6米。\n\n单独断电。"}),)
    said = card_said(replace(CARD, agreed=agreed), zh)
    assert said.asked[0] == ("充电会不会起火？", ["离楼6米。", "单独断电。"])
    assert said.asked[1:] == card_said(CARD, zh).asked


@pytest.mark.exhaustive
def test_twelve_long_answers_go_on_overleaf(zh: Words) -> None:
    long = tuple(AgreedAnswer({"zh": f"第{n}问"}, {"zh": f"{'回答很长。' * 159}第{n}完"}) for n in range(1, 13))
    pdf = explain_card_pdf(replace(CARD, agreed=long), zh)
    text = "".join(reading.text_of(pdf, page + 1) for page in range(len(reading.opened(pdf).pages)))
    assert [n for n in range(1, 13) if f"第{n}问" not in text or f"第{n}完" not in text] == []


def test_the_card_offers_only_the_ways_there_are(zh: Words) -> None:
    text = reading.text_of(explain_card_pdf(replace(CARD, channels=CARD.channels[:1], proxies_each=0), zh))
    assert "手机或电脑" in text
    assert "纸质票：" not in text
    assert "委托书" not in text


@pytest.mark.exhaustive
def test_sixty_questions_go_on_overleaf(zh: Words) -> None:
    many = tuple(replace(SHED, number=n, title={"zh": f"第{n}问：{'很长的题目' * 12}"}) for n in range(1, 61))
    pdf = explain_card_pdf(replace(CARD, questions=many), zh)
    text = "".join(reading.text_of(pdf, page + 1) for page in range(len(reading.opened(pdf).pages)))
    assert [n for n in range(1, 61) if f"第{n}问" not in text] == []


@pytest.mark.exhaustive
def test_long_and_rare_names_are_whole(zh: Words) -> None:
    names = [replace(door(1), place=("12", "", LONG), units=()), replace(door(2), place=("12", "", RARE), units=())]
    pdf = walking_lists_pdf(CARD, [("12", names)], zh)
    text = reading.text_of(pdf, 2)
    assert LONG in text
    assert RARE in text
    assert {found for page in reading.codes(pdf) for found in page} == {one.address.upper() for one in names}
    for _, box in reading.lines_of(pdf):
        assert box.left >= 0
        assert box.right <= reading.A4[0]
