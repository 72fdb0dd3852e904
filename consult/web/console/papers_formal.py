"""Formal papers beside notice and result: proxy forms, invitations, counting record, register, minutes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, abort, request

from consult.documents.counting_record import counting_record_pdf
from consult.documents.invitation import invitations_pdf
from consult.documents.minutes import Meeting, minutes_pdf
from consult.documents.objection_register import objection_register_pdf
from consult.documents.proxy_form import proxy_form_pdf, proxy_forms_pdf
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.formal_papers import (
    counting_record_sheet,
    invitation_sheet,
    minutes_sheet,
    objection_sheet,
    proxy_form_sheet,
    takes_proxies,
)
from consult.queries.paper_ballots import paper_ballots
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.papers import counted_at, paper_file, paper_words, place
from consult.web.i18n import settings
from consult.wording.language import Words

FORMAL_PREVIEWS: Mapping[str, str] = MappingProxyType(
    {
        "proxy-form.pdf": "proxy_form",
        "proxy-forms.pdf": "proxy_forms",
        "invitations.pdf": "invitations",
        "counting-record.pdf": "counting_record",
        "objections.pdf": "objections",
        "minutes.pdf": "minutes",
    }
)
"""File in a consultation's address → the page that answers it."""


def formal_choices(view: ConsultationView) -> list[tuple[str, str, dict[str, str]]]:
    """What can be printed and noted of these now: kind, file and what its address asks for."""
    kinds = ["counting-record", "objections"]
    if view.state is not State.CLOSED:
        kinds = [*(["proxy-form"] if takes_proxies(view) else []), "invitations", *kinds]
    meetings = [(f"minutes-{meeting}", "minutes.pdf", {"meeting": meeting.value}) for meeting in Meeting]
    return [*((kind, f"{kind}.pdf", {}) for kind in kinds), *meetings]


def _announced(code: str) -> ConsultationView:
    """My consultation; a draft has no such papers yet."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    return view


def _words() -> Words:
    return paper_words(request.args.get("language", ""))


@console.get("/c/<code>/proxy-form.pdf")
@allow.staff(*READERS)
def proxy_form(code: str) -> Response:
    """One proxy form for any owner; refuses `proxies-not-offered`."""
    view = _announced(code)
    sheet = proxy_form_sheet(view, settings().public_url, now())
    return paper_file(proxy_form_pdf(sheet, _words()), f"{view.code}-proxy-form.pdf")


@console.get("/c/<code>/proxy-forms.pdf")
@allow.staff("committee")
def proxy_forms(code: str) -> Response:
    """Proxy forms made out to the electors of a building, or to all; refuses `proxies-not-offered`."""
    view, building = _announced(code), request.args.get("building", "")
    sheet = proxy_form_sheet(view, settings().public_url, now())
    principals = paper_ballots(db.session(), view, building)
    if not principals:
        abort(404)
    return paper_file(proxy_forms_pdf(sheet, principals, _words()), f"{view.code}-proxy-forms-{building or 'all'}.pdf")


@console.get("/c/<code>/invitations.pdf")
@allow.staff(*READERS)
def invitations(code: str) -> Response:
    """Both invitations to the count; `at` and `place` where they are known, else lines to write on."""
    view = _announced(code)
    sheet = invitation_sheet(view, now(), counted_at=counted_at(), counting_place=place())
    return paper_file(invitations_pdf(sheet, _words()), f"{view.code}-invitations.pdf")


@console.get("/c/<code>/counting-record.pdf")
@allow.staff(*READERS)
def counting_record(code: str) -> Response:
    """The counting record: to be filled in by hand before closing, from the result after it."""
    view, words = _announced(code), _words()
    sheet = counting_record_sheet(view, words, now(), counting_place=place())
    return paper_file(counting_record_pdf(sheet, view.result, words), f"{view.code}-counting-record.pdf")


@console.get("/c/<code>/objections.pdf")
@allow.staff(*READERS)
def objections(code: str) -> Response:
    """The register to write objections into."""
    view = _announced(code)
    sheet = objection_sheet(view, now(), settings().zone)
    return paper_file(objection_register_pdf(sheet, _words()), f"{view.code}-objections.pdf")


@console.get("/c/<code>/minutes.pdf")
@allow.staff(*READERS)
def minutes(code: str) -> Response:
    """The minutes of a meeting to fill in, also for a draft: a hearing comes first. 404 for another `meeting`."""
    view = my_consultation(code)
    try:
        meeting = Meeting(request.args.get("meeting", Meeting.HEARING))
    except ValueError:
        abort(404)
    return paper_file(minutes_pdf(minutes_sheet(view, meeting, now()), _words()), f"{view.code}-minutes-{meeting}.pdf")
