"""Corrections made by hand that a newer file does not have: which they are, and how they are laid over it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from consult.domain.electorate import Unit
from consult.domain.roll_diff import differing
from consult.domain.roll_edit import Place, UnitEdit


@dataclass(frozen=True, slots=True)
class HandMade:
    """One unit corrected by hand: before that, as it stands, and as the newer file has it; None where it is not there.

    `fields` are those that the file would set back; `is_unknown`: the file says what stood there before the
    correction, so that whoever made it cannot have known of it.
    """

    was: Unit | None
    standing: Unit | None
    new: Unit | None
    fields: tuple[str, ...]
    is_unknown: bool

    @property
    def place(self) -> Place:
        """Where the unit stands, or stood."""
        unit = self.standing or self.was
        return unit.place if unit else ("", "", "")

    @property
    def edit(self) -> UnitEdit:
        """What lays the correction over the newer file."""
        if self.new is None or self.standing is None:
            return UnitEdit(self.new, self.standing)
        building, entrance, room = self.standing.place
        moved = replace(self.new, building=building, entrance=entrance, room=room)
        return UnitEdit(self.new, replace(moved, **{name: getattr(self.standing, name) for name in self.fields}))


def hand_made(edits: Iterable[UnitEdit], in_force: Sequence[Unit], new: Sequence[Unit]) -> list[HandMade]:
    """The corrections that the newer file would undo; `edits` are those since the last file, the oldest first."""
    standing = {unit.place: unit for unit in in_force}
    newer = {unit.place: unit for unit in new}
    origins, gone = _origins(edits)
    found = [_corrected(was, standing[at], newer) for at, was in origins.items() if at in standing]
    found += [HandMade(was, None, newer[was.place], (), True) for was in gone if was.place in newer]
    return [one for one in found if one is not None]


def _origins(edits: Iterable[UnitEdit]) -> tuple[dict[Place, Unit | None], list[Unit]]:
    """Where each corrected unit stands now with what it was before the first correction; and those taken away."""
    origins: dict[Place, Unit | None] = {}
    gone: dict[Place, Unit] = {}
    for edit in edits:
        before, after = edit.before, edit.after
        was = origins.pop(before.place, before) if before else gone.pop(after.place, None) if after else None
        if after is not None:
            origins[after.place] = was
        elif was is not None:
            gone[was.place] = was
    return origins, [was for at, was in gone.items() if at not in origins]


def _corrected(was: Unit | None, standing: Unit, newer: dict[Place, Unit]) -> HandMade | None:
    new = newer.get(standing.place) or (newer.get(was.place) if was else None)
    if new is None:
        # Added by hand and still not in the file; a unit that was in a file before and is no more was taken off there.
        return HandMade(None, standing, None, (), True) if was is None else None
    typed = differing(was, standing) if was else differing(new, standing)
    fields = tuple(name for name in typed if name in differing(new, standing))
    if not fields and new.place == standing.place:
        return None
    is_unknown = was is not None and not set(fields) & set(differing(was, new))
    return HandMade(was, standing, new, fields, is_unknown)
