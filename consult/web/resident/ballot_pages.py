"""The two pages of a ballot: all questions to answer, and the answers to check."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template

from consult.domain.answers import has_blank_rows
from consult.domain.question import Answer
from consult.queries.consultations import ConsultationView
from consult.queries.receipts import ElectorView
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import Marked, draft_key, kept_fields
from consult.web.resident.cards import Standing, question_cards
from consult.web.resident.pages import days_left, this_moment


def form_page(
    view: ConsultationView,
    elector: ElectorView,
    standing: Mapping[int, Standing],
    sent: str,
    found: Marked | None = None,
) -> str:
    """All questions on a page, with what is marked so far."""
    return render_template(
        "resident/ballot.html",
        consultation=view,
        elector=elector,
        days_left=days_left(view.closes_at, this_moment()),
        questions=question_cards(current_words(), view.questions, standing, found.errors if found else {}),
        problem=found.problem if found else "",
        submission_id=sent,
        draft_key=draft_key(view.code, elector.id),
    )


def check_page(view: ConsultationView, elector: ElectorView, answers: Mapping[int, Answer], sent: str) -> str:
    """The answers in words, and one button."""
    asked = [question for question in view.questions if question.show_if is None or question.show_if.holds(answers)]
    cards = question_cards(current_words(), asked, answers)
    return render_template(
        "resident/check.html",
        consultation=view,
        elector=elector,
        rows=[(f"{card.number}. {card.title}", card.said) for card in cards],
        unanswered=[question.number for question in asked if question.number not in answers],
        has_blank_rows=any(has_blank_rows(question, answers.get(question.number)) for question in asked),
        fields=kept_fields(answers, sent),
    )
