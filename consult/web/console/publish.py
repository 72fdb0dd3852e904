"""Publishing a result: the notice, the days it is posted, what is objected, when it is final, and what is filed."""

from __future__ import annotations

from datetime import date

from flask import render_template

from consult.documents.result_figures import question_figures
from consult.domain.consultation import State
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.earlier_results import counted_anew
from consult.queries.printings import PrintingView, printings_of
from consult.queries.result_objections import Posting, posting_of
from consult.web.access import allow
from consult.web.console.pages import READERS, console, my_consultation, now
from consult.web.i18n import current_words, settings
from consult.wording.language import Words
from consult.wording.result_objections import last_day_said, posting_said

NOTICES = ("result", "result-by-building")
"""Papers that are the result notice."""


@console.get("/c/<code>/publish")
@allow.staff(*READERS)
def publish(code: str) -> str:
    """Where a result stands on its way from the count to the files; before the count, that there is none."""
    view, words = my_consultation(code), current_words()
    posting = posting_of(db.session(), view, zone=settings().zone, now=now())
    return render_template(
        "console/publish.html",
        view=view,
        posting=posting,
        days=_days(words, posting),
        last_day=last_day_said(words, posting.days.last, is_over=posting.is_over) if posting else "",
        stands=posting_said(words, posting.received, posting.waiting, is_over=posting.is_over) if posting else "",
        figures=question_figures(words, view.result) if view.result else [],
        counted_anew=counted_anew(db.session(), view) if view.state is State.CLOSED else [],
        notices=_notices(view),
    )


def _days(words: Words, posting: Posting | None) -> str:
    """Which day of the period it is, in words; empty before and after."""
    today = now().astimezone(settings().zone).date()
    if posting is None or not posting.days.first <= today <= posting.days.last:
        return ""
    return words.gettext(
        "Today is day %(day)s of %(days)s.",
        day=_count(posting.days.first, today),
        days=_count(posting.days.first, posting.days.last),
    )


def _count(first: date, last: date) -> int:
    """Days from the first to the last, both counted."""
    return (last - first).days + 1


def _notices(view: ConsultationView) -> list[PrintingView]:
    """When the notice was printed, newest first."""
    if view.state is not State.CLOSED:
        return []
    return [one for one in printings_of(db.session(), view.estate.id, view.id) if one.kind in NOTICES]
