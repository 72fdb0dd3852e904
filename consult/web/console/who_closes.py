"""Who may close a consultation: the committee; a scrutineer too as the second person of a binding vote."""

from __future__ import annotations

from flask import abort

from consult.domain.two_people import CLOSING_PROPOSED_BY
from consult.queries.consultations import ConsultationView
from consult.web.access import staff


def may_confirm_closing(view: ConsultationView) -> bool:
    """Whether somebody has proposed to close it and a second person is waited for."""
    return view.closes_by_two and view.closing_by is not None


def committee_only() -> None:
    """Answer 403 to everybody else."""
    if staff().role not in CLOSING_PROPOSED_BY:
        abort(403)
