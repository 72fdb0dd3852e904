"""A roll file is checked: faults are shown in their rows and mended there; then it is imported whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import quote

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.actions.import_roll import Beside, import_roll
from consult.domain.electorate import Basis, Unit
from consult.domain.refusal import Refusal, reasons
from consult.domain.roll_diff import roll_diff
from consult.domain.roll_edit import UnitEdit, edited
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_file.repairs import (
    Repairs,
    ShownRow,
    Spot,
    check_repairs,
    read_repaired,
    rows_in_place,
    suggestions_of,
)
from consult.domain.roll_file.sheets import Sheet
from consult.domain.roll_kept import HandMade, hand_made
from consult.domain.roll_summary import choice_of, roll_summary
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.queries.roll_changes import changes_since_file, register_totals
from consult.spreadsheets.reading import read_spreadsheet
from consult.spreadsheets.report import roll_report
from consult.web.access import allow, staff
from consult.web.console.checked_rolls import fingerprint, forget, keep, kept
from consult.web.console.pages import console, now, tell
from consult.web.console.roll import refused_roll_page
from consult.web.console.roll_figures import roll_or_none, units_in_force
from consult.web.console.roll_places import number_in, place_text
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.roll_changes import edit_rows, effect_rows, owners_said
from consult.wording.roll_faults import fault_sentence, severity_name
from consult.wording.roll_figures import change_rows, changed_unit_rows, figure_rows, register_rows

reasons(
    roll_file_not_chosen="a form for a roll that came without a file",
    roll_check_gone="a checked roll that has been swept, or was another estate's",
)

SHOWN_ROWS = 50
"""Rows with faults that are shown at a time, beside those that were mended."""
SHOWN_UNITS = 100
"""Lines of what a newer roll changes."""
LONGEST_NAME = 120

_CELL = re.compile(r"cell-(\d{1,3})-(\d{1,7})-(\d{1,5})", re.ASCII)
_OUT = re.compile(r"out-(\d{1,3})-(\d{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CheckedRoll:
    """A roll file that has been read: its name and fingerprint, its sheets, what was mended, and what came of it."""

    name: str
    fingerprint: str
    content: bytes
    original: Sequence[Sheet]
    sheets: Sequence[Sheet]
    repairs: Repairs
    reading: RollReading


@console.post("/roll/check")
@allow.staff("committee")
def check_roll() -> AnyResponse:
    """Read the file and show what it holds; nothing is imported yet."""
    try:
        return make_response(_preview(_handed_in()))
    except Refusal as refusal:
        return refused_roll_page(refusal)


@console.post("/roll/recheck")
@allow.staff("committee")
def recheck_roll() -> AnyResponse:
    """Read the file once more with what was mended on the page."""
    try:
        return make_response(_preview(_checked_before()))
    except Refusal as refusal:
        return refused_roll_page(refusal)


@console.post("/roll/import")
@allow.staff("committee", fresh=True)
def import_checked_roll() -> AnyResponse:
    """Import the checked file, all of it or nothing."""
    me, words = staff(), current_words()
    try:
        checked = _checked_before()
    except Refusal as refusal:
        return refused_roll_page(refusal)
    try:
        done = import_roll(
            db.session(),
            me.estate_id,
            checked.reading,
            by=me.name,
            now=now(),
            file_name=checked.name,
            file_sha256=checked.fingerprint,
            beside=_beside(checked),
        )
    except Refusal as refusal:
        return make_response(_preview(checked, refusal), status_of(refusal))
    forget(_folder(), me.estate_id, checked.fingerprint)
    tell(
        words.gettext(
            "Imported: %(units)s units from %(rows)s rows. This is version %(version)s of the roll.",
            units=words.integer(done.units),
            rows=words.integer(done.rows),
            version=done.version,
        )
    )
    return redirect(url_for("console.roll"), 303)


@console.post("/roll/report")
@allow.staff("committee")
def roll_report_file() -> AnyResponse:
    """The checked workbook with what is wrong beside each row, and what was mended on the page in its cells."""
    try:
        checked = _checked_before()
    except Refusal as refusal:
        return refused_roll_page(refusal)
    mended = checked.repairs.cells
    written = roll_report(checked.content, checked.name, checked.sheets, checked.reading, current_words(), mended)
    response = Response(written, mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    name = f"{Path(checked.name).stem}-{current_words().gettext('checked')}.xlsx"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _folder() -> Path:
    return settings().instance / "checked_rolls"


def _handed_in() -> CheckedRoll:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("roll-file-not-chosen")
    content = file.read()
    checked = _read(content, Path(file.filename.replace("\\", "/")).name[-LONGEST_NAME:], Repairs())
    keep(_folder(), staff().estate_id, content, now())
    return checked


def _checked_before() -> CheckedRoll:
    content = kept(_folder(), staff().estate_id, request.form.get("fingerprint", ""))
    if content is None:
        raise Refusal("roll-check-gone")
    return _read(content, request.form.get("name", "")[-LONGEST_NAME:], _typed())


def _read(content: bytes, name: str, repairs: Repairs) -> CheckedRoll:
    original = read_spreadsheet(content, name)
    repairs = check_repairs(original, repairs)
    sheets, reading = read_repaired(original, repairs, name)
    return CheckedRoll(name, fingerprint(content), content, original, sheets, repairs, reading)


def _typed() -> Repairs:
    """What was typed into the rows of the check; a row's whole content stays, also where it is left out."""
    cells, out = [], set()
    for name, value in request.form.items():
        if found := _CELL.fullmatch(name):
            cells.append((Spot(*map(int, found.groups())), value.strip()))
        elif found := _OUT.fullmatch(name):
            out.add((int(found[1]), int(found[2])))
    return Repairs(tuple(cells), frozenset(out), frozenset(request.form.getlist("take")))


