"""The sites of a question as numbered pins on the consultation's plan, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.picture import Picture
from consult.domain.question import Question, QuestionType
from consult.wording.language import Words

_WHOLE = 10_000
"""The far edge of a plan in 0.01 % of its width or height."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One site: its number in the order it is printed, where it lies on the picture in pixels, and its name."""

    number: int
    x: int
    y: int
    label: str


def pins_of(words: Words, picture: Picture | None, question: Question) -> list[Pin]:
    """The pins of a question about places; none without a plan to put them on."""
    if picture is None or question.type is not QuestionType.PLACE:
        return []
    return [
        Pin(
            number,
            option.point.x * picture.width // _WHOLE,
            option.point.y * picture.height // _WHOLE,
            words.pick(option.label),
        )
        for number, option in enumerate(question.options, start=1)
        if option.point is not None
    ]
