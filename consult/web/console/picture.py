"""A draft's picture or plan: chosen with one line that says what it shows, changed, and taken away again."""

from __future__ import annotations

from contextlib import closing

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.change_picture import change_picture, remove_picture
from consult.domain.consultation import State
from consult.domain.photo import Photo
from consult.domain.picture import LONGEST_DESCRIPTION
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.scanning.photo import LARGEST
from consult.scanning.picture import cleaned_picture
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.web.picture_answer import picture_answer
from consult.wording.refusals import sentence

_FIELDS = {"picture-undescribed": "alt_zh", "picture-description-too-long": "alt_zh"}
"""Beside which field a refusal stands; every other stands beside the file."""


@console.get("/c/<code>/picture")
@allow.staff("committee")
def picture(code: str) -> Response:
    """The form, with the picture there is; refuses `already-announced` once the text stands still."""
    return _page(_draft(code))


@console.post("/c/<code>/picture")
@allow.staff("committee")
def send_picture(code: str) -> Response:
    """Keep the picture sent with its description, or describe the one there is anew."""
    view = _draft(code)
    typed = {"zh": request.form.get("alt_zh", ""), "en": request.form.get("alt_en", "")}
    try:
        change_picture(db.session(), view.estate.id, view.id, _sent(), typed, by=staff().name, now=now())
    except Refusal as refusal:
        return _page(_draft(code), typed, refusal)
    words = current_words()
    tell(words.gettext("Kept. It stands on the residents’ page, the poster and the notice once this is announced."))
    return redirect(url_for("console.consultation", code=view.code), 303)


@console.get("/c/<code>/picture/remove")
@allow.staff("committee")
def ask_to_remove_picture(code: str) -> Response:
    """Ask before a picture is taken away; a draft without one leads back."""
    view = _draft(code)
    if view.picture is None:
        return redirect(url_for("console.picture", code=view.code), 303)
    return make_response(render_template("console/picture_remove.html", view=view))


@console.post("/c/<code>/picture/remove")
@allow.staff("committee")
def take_picture_away(code: str) -> Response:
    """Take the picture away, bytes and all."""
    view = _draft(code)
    remove_picture(db.session(), view.estate.id, view.id, by=staff().name, now=now())
    tell(current_words().gettext("The picture is taken away, and nothing of it is kept."))
    return redirect(url_for("console.consultation", code=view.code), 303)


@console.get("/c/<code>/picture/<sha256>.jpg")
@allow.staff(*READERS)
def picture_file(code: str, sha256: str) -> Response:
    """The picture itself, of a draft too."""
    return picture_answer(my_consultation(code), sha256)


def _draft(code: str) -> ConsultationView:
    view = my_consultation(code)
    if view.state is not State.DRAFT:
        raise Refusal("already-announced", code=view.code)
    return view


def _sent() -> Photo | None:
    """The picture of the form, cleaned at the door; None where nothing was chosen."""
    file = request.files.get("picture")
    if file is None or not file.filename:
        return None
    with closing(file):  # a large one lies on the disk until it is closed
        return cleaned_picture(file.read(LARGEST + 1))


def _page(view: ConsultationView, typed: dict[str, str] | None = None, refusal: Refusal | None = None) -> Response:
    kept = dict(view.picture.description) if view.picture else {}
    errors = {}
    if refusal is not None:
        errors[_FIELDS.get(refusal.reason, "picture")] = sentence(current_words(), refusal)
    page = render_template(
        "console/picture.html",
        view=view,
        typed=kept if typed is None else typed,
        errors=list(errors.items()),
        error_of=errors,
        longest=LONGEST_DESCRIPTION,
        is_lost=typed is not None and bool(request.files.get("picture")),
    )
    return make_response(page, status_of(refusal) if refusal else 200)
