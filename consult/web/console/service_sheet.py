"""A delivery sheet typed back in: every door of a building in walking order, by keyboard alone, many lines at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.record_service_sheet import record_service_sheet
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, read_moment
from consult.domain.service_sheet import CODES, TypedLine, Window, read_line
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.service import ServedElector, service_by_building, service_in
from consult.web.access import allow, staff
from consult.web.console.draft_fields import local_time
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.console.service import latest_moment
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.service import METHODS, service_name


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One door: what is known of it, what was typed, and what is wrong with that, by field."""

    id: int
    place: str
    serial: str
    state: str
    is_served: bool
    typed: TypedLine
    faults: Mapping[str, str]


@dataclass(slots=True)
class _Read:
    """What a sheet says: attempts by elector, and refusals by elector and field."""

    attempts: dict[int, Attempt] = field(default_factory=dict)
    faults: dict[int, dict[str, Refusal]] = field(default_factory=dict)
    whole: Refusal | None = None


@console.get("/c/<code>/service/sheet")
@allow.staff("committee")
def service_sheet(code: str) -> Response | str:
    """The empty sheet of one building."""
    view = my_consultation(code)
    if view.state in (State.DRAFT, State.CLOSED):
        return redirect(url_for("console.service", code=view.code), 303)
    return _page(view, _Read())


@console.post("/c/<code>/service/sheet")
@allow.staff("committee")
def type_sheet(code: str) -> Response:
    """Record every line that says something; with one fault anywhere nothing is recorded and everything comes back."""
    view, words = my_consultation(code), current_words()
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    read = _read(view)
    if not read.faults and not read.whole:
        try:
            noted = record_service_sheet(
                db.session(), view.estate.id, view.id, read.attempts, by=staff().name, now=now()
            )
        except Refusal as refusal:
            read.whole = refusal
        else:
            known = len(read.attempts) - noted
            tell(words.ngettext("Recorded for %(n)s household.", "Recorded for %(n)s households.", noted))
            if known:
                tell(words.ngettext("%(n)s line stood in the log already.", "%(n)s lines stood already.", known))
            return redirect(url_for("console.service_sheet", code=view.code, building=_building(view)), 303)
    status = status_of(read.whole) if read.whole else 400
    return make_response(_page(my_consultation(code), read), status)


def _read(view: ConsultationView) -> _Read:
    read, zone = _Read(), settings().zone
    try:
        sheet_at = read_moment(request.form.get("at", ""), zone)
    except Refusal as refusal:
        read.whole = refusal
        return read
    # Before anybody noted the moment of announcing, nothing is known that is earlier than the notice.
    window = Window(view.announced_at or view.opens_at, view.closes_at, now(), view.procedure.deems)
    for elector in _electors(view):
        line = _typed(elector.elector_id)
        if line.is_empty:
            continue
        found = read_line(line, sheet_at, window, zone)
        if isinstance(found, Attempt):
            read.attempts[elector.elector_id] = found
        else:
            read.faults[elector.elector_id] = found
    return read


def _typed(elector_id: int) -> TypedLine:
    parts = (request.form.get(f"{name}-{elector_id}", "") for name in ("code", "at", "to", "relation", "note"))
    return TypedLine(*parts)


def _electors(view: ConsultationView) -> list[ServedElector]:
    return service_in(db.session(), view, _building(view))


def _building(view: ConsultationView) -> str:
    names = [row.building for row in service_by_building(db.session(), view)]
    asked = request.values.get("building", "")
    return asked if asked in names else names[0]


def _page(view: ConsultationView, read: _Read) -> str:
    words = current_words()
    lines = [_line(words, elector, read.faults.get(elector.elector_id, {})) for elector in _electors(view)]
    errors = [
        (f"{name}-{line.id}", f"{line.place}{'：' if words.is_chinese else ': '}{said}")
        for line in lines
        for name, said in line.faults.items()
    ]
    if read.whole:
        errors.insert(0, ("at", sentence(words, read.whole)))
    return render_template(
        "console/service_sheet.html",
        view=view,
        errors=errors,
        building=_building(view),
        buildings=[row.building for row in service_by_building(db.session(), view)],
        lines=lines,
        codes=[(code, words.gettext(METHODS[method])) for code, method in CODES.items()],
        at=request.form.get("at") or local_time(latest_moment(view), settings().zone)[:16],
    )


def _line(words: Words, elector: ServedElector, faults: Mapping[str, Refusal]) -> SheetLine:
    return SheetLine(
        id=elector.elector_id,
        place=place_name(words, *elector.place),
        serial=elector.serial,
        state=service_name(words, elector.service, has_returned=elector.has_returned),
        is_served=elector.is_served,
        typed=_typed(elector.elector_id),
        faults={name: sentence(words, refusal) for name, refusal in faults.items()},
    )
