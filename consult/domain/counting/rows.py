"""Rows: the form of ballot that asks agree, oppose or abstain for each plan, every row counted like a consent question.

A row left blank is not taking part in that row, a void row is neither; so every plan has a participation of its own.
There are as many distinct ballots as combinations of rows, therefore rows are summed one by one and never by ballot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from consult.domain.consent import Weight
from consult.domain.question import ABSTAIN, AGREE, OPPOSE, SIDES, VOID, Answer, Rows

EXPRESSED = "expressed"
"""Stands for every ballot that agrees or opposes in at least one row, whatever it says in the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was said to one plan: by side, and whose row was void. Blank rows are the rest of those who were asked."""

    counts: Mapping[str, Weight]
    void: Weight

    @property
    def participating(self) -> Weight:
        """Who took part in this row."""
        return sum(self.counts.values(), Weight())

    @property
    def expressed(self) -> Weight:
        """Who agreed or opposed."""
        return self.participating - self.counts[ABSTAIN]


def split(answer: Answer) -> Iterator[Answer]:
    """What a ballot adds to: each (option, side) pair, and once the whole: expressed, only abstaining, or only void."""
    if not isinstance(answer, Rows):
        yield answer
        return
    yield from answer
    sides = {side for _, side in answer}
    yield EXPRESSED if sides & {AGREE, OPPOSE} else ABSTAIN if ABSTAIN in sides else VOID


def rows_of(options: tuple[str, ...], said: Mapping[Answer, Weight]) -> dict[str, Row]:
    """The rows of a question from the sums over its pairs."""
    nobody = Weight()
    return {
        option: Row({side: said.get((option, side), nobody) for side in SIDES}, said.get((option, VOID), nobody))
        for option in options
    }
