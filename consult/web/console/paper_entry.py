"""Entering paper ballots, one after the other: serial, answers, perhaps a photo; or why the sheet does not count."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.cast_ballot import PaperSlip, Submission, cast_ballot
from consult.actions.set_aside_paper_ballot import set_aside_paper_ballot
from consult.domain.consultation import Channel
from consult.domain.question import VOID, Question, QuestionType
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView, elector_of_serial
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, refused_page, tell
from consult.web.console.photo import reencoded
from consult.web.i18n import current_words
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.states import SET_ASIDE

COUNTS = "counts"
BLANK = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One question on the form: `type` of its controls, choices with labels, and what is marked."""

    number: int
    title: str
    control: str
    choices: Sequence[tuple[str, str]]
    marked: Sequence[str]
    hint: str


@console.get("/c/<code>/paper")
@allow.staff("committee")
def paper(code: str) -> str:
    """The empty form, ready for the next sheet."""
    view = my_consultation(code)
    return render_template("console/paper.html", errors=[], **_context(view))


@console.post("/c/<code>/paper")
@allow.staff("committee")
def enter_paper(code: str) -> Response:
    """Enter one sheet; on success say its receipt and be ready for the next."""
    view = my_consultation(code)
    try:
        tell(_enter(view))
    except Refusal as refusal:
        field = "photo" if refusal.reason.startswith("photo") else "serial"
        return refused_page("console/paper.html", refusal, field=field, **_context(view))
    return redirect(url_for("console.paper", code=view.code), 303)


def _enter(view: ConsultationView) -> str:
    serial = read_serial(request.form.get("serial", ""))
    fate = request.form.get("fate", COUNTS)
    return _cast(view, serial) if fate == COUNTS else _set_aside(view, serial, fate)


def _cast(view: ConsultationView, serial: str) -> str:
    words, elector = current_words(), _elector(view, serial)
    answers = _answers(view.questions)
    submission = Submission(
        id=_submission_id(serial, answers),
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


def _answers(questions: Sequence[Question]) -> dict[int, object]:
    """What is marked on the sheet; a void row stays void whatever else is ticked in it."""
    answers: dict[int, object] = {}
    for question in questions:
        marked = [value for value in request.form.getlist(f"q{question.number}") if value != BLANK]
        figures = _figures(question)
        if VOID in marked and question.type is not QuestionType.TEXT:
            answers[question.number] = VOID
        elif figures:
            answers[question.number] = figures
        elif marked:
            answers[question.number] = marked if question.type in _SEVERAL else marked[0]
    return answers


_SEVERAL = (QuestionType.CHOOSE_SOME, QuestionType.BUDGET)
_WITH_FIGURES = (QuestionType.RANK, QuestionType.SCORE)


def _figures(question: Question) -> dict[str, str]:
    """Places or scores written beside the options."""
    if question.type not in _WITH_FIGURES:
        return {}
    typed = {key: request.form.get(f"q{question.number}-{key}", "").strip() for key in question.choices}
    return {key: figure for key, figure in typed.items() if figure}


def _submission_id(serial: str, answers: Mapping[int, object]) -> str:
    """The same for a sheet sent twice, another one as soon as anything on it differs."""
    marked = json.dumps([request.form.get("submission", ""), serial, sorted(answers.items())])
    return hashlib.sha256(marked.encode()).hexdigest()


def _slip(serial: str) -> PaperSlip:
    file = request.files.get("photo")
    if file is None or not file.filename:
        return PaperSlip(serial)
    fingerprint, jpeg = reencoded(file.read())
    return PaperSlip(serial, fingerprint, jpeg)


def _context(view: ConsultationView) -> dict[str, object]:
    words = current_words()
    return {
        "view": view,
        "typed": request.form,
        "rows": [_row(words, question) for question in view.questions],
        "fates": [(COUNTS, words.gettext("It counts"))]
        + [(reason, words.gettext(said)) for reason, said in SET_ASIDE.items()],
        "submission": secrets.token_hex(16),
        "takes_ballots": view.takes_ballots(now()),
    }


def _row(words: Words, question: Question) -> Row:
    control = _CONTROLS.get(question.type, "radio")
    choices = [(key, choice_label(words, question, key)) for key in question.choices]
    if control == "radio":
        choices.append((BLANK, words.gettext("Left blank")))
    if control in ("radio", "checkbox"):
        choices.append((VOID, words.gettext("Void: two marks or an altered one")))
    return Row(
        number=question.number,
        title=words.pick(question.title),
        control=control,
        choices=choices,
        marked=request.form.getlist(f"q{question.number}"),
        hint=_hint(words, question),
    )


_CONTROLS = {
    QuestionType.TEXT: "text",
    QuestionType.CHOOSE_SOME: "checkbox",
    QuestionType.BUDGET: "checkbox",
    QuestionType.RANK: "figures",
    QuestionType.SCORE: "figures",
    QuestionType.NUMBER: "line",
}


def _hint(words: Words, question: Question) -> str:
    match question.type:
        case QuestionType.CHOOSE_SOME:
            return words.gettext("At most %(limit)s.", limit=question.limit)
        case QuestionType.RANK:
            return words.gettext("The place written beside each option; empty where there is none.")
        case QuestionType.SCORE:
            return words.gettext("The score written beside each option; empty where there is none.")
        case QuestionType.BUDGET:
            return words.gettext("Together at most %(sum)s.", sum=yuan(words, question.budget or 0))
        case QuestionType.NUMBER:
            return words.pick(question.unit)
    return ""
