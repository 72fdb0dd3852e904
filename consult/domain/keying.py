"""Reading one sheet of paper by several people who do not see each other's reading (双人背靠背录入).

The first reading is only kept. A second person's equal reading confirms it; a different one needs a third person, and
then the two who agree decide. Where all three differ, whoever has not read the sheet yet may; the first two equal
readings decide. Until then the sheet counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.domain.refusal import reasons

reasons(
    keyed_by_yourself="serial: a sheet that the same person has entered before",
    paper_keyed_twice="a paper ballot that one person alone would have counted, where two must enter it",
    photo_of_another_sheet="serial, other: a photo that was kept for another sheet before",
    paper_without_photo="serial: a sheet entered without a photo where every one must be photographed",
    paper_not_waiting="serial: a sheet that nobody has entered yet, so that there is nothing to confirm",
)


class Standing(StrEnum):
    """How far the readings of one sheet have come."""

    PENDING = "pending"
    MISMATCH = "mismatch"
    UNDECIDED = "undecided"
    CONFIRMED = "confirmed"
    DECIDED = "decided"

    @property
    def is_settled(self) -> bool:
        """Whether two readings agree, so that the sheet has its effect."""
        return self in (Standing.CONFIRMED, Standing.DECIDED)


@dataclass(frozen=True, slots=True)
class Found:
    """What the readings of a sheet say together; `agreeing` are the places (from 0) of the two that are equal."""

    standing: Standing
    agreeing: tuple[int, int] | None = None


def standing_of(readings: Sequence[str]) -> Found:
    """What one or more readings, in the order they were made, come to; each in a form that is equal for equal ones."""
    for later, reading in enumerate(readings):
        earlier = readings[:later]
        if reading in earlier:
            pair = (earlier.index(reading), later)
            return Found(Standing.CONFIRMED if pair == (0, 1) else Standing.DECIDED, pair)
    unlike = (Standing.PENDING, Standing.MISMATCH, Standing.UNDECIDED)
    return Found(unlike[min(len(readings), len(unlike)) - 1])
