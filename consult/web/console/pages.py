"""The console's blueprint, and what all its pages share: the estate, the navigation, a refusal beside a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, cast

from flask import Blueprint, flash, g, get_flashed_messages, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from consult import clock
from consult.backup.room import free_bytes
from consult.domain.objection import objections_end
from consult.domain.refusal import Refusal
from consult.domain.result_objection import posting_days
from consult.models.base import db
from consult.queries.consultations import (
    ConsultationView,
    EstateView,
    consultation_of_code,
    estate_of_id,
)
from consult.queries.doorstep_entries import undecided
from consult.queries.patrol import waiting_reports
from consult.web.access import current_staff, staff
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings, speak_of
from consult.wording.refusals import sentences

console = Blueprint("console", __name__, url_prefix="/console")

READERS = ("committee", "scrutineer", "auditor", "town")
"""Who may look at everything here; only the committee may change anything."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation."""

    href: str
    label: str
    is_here: bool
    count: int = 0


PATROL = (*READERS, "leader", "property")
"""Who may look whether a code on a wall is ours; whoever is no reader sees nothing else here."""


def now() -> datetime:
    """The moment of this request."""
    return clock.now()


def objections_over(view: ConsultationView) -> bool:
    """Whether the objection period of a consultation has ended."""
    ends = objections_end(view.closed_at, settings().zone, days=view.procedure.posted_days)
    return ends is not None and now() >= ends


class PostedDays(TypedDict):
    """Until when objections to a result are taken, and whether that is over."""

    last: date | None
    is_over: bool


def posted_days(view: ConsultationView) -> PostedDays:
    """The end of the posting period; `last` is None before the count."""
    days = posting_days(view.closed_at, settings().zone, days=view.procedure.posted_days)
    return {"last": days.last if days else None, "is_over": objections_over(view)}


def may_change() -> bool:
    """Whether the person signed in may change things."""
    visit = current_staff()
    return visit is not None and visit.role == "committee"


def my_estate() -> EstateView:
    """The estate of the person signed in, asked for once a request."""
    if "my_estate" not in g:
        g.my_estate = estate_of_id(db.session(), staff().estate_id)
    return cast(EstateView, g.my_estate)


def my_consultation(code: str) -> ConsultationView:
    """A consultation of the own estate; another estate's answers exactly like a missing one."""
    view = consultation_of_code(db.session(), code, estate_id=staff().estate_id)
    speak_of(view.basis, is_binding=view.is_binding)
    return view


def refused_page(template: str, refusal: Refusal, *, field: str = "", **context: object) -> Response:
    """A form again with what was typed, each fault in the summary, and the refusal's status."""
    said = [(field, sentence) for sentence in sentences(current_words(), refusal)]
    return make_response(render_template(template, errors=said, **context), status_of(refusal))


def tell(sentence: str) -> None:
    """Say on the next page what has been done."""
    flash(sentence)


@console.context_processor
def _around() -> dict[str, object]:
    visit = current_staff()
    if visit is None:
        return {}
    words = current_words()
    return {
        "navigation": _navigation(),
        "site_name": words.pick(my_estate().name),
        "home_address": url_for("console.home" if visit.role in READERS else "console.patrol"),
        "signed_in_as": visit.name,
        "signed_in_role": visit.role,
        "may_change": may_change(),
        "done": get_flashed_messages(),
        "little_room": _little_room(),
    }


def _little_room() -> str:
    """How many megabytes are left, where the disk is nearly full; else nothing."""
    free = free_bytes(settings().disk_folders)
    return current_words().integer(free // 1024**2) if free < settings().least_free else ""


def _navigation() -> Sequence[Entry]:
    words = current_words()
    here = request.endpoint or ""
    patrol = Entry(url_for("console.patrol"), words.gettext("Patrol"), here in PATROL_PAGES, _reported())
    if staff().role not in READERS:
        return [patrol]
    return [
        Entry(url_for("console.home"), words.gettext("To do"), here == "console.home"),
        Entry(
            url_for("console.consultations"),
            words.gettext("All consultations"),
            here.startswith("console.")
            and here not in ("console.home", *ROLL_PAGES, *DOORSTEP_PAGES, *PATROL_PAGES, *PEOPLE_PAGES),
        ),
        Entry(url_for("console.roll"), words.gettext("Roll of owners"), here in ROLL_PAGES),
        Entry(url_for("console.doorstep"), words.gettext("Rounds at the door"), here in DOORSTEP_PAGES, _undecided()),
        patrol,
        Entry(url_for("console.people"), words.gettext("Who works here"), here in PEOPLE_PAGES),
    ]


def _reported() -> int:
    """How many codes found on walls wait for the committee."""
    return waiting_reports(db.session(), staff().estate_id)


def _undecided() -> int:
    """How many entries from phones wait for the committee."""
    return undecided(db.session(), staff().estate_id)


DOORSTEP_PAGES = ("console.doorstep", "console.doorstep_entries", "console.enrolment_code")
PATROL_PAGES = ("console.patrol", "console.look_at_codes", "console.settle_code")
ROLL_PAGES = (
    "console.roll",
    "console.check_roll",
    "console.recheck_roll",
    "console.import_checked_roll",
    "console.note_totals",
    "console.roll_units",
    "console.roll_unit",
    "console.check_unit",
    "console.save_unit",
    "console.roll_owners",
    "console.judge_owners",
    "console.roll_history",
    "console.undo_change",
)
PEOPLE_PAGES = (
    "console.deed_log",
    "console.tokens",
    "console.make_token",
    "console.end_token",
    "console.people",
    "console.invite",
    "console.switch_off",
)
