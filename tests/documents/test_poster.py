"""Posters: everything on one sheet, readable, scannable, and deaf to hostile text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from consult.documents.poster import PosterSheet, poster_pdf
from consult.domain.refusal import Refusal
from consult.wording.language import Words
from tests.documents import reading
from tests.documents.sheets import ADDRESS, LETTER, POSTER

LONG = {"zh": "关于使用住宅专项维修资金对本小区非机动车棚顶面进行翻新改造并增设充电设施以及更换照明设备，您是否同意？"}
LONGEST = {"zh": "长" * 300, "en": "Shall it? " * 30}


def photo() -> bytes:
    """A picture as a committee would attach one."""
    out = BytesIO()
    Image.new("RGB", (1600, 900), "#cfe3d6").save(out, "PNG")
    return out.getvalue()


def test_a_poster_says_everything(zh: Words) -> None:
    text = reading.text_of(poster_pdf(POSTER, zh))
    for said in (
        POSTER.title["zh"],
        POSTER.estate["zh"],
        POSTER.who["zh"],
        POSTER.asked_by["zh"],
        "021-55550123",
        "2026年12月30日（周三）18:00",
        "heyi.linyuan.example/c/K7M2QX",
        "以https://heyi.linyuan.example/开头",
        "从不索要钱款、银行卡号",
        "LY-2026-03",
        "9f3ac17b",
    ):
        assert said in text


def test_both_languages_stand_on_one_sheet(zh: Words, en: Words) -> None:
    text = reading.text_of(poster_pdf(POSTER, zh, en))
    assert POSTER.title["zh"] in text
    assert reading.packed(POSTER.title["en"]) in text
    assert "从不索要" in text
    assert "Weneveraskformoney" in text


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_code_is_read_from_the_printed_page(zh: Words, size: str) -> None:
    pdf = poster_pdf(POSTER, zh, size="a3" if size == "a3" else "a4")
    assert reading.codes(pdf) == [[ADDRESS.upper()]]


SEVEN = (*LETTER.questions, *({"zh": f"第{n}个问题"} for n in range(4, 8)))


@pytest.mark.parametrize("is_bilingual", [False, True], ids=["in one language", "in two"])
def test_every_question_is_shown_where_there_is_room(zh: Words, en: Words, is_bilingual: bool) -> None:
    sheet = replace(POSTER, questions=LETTER.questions)
    text = reading.text_of(poster_pdf(sheet, zh, en if is_bilingual else None))
    for question in LETTER.questions:
        assert reading.packed(question["zh"]) in text
        assert not is_bilingual or reading.packed(question["en"]) in text
    assert "全文见公告" not in text


def test_where_to_read_is_said_where_there_is_none(zh: Words, en: Words) -> None:
    """Never a few of them: a reader would take those for all."""
    text = reading.text_of(poster_pdf(replace(POSTER, questions=SEVEN), zh, en))
    assert "共7个问题，全文见公告和征询页面。" in text
    assert "Thereare7questions" in text
    assert LETTER.questions[0]["zh"] not in text


def test_questions_stand_beside_a_picture(zh: Words) -> None:
    pdf = poster_pdf(replace(POSTER, questions=LETTER.questions, picture=photo(), picture_alt={"zh": "平面图"}), zh)
    assert len(reading.opened(pdf).pages) == 1
    assert all(f"{n}{question['zh']}" in reading.text_of(pdf) for n, question in enumerate(LETTER.questions, 1))


@pytest.mark.exhaustive
def test_questions_give_way_to_a_long_title(zh: Words) -> None:
    alone = poster_pdf(replace(POSTER, questions=LETTER.questions, title=LONGEST), zh)
    assert len(reading.opened(alone).pages) == 1
    assert "车棚顶面用哪种材料" not in reading.text_of(alone)
    assert "共3个问题" in reading.text_of(alone)


def test_a_long_question_stands_in_full_or_not_at_all_and_one_like_the_title_is_left_out(zh: Words) -> None:
    assert "长" * 120 in reading.text_of(poster_pdf(replace(POSTER, questions=[{"zh": "长" * 120}]), zh))
    without = reading.text_of(poster_pdf(replace(POSTER, questions=[LONGEST, LONGEST]), zh))
    assert ("长长" not in without, "全文见公告" in without) == (True, True)
    once = reading.text_of(poster_pdf(replace(POSTER, questions=[POSTER.title]), zh))
    assert once == reading.text_of(poster_pdf(POSTER, zh))


def test_a3_is_a_larger_a4(zh: Words) -> None:
    small, large = (next(reading.pictures(poster_pdf(POSTER, zh, size=size))).size for size in ("a4", "a3"))
    assert large[0] / small[0] == pytest.approx(2**0.5, rel=0.01)


@pytest.mark.parametrize(
    "sheet",
    [
        pytest.param(POSTER, id="a short question"),
        pytest.param(replace(POSTER, title=LONG), id="a long question", marks=pytest.mark.exhaustive),
        pytest.param(replace(POSTER, title=LONG, picture=photo(), picture_alt={"zh": "平面图"}), id="and a picture"),
        pytest.param(replace(POSTER, title=LONGEST), id="the longest question", marks=pytest.mark.exhaustive),
        pytest.param(replace(POSTER, questions=LETTER.questions), id="three questions"),
        pytest.param(
            replace(POSTER, address="https://" + "very-long-name." * 6 + "example/c/K7M2QX"), id="a long address"
        ),
    ],
)
def test_nothing_leaves_the_sheet_or_hides(zh: Words, en: Words, sheet: PosterSheet) -> None:
    """One page; every line of text within its margins; no line under another."""
    pdf = poster_pdf(sheet, zh, en)
    lines = list(reading.lines_of(pdf))
    assert {page for page, _ in lines} == {0}
    for _, box in lines:
        assert box.left >= 40
        assert box.right <= reading.A4[0] - 40
        assert box.bottom >= 5
    assert reading.packed(sheet.title["zh"]) in reading.text_of(pdf)
    assert reading.codes(pdf) == [[sheet.address.upper()]]


def test_hostile_text_is_only_text(zh: Words) -> None:
    """Markup, local files and styles in a committee's words are printed as they are and fetch nothing."""
    hostile = "<script>alert(1)</script><img src='file:///etc/passwd'><style>@import url(http://127.0.0.1:9/x)</style>"
    text = reading.text_of(poster_pdf(replace(POSTER, title={"zh": hostile}, who={"zh": "{{ 7*7 }}"}), zh))
    assert reading.packed(hostile) in text
    assert "{{7*7}}" in text
    assert "root:" not in text


def test_a_poster_is_tagged_and_says_what_it_is(zh: Words) -> None:
    pdf = poster_pdf(POSTER, zh)
    document = reading.opened(pdf)
    assert str(document.docinfo["/Title"]) == POSTER.title["zh"]
    assert str(document.docinfo["/Author"]) == POSTER.asked_by["zh"]
    assert str(document.Root.Lang) == "zh-Hans-CN"
    assert document.Root.MarkInfo.Marked
    assert reading.is_sound(pdf)


def test_the_same_poster_twice_is_the_same_file(zh: Words) -> None:
    assert poster_pdf(POSTER, zh) == poster_pdf(POSTER, zh)


def test_a_broken_picture_is_said_to_be_one(zh: Words) -> None:
    with pytest.raises(Refusal, match="picture-unreadable"):
        poster_pdf(replace(POSTER, picture=b"<svg onload='x'/>"), zh)
