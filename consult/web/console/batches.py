"""Ordering letters or ballots: for whom, what that will be, and then a start; the paper is made behind the page."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from consult.actions.end_printing import end_printing
from consult.actions.start_printing import Ordered, start_printing
from consult.domain.consultation import State
from consult.domain.printing import Batch, Part, Which
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.press.launch import launch
from consult.press.sheets import lay_out_ballots, lay_out_letters
from consult.press.work import LOCALES, tongue_of
from consult.queries.batches import Chosen, ballots_of, batch_parts, households_of, rooms_in
from consult.queries.consultations import ConsultationView
from consult.queries.letter_counts import letters_by_building
from consult.queries.paper_ballots import ballot_sheet
from consult.queries.papers import letter_sheet
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, refused_page
from consult.web.i18n import current_words, settings
from consult.wording.printing import buildings_named

PRESS = "consult_press"
"""Under this name an application may have another way to start a batch; tests make it in their own process."""

Press = Callable[[int, int], None]

_FIELDS = {
    "letters-not-confirmed": "understood",
    "unknown-door": "rooms",
    "unknown-serial": "rooms",
    "serial-mistyped": "rooms",
    "rooms-missing": "rooms",
}
"""Where on the form a refusal is mended; every other is about the building."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be printed: rows of (file, buildings, sheets), sheets together, pages of each."""

    rows: tuple[tuple[str, str, str], ...]
    sheets: int
    pages_each: int


@console.get("/c/<code>/letters")
@allow.staff("committee")
def letters(code: str) -> Response | str:
    """For whom letters are to be printed and, once that is chosen, what that will be."""
    return _page(my_consultation(code), Batch.LETTERS)


@console.post("/c/<code>/letters")
@allow.staff("committee")
def print_letters(code: str) -> Response:
    """Start a batch of letters and go to its page."""
    return _started(my_consultation(code), Batch.LETTERS)


@console.get("/c/<code>/ballots")
@allow.staff("committee")
def ballot_batch(code: str) -> Response | str:
    """For whom paper ballots are to be printed and, once that is chosen, what that will be."""
    return _page(my_consultation(code), Batch.BALLOTS)


@console.post("/c/<code>/ballots")
@allow.staff("committee")
def print_ballots(code: str) -> Response:
    """Start a batch of paper ballots and go to its page."""
    return _started(my_consultation(code), Batch.BALLOTS)


def _page(view: ConsultationView, batch: Batch) -> Response | str:
    plan = None
    if "show" in request.args:
        try:
            plan = _planned(view, batch, _parts(view, batch, request.args))
        except Refusal as refusal:
            return _refused(view, batch, refusal, request.args)
    return render_template("console/batch.html", errors=[], **_context(view, batch, request.args, plan))


def _started(view: ConsultationView, batch: Batch) -> Response:
    try:
        key = _order(view, batch)
    except Refusal as refusal:
        return _refused(view, batch, refusal, request.form)
    start_work(view.estate.id, key)
    return redirect(url_for("console.print_job", code=view.code, printing=key), 303)


def _order(view: ConsultationView, batch: Batch) -> int:
    parts, chosen = _parts(view, batch, request.form), _chosen(request.form)
    replaced = sum(len(part.electors) for part in parts)
    if batch.holds_codes and chosen.which is Which.ALL and not request.form.get("understood"):
        raise Refusal("letters-not-confirmed", n=replaced)
    ordered = Ordered(
        view.estate.id, view.id, batch, _language(request.form), view.text_hash, parts,
        building=chosen.building, rooms=chosen.rooms, which=chosen.which,
    )  # fmt: skip
    return start_printing(db.session(), ordered, by=staff().name, now=now())


def start_work(estate_id: int, printing_id: int) -> None:
    """Start making a batch, in a process of its own; where none can be started, the batch says so."""
    db.session().rollback()  # nothing of this page stands in its way
    press = cast(Press, current_app.extensions.get(PRESS, _launched))
    try:
        press(estate_id, printing_id)
    except OSError:
        end_printing(db.session(), estate_id, printing_id, now=now(), reason="press-broke")


def _launched(estate_id: int, printing_id: int) -> None:
    chosen = settings()
    environment = {
        **os.environ,
        "CONSULT_INSTANCE": str(chosen.instance),
        "CONSULT_DATABASE_URL": chosen.database_url,
        "CONSULT_SECRET_KEY": chosen.secret_key,
        "CONSULT_PUBLIC_URL": chosen.public_url,
        "CONSULT_TIMEZONE": chosen.timezone,
        "CONSULT_LOCALE": chosen.locale,
    }
    launch(environment, chosen.instance, estate_id, printing_id, now=now())


def _chosen(typed: Mapping[str, str]) -> Chosen:
    """Whom a form means; rooms count only where rooms were asked for."""
    which = Which.ALL if typed.get("which") == Which.ALL.value else Which.NEW
    whom = typed.get("whom", "building")
    if whom == "rooms":
        rooms = rooms_in(typed.get("rooms", ""))
        if not rooms:
            raise Refusal("rooms-missing")
        return Chosen(rooms=rooms, which=which)
    return Chosen("" if whom == "all" else typed.get("building", ""), which=which)


def _parts(view: ConsultationView, batch: Batch, typed: Mapping[str, str]) -> list[Part]:
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    if batch.holds_codes and view.state is State.CLOSED:
        raise Refusal("already-closed", code=view.code)
    return batch_parts(db.session(), view, batch, _chosen(typed))


def _language(typed: Mapping[str, str]) -> str:
    asked = typed.get("language", "")
    return asked if asked in LOCALES else "zh"


def _planned(view: ConsultationView, batch: Batch, parts: list[Part]) -> Planned:
    words = current_words()
    rows = tuple(
        (words.integer(part.number), buildings_named(words, part.buildings), words.integer(len(part.electors)))
        for part in parts
    )
    return Planned(rows, sum(len(part.electors) for part in parts), _pages_each(view, batch, parts[0]))


def _pages_each(view: ConsultationView, batch: Batch, part: Part) -> int:
    """How many pages each has: that of the longest of the first file, as it will be laid out."""
    here, at = settings(), now()
    tongue = tongue_of(_language(request.args), here.locale, here.zone)
    if batch is Batch.LETTERS:
        homes = [home for _, home in households_of(db.session(), view, part.electors)]
        sheet = letter_sheet(view, here.public_url, at, here.zone)
        return lay_out_letters(sheet, homes, here.public_url, tongue).pattern.sheets
    ballots = list(ballots_of(db.session(), view, part.electors))
    return lay_out_ballots(ballot_sheet(view, at, here.zone), ballots, tongue).pattern.sheets


def _refused(view: ConsultationView, batch: Batch, refusal: Refusal, typed: MultiDict[str, str]) -> Response:
    """The form again; with what would be printed where only the tick is missing."""
    plan = None
    if refusal.reason == "letters-not-confirmed":
        plan = _planned(view, batch, _parts(view, batch, typed))
    field = _FIELDS.get(refusal.reason, "building")
    return refused_page("console/batch.html", refusal, field=field, **_context(view, batch, typed, plan))


def _context(
    view: ConsultationView, batch: Batch, typed: MultiDict[str, str], plan: Planned | None
) -> dict[str, object]:
    return {
        "view": view,
        "batch": batch.value,
        "typed": typed,
        "plan": plan,
        "action": url_for("console.letters" if batch is Batch.LETTERS else "console.ballot_batch", code=view.code),
        "buildings": letters_by_building(db.session(), view.estate.id, view.id),
    }
