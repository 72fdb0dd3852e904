"""Objections to a posted result: what each says, the decision with its reason, and letters that came on paper."""

from __future__ import annotations

from datetime import date

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.decide_objection import Decision, decide_objection
from consult.actions.enter_paper_objection import PaperObjection, enter_paper_objection
from consult.documents.result_figures import question_figures
from consult.domain.refusal import Refusal
from consult.domain.result_objection import DECISIONS, LONGEST_NAME, LONGEST_OBJECTION
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.earlier_results import counted_anew
from consult.queries.result_objections import posting_of, result_objections
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.sent_photo import sent_photo
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.result_objections import MATTERS, last_day_said, matter_name, outcome_name, posting_said

FIELDS = {
    "objection-without-name": "raised_by",
    "objection-name-too-long": "raised_by",
    "objection-day-missing": "received_on",
    "objection-received-before": "received_on",
    "objection-received-later": "received_on",
    "objection-too-late": "received_on",
    "unknown-objection-matter": "matter",
    "objection-without-words": "said",
    "objection-words-too-long": "said",
}
"""Which field of the form for a letter a refusal speaks of."""


@console.get("/c/<code>/objections")
@allow.staff(*READERS)
def objections_page(code: str) -> str:
    """All objections to the result, those that wait first."""
    return _page(my_consultation(code))


@console.post("/c/<code>/objections")
@allow.staff("committee", "scrutineer")
def decide_one_objection(code: str) -> Response:
    """Decide one; whoever comes second reads the first decision, and what they wrote stays to be copied."""
    view = my_consultation(code)
    typed = request.form.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 9 else 0
    decision = Decision(number, request.form.get("outcome", ""), request.form.get("reason", ""))
    try:
        decide_objection(db.session(), view.estate.id, view.id, decision, by=staff().name, now=now())
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        page = _page(view, errors=[(f"objection-{number}" if number else "", said)], wrong=number, said=said)
        return make_response(page, status_of(refusal))
    tell(current_words().gettext("Decided. The household reads it on its page; answer a letter on paper."))
    return redirect(url_for("console.objections_page", code=view.code), 303)


@console.post("/c/<code>/objections/paper")
@allow.staff("committee")
def enter_objection(code: str) -> Response:
    """Enter an objection that came on paper."""
    view = my_consultation(code)
    try:
        number = enter_paper_objection(db.session(), _paper(view), by=staff().name, now=now(), zone=settings().zone)
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        field = "photo" if refusal.reason.startswith("photo-") else FIELDS.get(refusal.reason, "")
        return make_response(_page(view, errors=[(field, said)], paper_error={field: said}), status_of(refusal))
    tell(current_words().gettext("Entered as objection no. %(n)s.", n=number))
    return redirect(url_for("console.objections_page", code=view.code), 303)


def _paper(view: ConsultationView) -> PaperObjection:
    form = request.form
    return PaperObjection(
        view.estate.id,
        view.id,
        form.get("raised_by", ""),
        _day(form.get("received_on", "")),
        form.get("matter", ""),
        form.get("said", ""),
        sent_photo("photo"),
    )


def _day(typed: str) -> date:
    """The day in a date field; refuses `objection-day-missing`."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise Refusal("objection-day-missing") from None


def _page(
    view: ConsultationView,
    *,
    errors: list[tuple[str, str]] | None = None,
    wrong: int = 0,
    said: str = "",
    paper_error: dict[str, str] | None = None,
) -> str:
    words = current_words()
    posting = posting_of(db.session(), view, zone=settings().zone, now=now())
    return render_template(
        "console/objections.html",
        view=view,
        rows=result_objections(db.session(), view.estate.id, view.id),
        posting=posting,
        last_day=last_day_said(words, posting.days.last, is_over=posting.is_over) if posting else "",
        stands=posting_said(words, posting.received, posting.waiting, is_over=posting.is_over) if posting else "",
        counted_anew=counted_anew(db.session(), view),
        figures=question_figures(words, view.result) if view.result else [],
        errors=errors or [],
        wrong=wrong,
        said=said,
        paper_error=paper_error or {},
        typed=request.form,
        today=now().astimezone(settings().zone).date().isoformat(),
        may_decide=staff().role in ("committee", "scrutineer"),
        is_concerned=lambda row: is_among(staff().name, row.concerned),
        choices=[(outcome.value, outcome_name(words, outcome)) for outcome in DECISIONS],
        matters=[(matter.value, matter_name(words, matter)) for matter in MATTERS],
        longest=LONGEST_OBJECTION,
        longest_name=LONGEST_NAME,
        place_name=place_name,
        matter_name=matter_name,
        outcome_name=outcome_name,
    )
