"""Owners who may be one: counted as one head after a look at the register, or kept apart for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.change_roll import change_roll
from consult.domain.consent import Weight
from consult.domain.electorate import Basis, CountingSettings, Unit
from consult.domain.owner_merge import MergeCandidate, Sign, kept_apart, keys_on, merge_candidates, merged
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import LONGEST_REASON, ChangeKind, UnitEdit, edited, unit_mark
from consult.domain.roll_summary import choice_of
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.web.access import allow, staff
from consult.web.console.pages import console, now, tell
from consult.web.console.roll_figures import units_in_force
from consult.web.console.roll_places import number_in, place_text, unit_at
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.roll_changes import effect_rows, owners_said, sign_name

SHOWN = 20
"""Candidates on one page; each is judged on its own."""
MOST_UNITS = 60
"""Units of a candidate that are shown and joined at once."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One candidate with what joining it would do."""

    candidate: MergeCandidate
    signs: list[str]
    effect: list[tuple[str, str, str]]
    moves: bool


@console.get("/roll/owners")
@allow.staff("committee")
def roll_owners() -> str:
    """Owners who may be one: those found by the rules, or the units that were ticked."""
    return _page(units_in_force(staff().estate_id))


@console.post("/roll/owners")
@allow.staff("committee", fresh=True)
def judge_owners() -> Response:
    """Count the ticked units' owners as one, or keep them apart."""
    units = units_in_force(staff().estate_id)
    try:
        chosen = _chosen(units)
        is_one = request.form.get("deed") == "merge"
        pattern = unit_at(chosen, request.form.get("pattern", "")) or (chosen[0] if chosen else None)
        edits = merged(chosen, pattern, keys_on(units)) if is_one and pattern else kept_apart(chosen, keys_on(units))
        _carry_out(edits, ChangeKind.MERGE if is_one else ChangeKind.APART)
    except Refusal as refusal:
        return make_response(_page(units, refusal), status_of(refusal))
    words = current_words()
    joined = words.gettext("They count as one head now. The history of the roll can take this back.")
    apart = words.gettext("They are kept apart now. The history of the roll can take this back.")
    tell(joined if is_one else apart)
    return redirect(url_for("console.roll_owners"), 303)


def _carry_out(edits: Sequence[UnitEdit], kind: ChangeKind) -> None:
    reason = request.form.get("reason", "")
    change_roll(db.session(), staff().estate_id, edits, kind, reason, by=staff().name, now=now())


def _chosen(units: Sequence[Unit]) -> list[Unit]:
    """The ticked units; refuses `roll-unit-unknown`, and `roll-unit-changed` where one is no longer as it was shown."""
    seen = dict(zip(request.form.getlist("shown"), request.form.getlist("mark"), strict=False))
    chosen = []
    for at in request.form.getlist("unit")[:MOST_UNITS]:
        unit = unit_at(units, at)
        if unit is None:
            raise Refusal("roll-unit-unknown", building="", room=at)
        if seen.get(at) != unit_mark(unit):
            raise Refusal("roll-unit-changed", building=unit.building, room=unit.room)
        chosen.append(unit)
    return chosen


def _page(units: Sequence[Unit], refusal: Refusal | None = None) -> str:
    counting = counting_settings(db.session(), staff().estate_id)
    named = request.form.getlist("shown") or request.args.getlist("unit")
    asked = [unit for at in named[:MOST_UNITS] if (unit := unit_at(units, at))]
    found = [_asked(asked, counting)] if asked else list(merge_candidates(units, counting))
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(number_in("page") or 1, 1), pages)
    said = sentence(current_words(), refusal) if refusal else ""
    return render_template(
        "console/roll_owners.html",
        rows=[_shown(units, counting, one) for one in found[(page - 1) * SHOWN : page * SHOWN]],
        found=len(found),
        is_asked=bool(asked),
        left_out=set(named) - set(request.form.getlist("unit")) if refusal else set(),
        page=page,
        pages=pages,
        errors=[("", said)] if said else [],
        reason=request.form.get("reason", ""),
        pattern=request.form.get("pattern", ""),
        longest=LONGEST_REASON,
        most=MOST_UNITS,
        place_text=place_text,
        place_name=place_name,
        owners_said=owners_said,
        unit_mark=unit_mark,
    )


def _asked(units: Sequence[Unit], counting: CountingSettings) -> MergeCandidate:
    heads = choice_of(units, Basis.BY_OWNER, counting).heads
    return MergeCandidate(tuple(units), heads, frozenset[Sign]())


def _shown(units: Sequence[Unit], counting: CountingSettings, candidate: MergeCandidate) -> Shown:
    words, before = current_words(), choice_of(units, Basis.BY_OWNER, counting)
    held = candidate.units[:MOST_UNITS]
    named = next((unit for unit in held if unit.owners), None)
    edits = merged(held, named, keys_on(units)) if named and len(held) > 1 else []
    after = choice_of(edited(units, edits), Basis.BY_OWNER, counting) if edits else before
    moves = Weight(before.heads, before.area) != Weight(after.heads, after.area)
    signs = sorted(candidate.signs, key=list(Sign).index)
    return Shown(candidate, [sign_name(words, sign) for sign in signs], effect_rows(words, before, after), moves)
