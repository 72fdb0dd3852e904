"""What households ask about what is kept of them: read it, compare it with the register, answer with a reason."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.answer_record_request import answer_record_request
from consult.domain.record_request import REPLIES, Wanted
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.record_requests import areas_confirmed, record_requests
from consult.web.access import allow, staff
from consult.web.console.pages import console, my_consultation, now, tell
from consult.web.console.roll_places import place_text
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.places import place_name
from consult.wording.record_requests import reply_name, wanted_name
from consult.wording.refusals import sentence

CORRECTS = frozenset({Wanted.AREA, Wanted.NAMES, Wanted.ROOMS, Wanted.PHONE})
"""What a correction of the roll can answer."""


@console.get("/c/<code>/requests")
@allow.staff("committee")
def requests_page(code: str) -> str:
    """All requests, those that wait first. Nobody but the committee needs to read them."""
    return _page(my_consultation(code))


@console.post("/c/<code>/requests")
@allow.staff("committee")
def answer_request(code: str) -> Response:
    """Answer one request."""
    view = my_consultation(code)
    typed = request.form.get("request", "")
    wanted = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 16 else 0
    reply = (request.form.get("reply", ""), request.form.get("reason", ""))
    try:
        answer_record_request(db.session(), view.estate.id, view.id, wanted, *reply, by=staff().name, now=now())
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return make_response(_page(view, wanted, said), status_of(refusal))
    tell(current_words().gettext("Answered. The household reads it on its page."))
    return redirect(url_for("console.requests_page", code=view.code), 303)


def _page(view: ConsultationView, wrong: int = 0, said: str = "") -> str:
    words = current_words()
    return render_template(
        "console/record_requests.html",
        view=view,
        confirmed=areas_confirmed(db.session(), view.estate.id, view.id),
        rows=record_requests(db.session(), view.estate.id, view.id),
        errors=[(f"request-{wrong}" if wrong else "", said)] if said else [],
        wrong=wrong,
        said=said,
        typed=request.form,
        choices=[(reply.value, reply_name(words, reply)) for reply in REPLIES],
        place_name=place_name,
        place_text=place_text,
        corrects=CORRECTS,
        wanted_name=wanted_name,
        reply_name=reply_name,
    )
