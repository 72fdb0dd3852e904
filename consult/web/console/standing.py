"""What bears on the estate's votes: whether the committee is being re-elected, and who adopted electronic voting."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.change_standing import change_standing
from consult.domain.procedure_guards import EstateStanding, Resolution
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_estate, now, refused_page, tell
from consult.web.i18n import current_words, settings

LONGEST_NUMBER = 120


@console.get("/standing")
@allow.staff("committee")
def standing() -> str:
    """The form, as it stands."""
    held = my_estate().standing
    return render_template("console/standing.html", errors=[], typed=_typed(held))


@console.post("/standing")
@allow.staff("committee")
def change_estate_standing() -> Response:
    """Keep what was said."""
    typed = {name: request.form.get(name, "").strip() for name in ("re_election", "number", "on")}
    try:
        today = now().astimezone(settings().zone).date()
        change_standing(db.session(), staff().estate_id, _read(typed), today=today)
    except Refusal as refusal:
        field = "number" if not typed["number"] else "on"
        return refused_page("console/standing.html", refusal, field=field, typed=typed)
    tell(current_words().gettext("Kept. It holds for every consultation announced from now on."))
    return redirect(url_for("console.standing"), 303)


def _typed(held: EstateStanding) -> dict[str, str]:
    adopted = held.adopted
    return {
        "re_election": "yes" if held.is_re_electing else "",
        "number": adopted.number if adopted else "",
        "on": adopted.on.isoformat() if adopted else "",
    }


def _read(typed: dict[str, str]) -> EstateStanding:
    return EstateStanding(typed["re_election"] == "yes", _resolution(typed["number"][:LONGEST_NUMBER], typed["on"]))


def _resolution(number: str, on: str) -> Resolution | None:
    if not number and not on:
        return None
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise Refusal("resolution-incomplete") from None
    if not number or not 1950 <= day.year < 2200:
        raise Refusal("resolution-incomplete")
    return Resolution(number, day)
