"""Ideas and comments before voting opens: the public list, sending, supporting, and a household's own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from flask import abort, current_app, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from consult.actions.send_idea import SentIdea, send_idea
from consult.actions.support_idea import Support, support_idea
from consult.actions.withdraw_idea import withdraw_idea
from consult.domain.idea import check_idea, refuse_over_budget, refuse_unasked, same_words
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.ideas import idea_budget, idea_photo
from consult.queries.receipts import ElectorView
from consult.scanning.photo import LARGEST
from consult.scanning.picture import cleaned_picture
from consult.web.access import allow
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.resident.idea_pages import ideas_page, list_address
from consult.web.resident.idea_sign_in import carried_idea
from consult.web.resident.pages import elector_at, public_consultation, resident, this_moment
from consult.web.resident.sign_in import sign_in_page
from consult.web.resident.who import Answer, Page, for_household


@resident.get("/c/<code>/ideas")
@allow.anyone
def ideas(code: str) -> str:
    """What neighbours proposed and what the committee answered; readable without signing in."""
    view = public_consultation(code)
    return ideas_page(view, elector_at(view))


@resident.post("/c/<code>/ideas")
@allow.anyone
def send_an_idea(code: str) -> Page:
    """Send an idea; who is not signed in does so first and finds the text again."""
    mark_personal()
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return sign_in_page(view, kept=carried_idea(request.form), is_again=True), 403
    try:
        kept = send_idea(db.session(), _sent(view, elector), now=this_moment())
    except Refusal as refusal:
        return make_response(ideas_page(view, elector, refusal), status_of(refusal))
    words = current_words()
    return _told(
        view,
        words.gettext("Your household has sent these words before; they stand once, below.")
        if kept.is_again
        else words.gettext("Sent. The committee reads it first; then all neighbours can read it, without your name."),
    )


@resident.post("/c/<code>/ideas/support")
@allow.household
def support_an_idea(code: str) -> Page:
    """Support an idea, or take the support back."""
    return for_household(code, _kept(_support))


@resident.post("/c/<code>/ideas/back")
@allow.household
def take_idea_back(code: str) -> Page:
    """Take an idea of one's own back."""
    return for_household(code, _kept(_take_back))


@resident.get("/c/<code>/ideas/photo/<sha256>")
@allow.anyone
def photo_of_idea(code: str, sha256: str) -> Response:
    """The photo of an idea that everybody may read; of any other it is missing."""
    view = public_consultation(code)
    jpeg = idea_photo(db.session(), view.estate.id, view.id, sha256, public=True)
    if jpeg is None:
        abort(404)
    response = current_app.response_class(jpeg, mimetype="image/jpeg")
    # Kept only shortly: a photo may be taken back, or be found to show somebody after all.
    response.headers["Cache-Control"] = "public, max-age=300"
    response.set_etag(sha256)
    return response.make_conditional(request)


def _sent(view: ConsultationView, elector: ElectorView) -> SentIdea:
    """What was sent. Whatever can be refused without unpacking the photo is refused before it."""
    now, (kind, text) = this_moment(), (request.form.get("kind", ""), request.form.get("text", ""))
    refuse_unasked(view.ideas, view.state, view.opens_at, now)
    _, said = check_idea(kind, text)
    refuse_over_budget(*idea_budget(db.session(), view.estate.id, elector.id, same_words(said), now))
    return SentIdea(view.estate.id, view.id, elector.id, kind, text, _photo())


def _photo() -> Photo | None:
    file = request.files.get("photo")
    if file is None or not file.filename:
        return None
    with closing(file):
        return cleaned_picture(file.read(LARGEST + 1))


def _kept(act: Callable[[ConsultationView, ElectorView], Response]) -> Answer:
    """A deed of which a refusal is said on the page of ideas."""

    def done(view: ConsultationView, elector: ElectorView) -> Response:
        try:
            return act(view, elector)
        except Refusal as refusal:
            return make_response(ideas_page(view, elector, refusal), status_of(refusal))

    return done


def _support(view: ConsultationView, elector: ElectorView) -> Response:
    is_given = request.form.get("take_back") != "yes"
    idea = _named()
    support_idea(db.session(), Support(view.estate.id, view.id, elector.id, idea, is_given), now=this_moment())
    return redirect(list_address(view) + f"#idea-{idea}", 303)


def _take_back(view: ConsultationView, elector: ElectorView) -> Response:
    withdraw_idea(db.session(), view.estate.id, view.id, elector.id, _named())
    return _told(view, current_words().gettext("Taken back; its photo has been deleted."))


def _named() -> int:
    typed = request.form.get("idea", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 16 else 0


def _told(view: ConsultationView, done: str) -> Response:
    flash(done, "household")
    return redirect(url_for("resident.ideas", code=view.code), 303)
