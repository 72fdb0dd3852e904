"""Entering paper ballots, one after the other: serial, answers, perhaps a photo; or why the sheet does not count."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from consult.actions.enter_paper_ballot import enter_paper_ballot
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.electors_typed import elector_typed
from consult.queries.sheets import waiting_sheets
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, refused_page, tell
from consult.web.console.sheet_form import field_of, my_elector, said_of_taken, sheet_form, sheet_read
from consult.web.i18n import current_words
from consult.wording.answers import channel_name
from consult.wording.places import place_name
from consult.wording.sheets import WAITS_SAID

LOOK = "look"


@console.get("/c/<code>/paper")
@allow.staff("committee")
def paper(code: str, serial: str = "") -> str:
    """The empty form, ready for the next sheet; with the serial in it for whoever scanned a door's code."""
    scanned = serial or request.args.get("serial", "")
    return render_template("console/paper.html", errors=[], **_context(my_consultation(code), scanned=scanned))


@console.record
def _answer_codes_at_doors(setup: BlueprintSetupState) -> None:
    """Their addresses are short, so that their squares are large; in capitals for the same reason."""
    setup.app.add_url_rule("/p/<code>/<serial>", "console.door", paper)
    setup.app.add_url_rule("/P/<code>/<serial>", "console.door_in_capitals", paper)


@console.post("/c/<code>/paper")
@allow.staff("committee")
def enter_paper(code: str) -> Response:
    """Enter one sheet; on success say what came of it and be ready for the next.

    The Enter key only looks whose sheet it is: with it a scanner ends the serial, and a typist would send half a sheet.
    """
    view = my_consultation(code)
    try:
        serial = read_serial(request.form.get("serial", ""))
        _refuse_another_room(view, serial, request.form.get("room", ""))
        if request.form.get("do") == LOOK:
            whose = _whose(view, serial)
            return make_response(render_template("console/paper.html", errors=[], **_context(view, whose=whose)))
        elector = my_elector(view, serial)
        taken = enter_paper_ballot(db.session(), sheet_read(view, serial), by=staff().name, now=now())
        tell(said_of_taken(taken, serial, elector))
    except Refusal as refusal:
        return refused_page("console/paper.html", refusal, field=field_of(refusal), **_context(view, refusal))
    # Said on purpose: without a fragment of its own the answer inherits that of the form, and the cursor is lost.
    return redirect(url_for("console.paper", code=view.code, _anchor="serial"), 303)


def _refuse_another_room(view: ConsultationView, serial: str, typed: str) -> None:
    """A room may be typed beside the serial, against picking up the wrong sheet; refuses `sheet-elsewhere`."""
    if not typed.strip():
        return
    meant, elector = elector_typed(db.session(), view.estate.id, view.id, typed), my_elector(view, serial)
    if meant.id != elector.id:
        place = place_name(current_words(), elector.building, elector.entrance, elector.room)
        raise Refusal("sheet-elsewhere", serial=serial, place=place, typed=typed.strip()[:40])


def _whose(view: ConsultationView, serial: str) -> str:
    """Whose sheet it is, and whether a ballot of theirs, or this very sheet, was entered already.

    Never the number of its line: beside a door it would tell whose line of the published book is whose.
    """
    if view.is_secret:
        # No sheet of it exists, and serials go by doors: this page would say who has answered.
        raise Refusal("unnamed-channel", channel=Channel.PAPER.value)
    words, elector = current_words(), my_elector(view, serial)
    place = place_name(words, elector.building, elector.entrance, elector.room)
    if elector.ballot is not None:
        return words.gettext(
            "This sheet is for %(place)s. A ballot of theirs is recorded already: %(channel)s, %(at)s.",
            place=place,
            channel=channel_name(words, elector.ballot.channel),
            at=words.moment(elector.ballot.at),
        )
    waiting = waiting_sheets(db.session(), view.estate.id, view.id, serial)
    if waiting:
        return words.gettext(
            "This sheet is for %(place)s. %(waits)s.", place=place, waits=words.gettext(WAITS_SAID[waiting[0].standing])
        )
    return words.gettext("This sheet is for %(place)s. Nothing is recorded for it yet.", place=place)


def _context(
    view: ConsultationView, refusal: Refusal | None = None, whose: str = "", scanned: str = ""
) -> dict[str, object]:
    waiting = waiting_sheets(db.session(), view.estate.id, view.id) if view.procedure.paper_twice else []
    return sheet_form(view, refusal) | {
        "typed": request.form or {"serial": scanned[:20]},
        "whose": whose,
        "waiting": len(waiting),
        "waiting_for_me": sum(sheet.waits_for(staff().name) for sheet in waiting),
    }
