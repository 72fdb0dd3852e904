"""Household letters: one page a door, in walking order, each with its own code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.documents.letter import Household, LetterSheet, letters_pdf
from consult.domain.consultation import Channel
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import LETTER, household

MANY = tuple(
    {"zh": f"第{n}项：是否同意更换{n}号楼电梯的曳引机、门机和控制系统并同步改造机房通风？"} for n in range(1, 13)
)
LONG_DOOR = household(
    7,
    "临园路288弄沿街商业裙房B区",
    "",
    "1层商铺2（原临园超市二号仓库）",
    name="上海临园某某某某商业管理有限公司长宁第三分公司",
)


def some_doors() -> list[Household]:
    """Five doors, not in walking order."""
    return [
        household(1, "10", "1", "101"),
        household(2, "9", "2", "1001"),
        household(3, "9", "2", "901"),
        household(4, "9", "1", "301"),
        household(5, "12甲", "", "1层商铺2"),
    ]


def test_one_page_for_each_door_in_walking_order(zh: Words) -> None:
    pdf = letters_pdf(LETTER, some_doors(), zh)
    doors = ["9号1单元301室", "9号2单元901室", "9号2单元1001室", "10号1单元101室", "12甲号1层商铺2"]
    assert len(reading.opened(pdf).pages) == len(doors)
    for page, door in enumerate(doors, start=1):
        assert door in reading.text_of(pdf, page)


def test_every_page_has_its_own_code_and_weight(zh: Words) -> None:
    doors = [household(n, room=f"{n}01") for n in range(1, 7)]
    pdf = letters_pdf(LETTER, doors, zh)
    assert reading.codes(pdf) == [[door.link.upper()] for door in doors]
    for page, door in enumerate(doors, start=1):
        text = reading.text_of(pdf, page)
        assert f"{door.code[:5]}-{door.code[5:]}" in text
        assert reading.packed(zh.area(door.area or 0)) in text
        assert door.serial in text


def test_a_letter_says_what_to_do(zh: Words) -> None:
    text = reading.text_of(letters_pdf(LETTER, [household(1)], zh))
    for said in (
        "致业主的一封信",
        *(question["zh"] for question in LETTER.questions),
        "heyi.linyuan.example/sign-in",
        "小区东门岗亭",
        "021-55550123",
        "2026年12月30日（周三）18:00之前",
        "不计入参与表决",
        "个人信息",
        "2026年12月1日",
    ):
        assert said in text


def test_a_deemed_clause_replaces_the_plain_consequence(zh: Words) -> None:
    clause = "按议事规则第十四条，已送达而不表态的，视为同意多数意见。"
    text = reading.text_of(letters_pdf(replace(LETTER, deemed={"zh": clause}), [household(1)], zh))
    assert clause in text
    assert "不计入参与表决" not in text


def test_a_letter_names_only_the_ways_that_are_offered(zh: Words) -> None:
    two = replace(LETTER, channels=(Channel.WEB, Channel.PAPER))
    text = reading.text_of(letters_pdf(two, [household(1)], zh))
    assert "楼组长" not in text
    assert "小区东门岗亭" in text
    assert "021-55550123" in text
    web = reading.text_of(letters_pdf(replace(two, channels=(Channel.WEB,), phone=""), [household(1)], zh))
    assert "小区东门岗亭" not in web


def test_an_owner_of_several_rooms_reads_them_all(zh: Words, en: Words) -> None:
    units = [("3", "", "103"), ("3", "", "101"), ("3", "", "102"), ("5", "2", "601")]
    door = household(1, "3", "", "101", area=300_00, units=units)
    assert "另有102室、103室、5号2单元601室·1人，300.00" in reading.text_of(letters_pdf(LETTER, [door], zh))
    assert "alsoRoom102;Room103;Building5,Entrance2," in reading.text_of(letters_pdf(LETTER, [door], en))
    assert "另有" not in reading.text_of(letters_pdf(LETTER, [household(1, "3", "", "101", units=units[1:2])], zh))


def test_of_very_many_rooms_the_first_are_named_on_the_one_page(zh: Words) -> None:
    units = [("3", "", str(n)) for n in range(101, 151)]
    pdf = letters_pdf(LETTER, [household(1, "3", "", "101", units=units), household(2)], zh)
    assert len(reading.opened(pdf).pages) == 2
    assert "108室、109室等，其余41套未列" in reading.text_of(pdf, 1)
    assert all(box.right <= reading.A4[0] - 50 for _, box in reading.lines_of(pdf))


def test_an_english_letter(en: Words) -> None:
    text = reading.text_of(letters_pdf(LETTER, [household(1)], en))
    assert "Building12,Entrance1,Room301" in text
    assert "Pleaseanswerby" in text


@pytest.mark.parametrize(
    ("sheet", "doors"),
    [
        pytest.param(LETTER, [LONG_DOOR, household(1)], id="a long door and name"),
        pytest.param(replace(LETTER, questions=MANY), [LONG_DOOR], id="twelve questions"),
        pytest.param(replace(LETTER, questions=MANY * 3, title={"zh": "长" * 150}), [LONG_DOOR], id="far too much"),
    ],
)
def test_a_letter_never_runs_over_its_page(zh: Words, sheet: LetterSheet, doors: list[Household]) -> None:
    pdf = letters_pdf(sheet, doors, zh)
    assert len(reading.opened(pdf).pages) == len(doors)
    for _, box in reading.lines_of(pdf):
        assert 50 <= box.left <= box.right <= reading.A4[0] - 50
        assert box.bottom >= 15
    assert all(len(found) == 1 for found in reading.codes(pdf))


def test_questions_that_do_not_fit_are_left_out_whole(zh: Words) -> None:
    """No sentence ends in the middle: a reader would vote on a part of it."""
    long = [{"zh": f"问{n}" + "长" * 140 + "？"} for n in range(1, 9)]
    text = reading.text_of(letters_pdf(replace(LETTER, questions=long), [household(1)], zh))
    assert reading.packed(long[0]["zh"]) in text
    assert reading.packed(long[1]["zh"]) in text
    assert ("问3" not in text, "…" not in text, "共8个问题，全文见" in text) == (True, True, True)


@pytest.mark.parametrize("name", ["王㛃", "𠮷田", "䶮"])
def test_rare_characters_of_names_are_drawn(zh: Words, name: str) -> None:
    """Each comes out as text, in a font that has it: a box would be drawn by a glyph without a character."""
    pdf = letters_pdf(LETTER, [household(1, name=name)], zh)
    assert name in reading.text_of(pdf)
    assert not [font for font in reading.fonts_of(pdf) if font.startswith("bare")]


def test_hostile_rolls_are_only_text(zh: Words) -> None:
    door = household(1, building="<img src=file:///etc/passwd>", name="</p><script>")
    text = reading.text_of(letters_pdf(LETTER, [door], zh))
    assert "<imgsrc=file:///etc/passwd>" in text
    assert "</p><script>" in text


def test_progress_is_told_to_the_end(zh: Words) -> None:
    steps: list[tuple[int, int]] = []
    letters_pdf(LETTER, [household(n, room=str(100 + n)) for n in range(1, 61)], zh, lambda *step: steps.append(step))
    assert steps[-1] == (60, 60)
    assert steps == sorted(steps)
    assert len(steps) > 1


def test_a_batch_is_sound_and_says_what_it_is(zh: Words) -> None:
    pdf = letters_pdf(LETTER, some_doors(), zh)
    document = reading.opened(pdf)
    assert "致业主的一封信" in str(document.docinfo["/Title"])
    assert str(document.Root.Lang) == "zh-Hans-CN"
    assert reading.is_sound(pdf)


def test_the_address_stands_in_the_window_of_an_envelope(zh: Words) -> None:
    pdf = letters_pdf(LETTER, [household(1, "3", "", "101")], zh)
    box = next(box for _, box in reading.lines_of(pdf) if "3号101室" in box.text)
    millimetre = 72 / 25.4
    assert 20 <= box.left / millimetre <= box.right / millimetre <= 100
    assert 50 <= (reading.A4[1] - box.top) / millimetre <= (reading.A4[1] - box.bottom) / millimetre <= 84
