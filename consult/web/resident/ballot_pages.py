"""The two pages of a ballot: all questions to answer, and the answers to check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, request

from consult.domain.answers import has_blank_rows
from consult.domain.question import Answer
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import Marked, draft_key, kept_fields
from consult.web.resident.contest import annulled_case, sheets_told
from consult.web.resident.pages import days_left, this_moment
from consult.web.resident.replacing import replacing
from consult.wording.question_cards import Standing, question_cards
from consult.wording.silence import silence_said


def form_page(
    view: ConsultationView,
    elector: ElectorView,
    standing: Mapping[int, Standing],
    sent: str,
    found: Marked | None = None,
) -> str:
    """All questions on a page, with what is marked so far."""
    fields = form_fields(view, standing, sent, found)
    fields["annulled"] = annulled_case(elector, view)
    fields |= sheets_told(view, elector)
    fields["replaces"] = replacing(view, elector)
    fields["silence"] = silence_said(current_words(), view.procedure, view.closes_at)
    return render_template(
        "resident/ballot.html", elector=elector, draft_key=draft_key(view.code, elector.id), **fields
    )


def form_fields(
    view: ConsultationView, standing: Mapping[int, Standing], sent: str, found: Marked | None = None
) -> dict[str, Any]:
    """What every form of these questions shows, whoever answers."""
    return {
        "consultation": view,
        "days_left": days_left(view.closes_at, this_moment()),
        "questions": question_cards(current_words(), view.questions, standing, found.errors if found else {}),
        "problem": found.problem if found else "",
        "problem_at": "",
        "annulled": None,
        "sheets": [],
        "replaces": None,
        "silence": "",
        "submission_id": sent,
    }


def check_page(
    view: ConsultationView, elector: ElectorView, answers: Mapping[int, Answer], sent: str, *, problem: str = ""
) -> str:
    """The answers in words, and one button; `problem` is what is wrong with what was said of a assistant."""
    shown = check_fields(view, answers) | {"replaces": replacing(view, elector), "assistant_problem": problem}
    fields = kept_fields(answers, sent)
    return render_template("resident/check.html", elector=elector, fields=fields, typed=request.form, **shown)


def check_fields(view: ConsultationView, answers: Mapping[int, Answer]) -> dict[str, Any]:
    """The answers in words, and what was left out, whoever answers."""
    asked = [question for question in view.questions if question.show_if is None or question.show_if.holds(answers)]
    cards = question_cards(current_words(), asked, answers)
    return {
        "consultation": view,
        "replaces": None,
        "assistant_problem": "",
        "rows": [(f"{card.number}. {card.title}", card.said) for card in cards],
        "unanswered": [question.number for question in asked if question.number not in answers],
        "has_blank_rows": any(has_blank_rows(question, answers.get(question.number)) for question in asked),
    }
