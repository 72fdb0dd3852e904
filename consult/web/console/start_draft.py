"""Beginning a consultation: from a template, from an earlier one, from a file, or with an empty form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.draft_consultation import draft_consultation
from consult.domain.consultation import Plan, check_plan
from consult.domain.consultation_file import plan_of_table, read_toml
from consult.domain.consultation_template import (
    Template,
    blank_faults,
    is_template,
    plan_of_template,
    template_of,
)
from consult.domain.photo import Photo
from consult.domain.picture import NamedPicture
from consult.domain.refusal import Refusal, reasons
from consult.models.base import db
from consult.queries.consultations import ConsultationView, consultations_of
from consult.queries.pictures import picture_of
from consult.queries.procedure import written_procedures
from consult.web.access import allow, staff
from consult.web.console.draft_fields import blank_form
from consult.web.console.draft_plan import form_of, plan_of
from consult.web.console.draft_procedure import Kept
from consult.web.console.pages import console, my_consultation, now, refused_page, tell
from consult.web.i18n import current_words, settings
from consult.wording.copies import copied_title
from consult.wording.language import Words
from consult.wording.refusals import sentence
from consult.wording.states import KINDS
from consult.wording.template_cards import card_of
from consult.wording.templates import template_named, templates

reasons(file_not_chosen="a form that asks for a file, sent without one")

LARGEST_FILE = 256 * 1024
LONGEST_BLANK = 400
_EARLIER = 20


@console.get("/start")
@allow.staff("committee")
def start_draft() -> str:
    """The templates as cards, the earlier consultations, a file, and the empty form."""
    return render_template("console/start_draft.html", errors=[], **_offered(current_words()))


def _offered(words: Words) -> dict[str, object]:
    earlier = consultations_of(db.session(), staff().estate_id)[:_EARLIER]
    return {
        "cards": [card_of(words, template) for template in templates()],
        "earlier": [(view.code, words.pick(view.title), words.gettext(KINDS[view.kind])) for view in earlier],
    }


@console.get("/start/<template>")
@allow.staff("committee")
def fill_template(template: str) -> Response:
    """The blanks of a template; refuses `unknown-template`."""
    return _blanks(template_named(template), {}, [])


@console.post("/start/<template>")
@allow.staff("committee")
def begin_from_template(template: str) -> Response:
    """Keep a draft made of a template; what is left blank stays marked in its text."""
    chosen = template_named(template)
    typed = {blank.key: request.form.get(f"blank_{blank.key}", "").strip() for blank in chosen.blanks}
    faults = list(blank_faults(chosen.blanks, typed)) + _too_long(typed)
    if not faults:
        try:
            return _kept(_plan_of_template(chosen, typed))
        except Refusal as refusal:
            faults = list(refusal.details.get("faults", (refusal,)))
    return _blanks(chosen, typed, faults)


def _too_long(typed: dict[str, str]) -> list[Refusal]:
    """Blanks longer than a field takes; a browser holds the same limit."""
    return [
        Refusal("title-too-long", field="title", limit=LONGEST_BLANK, at=f"blank_{key}")
        for key, value in typed.items()
        if len(value) > LONGEST_BLANK
    ]


def _plan_of_template(template: Template, typed: dict[str, str]) -> Plan:
    zone = settings().zone
    notice_on = now().astimezone(zone).date() + timedelta(days=1)
    return plan_of_template(template, typed, notice_on=notice_on, zone=zone)


def _blanks(template: Template, typed: dict[str, str], faults: list[Refusal]) -> Response:
    words = current_words()
    errors = [(str(fault.details.get("at", "")), sentence(words, fault)) for fault in faults]
    page = render_template(
        "console/fill_template.html",
        card=card_of(words, template),
        blanks=[
            (f"blank_{one.key}", words.pick(one.label), words.pick(one.hint), one.is_number, typed.get(one.key, ""))
            for one in template.blanks
        ],
        checklist=[words.pick(line) for line in template.checklist],
        longest=LONGEST_BLANK,
        errors=errors,
        error_of=dict(reversed(errors)),
    )
    return make_response(page, 400 if faults else 200)


@console.post("/start-again/<code>")
@allow.staff("committee")
def begin_from_earlier(code: str) -> Response:
    """A new draft with the words, the rule and the picture of an earlier consultation, and with days of its own."""
    view = my_consultation(code)
    photo = _photo_of(view)
    plan = _copied(view)
    if photo is not None and view.picture is not None:
        plan = replace(plan, picture=NamedPicture("", view.picture.description))
    return _kept(plan, photo)


def _copied(view: ConsultationView) -> Plan:
    zone = settings().zone
    usual, begins = written_procedures(db.session(), view.estate.id)
    said = written_procedures(db.session(), view.estate.id, view.id)[1]
    fresh, title = blank_form(now(), zone), copied_title(view.title)
    typed = replace(
        form_of(view, zone, Kept(usual, said)),
        notice_on=fresh.notice_on,
        opens_at=fresh.opens_at,
        closes_at=fresh.closes_at,
        title_zh=title.get("zh", ""),
        title_en=title.get("en", ""),
    )
    return replace(plan_of(typed, zone, Kept(usual, begins)), template=view.preparation.template)


def _photo_of(view: ConsultationView) -> Photo | None:
    jpeg = picture_of(db.session(), view)
    if jpeg is None or view.picture is None:
        return None
    return Photo(jpeg, view.picture.sha256, view.picture.width, view.picture.height)


@console.post("/start-file")
@allow.staff("committee")
def begin_from_file() -> Response:
    """A new draft from a template or a consultation file somebody brings; refuses with a sentence what is neither."""
    words = current_words()
    try:
        return _kept(_plan_of_file())
    except Refusal as refusal:
        return refused_page("console/start_draft.html", refusal, field="file", **_offered(words))


def _plan_of_file() -> Plan:
    sent = request.files.get("file")
    content = sent.stream.read(LARGEST_FILE + 1) if sent is not None else b""
    if not content:
        raise Refusal("file-not-chosen")
    if len(content) > LARGEST_FILE:
        raise Refusal("file-too-large", limit=LARGEST_FILE // 1024)
    table = read_toml(content)
    if is_template(table):
        return replace(_plan_of_template(template_of(table, ""), {}), picture=None)
    return replace(check_plan(plan_of_table(table), settings().zone), picture=None)


def _kept(plan: Plan, photo: Photo | None = None) -> Response:
    me = staff()
    drafted = draft_consultation(
        db.session(), me.estate_id, plan, by=me.name, now=now(), zone=settings().zone, photo=photo
    )
    tell(current_words().gettext("The draft is there. What it still lacks stands below, each with its place."))
    return redirect(url_for("console.consultation", code=drafted.code), 303)
