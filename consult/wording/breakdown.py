"""A published breakdown in words: for each question a table with a row for every building, or some together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consult.domain.counting.breakdown import Column, PublishedBreakdown, columns_of
from consult.domain.privacy import Cell
from consult.domain.question import SIDES, Question
from consult.domain.walking_order import Key, natural
from consult.wording.answers import choice_label, fixed_label
from consult.wording.language import Words
from consult.wording.places import place_name


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One building or entrance, or several together: its name, and its figures in heads."""

    name: str
    figures: tuple[str, ...]
    is_entrance: bool = False


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """One question, or one of its plans, by building. `columns` are electors, answered, and each answer on offer."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[PlaceRow, ...]


_BEFORE_ANSWERS = 2
"""The columns before the answers: electors, answered."""


def place_tables(
    words: Words, questions: Sequence[Question], breakdown: PublishedBreakdown, *, with_entrances: bool = False
) -> list[PlaceTable]:
    """Every question that can be told by building, in order; written answers and figures have no answers to list."""
    return [
        _table(words, question, column, breakdown, with_entrances)
        for question in questions
        for column in columns_of(question)
        if question.choices and column in breakdown.buildings
    ]


def narrowed(words: Words, table: PlaceTable, most: int) -> Iterator[PlaceTable]:
    """A table with many answers as several, of so many answers at most, one under the other on paper."""
    for at in range(_BEFORE_ANSWERS, max(len(table.columns), _BEFORE_ANSWERS + 1), most):
        first = 0 if at == _BEFORE_ANSWERS else at
        rows = tuple(replace(row, figures=row.figures[first : at + most]) for row in table.rows)
        caption = words.gettext("%(table)s (continued)", table=table.caption) if first else table.caption
        yield PlaceTable(caption, table.columns[first : at + most], rows)


def note_on_places(words: Words) -> str:
    """What the tables count, and why some buildings stand together."""
    return words.gettext(
        "In heads, as ballots came back. Buildings with fewer than five electors are put together with others, "
        "so that nobody’s choice can be worked out."
    )


def _table(
    words: Words, question: Question, column: Column, breakdown: PublishedBreakdown, with_entrances: bool
) -> PlaceTable:
    plan = column[1]
    keys = SIDES if plan else question.choices
    labels = [fixed_label(words, key) if plan else choice_label(words, question, key) for key in keys]
    rows = _rows(words, column, keys, breakdown, with_entrances)
    return PlaceTable(
        caption=_caption(words, question, plan),
        columns=(words.gettext("Electors"), words.gettext("Answered"), *labels),
        rows=tuple(rows),
    )


def _caption(words: Words, question: Question, plan: str) -> str:
    title = f"{question.number}. {words.pick(question.title)}"
    if not plan:
        return title
    return f"{title}{'：' if words.is_chinese else ': '}{choice_label(words, question, plan)}"


def _rows(
    words: Words, column: Column, keys: Sequence[str], breakdown: PublishedBreakdown, with_entrances: bool
) -> Iterator[PlaceRow]:
    for cell in sorted(breakdown.buildings[column].cells, key=_by_first_name):
        buildings = [place_name(words, name, "", "") for name in _in_order(cell.names)]
        yield PlaceRow(_together(words, buildings), _said(words, keys, cell))
        for part in sorted(_entrances(column, cell, breakdown), key=_by_first_name) if with_entrances else ():
            entrances = [place_name(words, cell.names[0], name, "") for name in _in_order(part.names)]
            yield PlaceRow(_together(words, entrances), _said(words, keys, part), is_entrance=True)


def _entrances(column: Column, building: Cell, breakdown: PublishedBreakdown) -> Sequence[Cell]:
    """The entrances of a building that stands for itself and is told by entrance."""
    inside = breakdown.entrances.get(building.names[0]) if len(building.names) == 1 else None
    return inside[column].cells if inside else ()


def _in_order(names: Sequence[str]) -> list[str]:
    return sorted(names, key=natural)


def _by_first_name(cell: Cell) -> Key:
    return natural(_in_order(cell.names)[0])


def _together(words: Words, names: Sequence[str]) -> str:
    return ("、" if words.is_chinese else ", ").join(names)


def _said(words: Words, keys: Sequence[str], cell: Cell) -> tuple[str, ...]:
    counts = cell.counts or {}
    heads = (cell.electorate.heads, cell.returned.heads, *(counts.get(key, 0) for key in keys))
    return tuple(words.integer(n) for n in heads)
