"""Changes to the roll by hand: what a unit was and what it is to be, laid over a roll, and taken back again.

A version of the roll never changes; an edit makes the next one. Whoever edits has seen a unit as it was; where it is
no longer so, somebody else was quicker and nothing is written over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from consult.domain.electorate import AreaSource, Owner, OwnerKind, Unit, UnitKind
from consult.domain.refusal import Refusal, reasons

reasons(
    roll_unit_unknown="building, room: a change to a unit that the roll in force does not have",
    roll_unit_changed="building, room: a unit that somebody else changed since it was shown",
    roll_room_taken="building, room: a new or moved unit whose place on the roll is taken",
    roll_edit_empty="a change by hand that changes nothing",
    roll_edit_faulty="a unit typed by hand with values that cannot be read; they are said beside their fields",
    roll_edit_without_reason="a change by hand without its reason",
    roll_reason_too_long="limit: the reason of a change by hand, longer than allowed",
    roll_change_unknown="a change by hand that this estate does not have",
    roll_change_undone="a change by hand that was taken back before",
    roll_change_overtaken="building, room: a change by hand whose units were changed again, or moved, since",
)

LONGEST_REASON = 300
"""Characters."""

Place = tuple[str, str, str]


class ChangeKind(StrEnum):
    """Why a version of the roll differs from the one before it."""

    EDIT = "edit"
    ADD = "add"
    REMOVE = "remove"
    MERGE = "merge"
    APART = "apart"
    UNDO = "undo"
    KEPT = "kept"
    MENDED = "mended"


@dataclass(frozen=True, slots=True)
class UnitEdit:
    """One unit before and after; None before: it is added, None after: it is taken away."""

    before: Unit | None
    after: Unit | None

    @property
    def place(self) -> Place:
        """Where the unit stands, or stood."""
        unit = self.after or self.before
        return unit.place if unit else ("", "", "")

    @property
    def reverse(self) -> UnitEdit:
        """What takes this edit back."""
        return UnitEdit(self.after, self.before)


def edited(units: Iterable[Unit], edits: Sequence[UnitEdit]) -> tuple[Unit, ...]:
    """The roll after these edits.

    Refuses `roll-edit-empty`, `roll-unit-unknown`, `roll-unit-changed` and `roll-room-taken`.
    """
    if all(edit.before == edit.after for edit in edits):
        raise Refusal("roll-edit-empty")
    held = {unit.place: unit for unit in units}
    for edit in edits:
        if edit.before is not None:
            _refuse_other(held.get(edit.before.place), edit.before)
            del held[edit.before.place]
    for edit in edits:
        if edit.after is not None:
            if edit.after.place in held:
                raise Refusal("roll-room-taken", building=edit.after.building, room=edit.after.room)
            held[edit.after.place] = edit.after
    return tuple(held.values())


def taken_back(units: Iterable[Unit], edits: Sequence[UnitEdit]) -> tuple[Unit, ...]:
    """The roll without these edits; refuses `roll-change-overtaken` where a unit no longer stands as they left it."""
    try:
        return edited(units, [edit.reverse for edit in edits])
    except Refusal as refusal:
        if refusal.reason == "roll-edit-empty":
            raise
        raise Refusal("roll-change-overtaken", **refusal.details) from refusal


def _refuse_other(there: Unit | None, seen: Unit) -> None:
    if there is None:
        raise Refusal("roll-unit-unknown", building=seen.building, room=seen.room)
    if there != seen:
        raise Refusal("roll-unit-changed", building=seen.building, room=seen.room)


def check_reason(reason: str) -> str:
    """The reason without blanks around it; refuses `roll-edit-without-reason` and `roll-reason-too-long`."""
    said = " ".join(reason.split())
    if not said:
        raise Refusal("roll-edit-without-reason")
    if len(said) > LONGEST_REASON:
        raise Refusal("roll-reason-too-long", limit=LONGEST_REASON)
    return said


def unit_mark(unit: Unit) -> str:
    """A short mark of a unit as it stands, for a form to say which state it was filled in for."""
    written = json.dumps(unit_json(unit), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def unit_json(unit: Unit) -> dict[str, Any]:
    """A unit as it is kept in the history of changes."""
    return {
        "building": unit.building,
        "entrance": unit.entrance,
        "room": unit.room,
        "kind": unit.kind.value,
        "area": unit.area,
        "area_source": unit.area_source.value if unit.area_source else None,
        "owner_kind": unit.owner_kind.value,
        "owners": [[owner.name, owner.key] for owner in unit.owners],
        "phones": list(unit.phones),
        "note": unit.note,
    }


def unit_from_json(kept: Mapping[str, Any]) -> Unit:
    """A unit from the history of changes."""
    return Unit(
        building=kept["building"],
        room=kept["room"],
        entrance=kept["entrance"],
        kind=UnitKind(kept["kind"]),
        area=kept["area"],
        area_source=AreaSource(kept["area_source"]) if kept["area_source"] else None,
        owners=tuple(Owner(name, key) for name, key in kept["owners"]),
        owner_kind=OwnerKind(kept["owner_kind"]),
        phones=tuple(kept["phones"]),
        note=kept["note"],
    )
