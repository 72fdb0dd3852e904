"""The privacy notice: who, why, what is kept, how long, and what rights everybody has. A page to read, never a wall."""

from __future__ import annotations

from flask import render_template

from consult.domain.remembered import LASTS
from consult.domain.visit import LIFETIMES, Audience
from consult.queries.consultations import ConsultationView
from consult.web.access import allow
from consult.web.resident.pages import public_consultation, resident


@resident.get("/privacy")
@allow.anyone
def privacy() -> str:
    """The notice for all estates."""
    return _page(None)


@resident.get("/c/<code>/privacy")
@allow.anyone
def privacy_here(code: str) -> str:
    """The notice of one consultation: what it really asks, and whom to turn to."""
    return _page(public_consultation(code))


def _page(view: ConsultationView | None) -> str:
    lifetime = LIFETIMES[Audience.HOUSEHOLD]
    return render_template(
        "resident/privacy.html",
        consultation=view,
        idle_minutes=int(lifetime.idle.total_seconds() // 60),
        visit_hours=int(lifetime.whole.total_seconds() // 3600),
        wechat_days=LASTS.days,
    )
