"""How a posted result stands: until when objections are taken, how many came, and whether it is final."""

from __future__ import annotations

from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.result_objections import posting_of
from consult.web.i18n import current_words, settings
from consult.web.resident.pages import this_moment
from consult.wording.result_objections import last_day_said, posting_said


def posted_told(view: ConsultationView) -> dict[str, object]:
    """What every page says of a posted result: the last day, and how many objections came and were decided."""
    posting = posting_of(db.session(), view, zone=settings().zone, now=this_moment())
    if posting is None:
        return {"posting": None, "last_day": "", "posting_stands": ""}
    words = current_words()
    return {
        "posting": posting,
        "last_day": last_day_said(words, posting.days.last, is_over=posting.is_over),
        "posting_stands": posting_said(words, posting.received, posting.waiting, is_over=posting.is_over),
    }
