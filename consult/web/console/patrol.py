"""Patrol: photograph a poster and be told whether its code is ours; what is not, the committee reads here."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.begin_patrol import begin_patrol
from consult.actions.report_codes import Patrol, report_codes, settle_code_report
from consult.domain.patrol import LONGEST_PLACE, Kind, read_code
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.patrol import Found, code_reports, found_of
from consult.scanning.codes import codes_on
from consult.web.access import allow, staff
from consult.web.console.pages import PATROL, READERS, console, my_estate, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.sent_photo import is_sent, sent_photo
from consult.wording.patrol import kind_name, what_to_do
from consult.wording.refusals import sentence


@dataclass(frozen=True, slots=True)
class Told:
    """One code of a photo as the page tells it."""

    name: str
    advice: str
    look: str
    host: str = ""
    content: str = ""
    code: str = ""
    title: str = ""


@console.get("/patrol")
@allow.staff(*PATROL)
def patrol() -> Response:
    """The form; readers also see what was reported."""
    return _page()


@console.post("/patrol")
@allow.staff(*PATROL)
def look_at_codes() -> Response:
    """Read the codes of a photo and say what each is; what should not hang there is reported by itself."""
    place = request.form.get("place", "")
    try:
        estate_id = staff().estate_id
        if is_sent("photo"):
            begin_patrol(db.session(), estate_id, staff().staff_id, secret=settings().secret_key, now=now())
        photo = sent_photo("photo")
        if photo is None:
            raise Refusal("patrol-no-photo")
        codes = [read_code(content, settings().public_url) for content in codes_on(photo)]
        report_codes(db.session(), Patrol(estate_id, codes, photo, place, staff().name), now=now())
    except Refusal as refusal:
        return _page(place=place, refusal=refusal)
    found = [found_of(db.session(), estate_id, code, now()) for code in codes]
    return _page(told=[_told(one) for one in found], has_looked=True)


@console.post("/patrol/<int:report>/settle")
@allow.staff("committee")
def settle_code(report: int) -> Response:
    """Note that the committee has dealt with a report."""
    settle_code_report(db.session(), staff().estate_id, report, by=staff().name, now=now())
    tell(current_words().gettext("Noted as dealt with."))
    return redirect(url_for("console.patrol"), 303)


def _told(found: Found) -> Told:
    words, code = current_words(), found.code
    if code.kind is Kind.CONSULTATION:
        return _told_of_ours(found)
    look = "error" if code.is_alarming else "warning" if code.kind is Kind.BALLOT else ""
    return Told(kind_name(words, code.kind), what_to_do(words, code.kind), look, code.host, code.kept)


def _told_of_ours(found: Found) -> Told:
    """A code at our address: of a vote that runs, of one that is over, or of none of this estate's."""
    words, code = current_words(), found.code
    if found.view is None:
        advice = words.gettext("It is at our address, but leads to no vote of this estate. Ask the committee about it.")
        return Told(words.gettext("Our address, no vote of this estate"), advice, "warning", code.host, code.kept)
    title = words.pick(found.view.title)
    if found.is_over:
        advice = words.gettext("Answering is over. Take the poster down, so that nobody comes too late.")
        return Told(words.gettext("Ours, but over"), advice, "warning", code.host, "", found.view.code, title)
    advice = words.gettext("It is genuine and current. Let it hang.")
    return Told(kind_name(words, code.kind), advice, "", code.host, "", found.view.code, title)


def _page(
    *, told: list[Told] | None = None, has_looked: bool = False, place: str = "", refusal: Refusal | None = None
) -> Response:
    words = current_words()
    reads = staff().role in READERS
    said = sentence(words, refusal) if refusal else ""
    field = "place" if refusal and refusal.reason == "patrol-place-too-long" else "photo"
    page = render_template(
        "console/patrol.html",
        told=told or [],
        has_looked=has_looked,
        place=place,
        longest=LONGEST_PLACE,
        errors=[(field, said)] if said else [],
        error_of={field: said} if said else {},
        estate=my_estate(),
        public_url=settings().public_url,
        reports=code_reports(db.session(), staff().estate_id) if reads else [],
        reads=reads,
        kind_name=kind_name,
    )
    return make_response(page, status_of(refusal) if refusal else 200)
