"""Proxy forms: principal, agent, matter, period, and the principal's own choice for each question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.documents.proxy_form import proxy_form_pdf, proxy_forms_pdf
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.formal_sheets import (
    EVERY_TYPE,
    LONG_BUILDING,
    MANAGERS,
    ORDER,
    PROXY,
    RARE,
    SIXTY,
    astray,
    in_order,
)
from tests.documents.sheets import ADDRESS, paper


def test_a_blank_form_has_every_part_in_reading_order(zh: Words) -> None:
    text = in_order(proxy_form_pdf(PROXY, zh))
    at = 0
    for part in (
        "授权委托书",
        "委托人房屋",
        "表决票编号",
        "姓名",
        "电话",
        "受托人",
        "3号车棚翻新和增设充电桩",
        "LY-2026-03",
        "仅限将委托人在下表中已作出的选择代为递交",
        "不得转委托",
        "自签署之日起，至2026年12月30日（周三）18:00",
        "由委托人本人逐项填写",
        "是否同意对3号车棚顶面进行翻新？",
        "是否同意增设20个充电桩？",
        "从众",
        "彩钢板",
        "以上均不同意",
        "委托人（签名或盖章）",
        "受托人（签名）",
        "最多代理3位业主",
        "2026年12月30日（周三）18:00前交至：小区东门岗亭",
    ):
        at = text.find(part, at)
        assert at >= 0, part


def test_a_blank_form_is_one_page_in_english_too(en: Words) -> None:
    pdf = proxy_form_pdf(PROXY, en)
    assert len(reading.opened(pdf).pages) == 1
    text = reading.text_of(pdf)
    assert reading.packed("One agent represents at most 3 owners") in text
    assert reading.packed("Follow the majority") in text
    assert reading.codes(pdf) == [[ADDRESS.upper()]]
    assert reading.is_sound(pdf)


def test_each_plan_has_boxes_of_its_own(zh: Words) -> None:
    boxes = [box.text.strip() for _, box in reading.lines_of(proxy_form_pdf(replace(PROXY, questions=(MANAGERS,)), zh))]
    assert [boxes.count(side) for side in ("同意", "反对", "弃权")] == [3, 3, 3]


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_every_type_of_question_is_asked_and_nothing_is_cut(language: str, request: pytest.FixtureRequest) -> None:
    words = request.getfixturevalue(language)
    pdf = proxy_form_pdf(replace(PROXY, questions=EVERY_TYPE), words)
    text = reading.text_of(pdf)
    for question in EVERY_TYPE:
        assert reading.packed(words.pick(question.title)) in text
        for option in question.options:
            assert text.count(reading.packed(words.pick(option.label))) >= 1
    assert not list(astray(pdf))


@pytest.mark.exhaustive
def test_sixty_questions_go_on_overleaf(zh: Words) -> None:
    pdf = proxy_form_pdf(replace(PROXY, questions=SIXTY), zh)
    text = reading.text_of(pdf)
    assert all(question.title["zh"] in text for question in SIXTY)
    assert not list(astray(pdf))
    assert "收件登记" in text
    last = reading.text_of(pdf, len(reading.opened(pdf).pages))
    assert SIXTY[-1].title["zh"] in last
    assert "受托人（签名）" in last


def test_a_batch_is_made_out_in_walking_order_with_room_serial_and_code(zh: Words) -> None:
    told: list[tuple[int, int]] = []
    pdf = proxy_forms_pdf(
        PROXY, [paper(3, room="1001"), paper(1, room="201"), paper(2, room="301")], zh, lambda *done: told.append(done)
    )
    assert told[-1] == (3, 3)
    assert reading.is_sound(pdf)
    assert len(reading.opened(pdf).pages) == 3
    for page, (room, serial, area) in enumerate(
        (("201室", "LY-0001", "89.51"), ("301室", "LY-0002", "89.52"), ("1001室", "LY-0003", "89.53")), start=1
    ):
        text = reading.text_of(pdf, page)
        assert f"12号1单元{room}" in text
        assert text.count(serial) == 2  # beside the door, and at the foot
        assert area in text
        assert reading.codes(pdf)[page - 1] == [serial]


def test_a_door_that_fits_no_slot_is_set_whole(zh: Words) -> None:
    pdf = proxy_forms_pdf(PROXY, [paper(1), paper(2, building=LONG_BUILDING, room=f"{RARE}室")], zh)
    text = reading.text_of(pdf)
    assert LONG_BUILDING in text
    assert RARE in text
    assert not list(astray(pdf))


def test_no_boxes_to_tick_where_places_are_written(zh: Words) -> None:
    text = reading.text_of(proxy_form_pdf(replace(PROXY, questions=(ORDER,)), zh))
    assert "1" in text
    assert "清晨" in text
