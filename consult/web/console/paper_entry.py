"""Entering paper ballots, one after the other: serial, answers, perhaps a photo; or why the sheet does not count."""

from __future__ import annotations

import secrets

from flask import make_response, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from consult.actions.cast_ballot import PaperSlip, Submission, cast_ballot
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView, elector_of_serial
from consult.scanning.photo import cleaned
from consult.web.access import allow, staff
from consult.web.console.answer_fields import answer_rows, read_answers, submission_id
from consult.web.console.pages import console, my_consultation, now, refused_page, tell
from consult.web.i18n import current_words
from consult.wording.answers import channel_name
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.states import SET_ASIDE

COUNTS = "counts"
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
    """Enter one sheet; on success say its receipt and be ready for the next.

    The Enter key only looks whose sheet it is: with it a scanner ends the serial, and a typist would send half a sheet.
    """
    view = my_consultation(code)
    try:
        if request.form.get("do") == LOOK:
            return make_response(render_template("console/paper.html", errors=[], **_context(view, whose=_whose(view))))
        tell(_enter(view))
    except Refusal as refusal:
        return refused_page("console/paper.html", refusal, field=_field(refusal), **_context(view, refusal))
    return redirect(url_for("console.paper", code=view.code), 303)


def _field(refusal: Refusal) -> str:
    """The id of the field that a refusal is about."""
    if "question" in refusal.details:
        return f"question-{refusal.details['question']}"
    return "photo" if refusal.reason.startswith("photo") else "serial"


def _whose(view: ConsultationView) -> str:
    """Whose sheet it is, and whether a ballot of theirs is recorded already."""
    words, elector = current_words(), _elector(view, read_serial(request.form.get("serial", "")))
    place = place_name(words, elector.building, elector.entrance, elector.room)
    if elector.ballot is None:
        return words.gettext("This sheet is for %(place)s. Nothing is recorded for it yet.", place=place)
    return words.gettext(
        "This sheet is for %(place)s. A ballot of theirs is recorded already: no. %(seq)s, %(channel)s.",
        place=place,
        seq=elector.ballot.seq,
        channel=channel_name(words, elector.ballot.channel),
    )


def _enter(view: ConsultationView) -> str:
    serial = read_serial(request.form.get("serial", ""))
    fate = request.form.get("fate", COUNTS)
    return _cast(view, serial) if fate == COUNTS else _set_aside(view, serial, fate)


def _cast(view: ConsultationView, serial: str) -> str:
    words, elector = current_words(), _elector(view, serial)
    answers = read_answers(view.questions, request.form)
    submission = Submission(
        id=submission_id(request.form, serial, sorted(answers.items())),
        estate_id=view.estate.id,
        consultation_id=view.id,
        elector_id=elector.id,
        answers=answers,
        channel=Channel.PAPER,
        entered_by=staff().name,
        paper=_slip(serial),
    )
    receipt = cast_ballot(db.session(), submission, now=now())
    return words.gettext(
        "Recorded: serial %(serial)s, %(place)s, no. %(seq)s, slip code %(receipt)s.",
        serial=serial,
        place=place_name(words, elector.building, elector.entrance, elector.room),
        seq=receipt.seq,
        receipt=receipt.code,
    )


def _elector(view: ConsultationView, serial: str) -> ElectorView:
    elector = elector_of_serial(db.session(), view.estate.id, view.id, serial)
    if elector is None:
        raise Refusal("unknown-serial", serial=serial)
    return elector


def _set_aside(view: ConsultationView, serial: str, reason: str) -> str:
    set_aside_paper_ballot(db.session(), view.estate.id, view.id, serial, reason, by=staff().name, now=now())
    return current_words().gettext("Set aside: serial %(serial)s does not count.", serial=serial)


def _slip(serial: str) -> PaperSlip:
    file = request.files.get("photo")
    if file is None or not file.filename:
        return PaperSlip(serial)
    return PaperSlip(serial, cleaned(file.read()))


def _context(
    view: ConsultationView, refusal: Refusal | None = None, whose: str = "", scanned: str = ""
) -> dict[str, object]:
    words = current_words()
    number = refusal.details.get("question") if refusal else None
    return {
        "view": view,
        "typed": request.form or {"serial": scanned[:20]},
        "may_be_void": True,
        "rows": answer_rows(
            words,
            view.questions,
            request.form,
            may_be_void=True,
            errors={number: sentence(words, refusal)} if refusal and isinstance(number, int) else {},
        ),
        "whose": whose,
        "fates": [(COUNTS, words.gettext("It counts"))]
        + [(reason, words.gettext(said)) for reason, said in SET_ASIDE.items()],
        "submission": request.form.get("submission") or secrets.token_hex(16),
        "takes_sheets": view.takes_sheets(now()),
        "is_after_the_end": now() >= view.closes_at,
    }
