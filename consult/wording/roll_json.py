"""A checked or imported roll as JSON: areas in 0.01 m², shares as text like "2/3"."""

from __future__ import annotations

from typing import Any

from consult.domain.roll_diff import RollDiff
from consult.domain.roll_file.faults import Fault
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_summary import Choice, RollSummary
from consult.wording.language import Words
from consult.wording.roll_faults import fault_sentence


def checked_json(words: Words, file_name: str, reading: RollReading, summary: RollSummary) -> dict[str, Any]:
    """What `consult roll check --json` prints."""
    return {
        "file": file_name,
        "can_be_imported": reading.can_be_imported,
        **roll_json(summary),
        "unknown_columns": [
            {"sheet": c.sheet, "column": c.column + 1, "name": c.name} for c in reading.unknown_columns
        ],
        "faults": [_fault(words, fault) for fault in reading.faults],
    }


def imported_json(estate_code: str, version: int, summary: RollSummary, diff: RollDiff | None) -> dict[str, Any]:
    """What `consult roll import --json` prints; `diff` against the version before, None for the first."""
    changes = None
    if diff is not None:
        changes = {
            "added": [list(unit.place) for unit in diff.added],
            "removed": [list(unit.place) for unit in diff.removed],
            "changed": [{"unit": list(change.after.place), "fields": list(change.changed)} for change in diff.changed],
        }
    return {"estate": estate_code, "version": version, **roll_json(summary), "changes": changes}


def roll_json(summary: RollSummary) -> dict[str, Any]:
    """What a roll amounts to."""
    return {
        "rows": summary.rows,
        "units": {kind.value: n for kind, n in summary.units.items()},
        "area": summary.area,
        "units_without_area": summary.units_without_area,
        "electors": summary.chosen.heads,
        "choices": [_choice(choice) for choice in (summary.chosen, *summary.others)],
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "basis": choice.basis.value,
        "counts_parking": choice.settings.counts_parking,
        "counts_storage": choice.settings.counts_storage,
        "heads": choice.heads,
        "area": choice.area,
        "units_without_area": choice.units_without_area,
        "needed": [
            {"share": str(n.share), "strict": n.is_strict, "heads": n.heads, "area": n.area} for n in choice.needed
        ],
    }


def _fault(words: Words, fault: Fault) -> dict[str, Any]:
    return {
        "sheet": fault.sheet,
        "row": fault.row,
        "column": None if fault.column is None else fault.column + 1,
        "key": fault.key,
        "severity": fault.severity.value,
        "details": dict(fault.details),
        "sentence": fault_sentence(words, fault),
    }
