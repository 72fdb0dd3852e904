"""Small groups: what of a breakdown may be published, so that no figure tells how one household voted (trust §6).

A `Published` breakdown is made here and nowhere else; papers and public pages take nothing else. Cells are merged,
never left out: a cell that is missing beside a published whole is told by subtraction. Parts of a part (entrances of a
building) may be published beside it if they are merged within it, so that published parts never overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from operator import add
from types import MappingProxyType

from consult.domain.consent import Weight

SMALLEST_NAMED = 5
"""A building or entrance appears in public figures of a named vote from five electors on."""

SMALLEST_SECRET = 20
"""No group of fewer ballots is published from a secret poll."""

FEWEST_APART = 3
"""So many ballots of a secret poll's figures differ from the commonest answer: two neighbours who put their own
answers together still leave one among the others of which they cannot say whose it is."""

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


class Secrecy(StrEnum):
    """Whether a vote's book names who said what: `named` ones do, by elector number; secret polls keep it apart."""

    NAMED = "named"
    UNNAMED = "secret"


_MADE_HERE = object()


class Published:
    """Cells that may be published. Only this module makes one."""

    __slots__ = ("cells",)

    def __init__(self, cells: tuple[Cell, ...], *, made_by: object = None) -> None:
        if made_by is not _MADE_HERE:
            raise TypeError("a breakdown is published through consult.domain.privacy.publish")
        self.cells = cells

    def __eq__(self, other: object) -> bool:
        """Whether the same is published."""
        return isinstance(other, Published) and self.cells == other.cells

    __hash__ = None  # type: ignore[assignment]


def publish(secrecy: Secrecy, cells: Sequence[Cell]) -> Published:
    """What may be published of a breakdown: the one door for everything that is printed or shown by part."""
    return publish_together(secrecy, [cells])[0]


def publish_together(secrecy: Secrecy, columns: Sequence[Sequence[Cell]]) -> tuple[Published, ...]:
    """Several figures of the same parts, such as questions: merged alike, so that no two of them tell more than one.

    Every column holds the same parts with the same electors, in the same order.
    """
    rows = [tuple(row) for row in zip(*columns, strict=True)]
    if secrecy is Secrecy.UNNAMED:
        rows = [tuple(map(_without_areas, row)) for row in rows]
    merged = _merge(rows, _IS_SAFE[secrecy])
    return tuple(Published(tuple(row[at] for row in merged), made_by=_MADE_HERE) for at in range(len(columns)))


def published_before(secrecy: Secrecy, cells: Sequence[Cell]) -> Published:
    """Cells read back from where a published breakdown was kept; ValueError for one that may not be published."""
    if not all(map(_IS_SAFE[secrecy], cells)):
        raise ValueError("a part that is too small to be published")
    return Published(tuple(cells), made_by=_MADE_HERE)


def _without_areas(cell: Cell) -> Cell:
    return Cell(cell.names, Weight(cell.electorate.heads), Weight(cell.returned.heads), cell.counts)


def _is_safe_by_name(cell: Cell) -> bool:
    """A named vote's parts have five electors or more."""
    return cell.electorate.heads >= SMALLEST_NAMED


def _is_safe_secretly(cell: Cell) -> bool:
    """A secret poll's parts have 20 ballots or more, of which three differ from the commonest answer.

    Areas are left out of it altogether: with two decimals they name households. The parts never overlap, so what a
    subtraction gives is a sum of parts, which is larger and no more unanimous than they are; therefore only one
    breakdown of a poll may ever be published.
    """
    if cell.counts is None:
        return cell.ballots >= SMALLEST_SECRET
    # Where several things can be said at once the counts add up to more than the ballots.
    return may_tell_secretly(min(cell.ballots, sum(cell.counts.values())), cell.counts.values())


_IS_SAFE: Mapping[Secrecy, Callable[[Cell], bool]] = MappingProxyType(
    {Secrecy.NAMED: _is_safe_by_name, Secrecy.UNNAMED: _is_safe_secretly}
)

_Part = tuple[Cell, ...]
"""One part's cell in every column."""


def _merge(parts: Sequence[_Part], is_safe: Callable[[Cell], bool]) -> list[_Part]:
    """Merge what is not safe with the smallest other part, until all are safe; nothing where that never happens."""
    waiting = sorted(parts, key=_by_size)
    while unsafe := next((part for part in waiting if not all(map(is_safe, part))), None):
        waiting.remove(unsafe)
        if not waiting:
            return []
        waiting = sorted([tuple(map(add, unsafe, waiting[0])), *waiting[1:]], key=_by_size)
    return sorted(waiting, key=lambda part: part[0].names)


def _by_size(part: _Part) -> tuple[int, tuple[str, ...]]:
    return (part[0].electorate.heads, part[0].names)


def may_tell_secretly(answered: int, counts: Iterable[int]) -> bool:
    """Whether the figures of one question of a secret poll may be published: many answers, and not too much alike.

    `counts` are the heads behind each thing that could be said; where several can be said at once they overlap. What
    nobody said may be told: it says of no household what it chose.
    """
    return answered >= SMALLEST_SECRET and max(counts, default=answered) <= answered - FEWEST_APART


def turnout_permille(part: int, whole: int) -> int | None:
    """The one area that a secret poll tells: its turnout's share of the estate, to 0.1 % (half up); None of nothing."""
    return (2_000 * part + whole) // (2 * whole) if whole else None


def turnout_step(returned: int) -> int:
    """What a secret poll tells of its turnout before closing: whole tens."""
    return returned // 10 * 10


def told_steps(given: Mapping[int, int]) -> dict[tuple[int, int], int]:
    """How many gave each step of a scale: neighbouring steps stand together until five or more gave one of them.

    (first, last step) → heads, from the lowest; empty where fewer than five gave any.
    """
    told: dict[tuple[int, int], int] = {}
    first, heads = None, 0
    for step in sorted(given):
        first, heads = (step if first is None else first), heads + given[step]
        if heads >= SMALLEST_NAMED:
            told[first, step] = heads
            first, heads = None, 0
    if first is not None and told:
        (begins, _), more = told.popitem()
        told[begins, max(given)] = more + heads
    return told


def told_ends(given: Mapping[Fraction, int]) -> tuple[Fraction, Fraction] | None:
    """How far the five lowest and the five highest figures reach: the fifth from each end; None of fewer than five.

    The lowest and the highest themselves are what one elector said.
    """
    if sum(given.values()) < SMALLEST_NAMED:
        return None
    return _fifth(sorted(given.items())), _fifth(sorted(given.items(), reverse=True))


def _fifth(in_order: Sequence[tuple[Fraction, int]]) -> Fraction:
    reached = accumulate(heads for _, heads in in_order)
    return next(figure for (figure, _), heads in zip(in_order, reached, strict=True) if heads >= SMALLEST_NAMED)


def may_tell_opinions(returned: int) -> bool:
    """Whether what tenants said may be told in figures; of fewer, only how many came."""
    return returned >= SMALLEST_OPINIONS
