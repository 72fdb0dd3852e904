"""The second person's queue: sheets to enter once more, with photo and serial, and nothing that anybody read."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from consult.actions.confirm_paper_ballot import confirm_paper_ballot
from consult.actions.enter_paper_ballot import enter_paper_ballot
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.sheets import WaitingSheet, waiting_sheets
from consult.web.access import allow, current_staff, staff
from consult.web.console.pages import READERS, console, my_consultation, now, refused_page, tell
from consult.web.console.sheet_form import field_of, my_elector, said_of_taken, sheet_form, sheet_read
from consult.web.i18n import current_words
from consult.wording.places import place_name
from consult.wording.sheets import WAITS_SAID

CONFIRMERS = ("committee", "scrutineer")
"""Who may read a sheet after somebody else; a scrutineer (监票人) is made for it."""


@console.get("/c/<code>/paper/queue")
@allow.staff(*READERS)
def paper_queue(code: str) -> str:
    """Every sheet that waits, those first that this person may read."""
    view = my_consultation(code)
    sheets = sorted(_waiting(view), key=lambda sheet: not sheet.waits_for(staff().name))
    return render_template(
        "console/paper_queue.html",
        view=view,
        rows=[_row(view, sheet) for sheet in sheets],
        first=next((sheet.serial for sheet in sheets if _may_read(view, sheet)), ""),
        mine=sum(sheet.waits_for(staff().name) for sheet in sheets),
    )


@console.get("/c/<code>/paper/<serial>/again")
@allow.staff(*CONFIRMERS)
def read_again(code: str, serial: str) -> Response:
    """One waiting sheet: its photo beside an empty form."""
    view = my_consultation(code)
    sheet = _sheet(view, serial)
    if sheet is None:
        return redirect(url_for("console.paper_queue", code=view.code), 303)
    return make_response(render_template("console/paper_again.html", errors=[], **_context(view, sheet)))


@console.post("/c/<code>/paper/<serial>/again")
@allow.staff(*CONFIRMERS)
def confirm_paper(code: str, serial: str) -> Response:
    """Hold this reading against the others, and go on with the next sheet that waits for this person."""
    view = my_consultation(code)
    sheet, elector = _sheet(view, serial), my_elector(view, serial)
    try:
        read, me = sheet_read(view, serial), staff().name
        # A sheet from the door was collected by somebody, and read by nobody yet.
        act = enter_paper_ballot if sheet is not None and sheet.standing is None else confirm_paper_ballot
        tell(said_of_taken(act(db.session(), read, by=me, now=now()), serial, elector))
    except Refusal as refusal:
        if sheet is None:
            raise
        context = _context(view, sheet, refusal)
        return refused_page("console/paper_again.html", refusal, field=field_of(refusal), **context)
    return redirect(_next(view), 303)


def _waiting(view: ConsultationView) -> list[WaitingSheet]:
    return waiting_sheets(db.session(), view.estate.id, view.id)


def _sheet(view: ConsultationView, serial: str) -> WaitingSheet | None:
    return next(iter(waiting_sheets(db.session(), view.estate.id, view.id, serial)), None)


def _next(view: ConsultationView) -> str:
    """The page of the next sheet that this person may read, else the queue."""
    after = next((sheet.serial for sheet in _waiting(view) if _may_read(view, sheet)), "")
    if after:
        return url_for("console.read_again", code=view.code, serial=after)
    return url_for("console.paper_queue", code=view.code)


def _may_read(view: ConsultationView, sheet: WaitingSheet) -> bool:
    visit = current_staff()
    may = visit is not None and visit.role in CONFIRMERS
    return may and view.state is State.OPEN and sheet.waits_for(staff().name)


def _row(view: ConsultationView, sheet: WaitingSheet) -> dict[str, object]:
    words = current_words()
    return {
        "serial": sheet.serial,
        "place": place_name(words, *sheet.door),
        "waits": words.gettext(WAITS_SAID[sheet.standing]),
        "read_by": "、".join(sheet.read_by) if words.is_chinese else ", ".join(sheet.read_by),
        "since": words.moment(sheet.since),
        "has_photo": sheet.photo is not None,
        "may_read": _may_read(view, sheet),
    }


def _context(view: ConsultationView, sheet: WaitingSheet, refusal: Refusal | None = None) -> dict[str, object]:
    words = current_words()
    return sheet_form(view, refusal) | {
        "sheet": sheet,
        "place": place_name(words, *sheet.door),
        "waits": words.gettext(WAITS_SAID[sheet.standing]),
        "may_read": _may_read(view, sheet),
        "is_mine": not sheet.waits_for(staff().name),
        "left": sum(_may_read(view, other) for other in _waiting(view)),
    }
