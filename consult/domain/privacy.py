"""Small groups: what of a breakdown may be published, so that no figure tells how one household voted (trust §6).

A `Published` breakdown is made here and nowhere else; papers and public pages take nothing else. Cells are merged,
never left out: a cell that is missing beside a published whole is told by subtraction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from consult.domain.consent import Weight

SMALLEST_NAMED = 5
"""A building or entrance appears in public figures of a named vote from five electors on."""

SMALLEST_SECRET = 20
"""No group of fewer ballots is published from a secret poll."""

SMALLEST_OPINIONS = 5
"""Tenants' opinions are told in figures from five on, and never by part: neighbours know who rents."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of a breakdown as it is known inside: its names, its electors, and support by answer in heads."""

    names: tuple[str, ...]
    electorate: Weight
    returned: Weight
    counts: Mapping[str, int] | None = None

    def __add__(self, other: Cell) -> Cell:
        """Put two parts together; their names stay together too."""
        mine, others = self.counts or {}, other.counts or {}
        keys = list(dict.fromkeys((*mine, *others)))
        counts = {key: mine.get(key, 0) + others.get(key, 0) for key in keys}
        is_counted = self.counts is not None or other.counts is not None
        return Cell(
            self.names + other.names,
            self.electorate + other.electorate,
            self.returned + other.returned,
            counts if is_counted else None,
        )

    @property
    def ballots(self) -> int:
        """How many ballots the part holds."""
        return self.returned.heads


_MADE_HERE = object()


class Published:
    """Cells that may be published. Only `publish_named` and `publish_secret` make one."""

    __slots__ = ("cells",)

    def __init__(self, cells: tuple[Cell, ...], *, made_by: object = None) -> None:
        if made_by is not _MADE_HERE:
            raise TypeError("a breakdown is published through publish_named or publish_secret")
        self.cells = cells


def publish_named(cells: Sequence[Cell]) -> Published:
    """A named vote's breakdown: parts under five electors are merged with their smallest neighbours until none is.

    Where the whole has fewer than five electors nothing is published by part.
    """
    merged = _merge(cells, lambda cell: cell.electorate.heads >= SMALLEST_NAMED)
    return Published(merged, made_by=_MADE_HERE)


def publish_secret(cells: Sequence[Cell]) -> Published:
    """A secret poll's breakdown in heads: parts of 20 ballots or more, none of them unanimous.

    Areas are left out of it altogether: with two decimals they name households. What may not stand alone is merged;
    where even the whole may not, nothing is published by part. The parts never overlap, so what a subtraction gives
    is a sum of parts, which is larger and no more unanimous than they are; therefore only one breakdown of a poll
    may ever be published.
    """
    bare = [Cell(c.names, Weight(c.electorate.heads), Weight(c.returned.heads), c.counts) for c in cells]
    return Published(_merge(bare, _is_safe_secretly), made_by=_MADE_HERE)


def _is_safe_secretly(cell: Cell) -> bool:
    given = [n for n in (cell.counts or {}).values() if n]
    return cell.ballots >= SMALLEST_SECRET and (cell.counts is None or len(given) > 1)


def _merge(cells: Sequence[Cell], is_safe: Callable[[Cell], bool]) -> tuple[Cell, ...]:
    """Merge what is not safe with the smallest other part, until all are safe; nothing where that never happens."""
    waiting = sorted(cells, key=_by_size)
    while len(waiting) > 1 and not all(map(is_safe, waiting)):
        unsafe = next(cell for cell in waiting if not is_safe(cell))
        waiting.remove(unsafe)
        waiting = sorted([unsafe + waiting[0], *waiting[1:]], key=_by_size)
    if not all(map(is_safe, waiting)):
        return ()
    return tuple(sorted(waiting, key=lambda cell: cell.names))


def _by_size(cell: Cell) -> tuple[int, tuple[str, ...]]:
    return (cell.electorate.heads, cell.names)


def turnout_step(returned: int) -> int:
    """What a secret poll tells of its turnout before closing: whole tens."""
    return returned // 10 * 10


def may_tell_opinions(returned: int) -> bool:
    """Whether what tenants said may be told in figures; of fewer, only how many came."""
    return returned >= SMALLEST_OPINIONS
