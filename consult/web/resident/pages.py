"""The residents' blueprint, and what its pages share: the consultation of an address, and who is reading."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint

from consult import clock
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView, consultation_of_code
from consult.queries.receipts import ElectorView, elector_view
from consult.queries.visits import HouseholdVisit
from consult.web.access import current_household
from consult.web.i18n import settings, speak_of
from consult.web.resident.ways import offered
from consult.wording.answers import channel_name
from consult.wording.conflicts import told_household
from consult.wording.contests import enterers_said, held_said, ruling_name
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.plain_words import has_plain_words, plain_words
from consult.wording.plan_pins import pins_of
from consult.wording.proxies import proxy_way

resident = Blueprint("resident", __name__)


@resident.context_processor
def _spoken() -> dict[str, object]:
    return {
        "place_name": place_name,
        "pins_of": pins_of,
        "plain_words": plain_words,
        "is_told_plainly": _is_told_plainly,
        "channel_name": channel_name,
        "proxy_way": proxy_way,
        "told_household": told_household,
        "enterers_said": enterers_said,
        "held_said": held_said,
        "offered": offered,
        "ruling_name": ruling_name,
    }


def _is_told_plainly(words: Words, view: ConsultationView) -> bool:
    """Whether anything of a consultation is written in plain words that this reader understands."""
    return has_plain_words(words, (view.intro, *(question.body for question in view.questions)))


def public_consultation(code: str) -> ConsultationView:
    """The consultation of an address; a draft answers exactly like a missing one."""
    view = consultation_of_code(db.session(), code)
    if view.state is State.DRAFT:
        raise Refusal("unknown-consultation", code=code[:20])
    speak_of(view.basis, is_binding=view.is_binding)
    return view


def visit_to(view: ConsultationView) -> HouseholdVisit | None:
    """The signed-in household's visit, if it is for this consultation."""
    visit = current_household()
    is_here = visit is not None and (visit.estate_id, visit.consultation_id) == (view.estate.id, view.id)
    return visit if is_here else None


def elector_at(view: ConsultationView) -> ElectorView | None:
    """The signed-in elector of this consultation, if any."""
    visit = visit_to(view)
    return None if visit is None else elector_view(db.session(), visit.estate_id, visit.elector_id)


def days_left(closes_at: datetime, now: datetime) -> int:
    """Whole days until the last day in the estate's zone: 0 on the last day, -1 once it is over."""
    if now >= closes_at:
        return -1
    zone = settings().zone
    return (closes_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def public_address(path: str) -> str:
    """An address as papers and pictures carry it; only ever from the settings, never from a request."""
    return settings().public_url + path


def this_moment() -> datetime:
    """The moment of this request."""
    return clock.now()
