"""Ordering a batch of papers: for whom, what that will be, and then a start; the paper is made behind the page."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from consult.actions.end_printing import end_printing
from consult.actions.start_printing import Ordered, start_printing
from consult.domain.consultation import State
from consult.domain.printing import Batch, Part, Which
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.press.kinds import Job
from consult.press.launch import launch
from consult.press.sheets import lay_out, pages_needed
from consult.press.work import LOCALES, tongue_of
from consult.queries.batches import Chosen, batch_parts, buildings_of, rooms_in
from consult.queries.consultations import ConsultationView
from consult.queries.letter_counts import letters_by_building
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, refused_page
from consult.web.i18n import current_words, settings
from consult.wording.language import words_for
from consult.wording.printing import buildings_named, paper_name

PRESS = "consult_press"
"""Under this name an application may have another way to start a batch; tests make it in their own process."""

Press = Callable[[int, int], None]

_FIELDS = {
    "letters-not-confirmed": "understood",
    "ambiguous-door": "rooms",
    "unknown-door": "rooms",
    "unknown-serial": "rooms",
    "serial-mistyped": "rooms",
    "rooms-missing": "rooms",
}
"""Where on the form a refusal is mended; every other is about the building."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be printed: rows of (file, buildings, households, pages), and households and pages together."""

    rows: tuple[tuple[str, str, str, str], ...]
    households: int
    pages: int


@console.get("/c/<code>/letters")
@allow.staff("committee")
def letters(code: str) -> Response | str:
    """For whom letters are to be printed and, once that is chosen, what that will be."""
    return _page(my_consultation(code), Batch.LETTERS)


@console.post("/c/<code>/letters")
@allow.staff("committee", fresh=True)
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


@console.get("/c/<code>/prints/batch/<batch>")
@allow.staff("committee")
def other_batch(code: str, batch: str) -> Response | str:
    """For whom forms or lists are to be printed and, once that is chosen, what that will be."""
    return _page(my_consultation(code), _batch(batch))


@console.post("/c/<code>/prints/batch/<batch>")
@allow.staff("committee")
def print_other_batch(code: str, batch: str) -> Response:
    """Start a batch of forms or lists and go to its page."""
    return _started(my_consultation(code), _batch(batch))


def _batch(kind: str) -> Batch:
    if kind not in set(Batch):
        abort(404)
    return Batch(kind)


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


def order_page(view: ConsultationView, batch: Batch) -> str:
    """Where a batch is ordered."""
    own = {Batch.LETTERS: "console.letters", Batch.BALLOTS: "console.ballot_batch"}
    if batch in own:
        return url_for(own[batch], code=view.code)
    return url_for("console.other_batch", code=view.code, batch=batch.value)


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
    whom, by_building = typed.get("whom", "building"), typed.get("files") == "building"
    if whom == "rooms":
        rooms = rooms_in(typed.get("rooms", ""))
        if not rooms:
            raise Refusal("rooms-missing")
        return Chosen(rooms=rooms, which=which, by_building=by_building)
    return Chosen("" if whom == "all" else typed.get("building", ""), which=which, by_building=by_building)


def _parts(view: ConsultationView, batch: Batch, typed: Mapping[str, str]) -> list[Part]:
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    if batch.holds_codes and view.state is State.CLOSED:
        raise Refusal("already-closed", code=view.code)
    _job(view, batch).refuse_unless_wanted(now())
    return batch_parts(db.session(), view, batch, _chosen(typed))


def _job(view: ConsultationView, batch: Batch) -> Job:
    return Job(db.session(), view, batch, settings().public_url)


def _language(typed: Mapping[str, str]) -> str:
    asked = typed.get("language", "")
    return asked if asked in LOCALES else "zh"


def _planned(view: ConsultationView, batch: Batch, parts: list[Part]) -> Planned:
    words, pages = current_words(), _pages(view, batch, parts)
    rows = tuple(
        (
            words.integer(part.number),
            buildings_named(words, part.buildings),
            words.integer(len(part.electors)),
            words.integer(needed),
        )
        for part, needed in zip(parts, pages, strict=True)
    )
    return Planned(rows, sum(len(part.electors) for part in parts), sum(pages))


def _pages(view: ConsultationView, batch: Batch, parts: list[Part]) -> list[int]:
    """The pages of each file, as the first one will be laid out."""
    here, job = settings(), _job(view, batch)
    tongue = tongue_of(_language(request.values), here.locale, here.zone)
    sheet = job.sheet(words_for(tongue.locale, tongue.zone), now())
    run = lay_out(batch, sheet, job.homes(parts[0]), here.public_url, tongue)
    building = buildings_of(db.session(), view)
    return [pages_needed(run, list(Counter(map(building.get, part.electors)).values())) for part in parts]


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
        "name": paper_name(current_words(), batch.value),
        "is_list": batch.is_list,
        "action": order_page(view, batch),
        "buildings": letters_by_building(db.session(), view.estate.id, view.id),
    }
