"""The front page: what this is, the consultations there are, and three short forms to get further."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import redirect as go
from flask import render_template, request
from werkzeug.wrappers import Response

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView, EstateView, public_consultations
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.web.resident.pages import days_left, public_consultation, resident, this_moment
from consult.wording.refusals import sentence


@dataclass(frozen=True, slots=True)
class Listed:
    """One consultation on the list: where it stands and how long it still runs."""

    view: ConsultationView
    days_left: int
    is_open: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class EstateList:
    """An estate with its consultations, open ones first."""

    estate: EstateView
    consultations: tuple[Listed, ...]


@resident.get("/")
@allow.anyone
def front() -> Response | str | tuple[str, int]:
    """What this is and what is open; `?code=` from the short form leads to that consultation."""
    typed = request.args.get("code", "").strip()
    if not typed:
        return _page("", "")
    try:
        return go(f"/c/{public_consultation(typed).code}", 303)
    except Refusal as refusal:
        return _page(typed, sentence(current_words(), refusal)), 404


def _page(typed: str, error: str) -> str:
    estates = by_estate(public_consultations(db.session()), this_moment())
    return render_template("resident/front.html", estates=estates, typed=typed, error=error)


def by_estate(views: Iterable[ConsultationView], now: datetime) -> list[EstateList]:
    """Consultations under their estates; what can be answered now stands first."""
    found: dict[int, list[Listed]] = {}
    for view in views:
        found.setdefault(view.estate.id, []).append(listed(view, now))
    return [
        EstateList(own[0].view.estate, tuple(sorted(own, key=lambda one: not one.is_open))) for own in found.values()
    ]


def listed(view: ConsultationView, now: datetime) -> Listed:
    """One consultation as the list shows it."""
    is_over = view.state is State.CLOSED or now >= view.closes_at
    return Listed(view, days_left(view.closes_at, now), view.takes_ballots(now), is_over)
