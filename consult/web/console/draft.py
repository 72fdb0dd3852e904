"""Writing a draft: one page whose buttons add and take away questions, options and requirements without a script."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.domain.agreed_answer import LONGEST_ANSWER, LONGEST_QUESTION, MOST
from consult.domain.consultation import Plan, State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.procedure import written_procedures
from consult.web.access import allow, staff
from consult.web.console.draft_conflict import conflict_page
from consult.web.console.draft_differences import differences
from consult.web.console.draft_edits import edited
from consult.web.console.draft_faults import field_of
from consult.web.console.draft_fields import DraftFields, blank_form, with_room
from consult.web.console.draft_form import read_form
from consult.web.console.draft_lists import lists
from consult.web.console.draft_plan import form_of, plan_of
from consult.web.console.draft_preview import rule_preview
from consult.web.console.draft_procedure import Kept, with_procedure
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.console.roll_figures import places_of_roll, units_in_force
from consult.web.i18n import current_words, settings
from consult.wording.language import Words
from consult.wording.refusals import sentence

SAVE = "save"
PROCEDURE_FIELDS = ("deemed", "clause_zh", "procedure-follow", "proxy_cap", "posted_days")
"""Where a fault may stand inside the folded rules of procedure, which then open."""


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
    return _form(view, form_of(view, settings().zone, _kept(view)))


@console.post("/c/<code>/edit")
@allow.staff("committee")
def save_draft(code: str) -> Response:
    """Change a draft, or do what the pressed button says and show the form again."""
    return _send(_draft(code))


def _draft(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is not State.DRAFT:
        raise Refusal("already-announced", code=view.code)
    return view


def _kept(view: ConsultationView | None) -> Kept:
    return Kept(*written_procedures(db.session(), staff().estate_id, view.id if view else None))


def _send(view: ConsultationView | None) -> Response:
    typed = read_form(request.form)
    pressed = request.form.get("do", SAVE)
    if pressed != SAVE:
        return _form(view, edited(typed, pressed))
    try:
        return _save(view, plan_of(typed, settings().zone, _kept(view)))
    except Refusal as refusal:
        if view is not None and refusal.reason == "draft-changed":
            return _overtaken(view.code, typed)
        return _form(view, typed, refusal)


def _overtaken(code: str, typed: DraftFields) -> Response:
    """Both versions of a draft that somebody saved meanwhile; whoever sent the same text twice is just told so."""
    view = _draft(code)
    kept = _kept(view)
    differing = differences(current_words(), with_procedure(typed, kept), form_of(view, settings().zone, kept))
    return conflict_page(view, differing) if differing else _saved(code)


def _save(view: ConsultationView | None, plan: Plan) -> Response:
    me, code = staff(), view.code if view else ""
    if view is None:
        code = draft_consultation(db.session(), me.estate_id, plan, by=me.name, now=now(), zone=settings().zone).code
    else:
        of, zone = _made_from(view), settings().zone
        change_draft(db.session(), me.estate_id, view.id, plan, made_from=of, by=me.name, now=now(), zone=zone)
    return _saved(code)


def _made_from(view: ConsultationView) -> int:
    """The version that the form was opened with; 0, which is none, where a form sent does not say."""
    return request.form.get("made_from", 0, type=int) if request.method == "POST" else view.version


def _saved(code: str) -> Response:
    tell(current_words().gettext("The draft is saved. Nobody outside the committee can see it yet."))
    return redirect(url_for("console.consultation", code=code), 303)


def _form(view: ConsultationView | None, typed: DraftFields, refusal: Refusal | None = None) -> Response:
    words = current_words()
    shown = with_procedure(with_room(typed), _kept(view))
    units = units_in_force(staff().estate_id)
    errors = _errors(words, shown, refusal)
    page = render_template(
        "console/draft.html",
        view=view,
        made_from=_made_from(view) if view else 0,
        typed=shown,
        errors=errors,
        error_of=dict(reversed(errors)),
        procedure_open=any(field in PROCEDURE_FIELDS for field, _said in errors),
        preview=rule_preview(words, shown, units),
        longest_agreed=(LONGEST_QUESTION, LONGEST_ANSWER),
        agreed_is_full=len(shown.agreed) >= MOST,
        **lists(words, shown, places_of_roll(units)),
    )
    return make_response(page, 400 if refusal else 200)


def _errors(words: Words, typed: DraftFields, refusal: Refusal | None) -> list[tuple[str, str]]:
    if refusal is None:
        return []
    faults: Sequence[Refusal] = refusal.details.get("faults") or (refusal,)
    return [(field_of(fault, typed), sentence(words, fault)) for fault in faults]
