"""The delivery sheet: every elector's line in order, what is known printed, what is not left to the pen."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest

from consult.documents.delivery_sheet import COLUMNS, delivery_sheets_pdf
from consult.domain.deemed import Service
from consult.domain.service import Method
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from tests.documents import reading
from tests.documents.lists import DELIVERY, LONG, RARE, line, tokens_of, tried

WORDS = {"zh": words_for(CHINESE), "en": words_for(ENGLISH)}


@pytest.mark.parametrize("language", WORDS)
def test_lines_stand_in_the_order_given_with_room_area_and_serial(language: str) -> None:
    words = WORDS[language]
    lines = [line(number) for number in range(1, 31)]
    pdf = delivery_sheets_pdf(DELIVERY, [("12", lines)], words)
    assert reading.is_sound(pdf)
    pages = len(reading.opened(pdf).pages)
    assert pages == -(-30 // COLUMNS.per_page)
    text = "".join(reading.text_of(pdf, page) for page in range(1, pages + 1))
    assert [said for said in tokens_of(pdf) if re.fullmatch(r"0\d{4}", said)] == [one.serial for one in lines]
    assert all(words.square_metres(one.area or 0) in text for one in lines)
    assert [text.index(f"{one.place[2]}室" if words.is_chinese else f"Room{one.place[2]}") for one in lines]


def test_every_page_has_its_head_its_columns_and_the_places_to_sign(zh: Words) -> None:
    pdf = delivery_sheets_pdf(DELIVERY, [("12", [line(n) for n in range(1, 20)]), ("13", [line(1, "13")])], zh)
    assert len(reading.opened(pdf).pages) == 3
    for page, building in ((1, "12号"), (2, "12号"), (3, "13号")):
        text = reading.text_of(pdf, page)
        said = (
            "送达签收表",
            building,
            "与业主的关系",
            "送达人（签字）",
            "见证人（签字）",
            f"{page}/3",
            "LY-2026-03",
            "9f3ac17b",
        )
        assert [one for one in said if one not in text] == []


def test_what_was_served_is_printed_and_leaves_no_box(zh: Words) -> None:
    attempts = (tried(Method.IN_PERSON, 3, "王小明", "配偶"), tried(Method.NOT_HOME, 1))
    served = line(1, service=Service.IN_PERSON, attempts=attempts)
    text = reading.text_of(delivery_sheets_pdf(DELIVERY, [("12", [served])], zh))
    for said in ("当面送达", "王小明", "配偶", "2026年12月19日", "1.12月17日无人", "2.12月19日当面", "已送达"):
        assert said in text
    assert "□" not in text


def test_a_closed_door_is_listed_and_leaves_the_line_to_the_pen(zh: Words) -> None:
    text = reading.text_of(
        delivery_sheets_pdf(DELIVERY, [("12", [line(1, attempts=(tried(Method.NOT_HOME, 1),))])], zh)
    )
    assert "1.12月17日无人" in text
    assert text.count("□") == 6
    assert "已送达" not in text


def test_a_letterbox_is_no_delivery(zh: Words) -> None:
    boxed = line(1, service=Service.LETTERBOX, attempts=(tried(Method.LETTERBOX, 1),))
    text = reading.text_of(delivery_sheets_pdf(DELIVERY, [("12", [boxed])], zh))
    assert "12月17日信箱" in text
    assert text.count("□") == 6


def test_a_ballot_that_came_back_was_delivered(en: Words) -> None:
    text = reading.text_of(delivery_sheets_pdf(DELIVERY, [("12", [line(1, has_returned=True)])], en))
    assert "aballotcameback" in text
    assert "□" not in text


def test_area_is_left_out_where_the_rule_does_not_weigh_it(zh: Words) -> None:
    with_area = reading.text_of(delivery_sheets_pdf(DELIVERY, [("12", [line(1)])], zh))
    without = reading.text_of(delivery_sheets_pdf(DELIVERY, [("12", [line(1, area=None)])], zh))
    assert "80.01" in with_area
    assert "面积" not in without
    assert "00001" in without


@pytest.mark.exhaustive
def test_long_and_rare_names_are_whole_and_stay_on_the_page(zh: Words) -> None:
    long_room = replace(line(2), place=("12", "", LONG), units=(("12", "", LONG),))
    signed = tried(
        Method.IN_PERSON, 1, f"{RARE}·阿卜杜热合曼·买买提伊明江二十字", "受业主书面委托代收的物业服务中心工作人员"
    )
    lines = [line(1), long_room, line(3, service=Service.IN_PERSON, attempts=(signed,)), line(4)]
    pdf = delivery_sheets_pdf(DELIVERY, [("12", lines)], zh)
    text = reading.text_of(pdf)
    assert LONG in text
    assert [found for found in RARE if found not in text] == []
    assert re.findall(r"0000\d", text) == ["00001", "00002", "00003", "00004"]
    for _, box in reading.lines_of(pdf):
        assert box.left >= 0
        assert box.right <= reading.A4[1]
        assert box.bottom >= 0


def test_six_hundred_flats_take_seconds_and_little_room(zh: Words) -> None:
    began = time.process_time()
    pdf = delivery_sheets_pdf(DELIVERY, [("12", [line(number) for number in range(1, 593)])], zh)
    # A table laid out line by line takes over a minute of the same processor.
    assert time.process_time() - began < 20
    assert len(reading.opened(pdf).pages) == 50
    assert len(pdf) < 1_000_000
