"""“Is it still you?” before a page that matters; a form is asked in between (`consult.web.still_you`)."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from consult.domain.refusal import Refusal
from consult.web.access import allow, staff_key
from consult.web.access import staff as visitor
from consult.web.account.pages import EVERYBODY, staff, way_in
from consult.web.still_you import asking_page, prove


@staff.get("/staff/again")
@allow.staff(*EVERYBODY)
def again() -> Response:
    """The question, and where the answer leads."""
    return _page()


@staff.post("/staff/again")
@allow.staff(*EVERYBODY)
def prove_for_page() -> Response:
    """Take the proof and go on to the page, which is one of ours."""
    try:
        prove(staff_key(), estate=visitor().estate_id)
    except Refusal as refusal:
        return _page(refusal)
    return redirect(way_in(), 303)


def _page(refusal: Refusal | None = None) -> Response:
    return asking_page(visitor(), url_for("account.again", next=way_in()), refusal)
