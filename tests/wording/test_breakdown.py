"""A breakdown as people read it: places by their names in walking order, several together named together."""

from __future__ import annotations

import pytest

from consult.domain.consent import Weight
from consult.domain.counting.breakdown import Column, PublishedBreakdown
from consult.domain.privacy import Cell, Published, Secrecy, publish
from consult.domain.question import Option, Question, QuestionType
from consult.wording.breakdown import PlaceRow, PlaceTable, narrowed, place_tables
from consult.wording.language import CHINESE, ENGLISH, Words, words_for

ZH, EN = words_for(CHINESE), words_for(ENGLISH)
OPTIONS = (Option("1", {"zh": "彩钢板"}), Option("2", {"zh": "阳光板"}))
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
PLANS = Question(2, QuestionType.EACH_PLAN, {"zh": "哪些可行？"}, options=OPTIONS)
NUMBER = Question(3, QuestionType.NUMBER, {"zh": "几个？"})
SIDES = {"agree": 3, "oppose": 1, "abstain": 0}


def told(*parts: tuple[str, int]) -> Published:
    return publish(Secrecy.NAMED, [Cell((name,), Weight(heads), Weight(4), SIDES) for name, heads in parts])


def breakdown(*parts: tuple[str, int], column: Column = (1, "")) -> PublishedBreakdown:
    return PublishedBreakdown({column: told(*parts)}, {})


def rows(words: Words, shown: PublishedBreakdown, *, with_entrances: bool = False) -> list[tuple[str, ...]]:
    (table,) = place_tables(words, [CONSENT], shown, with_entrances=with_entrances)
    return [(row.name, *row.figures) for row in table.rows]


def test_buildings_stand_in_walking_order() -> None:
    assert [name for name, *_ in rows(ZH, breakdown(("10", 9), ("9", 9), ("2", 9)))] == ["2号", "9号", "10号"]


def test_buildings_put_together_are_named_together() -> None:
    found = rows(ZH, breakdown(("12", 2), ("3", 4), ("7", 30)))
    assert [name for name, *_ in found] == ["3号、12号", "7号"]
    assert found[0][1:] == ("6", "8", "6", "2", "0")


def test_entrances_follow_their_building_where_they_are_asked_for() -> None:
    shown = PublishedBreakdown({(1, ""): told(("1", 20), ("2", 9))}, {"1": {(1, ""): told(("2", 8), ("1", 12))}})
    names = [name for name, *_ in rows(EN, shown, with_entrances=True)]
    assert names == ["Building 1", "Building 1, Entrance 1", "Building 1, Entrance 2", "Building 2"]
    assert [name for name, *_ in rows(EN, shown)] == ["Building 1", "Building 2"]


@pytest.mark.parametrize(
    ("words", "caption"), [(ZH, "2. 哪些可行？：阳光板"), (EN, "2. 哪些可行？: 阳光板")], ids=["zh", "en"]
)
def test_each_plan_has_a_table_of_its_own(words: Words, caption: str) -> None:
    (table,) = place_tables(words, [PLANS], breakdown(("1", 9), column=(2, "2")))
    assert table.caption == caption
    assert len(table.columns) == 5


def test_what_has_no_answers_to_choose_from_is_not_told_by_place() -> None:
    assert place_tables(ZH, [NUMBER], breakdown(("1", 9), column=(3, ""))) == []


def test_a_table_with_many_answers_goes_on_in_another() -> None:
    row = PlaceRow("2号", ("9", "8", "1", "2", "3", "4", "5"))
    table = PlaceTable("1. 哪里？", ("名册", "已答", "甲", "乙", "丙", "丁", "戊"), (row,))
    parts = list(narrowed(ZH, table, 2))
    assert [part.columns for part in parts] == [("名册", "已答", "甲", "乙"), ("丙", "丁"), ("戊",)]
    assert [part.rows[0].figures for part in parts] == [("9", "8", "1", "2"), ("3", "4"), ("5",)]
    assert [part.caption for part in parts] == ["1. 哪里？", "1. 哪里？（续）", "1. 哪里？（续）"]
    assert list(narrowed(ZH, table, 5)) == [table]
