"""Signing in with room and code, for those whose phone reads no QR; and signing out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.sign_in_household import HouseholdSignedIn, TypedSignIn, sign_in_by_code
from consult.domain.refusal import Refusal
from consult.domain.remembered import Way
from consult.domain.visit import Audience
from consult.models.base import db
from consult.queries.consultations import ConsultationView, public_consultations
from consult.queries.doors import doors_of
from consult.queries.receipts import elector_view
from consult.web.access import allow, leave
from consult.web.errors import status_of
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.resident.ballot_form import is_answer_field, raw_answers, read_answers, submission_id
from consult.web.resident.ballot_pages import check_page
from consult.web.resident.idea_pages import ideas_page
from consult.web.resident.idea_sign_in import CARRIED_IDEA, brought_idea
from consult.web.resident.opinion_form import AS, CARRIED, TENANT, read_form
from consult.web.resident.opinion_pages import checked_again
from consult.web.resident.pages import public_consultation, resident, this_moment
from consult.web.resident.ways import let_in
from consult.wording.places import place_name
from consult.wording.refusals import sentence

Page = Response | str | tuple[str, int]
_CODE_IN_PATH = re.compile(r"/[cC]/([^/?#]{1,40})")

FIELDS_OF_REFUSALS = {"code-mistyped": "code", "sign-in-failed": "code"}
"""Which field an error summary leads to; others stand for the form as a whole."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, so that an error never empties it."""

    building: str = ""
    entrance: str = ""
    room: str = ""
    code: str = ""


@resident.get("/sign-in")
@allow.anyone
def sign_in() -> Page:
    """The form; without a consultation in the address, first which one."""
    mark_personal()
    wanted = request.args.get("code", "") or _code_in(request.args.get("next", ""))
    if not wanted:
        return _which_page("", "")
    try:
        return sign_in_page(public_consultation(wanted))
    except Refusal as refusal:
        return _which_page(wanted, sentence(current_words(), refusal)), 404


@resident.post("/sign-in")
@allow.anyone
def enter_by_code() -> Page:
    """Sign in; answers that came along are shown again for checking."""
    mark_personal()
    view = public_consultation(request.form.get("consultation", ""))
    typed = Typed(*(request.form.get(name, "").strip()[:60] for name in ("building", "entrance", "room", "code")))
    missing = missing_of(typed)
    if missing:
        return sign_in_page(view, typed, errors=missing, kept=_kept(view)), 400
    try:
        signed_in = _sign_in(view, typed)
    except Refusal as refusal:
        errors = [(FIELDS_OF_REFUSALS.get(refusal.reason, ""), sentence(current_words(), refusal))]
        return sign_in_page(view, typed, errors=errors, kept=_kept(view)), status_of(refusal)
    let_in(signed_in, Way.CODE)
    return _go_on(view, signed_in)


@resident.post("/sign-out")
@allow.anyone
def sign_out() -> Response:
    """End the visit on this phone; the ballot and the receipt stay."""
    leave(Audience.HOUSEHOLD)
    return redirect(url_for("resident.front"), 303)


def sign_in_page(
    view: ConsultationView,
    typed: Typed = Typed(),
    *,
    errors: Sequence[tuple[str, str]] = (),
    kept: Sequence[tuple[str, str]] = (),
    is_again: bool = False,
) -> str:
    """The form for one consultation; `kept` are answers to carry through a second sign-in."""
    return render_template(
        "resident/sign_in.html",
        consultation=view,
        typed=typed,
        errors=list(errors),
        error_of=dict(errors),
        kept=list(kept),
        is_again=is_again,
        **doors_to_choose(view),
    )


def doors_to_choose(view: ConsultationView) -> dict[str, list[tuple[str, str]]]:
    """Buildings and entrances for the lists of a form: what is sent, and how it is said."""
    doors, words = doors_of(db.session(), view.estate.id, view.id), current_words()
    return {
        "buildings": [(name, place_name(words, name, "", "")) for name in doors.buildings],
        "entrances": [(name, place_name(words, "", name, "")) for name in doors.entrances],
    }


def _which_page(wanted: str, error: str) -> str:
    now = this_moment()
    running = [view for view in public_consultations(db.session()) if view.takes_ballots(now)]
    return render_template("resident/which.html", consultations=running, wanted=wanted, error=error)


def _code_in(address: str) -> str:
    """The consultation's code in the address that someone wanted to see before signing in."""
    found = _CODE_IN_PATH.match(address)
    return found[1] if found else ""


def missing_of(typed: Typed) -> list[tuple[str, str]]:
    """The fields that were left empty, each with what to do."""
    words = current_words()
    wanted = {
        "building": (typed.building, words.gettext("Choose your building.")),
        "room": (typed.room, words.gettext("Type your room number, as on the envelope, for example 302.")),
        "code": (typed.code, words.gettext("Type the 10 characters from your letter.")),
    }
    return [(name, said) for name, (value, said) in wanted.items() if not value]


def _sign_in(view: ConsultationView, typed: Typed) -> HouseholdSignedIn:
    written = TypedSignIn(
        consultation=view.code,
        building=typed.building,
        entrance=typed.entrance,
        room=typed.room,
        code=typed.code,
        address=request.remote_addr or "",
    )
    return sign_in_by_code(db.session(), written, secret=settings().secret_key, now=this_moment())


def _kept(view: ConsultationView) -> list[tuple[str, str]]:
    """Answers that travel through the form, as they came."""
    fields = [
        (name, value)
        for name, values in request.form.lists()
        if is_answer_field(name, view.questions) or name in (*CARRIED, *CARRIED_IDEA)
        for value in values
    ]
    return [*fields, ("submission_id", submission_id(request.form))] if fields else []


def _go_on(view: ConsultationView, signed_in: HouseholdSignedIn) -> Page:
    """To the ballot; or, with answers that came along, to the page where they are checked."""
    elector = elector_view(db.session(), signed_in.estate_id, signed_in.elector_id)
    if (idea := brought_idea(request.form)) is not None:
        return ideas_page(view, elector, typed=idea)
    if elector is not None and request.form.get(AS) == TENANT:
        again = checked_again(view, elector, read_form(view, request.form))
        return again or redirect(url_for("resident.opinion", code=view.code), 303)
    marked = read_answers(current_words(), view.questions, raw_answers(request.form, view.questions))
    if elector is None or elector.ballot is not None or not marked.is_sound:
        return redirect(url_for("resident.ballot", code=signed_in.consultation_code), 303)
    return check_page(view, elector, marked.answers, submission_id(request.form))
