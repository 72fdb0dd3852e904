"""Writing a draft: one page whose buttons add and take away questions and options without a script."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.domain.consent import Rule, Weight
from consult.domain.consultation import Channel, Kind, Place, State
from consult.domain.electorate import Basis
from consult.domain.question import Question
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM, RULES
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.web.access import allow, staff
from consult.web.console.draft_form import (
    FORM_TYPES,
    DraftFields,
    blank_form,
    edited,
    form_of,
    place_value,
    read_form,
    with_room_for_options,
)
from consult.web.console.draft_plan import draft_questions, field_of, plan_of
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.console.roll_figures import places_of_roll
from consult.web.i18n import current_words, settings
from consult.wording.answers import choice_label
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence
from consult.wording.rules import rule_name, rule_sentences
from consult.wording.states import BASES, CHANNELS, KINDS, QUESTION_TYPES

reasons(draft_needs_its_file="code: a draft with questions that only a consultation file can describe")

OFFERED_CHANNELS = (Channel.WEB, Channel.PAPER)
SAVE = "save"


@console.get("/new")
@allow.staff("committee")
def new_draft() -> Response:
    """An empty form with sensible dates."""
    return _form(None, blank_form(now(), settings().zone))


@console.post("/new")
@allow.staff("committee")
def save_new() -> Response:
    """Keep a new draft, or do what the pressed button says and show the form again."""
    return _send(None)


@console.get("/c/<code>/edit")
@allow.staff("committee")
def edit_draft(code: str) -> Response:
    """A kept draft as its form; refuses `already-announced` once its text stands still."""
    view = _draft(code)
    return _form(view, form_of(view, settings().zone))


@console.post("/c/<code>/edit")
@allow.staff("committee")
def save_draft(code: str) -> Response:
    """Change a draft, or do what the pressed button says and show the form again."""
    return _send(_draft(code))


def _draft(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is not State.DRAFT:
        raise Refusal("already-announced", code=view.code)
    if any(question.type.value not in FORM_TYPES for question in view.questions):
        raise Refusal("draft-needs-its-file", code=view.code)
    return view


def _send(view: ConsultationView | None) -> Response:
    fields = read_form(request.form)
    pressed = request.form.get("do", SAVE)
    if pressed != SAVE:
        return _form(view, edited(fields, pressed))
    try:
        return _save(view, fields)
    except Refusal as refusal:
        return _form(view, fields, refusal)


def _save(view: ConsultationView | None, fields: DraftFields) -> Response:
    plan = plan_of(
        fields,
        settings().zone,
        chose_places=request.form.get("scope") == "places",
        own_rule=own_rule(view),
    )
    me, code = staff(), view.code if view else ""
    if view is None:
        code = draft_consultation(db.session(), me.estate_id, plan, by=me.name, now=now()).code
    else:
        change_draft(db.session(), me.estate_id, view.id, plan)
    tell(current_words().gettext("The draft is saved. Nobody outside the committee can see it yet."))
    return redirect(url_for("console.consultation", code=code), 303)


def _form(view: ConsultationView | None, fields: DraftFields, refusal: Refusal | None = None) -> Response:
    words = current_words()
    shown = with_room_for_options(fields)
    errors = _errors(words, shown, refusal)
    page = render_template(
        "console/draft.html",
        view=view,
        typed=shown,
        errors=errors,
        error_of=dict(reversed(errors)),
        chose_places=request.form.get("scope") == "places" or bool(fields.places),
        conditions=_conditions(words, shown),
        **_choices(words, own_rule(view)),
    )
    return make_response(page, 400 if refusal else 200)


def _errors(words: Words, fields: DraftFields, refusal: Refusal | None) -> list[tuple[str, str]]:
    if refusal is None:
        return []
    faults: Sequence[Refusal] = refusal.details.get("faults") or (refusal,)
    return [(field_of(fault, fields), sentence(words, fault)) for fault in faults]


def own_rule(view: ConsultationView | None) -> Rule | None:
    """The committee's own rule of a draft that came from a file, if it has one."""
    return view.rule if view is not None and view.rule.key == CUSTOM else None


def _choices(words: Words, own: Rule | None) -> dict[str, object]:
    """The lists that the form chooses from."""
    return {
        "kinds": [(kind.value, words.gettext(KINDS[kind])) for kind in Kind],
        "bases": [(basis.value, words.gettext(BASES[basis])) for basis in Basis],
        "channels": [(channel.value, words.gettext(CHANNELS[channel])) for channel in OFFERED_CHANNELS],
        "rules": [_rule(words, rule) for rule in (*RULES.values(), *((own,) if own else ()))],
        "types": [(name, words.gettext(QUESTION_TYPES[name])) for name in FORM_TYPES],
        "places": [_place(words, place) for place in places_of_roll(staff().estate_id)],
    }


def _rule(words: Words, rule: Rule) -> tuple[str, str, str]:
    return rule.key, rule_name(words, rule), " ".join(rule_sentences(words, rule, Weight()))


def _place(words: Words, place: Place) -> tuple[str, str]:
    return place_value(place), place_name(words, place.building, place.entrance, "")


def _conditions(words: Words, fields: DraftFields) -> list[list[tuple[str, str]]]:
    """For each question, the answers to earlier ones that it may wait for."""
    asked = draft_questions(fields)
    return [
        [choice for earlier in asked[:at] for choice in _condition_choices(words, earlier)] for at in range(len(asked))
    ]


def _condition_choices(words: Words, question: Question) -> list[tuple[str, str]]:
    return [
        (
            f"{question.number}:{key}",
            words.gettext(
                "only after “%(answer)s” to question %(number)s",
                number=question.number,
                answer=choice_label(words, question, key),
            ),
        )
        for key in question.choices
    ]
