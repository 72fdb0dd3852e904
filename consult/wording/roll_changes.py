"""Changes to the roll by hand, in words: what each field was and is, and what that does to the thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from consult.domain.electorate import Unit
from consult.domain.owner_merge import Sign
from consult.domain.roll_diff import FIELDS, differing
from consult.domain.roll_edit import ChangeKind, UnitEdit
from consult.domain.roll_file.header import Column
from consult.domain.roll_summary import Choice
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.roll_terms import AREA_SOURCES, ONE_UNIT, OWNER_KINDS, column_name

KINDS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.EDIT: N_("Corrected"),
        ChangeKind.ADD: N_("Unit added"),
        ChangeKind.REMOVE: N_("Unit taken away"),
        ChangeKind.MERGE: N_("Owners counted as one"),
        ChangeKind.APART: N_("Owners kept apart"),
        ChangeKind.UNDO: N_("Taken back"),
        ChangeKind.KEPT: N_("Corrections kept over a newer file"),
        ChangeKind.MENDED: N_("Mended while the file was checked"),
    }
)

SIGNS: Mapping[Sign, str] = MappingProxyType(
    {
        Sign.NAME: N_("the same name, and not all of them have a key"),
        Sign.PHONE: N_("the same telephone number"),
        Sign.KEY: N_("the same key beside different names"),
        Sign.DEVELOPER: N_("more than one developer: unsold units together are one head"),
    }
)

_FIELDS: Mapping[str, Column] = MappingProxyType(
    {
        "kind": Column.KIND,
        "area": Column.AREA,
        "area_source": Column.AREA_SOURCE,
        "owners": Column.OWNER,
        "phones": Column.PHONE,
        "note": Column.NOTE,
    }
)

Row = tuple[str, str, str]
"""A label, what was, what is."""


def change_kind_name(words: Words, kind: ChangeKind) -> str:
    """What kind of change it was."""
    return words.gettext(KINDS[kind])


def sign_name(words: Words, sign: Sign) -> str:
    """Why two heads may be one owner."""
    return words.gettext(SIGNS[sign])


def field_name(words: Words, field: str) -> str:
    """What a field of a unit is called."""
    return words.gettext("kind of owner") if field == "owner_kind" else column_name(words, _FIELDS[field])


def field_said(words: Words, unit: Unit, field: str) -> str:
    """One field of a unit in words; a dash where nothing stands."""
    return _said(words, unit, field) or "—"


def _said(words: Words, unit: Unit, field: str) -> str:
    match field:
        case "area":
            return "" if unit.area is None else words.area(unit.area)
        case "area_source":
            return words.gettext(AREA_SOURCES[unit.area_source]) if unit.area_source else ""
        case "kind":
            return words.gettext(ONE_UNIT[unit.kind])
        case "owner_kind":
            return words.gettext(OWNER_KINDS[unit.owner_kind])
        case "owners":
            return owners_said(words, unit)
        case "phones":
            return "、".join(unit.phones)
    return unit.note


def owners_said(words: Words, unit: Unit) -> str:
    """The owners of a unit, each with its key where there is one."""
    return "、".join(
        words.gettext("%(name)s (key %(key)s)", name=owner.name, key=owner.key) if owner.key else owner.name
        for owner in unit.owners
    )


def unit_rows(words: Words, unit: Unit) -> list[tuple[str, str]]:
    """Every field of a unit, for a list."""
    return [(field_name(words, field), field_said(words, unit, field)) for field in FIELDS]


def edit_rows(words: Words, edit: UnitEdit) -> list[Row]:
    """What an edit changes: each field with what it was and what it is to be."""
    before, after = edit.before, edit.after
    if before is None or after is None:
        unit = after or before
        fields = [field for field in FIELDS if unit is not None and _said(words, unit, field)]
        return [(field_name(words, f), _of(words, before, f), _of(words, after, f)) for f in fields]
    moved = [(words.gettext("Unit"), place_name(words, *before.place), place_name(words, *after.place))]
    changed = [(field_name(words, f), _of(words, before, f), _of(words, after, f)) for f in differing(before, after)]
    return (moved if before.place != after.place else []) + changed


def _of(words: Words, unit: Unit | None, field: str) -> str:
    return "—" if unit is None else field_said(words, unit, field)


def effect_rows(words: Words, before: Choice, after: Choice) -> list[Row]:
    """What a change does to heads, area, and what each share then asks."""

    def pair(heads: int, area: int) -> str:
        return f"{words.integer(heads)} / {words.square_metres(area)}"

    labels = (
        words.gettext("at least two thirds"),
        words.gettext("more than one half"),
        words.gettext("at least three quarters"),
    )
    needed = zip(labels, before.needed, after.needed, strict=True)
    return [
        (words.gettext("Heads"), words.integer(before.heads), words.integer(after.heads)),
        (words.gettext("Area (m²)"), words.square_metres(before.area), words.square_metres(after.area)),
        *((label, pair(old.heads, old.area), pair(new.heads, new.area)) for label, old, new in needed),
    ]
