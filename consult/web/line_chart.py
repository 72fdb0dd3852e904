"""Where the lines of a chart run, on a field of 100 by 100 with its zero at the lower left; nothing but geometry.

For the eye only, never for a decision: places are rounded to hundredths, and what lies outside is drawn on the edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

SIZE = 100
GRID = (25, 50, 75)
"""Quiet lines across the field."""

_PARTS = 100


def place(part: int | Fraction, whole: int | Fraction) -> float:
    """How far along a side `part` of `whole` lies; of nothing, at its beginning."""
    return _rounded(_share(part, whole) * SIZE)


def height(part: int | Fraction, whole: int | Fraction) -> float:
    """The same as a place from above, as drawings are measured."""
    return _rounded((1 - _share(part, whole)) * SIZE)


def _share(part: int | Fraction, whole: int | Fraction) -> Fraction:
    if whole <= 0:
        return Fraction(0)
    return min(Fraction(1), max(Fraction(0), Fraction(part) / Fraction(whole)))


def path(points: Sequence[tuple[float, float]]) -> str:
    """The `points` of a drawn line; a single one becomes a line too short to see, so that its ends are drawn."""
    drawn = [*points, *points] if len(points) == 1 else points
    return " ".join(f"{_plain(x)},{_plain(y)}" for x, y in drawn)


def growing(shares: Sequence[tuple[Fraction, Fraction]]) -> str:
    """A line that begins at the lower left and passes through (how much of the time, how much of the whole)."""
    points = [(place(along, 1), height(up, 1)) for along, up in shares]
    return path([(0.0, float(SIZE)), *points])


def _rounded(value: Fraction) -> float:
    return round(value * _PARTS) / _PARTS


def _plain(value: float) -> str:
    return f"{value:g}"
