"""Closing a consultation. A binding vote is proposed by one person, and closed and counted when another confirms."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from consult.actions.close_consultation import close_consultation
from consult.actions.propose_closing import propose_closing
from consult.domain.two_people import CLOSING_CONFIRMED_BY
from consult.web.access import allow
from consult.web.console.consultation import do
from consult.web.console.pages import console, my_consultation
from consult.web.console.who_closes import committee_only, may_confirm_closing
from consult.web.i18n import current_words


@console.post("/c/<code>/close")
@allow.staff(*CLOSING_CONFIRMED_BY, fresh=True)
def close(code: str) -> Response:
    """Close and count, propose it, or confirm what somebody else proposed."""
    view, words = my_consultation(code), current_words()
    if not may_confirm_closing(view):
        committee_only()
    done = words.gettext("Closed and counted. The result stands below.")
    if not view.closes_by_two:
        return do(code, close_consultation, done)
    if view.closing_by is None:
        return do(code, propose_closing, words.gettext("Proposed. Somebody else now confirms; then it is counted."))
    return do(code, partial(_confirm, view.closing_by), done)


def _confirm(first: str, session: Session, estate_id: int, consultation_id: int, *, by: str, now: datetime) -> None:
    """Close as the second of two people."""
    close_consultation(session, estate_id, consultation_id, by=first, confirmed_by=by, now=now)
