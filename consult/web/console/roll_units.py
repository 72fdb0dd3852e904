"""The units of the roll: find one, correct it, add one, take one away; what that does is shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.change_roll import change_roll
from consult.domain.electorate import Basis, Owner, Unit
from consult.domain.electors import place_order
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import LONGEST_REASON, ChangeKind, UnitEdit, check_reason, edited, unit_mark
from consult.domain.roll_file.header import Column
from consult.domain.roll_summary import choice_of
from consult.domain.roll_typed import TypedReading, read_typed, typed_of
from consult.domain.same_person import folded
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.queries.record_requests import RollRequest, roll_request
from consult.queries.roll_changes import roll_changes
from consult.web.access import allow, staff
from consult.web.console.pages import console, now, tell
from consult.web.console.roll_figures import units_in_force
from consult.web.console.roll_places import number_in, place_text, unit_at
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.roll_changes import change_kind_name, edit_rows, effect_rows, owners_said, unit_rows
from consult.wording.roll_faults import flaw_sentence
from consult.wording.roll_terms import AREA_SOURCES, ONE_UNIT, OWNER_KINDS

SHOWN = 100
"""Units on one page."""

FIELDS = {"roll-edit-without-reason": "reason", "roll-reason-too-long": "reason", "roll-room-taken": "room"}
"""Which field a refusal speaks of."""

_PASSED_ON = frozenset({"csrf_token", "step"})


@dataclass(frozen=True, slots=True)
class Opened:
    """The unit a form is about (None: a new one), its address, and the household's request it answers."""

    units: tuple[Unit, ...]
    before: Unit | None
    at: str
    asked: RollRequest | None


@console.get("/roll/units")
@allow.staff("committee")
def roll_units() -> str:
    """Every unit, to be looked for by building, room or owner."""
    sought = request.args.get("q", "").strip()[:80]
    found = sorted(
        (u for u in units_in_force(staff().estate_id) if _matches(u, sought)), key=lambda u: place_order(u.place)
    )
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(number_in("page") or 1, 1), pages)
    return render_template(
        "console/roll_units.html",
        rows=found[(page - 1) * SHOWN : page * SHOWN],
        found=len(found),
        sought=sought,
        page=page,
        pages=pages,
        place_text=place_text,
        place_name=place_name,
        owners_said=owners_said,
        kinds=ONE_UNIT,
    )


def _matches(unit: Unit, sought: str) -> bool:
    """Whether each piece that is sought stands in the unit's place (12-101 is two), or among its owners."""
    inside = {folded(part) for part in (*unit.place, *(owner.name for owner in unit.owners), *unit.phones)}
    pieces = [folded(piece) for piece in sought.replace("-", " ").split()]
    whole = folded(sought)
    return not whole or any(whole in part for part in inside) or all(any(p in part for part in inside) for p in pieces)


@console.get("/roll/unit")
@allow.staff("committee")
def roll_unit() -> str:
    """One unit with its history, and the form to correct it; without a place the form for a new one."""
    return _form(_opened(), None)


@console.post("/roll/unit/check")
@allow.staff("committee")
def check_unit() -> Response:
    """Show what the correction changes and what that does to the thresholds; or go back to the form."""
    opened, typed = _opened(), _typed()
    if request.form.get("step") == "again":
        return make_response(_form(opened, typed))
    try:
        edit = _edit(opened, typed)
        check_reason(request.form.get("reason", ""))
        return make_response(_preview(opened, edit, typed))
    except Refusal as refusal:
        return _refused(opened, typed, refusal)


@console.post("/roll/unit/save")
@allow.staff("committee", fresh=True)
def save_unit() -> Response:
    """Make the correction; it stands in the history with its reason."""
    opened, typed = _opened(), _typed()
    try:
        edit = _edit(opened, typed)
        _carry_out(edit, opened)
    except Refusal as refusal:
        return _refused(opened, typed, refusal)
    tell(current_words().gettext("Saved. It stands in the history of the roll and can be taken back there."))
    if opened.asked is not None:
        return redirect(url_for("console.requests_page", code=opened.asked.code), 303)
    to = edit.after or edit.before
    there = (
        url_for("console.roll_unit", at=place_text(to.place)) if to and edit.after else url_for("console.roll_history")
    )
    return redirect(there, 303)


def _carry_out(edit: UnitEdit, opened: Opened) -> None:
    kind = ChangeKind.ADD if edit.before is None else ChangeKind.REMOVE if edit.after is None else ChangeKind.EDIT
    change_roll(
        db.session(),
        staff().estate_id,
        [edit],
        kind,
        request.form.get("reason", ""),
        by=staff().name,
        now=now(),
        request_id=opened.asked.id if opened.asked else None,
    )


