"""Whom somebody can ask who met an error: the committee of the estate whose page it was, as far as that is known."""

from __future__ import annotations

from flask import current_app, request

from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import EstateView, consultation_of_code, estate_of_id, estates
from consult.queries.leader_contacts import ShownLeader, leaders_of_household
from consult.web.access import current_household

_RESIDENTS = frozenset({"resident", "reading", "verify", None})
"""Blueprints whose pages residents open; staff know whom to ask, and a foreign estate must look like a missing one."""


def estate_to_ask() -> EstateView | None:
    """The estate of the address, else that of the household signed in, else the only one here; None if unknown.

    It never fails: it is asked on pages about what failed already.
    """
    if request.blueprint not in _RESIDENTS:
        return None
    try:
        return _of_address() or _of_visit() or _only_one()
    except Exception:
        current_app.logger.exception("an error page could not say whom to ask")
        return None


def leaders_to_ask() -> list[ShownLeader]:
    """The leaders whom the household that is signed in may call; like the estate, it never fails.

    Never on a page that is kept for others (`resident.kept_page`).
    """
    if request.blueprint not in _RESIDENTS:
        return []
    try:
        visit = current_household()
        return leaders_of_household(db.session(), visit.estate_id, visit.elector_id) if visit else []
    except Exception:
        current_app.logger.exception("a page could not say which leader to ask")
        return []


def _of_address() -> EstateView | None:
    code = (request.view_args or {}).get("code") or request.form.get("consultation", "")
    try:
        view = consultation_of_code(db.session(), str(code)) if code else None
    except Refusal:
        return None
    return view.estate if view is not None and view.state is not State.DRAFT else None


def _of_visit() -> EstateView | None:
    visit = current_household()
    return estate_of_id(db.session(), visit.estate_id) if visit else None


def _only_one() -> EstateView | None:
    found = estates(db.session())
    return found[0] if len(found) == 1 else None