def _beside(checked: CheckedRoll) -> Beside:
    words, kept_here = current_words(), _hand_made(checked)
    return Beside(
        mended=_mended(checked),
        mended_reason=words.gettext("Typed while the file “%(name)s” was checked.", name=checked.name),
        kept=[one.edit for one in kept_here if place_text(one.place) in set(request.form.getlist("keep"))],
        kept_reason=words.gettext("Kept when the file “%(name)s” was imported.", name=checked.name),
        seen=number_in("seen"),
    )


def _mended(checked: CheckedRoll) -> list[UnitEdit]:
    """Units as the file had them, and as they are after what was mended on the page."""
    if checked.repairs == Repairs():
        return []
    try:
        _, before = read_repaired(checked.original, Repairs(), checked.name)
    except Refusal:
        return [UnitEdit(None, unit) for unit in checked.reading.units]
    diff = roll_diff(before.units, checked.reading.units)
    return [
        *(UnitEdit(change.before, change.after) for change in diff.changed),
        *(UnitEdit(None, unit) for unit in diff.added),
        *(UnitEdit(unit, None) for unit in diff.removed),
    ]


def _hand_made(checked: CheckedRoll) -> list[HandMade]:
    estate_id = staff().estate_id
    changes = changes_since_file(db.session(), estate_id)
    edits = (edit for change in changes for edit in change.edits)
    return hand_made(edits, units_in_force(estate_id), checked.reading.units) if changes else []


def _preview(checked: CheckedRoll, refusal: Refusal | None = None) -> str:
    words, reading, estate_id = current_words(), checked.reading, staff().estate_id
    counting = counting_settings(db.session(), estate_id)
    in_force, totals = roll_or_none(estate_id), register_totals(db.session(), estate_id)
    before = units_in_force(estate_id)
    rows = rows_in_place(checked.original, checked.sheets, reading, checked.repairs, SHOWN_ROWS)
    said = {fault for row in rows for fault in map(id, row.faults)}
    hand = _hand_made(checked)
    after = (
        edited(reading.units, [one.edit for one in hand if _is_kept(one)])
        if _fits(reading.units, hand)
        else reading.units
    )
    diff = roll_diff(before, after)
    choices = [choice_of(units, Basis.BY_OWNER, counting) for units in (before, after)]
    return render_template(
        "console/roll_check.html",
        checked=checked,
        errors=[("", sentence(words, refusal))] if refusal else [],
        seen=in_force.version.version if in_force else 0,
        summary=figure_rows(words, roll_summary(reading.units, counting, reading.rows)),
        sheets=[
            (checked.sheets[n].name, list(held))
            for n, held in groupby(sorted(rows, key=_sheet_first), key=lambda row: row.sheet)
        ],
        faults=len(reading.faults),
        hidden_faults=sum(id(fault) not in said for fault in reading.faults),
        blocking=len(reading.blocking),
        fault_sentence=fault_sentence,
        severity_name=severity_name,
        suggestions=suggestions_of(reading),
        unknown=list(dict.fromkeys(column.name for column in reading.unknown_columns)),
        changes=change_rows(words, diff) if before else [],
        changed=list(islice(changed_unit_rows(words, diff), SHOWN_UNITS)) if before else [],
        diff=diff,
        most=SHOWN_UNITS,
        effect=effect_rows(words, *choices),
        moves=choices[0] != choices[1],
        hand=[(one, place_text(one.place), _is_kept(one), edit_rows(words, one.edit)) for one in hand],
        register=register_rows(words, reading.units, totals.units, totals.area) if totals else [],
        place_name=place_name,
        owners_said=owners_said,
    )


def _sheet_first(row: ShownRow) -> int:
    return row.sheet


def _is_kept(one: HandMade) -> bool:
    """As it was ticked; at first, where the file cannot have known of the correction."""
    if "keep_shown" in request.form:
        return place_text(one.place) in request.form.getlist("keep")
    return one.is_unknown


def _fits(units: Sequence[Unit], hand: Sequence[HandMade]) -> bool:
    try:
        edited(units, [one.edit for one in hand if _is_kept(one)])
    except Refusal:
        return False
    return True
