"""Titles are broken by sense, and no character is left alone on a last line."""

from __future__ import annotations

import pytest

from consult.documents.lines import by_sense, even_width, held


@pytest.mark.parametrize(
    ("title", "most", "lines"),
    [
        ("小区停车管理规约", 8, ["小区停车管理规约"]),
        ("非机动车棚改造与充电桩位置征询", 13, ["非机动车棚改造", "与充电桩位置征询"]),
        ("使用维修资金更换单元门禁系统", 13, ["使用维修资金更换单元", "门禁系统"]),
        ("附件：“更换单元门禁系统”不同理解下的结果", 16, ["附件：“更换单元门禁系统”", "不同理解下的结果"]),
        ("Bicycle-shed renewal and charger places", 10, ["Bicycle-shed renewal and charger places"]),
    ],
    ids=["one line", "before 与", "before the last four", "after a quotation", "English breaks by itself"],
)
def test_a_title_is_broken_where_a_reader_takes_breath(title: str, most: int, lines: list[str]) -> None:
    assert by_sense(title, most) == lines


def test_nothing_of_a_very_long_title_is_lost() -> None:
    title = "关于使用住宅专项维修资金对本小区非机动车棚顶面进行翻新改造并增设充电设施的表决事项" * 4
    assert "".join(by_sense(title, 20)) == title


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("逾期收到的不计入。", "不计入。"),
        ("对车棚改造还有什么建议？（可不填）", "（可不填）"),
        ("填好请交到东门，谢谢。", "门，谢谢。"),
    ],
    ids=["four characters", "with the bracket before them", "not from a mark that closes"],
)
def test_the_end_of_a_chinese_sentence_stays_together(sentence: str, last: str) -> None:
    assert str(held(sentence)).endswith(f'<span class="nowrap">{last}</span>')


def test_what_is_held_is_text_and_no_markup() -> None:
    assert "<b>" not in held("<b>是否同意增设充电位？</b>") + held("是否<b>同意增设</b>充电位？")


def test_a_short_or_english_sentence_stands_as_it_is() -> None:
    assert str(held("同意")) == "同意"
    assert str(held("Late ballots do not count.")) == "Late ballots do not count."


def test_lines_of_an_english_title_come_out_alike() -> None:
    assert even_width("Parking", 20) == 20
    assert even_width("New entrance phones, paid from the repair fund", 20) < 18
