"""The tables of a counting record before anything is counted: a row for each answer, with room for a tally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.domain.question import SIDES, VOID, Question, QuestionType
from consult.wording.answers import choice_label, fixed_label
from consult.wording.language import Words

MOST_COLUMNS = 10
"""Ranks or scores that have a column each; beyond that they are written into one."""


@dataclass(frozen=True, slots=True)
class BlankTable:
    """One question to be counted by hand: `groups` are plans with their rows, or one group without a name.

    Written answers have no rows: each is noted on a line. `has_tally`: the first column takes the tally marks.
    """

    number: int
    title: str
    heads: Sequence[str]
    groups: Sequence[tuple[str, Sequence[str]]]
    has_tally: bool = True


def blank_tables(words: Words, questions: Sequence[Question], *, weighs_area: bool) -> list[BlankTable]:
    """A table for every question in order."""
    return [_table(words, question, weighs_area=weighs_area) for question in questions]


def _table(words: Words, question: Question, *, weighs_area: bool) -> BlankTable:
    heads, has_tally = _heads(words, question, weighs_area=weighs_area)
    return BlankTable(question.number, words.pick(question.title), heads, _groups(words, question), has_tally)


def _groups(words: Words, question: Question) -> list[tuple[str, Sequence[str]]]:
    if not question.choices:
        return []
    labels = [choice_label(words, question, key) for key in question.choices]
    void, blank = fixed_label(words, VOID), words.gettext("Left blank")
    if question.type is QuestionType.EACH_PLAN:
        sides = [*(fixed_label(words, side) for side in SIDES), void, blank]
        return [(plan, sides) for plan in labels]
    return [("", [*labels, void, blank])]


def _heads(words: Words, question: Question, *, weighs_area: bool) -> tuple[list[str], bool]:
    """Titles of the columns behind the answer, and whether the first of them takes a tally."""
    if question.type is QuestionType.RANK and question.limit <= MOST_COLUMNS:
        return [words.gettext("Place %(n)s", n=place) for place in range(1, question.limit + 1)], False
    if question.type is QuestionType.SCORE and len(question.scale.steps) <= MOST_COLUMNS:
        return [words.integer(score) for score in question.scale.steps], False
    area = [words.gettext("Area (m²)")] if weighs_area else []
    return [words.gettext("Tally"), words.gettext("Heads"), *area], True
