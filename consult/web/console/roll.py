"""The roll in force: what it amounts to, beside the property register's totals, and the ways to change it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.note_register_totals import note_register_totals
from consult.domain.figures_typed import read_area, read_heads
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.roll_changes import TotalsView, changes_since_file, register_totals
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, now, tell
from consult.web.console.roll_figures import roll_or_none, units_in_force
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.refusals import sentence
from consult.wording.roll_figures import figure_rows, register_rows

UNITS, AREA = "register_units", "register_area"


@console.get("/roll")
@allow.staff(*READERS)
def roll() -> str:
    """The roll in force with its figures, and the form to check another file."""
    return roll_page()


@console.post("/roll/register")
@allow.staff("committee")
def note_totals() -> Response:
    """Keep the register's totals; a field left blank is not known."""
    error_of: dict[str, str] = {}
    units = _typed(UNITS, error_of)
    area = _typed(AREA, error_of)
    if error_of:
        return make_response(roll_page(error_of), 400)
    note_register_totals(db.session(), staff().estate_id, units, area, by=staff().name, now=now())
    tell(current_words().gettext("Kept. The roll stands beside the register's totals."))
    return redirect(url_for("console.roll"), 303)


def _typed(name: str, error_of: dict[str, str]) -> int | None:
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        return read_heads(typed, name) if name == UNITS else read_area(typed, name)
    except Refusal:
        words = current_words()
        error_of[name] = words.gettext(
            "“%(given)s” is not a figure. Write digits only, such as 1152 or 124799.30.", given=typed[:40]
        )
        return None


def refused_roll_page(refusal: Refusal) -> Response:
    """The page of the roll with what was wrong with a file."""
    return make_response(roll_page({"file": sentence(current_words(), refusal)}), status_of(refusal))


def roll_page(error_of: dict[str, str] | None = None) -> str:
    """The page of the roll; `error_of`: field → what is wrong with it."""
    words, estate_id, wrong = current_words(), staff().estate_id, error_of or {}
    found, totals = roll_or_none(estate_id), register_totals(db.session(), estate_id)
    beside = register_rows(words, units_in_force(estate_id), totals.units, totals.area) if found and totals else []
    return render_template(
        "console/roll.html",
        figures=found,
        summary=figure_rows(words, found.summary) if found else None,
        by_hand=bool(changes_since_file(db.session(), estate_id)),
        totals=totals,
        register=beside,
        typed=_shown(totals, is_typed=bool(wrong.keys() & {UNITS, AREA})),
        errors=list(wrong.items()),
        error_of=wrong,
    )


def _shown(totals: TotalsView | None, *, is_typed: bool) -> dict[str, str]:
    """What stands in the two fields: what was just typed, or what is kept."""
    if is_typed or totals is None:
        return {name: request.form.get(name, "") for name in (UNITS, AREA)}
    area = "" if totals.area is None else f"{totals.area // 100}.{totals.area % 100:02d}"
    return {UNITS: "" if totals.units is None else str(totals.units), AREA: area}
