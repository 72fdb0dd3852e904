"""What the pages share that take in a sheet of paper: its fields, reading what was typed, saying what came of it."""

from __future__ import annotations

import secrets

from flask import request

from consult.actions.enter_paper_ballot import SheetRead, SheetTaken
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView, elector_of_serial
from consult.web.access import staff
from consult.web.console.answer_fields import answer_rows, read_answers, submission_id
from consult.web.console.pages import now
from consult.web.i18n import current_words
from consult.web.sent_photo import sent_photo
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.sheets import waiting_said
from consult.wording.states import SET_ASIDE

COUNTS = "counts"


def sheet_form(view: ConsultationView, refusal: Refusal | None = None) -> dict[str, object]:
    """The fields of a sheet with what was typed, and the sentence of a refusal at the question it is about."""
    words = current_words()
    number = refusal.details.get("question") if refusal else None
    wrong = {number: sentence(words, refusal)} if refusal and isinstance(number, int) else {}
    return {
        "view": view,
        "typed": request.form,
        "may_be_void": True,
        "rows": answer_rows(words, view.questions, request.form, may_be_void=True, errors=wrong),
        "fates": [(COUNTS, words.gettext("It counts"))]
        + [(reason, words.gettext(said)) for reason, said in SET_ASIDE.items()],
        "submission": request.form.get("submission") or secrets.token_hex(16),
        "takes_sheets": view.takes_sheets(now()),
        "is_after_the_end": now() >= view.closes_at,
    }


def field_of(refusal: Refusal) -> str:
    """The id of the field that a refusal is about."""
    if "question" in refusal.details:
        return f"question-{refusal.details['question']}"
    if refusal.reason in ("unknown-door", "sheet-elsewhere"):
        return "room"
    is_about_photo = refusal.reason.startswith("photo") or refusal.reason == "paper-without-photo"
    return "photo" if is_about_photo else "serial"


def sheet_read(view: ConsultationView, serial: str) -> SheetRead:
    """What the person at the desk read on the sheet with this serial."""
    form = request.form
    fate, answers = form.get("fate", COUNTS), read_answers(view.questions, form)
    return SheetRead(
        id=submission_id(form, staff().name, serial, fate, sorted(answers.items())),
        estate_id=view.estate.id,
        consultation_id=view.id,
        serial=serial,
        answers=answers if fate == COUNTS else {},
        invalid="" if fate == COUNTS else fate,
        photo=sent_photo("photo"),
        # The form was made from one text; should another be in force by now, nothing may be put into its questions.
        text=form.get("text", ""),
    )


def my_elector(view: ConsultationView, serial: str) -> ElectorView:
    """Whose sheet carries this serial; refuses `unknown-serial`."""
    elector = elector_of_serial(db.session(), view.estate.id, view.id, serial)
    if elector is None:
        raise Refusal("unknown-serial", serial=serial)
    return elector


def said_of_taken(taken: SheetTaken, serial: str, elector: ElectorView) -> str:
    """What came of entering a sheet, in a sentence or two; never what anybody read on it."""
    words = current_words()
    place = place_name(words, elector.building, elector.entrance, elector.room)
    if taken.receipt is not None:
        return words.gettext(
            "Recorded: serial %(serial)s, %(place)s, no. %(seq)s, slip code %(receipt)s.",
            serial=serial,
            place=place,
            seq=taken.seq,
            receipt=taken.receipt.code,
        )
    if taken.outcome == "invalid":
        return words.gettext("Set aside: serial %(serial)s does not count.", serial=serial)
    if taken.outcome:
        return words.gettext(
            "Serial %(serial)s, %(place)s: the entries agree, but a ballot of theirs is recorded already. "
            "This one stands among the second ballots and counts nothing.",
            serial=serial,
            place=place,
        )
    return waiting_said(words, taken.standing, serial, place) if taken.standing else ""
