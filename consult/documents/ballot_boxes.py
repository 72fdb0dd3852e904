"""Reading off a laid-out ballot where its boxes and corner marks came to lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consult.documents.mould_sheet import Box
from consult.domain.ballot_grid import Area, BallotGrid, GridBox, Mark
from consult.domain.question import SIDES, Question, QuestionType

CORNERS = ("corner-a", "corner-b", "corner-d", "corner-c")
"""Clockwise from the hollow one, by their names in the template."""

Anchors = Sequence[Mapping[str, Box]]
"""Each page's named boxes: left, top, right and bottom in CSS pixels."""

_PIXEL = 2540 / 96
"""A CSS pixel in 0.01 mm."""

_A4 = (21_000, 29_700)


def grid_of(
    anchors: Anchors, questions: Sequence[Question], *, consultation: str, text_hash: str, language: str, type_size: str
) -> BallotGrid:
    """The grid of a ballot from the boxes that its pages name."""
    backwards = reversed(list(enumerate(anchors, 1)))  # of the corners, alike on every page, the first page's are kept
    found = {name: _area(page, box) for page, boxes in backwards for name, box in boxes.items()}
    width, height = _A4
    return BallotGrid(
        consultation=consultation,
        text_hash=text_hash,
        language=language,
        type_size=type_size,
        width=width,
        height=height,
        corners=tuple(found[name] for name in CORNERS),
        boxes=tuple(box for question in questions for box in _boxes(question, found)),
        pages=len(anchors),
    )


def _area(page: int, box: Box) -> Area:
    left, top, right, bottom = (round(side * _PIXEL) for side in box)
    return Area(page, left, top, right, bottom)


def _boxes(question: Question, found: Mapping[str, Area]) -> Iterator[GridBox]:
    """In the order in which they are printed; the template names them by question, plan and place in its row."""
    number = question.number
    if not question.choices:
        yield GridBox(number, "", "", Mark.WORDS, found[f"box-{number}"])
    elif question.type is QuestionType.EACH_PLAN:
        for row, option in enumerate(question.options):
            for at, side in enumerate(SIDES):
                yield GridBox(number, side, option.key, Mark.TICK, found[f"box-{number}-{row}-{at}"])
    else:
        takes_figures = question.type in (QuestionType.RANK, QuestionType.SCORE)
        mark = Mark.FIGURE if takes_figures else Mark.TICK
        for at, choice in enumerate(question.choices):
            yield GridBox(number, choice, "", mark, found[f"box-{number}-{at}"])
