"""A published breakdown as plain JSON, as it is kept when a consultation closes, and back.

Only what may be published is ever written, and what is read back passes the small-group rules again: a file or a row
that somebody changed cannot make a page print a small group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from consult.domain.consent import Weight
from consult.domain.counting.breakdown import Figures, PublishedBreakdown
from consult.domain.privacy import Cell, Published, Secrecy, published_before


def breakdown_json(breakdown: PublishedBreakdown) -> dict[str, Any]:
    """Buildings, and by building its entrances: for each question (and plan) its parts in heads."""
    return {
        "buildings": _figures_json(breakdown.buildings),
        "entrances": {building: _figures_json(figures) for building, figures in breakdown.entrances.items()},
    }


def _figures_json(figures: Figures) -> list[dict[str, Any]]:
    return [
        {"number": number, "plan": plan, "parts": [_part_json(cell) for cell in published.cells]}
        for (number, plan), published in figures.items()
    ]


def _part_json(cell: Cell) -> dict[str, Any]:
    counts = None if cell.counts is None else dict(cell.counts)
    return {
        "names": list(cell.names),
        "electors": cell.electorate.heads,
        "answered": cell.returned.heads,
        "counts": counts,
    }


def breakdown_from_json(secrecy: Secrecy, kept: Mapping[str, Any]) -> PublishedBreakdown:
    """The breakdown that was kept; ValueError for one that might not have been published."""
    entrances = {building: _figures(secrecy, figures) for building, figures in kept["entrances"].items()}
    return PublishedBreakdown(_figures(secrecy, kept["buildings"]), entrances)


def _figures(secrecy: Secrecy, kept: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], Published]:
    return {
        (one["number"], one["plan"]): published_before(secrecy, [_cell(part) for part in one["parts"]]) for one in kept
    }


def _cell(kept: Mapping[str, Any]) -> Cell:
    return Cell(tuple(kept["names"]), Weight(kept["electors"]), Weight(kept["answered"]), kept["counts"])
