"""Working lists, and papers for the board: delivery sheets, walking lists, turnout sheet, daily digest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response, abort, request

from consult.documents.daily_digest import daily_digest_pdf
from consult.documents.delivery_sheet import delivery_sheets_pdf
from consult.documents.turnout_sheet import turnout_sheet_pdf
from consult.documents.walking_list import walking_lists_pdf
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.delivery_sheet_paper import delivery_lines, delivery_sheet
from consult.queries.service import service_by_building
from consult.queries.turnout_papers import digest_sheet
from consult.queries.turnout_papers import turnout_sheet as turnout_of
from consult.queries.walking_list_paper import explain_card, walking_doors
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.console.papers import paper_file, paper_words
from consult.web.headers import mark_personal
from consult.web.i18n import settings
from consult.wording.language import Words

LIST_PREVIEWS: Mapping[str, str] = MappingProxyType(
    {
        "delivery-sheets.pdf": "delivery_sheets",
        "walking-lists.pdf": "walking_lists",
        "turnout-sheet.pdf": "turnout_sheet",
        "digest.pdf": "daily_digest",
    }
)
"""File in a consultation's address → the page that answers it."""


def list_choices() -> list[tuple[str, str, dict[str, str]]]:
    """What can be printed and noted of these now: kind, file and what its address asks for."""
    return [(kind, f"{kind}.pdf", {}) for kind in ("turnout-sheet", "digest")]


@console.get("/c/<code>/delivery-sheets.pdf")
@allow.staff("committee")
def delivery_sheets(code: str) -> Response:
    """Delivery sheets of a building, or of all; they name who took a ballot, so nobody else may keep them."""
    view = _announced(code)
    building = _building(view)
    mark_personal()
    lines = delivery_lines(db.session(), view, building)
    printed = delivery_sheets_pdf(delivery_sheet(view, now()), lines, _words())
    return paper_file(printed, f"{view.code}-delivery-sheets-{building or 'all'}.pdf", keep=False)


@console.get("/c/<code>/walking-lists.pdf")
@allow.staff("committee")
def walking_lists(code: str) -> Response:
    """The doors of a building, or of all, from which nothing has come back, with the card to read out."""
    view = _announced(code)
    building, words, public_url = _building(view), _words(), settings().public_url
    mark_personal()
    doors = walking_doors(db.session(), view, public_url, now(), building)
    printed = walking_lists_pdf(explain_card(view, words, public_url, now()), doors, words)
    return paper_file(printed, f"{view.code}-walking-lists-{building or 'all'}.pdf", keep=False)


@console.get("/c/<code>/turnout-sheet.pdf")
@allow.staff(*READERS)
def turnout_sheet(code: str) -> Response:
    """Who has taken part, by building and entrance, as far as it may be told."""
    view = _announced(code)
    printed = turnout_sheet_pdf(turnout_of(db.session(), view, now()), _words())
    return paper_file(printed, f"{view.code}-turnout-sheet.pdf")


@console.get("/c/<code>/digest.pdf")
@allow.staff(*READERS)
def daily_digest(code: str) -> Response:
    """Today's digest for the board: ballots by channel and where the book stands, no answers."""
    view = _announced(code)
    sheet = digest_sheet(db.session(), view, settings().public_url, now())
    return paper_file(daily_digest_pdf(sheet, _words()), f"{view.code}-digest.pdf")


def _announced(code: str) -> ConsultationView:
    """My consultation; a draft has no such papers yet."""
    view = my_consultation(code)
    if view.state is State.DRAFT:
        raise Refusal("not-announced", code=view.code)
    return view


def _words() -> Words:
    return paper_words(request.args.get("language", ""))


def _building(view: ConsultationView) -> str:
    """The building asked for, '' for all; 404 for one that has no electors."""
    building = request.args.get("building", "")
    if building and building not in {row.building for row in service_by_building(db.session(), view)}:
        abort(404)
    return building
