"""A dry run as plain JSON: expected figures as exact fractions like "5/3", areas in 0.01 m²."""

from __future__ import annotations

from typing import Any

from consult.domain.dry_run import DryRun, Expected, Need
from consult.domain.result import finding_json, weight_json
from consult.domain.rules import requirement_json


def dry_run_json(found: DryRun) -> dict[str, Any]:
    """Everything a dry run found."""
    return {
        "electorate": weight_json(found.electorate),
        "turnout": weight_json(found.turnout),
        "enough": found.is_quorate,
        "doors": {"fewest": found.fewest, "surest": found.surest},
        "requirements": [_need(need) for need in found.needs],
        "agreeing": [requirement_json(r) | {"denominator": n, "needed": r.needed(n)} for r, n in found.agreeing],
        "buildings": [_expected(one) for one in found.expected],
    }


def _need(need: Need) -> dict[str, Any]:
    doors = {"fewest": need.fewest, "surest": need.surest}
    return finding_json(need.stage, need.finding) | {"doors": doors, "buildings": list(need.buildings)}


def _expected(one: Expected) -> dict[str, Any]:
    return {
        "building": one.building.name,
        "electorate": weight_json(one.building.electorate),
        "expected": {"heads": str(one.heads), "area": str(one.area)},
        "silent_doors": one.silent_doors,
        "took_part_last_time": one.is_known,
    }
