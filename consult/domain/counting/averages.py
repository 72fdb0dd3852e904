"""Mean and median of counted whole or exact values, as exact fractions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

Counted = Mapping[int, int] | Mapping[Fraction, int]
"""Value → how many heads gave it."""


def mean(counted: Counted) -> Fraction | None:
    """The arithmetic mean; None of nothing."""
    heads = sum(counted.values())
    return sum((Fraction(value) * n for value, n in counted.items()), Fraction()) / heads if heads else None


def median(counted: Counted) -> Fraction | None:
    """The middle value; halfway between the two middle ones of an even number; None of nothing."""
    heads = sum(counted.values())
    if not heads:
        return None
    return (_nth(counted, (heads - 1) // 2) + _nth(counted, heads // 2)) / 2


def _nth(counted: Counted, place: int) -> Fraction:
    """The value at a place (from 0) when all are lined up by size."""
    passed, line = 0, sorted((Fraction(value), heads) for value, heads in counted.items())
    for value, heads in line:
        passed += heads
        if passed > place:
            return value
    raise IndexError(place)
