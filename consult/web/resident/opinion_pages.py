"""The pages of a tenant's opinion: the ballot's cards with another heading, the answers to check, and the thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import render_template, url_for

from consult.domain.question import Answer
from consult.domain.tenants import asked_of_tenants
from consult.queries.consultations import ConsultationView
from consult.queries.opinions import Home
from consult.queries.receipts import ElectorView
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import Marked, put_back, read_answers
from consult.web.resident.ballot_pages import check_fields, form_fields
from consult.web.resident.opinion_form import TENANT, OpinionForm, chosen_home, free_homes, hidden, homes_at
from consult.web.resident.pages import public_address, this_moment
from consult.web.resident.question import phase
from consult.wording.places import place_name
from consult.wording.question_cards import Standing

Page = str | tuple[str, int]


def opinion_form_page(
    view: ConsultationView,
    homes: Sequence[Home],
    form: OpinionForm,
    found: Marked | None = None,
    home_error: str = "",
) -> str:
    """All questions, with what is marked so far."""
    view = _as_asked(view)
    standing: Mapping[int, Standing] = put_back(view.questions, form.given)
    fields = form_fields(view, standing, form.sent, found)
    if home_error:
        fields |= {"problem": home_error, "problem_at": "home"}
    return render_template(
        "resident/opinion.html",
        home=chosen_home(homes, form.home) if len(homes) == 1 else None,
        homes=[(at, place_name(current_words(), *home.place)) for at, home in free_homes(homes)],
        chosen=form.home,
        home_error=home_error,
        draft_key=opinion_draft(view),
        **fields,
    )


def _as_asked(view: ConsultationView) -> ConsultationView:
    return replace(view, questions=asked_of_tenants(view.questions))


def opinion_check_page(view: ConsultationView, home: Home, answers: Mapping[int, Answer], form: OpinionForm) -> str:
    """The answers in words, and one button."""
    return render_template(
        "resident/opinion_check.html", home=home, fields=hidden(answers, form), **check_fields(view, answers)
    )


def checked(view: ConsultationView, homes: Sequence[Home], form: OpinionForm) -> Page:
    """The page to check; or the form again, with what needs another look."""
    marked = read_answers(current_words(), _as_asked(view).questions, form.given)
    home = chosen_home(homes, form.home)
    if home is None:
        said = current_words().gettext("Choose the home you live in.")
        return opinion_form_page(view, homes, form, marked, said), 400
    if not marked.is_sound:
        return opinion_form_page(view, homes, form, marked), 400
    return opinion_check_page(view, home, marked.answers, form)


def checked_again(view: ConsultationView, elector: ElectorView, form: OpinionForm) -> Page | None:
    """After a second sign-in: the page to check, if this home may still say something."""
    homes = homes_at(view, elector)
    home = chosen_home(homes, form.home)
    is_asked = view.procedure.tenants and phase(view, this_moment()) == "open"
    return checked(view, homes, form) if is_asked and home is not None and home.opinion is None else None


def thanks_page(view: ConsultationView, homes: Sequence[Home]) -> str:
    """Where the opinions of this letter's homes stand in the book, and what becomes of them."""
    words = current_words()
    given = [(place_name(words, *home.place), home.opinion) for home in homes if home.opinion is not None]
    return render_template(
        "resident/opinion_thanks.html",
        consultation=view,
        given=sorted(given, key=lambda one: one[1].seq, reverse=True),
        has_free_homes=bool(free_homes(homes)),
        phase=phase(view, this_moment()),
        book_address=public_address(url_for("resident.slip_form")),
        draft_key=opinion_draft(view),
    )


def opinion_draft(view: ConsultationView) -> str:
    """Under which name a browser keeps unfinished answers; never the owner's."""
    return f"{view.code}-{TENANT}"
