"""Corrections of entered ballots: propose one from the paper, and confirm or refuse another person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.decide_correction import Confirming, decide_correction
from consult.actions.propose_correction import Proposal, propose_correction
from consult.domain.consultation import Channel, State
from consult.domain.correction import LONGEST_REASON, Verdict
from consult.domain.objection import objections_end
from consult.domain.question import Answer
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.corrections import CorrectionView, corrections
from consult.queries.electors_typed import elector_typed
from consult.web.access import allow, staff
from consult.web.console.answer_fields import answer_rows, read_answers
from consult.web.console.pages import READERS, console, may_change, my_consultation, now, objections_over, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.sent_photo import sent_photo
from consult.web.still_you import stands
from consult.wording.answers import answer_said, channel_name
from consult.wording.contests import enterers_said
from consult.wording.corrections import note_said, verdict_name
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence

_FIELDS = {
    "door-missing": "household",
    "ambiguous-door": "household",
    "unknown-door": "household",
    "nothing-to-correct": "household",
    "correction-of-own-answer": "household",
    "correction-of-uncounted": "household",
    "correction-waiting": "household",
    "correction-not-read": "household",
    "correction-without-reason": "reason",
    "correction-without-evidence": "photo",
}
"""Beside which field a refusal stands; those about a photo stand there, those about a question beside it."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction on the page. `changes`: for each question its title, what was entered, and what it should say."""

    key: int
    place: str
    look: str
    state: str
    ballot: str
    reason: str
    evidence: str
    changes: list[list[str]]
    proposed: str
    decided: str
    note: str
    waits: bool
    is_mine: bool


@console.get("/c/<code>/corrections")
@allow.staff(*READERS)
def corrections_page(code: str) -> str:
    """All corrections, those that wait first, and the form for another."""
    return _page(my_consultation(code), confirms=_key(request.args.get("confirm", "")))


@console.post("/c/<code>/corrections")
@allow.staff("committee", fresh=True, has_file=True)
def propose(code: str) -> Response:
    """Keep a proposal for the second person."""
    view = my_consultation(code)
    try:
        elector = elector_typed(db.session(), view.estate.id, view.id, request.form.get("household", ""))
        proposal = Proposal(
            view.estate.id,
            view.id,
            elector.id,
            read_answers(view.questions, request.form),
            request.form.get("reason", ""),
            sent_photo("photo"),
        )
        propose_correction(db.session(), proposal, by=staff().name, now=now(), zone=settings().zone)
    except Refusal as refusal:
        return make_response(_page(my_consultation(code), refusal), status_of(refusal))
    tell(current_words().gettext("Kept. It counts once somebody else has confirmed it."))
    return redirect(url_for("console.corrections_page", code=view.code), 303)


@console.post("/c/<code>/corrections/decide")
@allow.staff("committee", "scrutineer", fresh=True)
def confirm_correction(code: str) -> Response:
    """Confirm or refuse what another person proposed."""
    view = my_consultation(code)
    key, confirms = _key(request.form.get("correction", "")), request.form.get("decision") == "confirm"
    try:
        read = read_answers(view.questions, request.form) if confirms else None
        confirming = Confirming(key, confirms, request.form.get("note", ""), read)
        line = decide_correction(
            db.session(), view.estate.id, view.id, confirming, by=staff().name, now=now(), zone=settings().zone
        )
    except Refusal as refusal:
        page = _page(my_consultation(code), refusal, at=f"correction-{key}", confirms=key)
        return make_response(page, status_of(refusal))
    words = current_words()
    confirmed = words.gettext("Confirmed: it stands in the book, and the household reads it on its page.")
    refused = words.gettext("Refused. What was entered stands.")
    differs = words.gettext("You read something else on the paper than was proposed, so it was refused.")
    tell(confirmed if line else differs if confirms else refused)
    return redirect(url_for("console.corrections_page", code=view.code), 303)


def _key(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0


def _page(view: ConsultationView, refusal: Refusal | None = None, *, at: str = "", confirms: int = 0) -> str:
    """The page; `confirms` is the proposal whose paper this person reads once more, alone on it with its fields."""
    words = current_words()
    errors = _errors(words, refusal, at)
    until = objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days)
    is_over = objections_over(view)
    found = corrections(db.session(), view.estate.id, view.id, is_over=is_over)
    is_running = view.state in (State.OPEN, State.CLOSED) and not is_over
    return render_template(
        "console/corrections.html",
        view=view,
        errors=list(errors.items()),
        error=lambda name: errors.get(name, ""),
        typed=request.form or request.args,
        rows=answer_rows(
            words,
            view.questions,
            request.form,
            may_be_void=Channel.PAPER in view.channels,
            errors={number: errors.get(f"question-{number}", "") for number in range(1, len(view.questions) + 1)},
        ),
        may_be_void=Channel.PAPER in view.channels,
        found=[_row(words, view, one) for one in found],
        may_propose=may_change() and is_running and not confirms,
        is_fresh=stands(staff(), may_have_file=True),
        here=request.full_path.rstrip("?") if request.method == "GET" else request.path,
        confirms=confirms,
        may_confirm=staff().role in ("committee", "scrutineer") and is_running,
        until=until,
        longest=LONGEST_REASON,
    )


def _errors(words: Words, refusal: Refusal | None, at: str) -> Mapping[str, str]:
    if refusal is None:
        return {}
    question = refusal.details.get("question")
    photo = "photo" if refusal.reason.startswith("photo-") else ""
    place = (f"question-{question}" if question else "") or at or _FIELDS.get(refusal.reason, "") or photo
    return {place or "household": sentence(words, refusal)}


def _row(words: Words, view: ConsultationView, one: CorrectionView) -> CorrectionRow:
    joint = "，" if words.is_chinese else ", "
    by = enterers_said(words, one.ballot.entered_by)
    ballot = joint.join([words.moment(one.ballot.at), channel_name(words, one.ballot.channel), by])
    looks = {Verdict.PROPOSED: "warning", Verdict.CONFIRMED: "good"}
    may_see = _may_see(view, one)
    return CorrectionRow(
        key=one.id,
        place=place_name(words, *one.door),
        look=looks.get(one.verdict, ""),
        state=verdict_name(words, one.verdict),
        ballot=ballot,
        reason=one.reason if may_see else "",
        evidence=one.evidence,
        changes=_changes(words, view, one.before, one.answers) if may_see else [],
        proposed=f"{one.proposed_by}{joint}{words.moment(one.proposed_at)}",
        decided=f"{one.decided_by}{joint}{words.moment(one.decided_at)}" if one.decided_at else "",
        note=note_said(words, one.note),
        waits=one.waits,
        is_mine=is_among(staff().name, [one.proposed_by]),
    )


def _may_see(view: ConsultationView, one: CorrectionView) -> bool:
    """Before the count only the two people see what a household is said to have chosen, the second after reading it.

    Whoever is to confirm reads the paper blind.
    """
    if view.state is State.CLOSED and not one.waits:
        return True
    return is_among(staff().name, [one.proposed_by, one.decided_by])


def _changes(
    words: Words, view: ConsultationView, before: Mapping[int, Answer], after: Mapping[int, Answer]
) -> list[list[str]]:
    """The questions whose answer changes, with both answers in words."""
    return [
        [
            f"{question.number}. {words.pick(question.title)}",
            answer_said(words, question, before.get(question.number)),
            answer_said(words, question, after.get(question.number)),
        ]
        for question in view.questions
        if before.get(question.number) != after.get(question.number)
    ]
