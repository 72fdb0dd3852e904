"""Every fault of a roll has a sentence in both languages, and says its place as the spreadsheet shows it."""

from __future__ import annotations

import re

import pytest

import consult.domain.roll_file.refusals  # noqa: F401  declares the reasons
from consult.domain.refusal import REASONS
from consult.domain.roll_file.faults import SEVERITIES, Fault
from consult.wording.language import CHINESE, ENGLISH, words_for
from consult.wording.roll_faults import fault_line, fault_sentence
from consult.wording.sentences import SENTENCES
from consult.wording.sentences.roll_faults import FAULTS


def test_every_fault_has_a_sentence_and_every_sentence_a_fault() -> None:
    assert FAULTS.keys() == SEVERITIES.keys()


@pytest.mark.parametrize("sentence", [*FAULTS.values(), *(SENTENCES[r] for r in REASONS if r.startswith("roll-file"))])
def test_every_sentence_is_said_in_chinese_with_the_same_places(sentence: str) -> None:
    said = words_for(CHINESE)._catalogue.ugettext(sentence)
    assert said != sentence
    assert sorted(re.findall(r"%\((\w+)\)s", said)) == sorted(re.findall(r"%\((\w+)\)s", sentence))


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        (CHINESE, "表“住宅”第 17 行 D 栏：“八十”不是面积。请用数字写平方米数，例如 89.50。"),
        (
            ENGLISH,
            "sheet “住宅”, row 17, column D: “八十” is not an area. Write a number of square metres, such as 89.50.",
        ),
    ],
)
def test_a_fault_says_its_place_what_is_wrong_and_what_to_do(locale: str, line: str) -> None:
    fault = Fault("住宅", 17, 3, "area-not-a-number", {"given": "八十"})
    assert fault_line(words_for(locale), fault) == line


def test_a_csv_file_has_rows_but_no_sheet() -> None:
    fault = Fault("", 3, None, "column-missing", {"column": "room"})
    assert fault_line(words_for(CHINESE), fault).startswith("第 3 行：这张表没有“室号”一栏。")


@pytest.mark.parametrize(
    ("sheet", "where"), [("住宅", "这套房屋在第 4 行已经有了"), ("商铺", "这套房屋在表“商铺”第 4 行已经有了")]
)
def test_the_other_row_of_a_room_is_named_with_its_sheet_when_it_is_another(sheet: str, where: str) -> None:
    fault = Fault("住宅", 9, 2, "room-twice", {"sheet": sheet, "row": "4"})
    assert fault_sentence(words_for(CHINESE), fault).startswith(where)