def _opened() -> Opened:
    units, at = units_in_force(staff().estate_id), request.values.get("at", "")
    before = unit_at(units, at)
    if at and before is None and request.method == "GET":
        abort(404)
    asked = number_in("request")
    return Opened(units, before, at, roll_request(db.session(), staff().estate_id, asked) if asked else None)


def _typed() -> TypedReading:
    return read_typed(request.form, request.form.getlist("owner_name"), request.form.getlist("owner_key"))


def _edit(opened: Opened, typed: TypedReading) -> UnitEdit:
    """The edit that is asked for; refuses what cannot be read, and where somebody else was quicker."""
    if opened.at and opened.before is None:
        building, _, room = (*opened.at.split("/"), "", "")[:3]
        raise Refusal("roll-unit-unknown", building=building, room=room)
    before = opened.before
    if before is not None and request.form.get("mark") != unit_mark(before):
        raise Refusal("roll-unit-changed", building=before.building, room=before.room)
    if typed.unit is None and not request.form.get("away"):
        raise Refusal("roll-edit-faulty")
    return UnitEdit(before, None if request.form.get("away") else typed.unit)


def _preview(opened: Opened, edit: UnitEdit, typed: TypedReading) -> str:
    words, counting = current_words(), counting_settings(db.session(), staff().estate_id)
    after = edited(opened.units, [edit])
    before_choice, after_choice = (choice_of(units, Basis.BY_OWNER, counting) for units in (opened.units, after))
    return render_template(
        "console/roll_unit_check.html",
        title=place_name(words, *edit.place),
        is_removal=edit.after is None,
        rows=edit_rows(words, edit),
        effect=effect_rows(words, before_choice, after_choice),
        moves=before_choice != after_choice,
        remarks=[flaw_sentence(words, what) for _, what in typed.remarks] if edit.after else [],
        reason=request.form.get("reason", ""),
        asked=opened.asked,
        passed_on=[pair for pair in request.form.items(multi=True) if pair[0] not in _PASSED_ON],
    )


def _refused(opened: Opened, typed: TypedReading, refusal: Refusal) -> Response:
    return make_response(_form(opened, typed, refusal), status_of(refusal))


def _form(opened: Opened, typed: TypedReading | None, refusal: Refusal | None = None) -> str:
    """The form as the roll has it, or as it was typed with every fault beside its field."""
    words, before = current_words(), opened.before
    wrong = (
        {(column or Column.ROOM).value: flaw_sentence(words, what) for column, what in typed.faults} if typed else {}
    )
    if refusal is not None and not wrong:
        wrong[FIELDS.get(refusal.reason, "")] = sentence(words, refusal)
    return render_template(
        "console/roll_unit.html",
        at=opened.at,
        title=place_name(words, *before.place) if before else words.gettext("Add a unit"),
        before=before,
        mark=unit_mark(before) if before else "",
        now_there=unit_rows(words, before) if before and refusal and refusal.reason == "roll-unit-changed" else [],
        typed=request.form if typed else typed_of(before) if before else typed_of(Unit("", "")),
        owners=_owner_lines(before, is_typed=typed is not None),
        reason=request.form.get("reason", "") if typed else _first_reason(words, opened.asked),
        asked=opened.asked,
        errors=[(_anchor(name), said) for name, said in wrong.items()],
        error_of=wrong,
        history=_history(opened),
        change_kind_name=change_kind_name,
        edit_rows=edit_rows,
        place_name=place_name,
        kinds=[(kind.value, words.gettext(name)) for kind, name in ONE_UNIT.items()],
        owner_kinds=[(kind.value, words.gettext(name)) for kind, name in OWNER_KINDS.items()],
        sources=[(source.value, words.gettext(name)) for source, name in AREA_SOURCES.items()],
        longest=LONGEST_REASON,
    )


def _anchor(name: str) -> str:
    return "owner_name-1" if name in (Column.OWNER.value, Column.OWNER_KEY.value) else name


def _history(opened: Opened) -> list[object]:
    place = opened.before.place if opened.before else None
    return [*roll_changes(db.session(), staff().estate_id, place)] if place else []


def _first_reason(words: Words, asked: RollRequest | None) -> str:
    return words.gettext("The household asked for it; compared with its certificate.") if asked else ""


def _owner_lines(before: Unit | None, *, is_typed: bool) -> list[Owner]:
    """Owners to show, and two blank lines for more."""
    if is_typed:
        names, keys = request.form.getlist("owner_name"), request.form.getlist("owner_key")
        held = [Owner(*line) for line in zip(names, keys, strict=False) if any(line)]
    else:
        held = list(before.owners) if before else []
    return [*held, Owner(""), Owner("")]
