"""The staff's sign-in pages share a blueprint, and how a refusal is shown beside what was typed."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.base import db
from consult.models.second_factor import Owner
from consult.queries.visits import HalfVisit, half_visit
from consult.web import access
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.reading import is_same_site
from consult.web.still_you import lacks_second_factor
from consult.wording.refusals import sentence
from consult.wording.roles import role_name

staff = Blueprint("account", __name__)

EVERYBODY = tuple(sorted(access.ROLES))
SECOND_STEP = "second_step"
"""Where a browser remembers the key of a half visit; it opens nothing."""

HOME = "/console"
ROUND = "/doorstep/"
PATROL = "/console/patrol"
_HOMES = {"leader": ROUND, "property": PATROL}
"""Where those who are no readers of the console have something to do."""


@staff.app_template_global("role_name")
def said_role(role: str) -> str:
    """What a role is called, for this reader."""
    return role_name(current_words(), role)


def form_page(template: str, refusal: Refusal | None = None, **context: object) -> Response:
    """A form; after a refusal with its sentence, what was typed (never a password), and the refusal's status."""
    mark_personal()
    said = sentence(current_words(), refusal) if refusal else ""
    page = render_template(template, error=said, refusal=refusal, typed=request.form, **context)
    return make_response(page, status_of(refusal) if refusal else 200)


def come_in(key: str) -> bool:
    """Hand the browser its staff visit; answers whether it is whole. A half one only leads to the second factor."""
    is_half = half_visit(db.session(), key, clock.now()) is not None
    if is_half:
        access.leave(Audience.STAFF)
        session[SECOND_STEP] = key
    else:
        session.pop(SECOND_STEP, None)
        access.enter(Audience.STAFF, key)
    return not is_half


def half_key() -> str:
    """The key of the half visit that this browser holds; empty when it holds none."""
    key = session.get(SECOND_STEP)
    return key if isinstance(key, str) else ""


def standing_half() -> HalfVisit | None:
    """Who stands between password and second factor in this browser, if anybody."""
    mark_personal()
    return half_visit(db.session(), half_key(), clock.now()) if half_key() else None


def me() -> Owner:
    """Whose pages these are: the estate and the person signed in."""
    visit = access.staff()
    return visit.estate_id, visit.staff_id


def tell(sentence: str) -> None:
    """Say on the next page what has been done."""
    flash(sentence)


def home() -> str:
    """Where the person signed in has something to do: leaders at their doors, the property company at the posters."""
    visit = access.current_staff()
    return HOME if visit is None else _HOMES.get(visit.role, HOME)


def onward(place: str) -> Response:
    """On to a place; whoever still has to set up a second factor does that first, and goes `home` from there."""
    visit = access.current_staff()
    is_held_up = visit is not None and lacks_second_factor(visit)
    return redirect(url_for("account.set_up") if is_held_up else place, 303)


def way_in() -> str:
    """Where the person wanted to go before signing in; where they have something to do otherwise."""
    wanted = request.values.get("next", "")
    return wanted if is_same_site(wanted) and wanted != HOME else home()
