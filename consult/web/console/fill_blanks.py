"""The blanks that a template left in a draft, filled in everywhere at once and in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.draft_consultation import change_draft
from consult.domain.blanks import blanks_left, refilled
from consult.domain.consultation import State
from consult.domain.consultation_template import Blank, blank_faults
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.guarded import texts_of
from consult.queries.procedure import written_procedures
from consult.web.access import allow, staff
from consult.web.console.draft_plan import form_of, plan_of
from consult.web.console.draft_procedure import Kept
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.i18n import current_words, settings
from consult.wording.refusals import sentence
from consult.wording.templates import template_named

LONGEST_BLANK = 400


@dataclass(frozen=True, slots=True)
class Sent:
    """What was typed into each blank by its key, and what is wrong with it."""

    typed: Mapping[str, str]
    faults: tuple[Refusal, ...] = ()


@console.get("/c/<code>/blanks")
@allow.staff("committee")
def blanks_of_draft(code: str) -> Response:
    """Every blank that is left; a draft without any leads back."""
    view = _draft(code)
    left = left_in(view)
    return _page(view, left, Sent({})) if left else _back(view)


@console.post("/c/<code>/blanks")
@allow.staff("committee")
def fill_blanks(code: str) -> Response:
    """Fill in what was typed wherever it is asked for; what stays empty stays marked."""
    view = _draft(code)
    left = left_in(view)
    typed = {one.key: request.form.get(f"blank_{one.key}", "").strip()[:LONGEST_BLANK] for one in left}
    faults = tuple(blank_faults(left, typed))
    if not faults:
        try:
            _fill(view, {label: typed[one.key] for one in left for label in one.label.values()})
        except Refusal as refusal:
            faults = tuple(refusal.details.get("faults", (refusal,)))
    if faults:
        return _page(view, left, Sent(typed, faults))
    tell(current_words().gettext("Filled in. Read the draft through once more."))
    return _back(view)


def left_in(view: ConsultationView) -> list[Blank]:
    """The blanks left in a draft: those of its template in their order, then any other that stands in its text."""
    found = dict.fromkeys(
        label for _, text in texts_of(view) for words in text.values() for label in blanks_left(words)
    )
    known = [blank for blank in _of_template(view) if found.keys() & set(blank.label.values())]
    named = {label for blank in known for label in blank.label.values()}
    others = [label for label in found if label not in named]
    return known + [Blank(f"x{at}", {"zh": label}, {}) for at, label in enumerate(others, start=1)]


def _of_template(view: ConsultationView) -> tuple[Blank, ...]:
    try:
        return template_named(view.preparation.template).blanks
    except Refusal:
        return ()


def _fill(view: ConsultationView, given: Mapping[str, str]) -> None:
    zone, keys = settings().zone, (view.estate.id, view.id)
    kept = Kept(*written_procedures(db.session(), *keys))
    plan = plan_of(_filled(form_of(view, zone, kept), given), zone, kept)
    change_draft(db.session(), *keys, plan, made_from=view.version, by=staff().name, now=now(), zone=zone)


def _filled(part: Any, given: Mapping[str, str]) -> Any:
    """A form, or any part of it, with its blanks filled in."""
    if isinstance(part, str):
        return refilled(part, given)
    if isinstance(part, tuple):
        return tuple(_filled(one, given) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _filled(getattr(part, one.name), given) for one in fields(part)})
    return part


def _draft(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is not State.DRAFT:
        raise Refusal("already-announced", code=view.code)
    return view


def _back(view: ConsultationView) -> Response:
    return redirect(url_for("console.consultation", code=view.code), 303)


def _page(view: ConsultationView, left: list[Blank], sent: Sent) -> Response:
    words = current_words()
    errors = [(str(fault.details.get("at", "")), sentence(words, fault)) for fault in sent.faults]
    page = render_template(
        "console/fill_blanks.html",
        view=view,
        blanks=[
            (
                f"blank_{one.key}",
                words.pick(one.label),
                words.pick(one.hint),
                one.is_number,
                sent.typed.get(one.key, ""),
            )
            for one in left
        ],
        longest=LONGEST_BLANK,
        errors=errors,
        error_of=dict(reversed(errors)),
    )
    return make_response(page, 400 if sent.faults else 200)
