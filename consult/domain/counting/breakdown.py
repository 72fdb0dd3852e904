"""The breakdown of a count by building and entrance: who was asked, who answered, and what they said.

It comes from the same sums as the tally. Its figures leave it only through the small-group rules: there is no way to
ask it for one place. By part, heads alone are told: two or three areas that add up to a published one name the homes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from consult.domain.consent import Weight
from consult.domain.counting.electors import Electors
from consult.domain.counting.sums import TOOK_PART, WRITTEN, Key, Sums
from consult.domain.privacy import Cell, Published, Secrecy, publish_together
from consult.domain.question import SIDES, Question, QuestionType
from consult.domain.walking_order import natural

Column = tuple[int, str]
"""A question's number, and the plan whose row it is where each plan has one; otherwise ''."""

Figures = Mapping[Column, Published]
"""Every column of one breakdown, merged alike."""


@dataclass(frozen=True, slots=True)
class PublishedBreakdown:
    """What may be published by building, and within a building that stands for itself by entrance."""

    buildings: Figures
    entrances: Mapping[str, Figures]

    def __bool__(self) -> bool:
        """Whether anything is published by part at all."""
        return any(published.cells for published in self.buildings.values())


class Breakdown:
    """A count by place. `publish` is the only thing it answers."""

    __slots__ = ("__columns", "__entrances")

    def __init__(self, questions: Sequence[Question], electors: Electors, sums: Sums) -> None:
        self.__columns = tuple(column for question in questions for column in columns_of(question))
        asked = {question.number: question for question in questions}
        self.__entrances: dict[str, list[_Row]] = {}
        for at, (building, entrance) in enumerate(electors.places):
            electorate, said = Weight(electors.electorate_at(at).heads), sums.heads_at(at)
            row = tuple(_cell(entrance, electorate, asked[number], plan, said) for number, plan in self.__columns)
            self.__entrances.setdefault(building, []).append(row)

    def publish(self, secrecy: Secrecy) -> PublishedBreakdown:
        """Buildings first; entrances of one building merge with each other and never with another building's.

        So every published part is made of whole smaller ones, and no subtraction between the two tells more.
        """
        names = sorted(self.__entrances, key=natural)
        whole = self.__published(secrecy, [_together(name, self.__entrances[name]) for name in names])
        told = {cell.names for published in whole.values() for cell in published.cells}
        within = {name: self.__published(secrecy, self.__entrances[name]) for name in names if (name,) in told}
        return PublishedBreakdown(whole, {name: parts for name, parts in within.items() if _is_divided(parts)})

    def __published(self, secrecy: Secrecy, rows: Sequence[_Row]) -> dict[Column, Published]:
        columns = [[row[at] for row in rows] for at in range(len(self.__columns))]
        return dict(zip(self.__columns, publish_together(secrecy, columns), strict=True))


_Row = tuple[Cell, ...]
"""One place's cell in every column."""


def columns_of(question: Question) -> tuple[Column, ...]:
    """What is told of a question by place: itself, or each of its plans' rows."""
    if question.type is QuestionType.EACH_PLAN:
        return tuple((question.number, option) for option in question.choices)
    return ((question.number, ""),)


def _cell(entrance: str, electorate: Weight, question: Question, plan: str, said: Mapping[Key, int]) -> Cell:
    names, number = SIDES if plan else question.choices, question.number
    heads = {name: said.get((number, (plan, name) if plan else name), 0) for name in names}
    # Where several choices of one ballot are counted they overlap, and it took part once.
    once = [said[number, key] for key in (TOOK_PART, WRITTEN) if (number, key) in said]
    return Cell((entrance,), electorate, Weight(sum(once or heads.values())), heads or None)


def _together(building: str, rows: Sequence[_Row]) -> _Row:
    return tuple(_named(building, reduce(add, column)) for column in zip(*rows, strict=True))


def _named(name: str, cell: Cell) -> Cell:
    return Cell((name,), cell.electorate, cell.returned, cell.counts)


def _is_divided(parts: Figures) -> bool:
    return any(len(published.cells) > 1 for published in parts.values())
