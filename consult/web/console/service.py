"""The service log: building by building who has been served, and noting what was brought to several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.record_service import record_service
from consult.actions.withdraw_service import withdraw_service
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.service import Attempt, read_method, read_moment
from consult.domain.service_sheet import refuse_without_reason
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.service import (
    BuildingService,
    LoggedAttempt,
    ServedElector,
    logged_attempt,
    service_by_building,
    service_in,
)
from consult.web.access import allow, staff
from consult.web.console.draft_fields import local_time
from consult.web.console.pages import READERS, console, may_change, my_consultation, now, refused_page, tell
from consult.web.i18n import current_words, settings
from consult.web.sent_photo import sent_photo
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.service import METHODS, attempt_said, service_name

_FIELDS = {
    "nobody-chosen": "electors",
    "service-method": "method",
    "service-note-too-long": "recipient",
    "service-without-recipient": "recipient",
    "service-without-number": "evidence",
    "service-refused-without-reason": "evidence",
}
"""Where on the form a refusal is mended; every other is about the moment."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log in words; `gone` says who took it back, when and why ('' where it stands)."""

    id: int
    said: str
    by: str
    photo: str
    gone: str


@dataclass(frozen=True, slots=True)
class Door:
    """One elector on the list."""

    id: int
    place: str
    serial: str
    state: str
    is_served: bool
    lines: tuple[LogLine, ...]


@console.get("/c/<code>/service")
@allow.staff(*READERS)
def service(code: str) -> Response | str:
    """The log of one building; a draft has no electors yet."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        return redirect(url_for("console.consultation", code=view.code), 303)
    return render_template("console/service.html", errors=[], typed={}, chosen=frozenset(), **_context(view))


@console.post("/c/<code>/service")
@allow.staff("committee")
def note_service(code: str) -> Response:
    """Note one attempt for every household ticked, and come back to the same list."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    try:
        noted = _note(view)
    except Refusal as refusal:
        return _refused(view, refusal)
    tell(current_words().ngettext("Recorded for %(n)s household.", "Recorded for %(n)s households.", noted))
    building, show = request.form.get("building", ""), request.form.get("show", "")
    return redirect(url_for("console.service", code=view.code, building=building, show=show or None), 303)


def _note(view: ConsultationView) -> int:
    attempt = Attempt(
        method=read_method(request.form.get("method", "")),
        at=read_moment(request.form.get("at", ""), settings().zone),
        recipient=request.form.get("recipient", ""),
        relation=request.form.get("relation", ""),
        evidence=request.form.get("evidence", ""),
    )
    refuse_without_reason(attempt)
    photo, by = sent_photo("photo"), staff().name
    return record_service(db.session(), view.estate.id, view.id, _chosen(), attempt, by=by, now=now(), photo=photo)


def _chosen() -> frozenset[int]:
    ticked = request.form.getlist("elector")
    return frozenset(int(value) for value in ticked if value.isascii() and value.isdecimal() and len(value) <= 16)


def _refused(view: ConsultationView, refusal: Refusal) -> Response:
    field = "photo" if refusal.reason.startswith("photo-") else _FIELDS.get(refusal.reason, "at")
    return refused_page(
        "console/service.html",
        refusal,
        field=field,
        typed=request.form,
        chosen=_chosen(),
        **_context(view),
    )


def _context(view: ConsultationView) -> dict[str, object]:
    words = current_words()
    buildings = service_by_building(db.session(), view)
    building = _building(buildings)
    is_waiting = request.values.get("show") == "waiting"
    doors = [_door(words, elector) for elector in service_in(db.session(), view, building)]
    return {
        "view": view,
        "buildings": buildings,
        "building": building,
        "is_waiting": is_waiting,
        "doors": [door for door in doors if not (is_waiting and door.is_served)],
        "waiting": sum(not door.is_served for door in doors),
        "electors": sum(row.electors for row in buildings),
        "served": sum(row.served for row in buildings),
        "methods": [(method.value, words.gettext(said)) for method, said in METHODS.items()],
        "this_moment": local_time(latest_moment(view), settings().zone)[:16],
        "may_note": may_change() and view.state is not State.CLOSED,
    }


def latest_moment(view: ConsultationView) -> datetime:
    """What a form begins with: now, or the last minute before the end."""
    return min(now(), view.closes_at - timedelta(minutes=1))


def _building(buildings: Sequence[BuildingService]) -> str:
    names = [row.building for row in buildings]
    asked = request.values.get("building", "")
    return asked if asked in names else names[0]


def _door(words: Words, elector: ServedElector) -> Door:
    return Door(
        id=elector.elector_id,
        place=place_name(words, *elector.place),
        serial=elector.serial,
        state=service_name(words, elector.service, has_returned=elector.has_returned),
        is_served=elector.is_served,
        lines=tuple(log_line(words, line) for line in elector.log),
    )


def log_line(words: Words, line: LoggedAttempt) -> LogLine:
    """One line of the log as a page shows it."""
    joint, gone = "，" if words.is_chinese else ", ", line.withdrawn
    taken = joint.join([gone.by, words.moment(gone.at), gone.reason]) if gone else ""
    return LogLine(line.id, attempt_said(words, line.attempt), line.recorded_by, line.attempt.photo, taken)


@console.get("/c/<code>/service/withdraw")
@allow.staff("committee")
def ask_withdraw(code: str) -> str:
    """One line of the log, and why it is taken back; without a known one, where to choose it."""
    view = my_consultation(code)
    line = _line(view, request.args.get("attempt", ""))
    return render_template("console/service_withdraw.html", errors=[], typed={}, **_withdrawing(view, line))


@console.post("/c/<code>/service/withdraw")
@allow.staff("committee")
def withdraw(code: str) -> Response:
    """Take one line back, and come back to its building."""
    view = my_consultation(code)
    line = _line(view, request.form.get("attempt", ""))
    if line is None:
        return redirect(url_for("console.service", code=view.code), 303)
    reason = request.form.get("reason", "")
    try:
        withdraw_service(db.session(), view.estate.id, view.id, line.id, reason, by=staff().name, now=now())
    except Refusal as refusal:
        context = _withdrawing(my_consultation(code), line)
        return refused_page("console/service_withdraw.html", refusal, field="reason", typed=request.form, **context)
    tell(current_words().gettext("Taken back. The line stays in the log and serves nobody."))
    return redirect(url_for("console.service", code=view.code, building=request.form.get("building", "")), 303)


def _line(view: ConsultationView, typed: str) -> LoggedAttempt | None:
    is_key = typed.isascii() and typed.isdigit() and len(typed) <= 16
    return logged_attempt(db.session(), view, int(typed)) if is_key else None


def _withdrawing(view: ConsultationView, line: LoggedAttempt | None) -> dict[str, object]:
    shown = log_line(current_words(), line) if line else None
    return {"view": view, "line": shown, "building": request.values.get("building", "")}
