"""Two ballots of one household: when and how each came, never what it says, and the owners' decision between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.settle_conflict import Settling, settle_conflict
from consult.domain.consultation import State
from consult.domain.counting.book_count import Decision
from consult.domain.electors import place_order
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.conflicts import Arrival, Conflict, conflicts
from consult.queries.consultations import ConsultationView
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, may_change, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.web.sent_photo import sent_photo
from consult.web.still_you import stands
from consult.wording.answers import channel_name
from consult.wording.conflicts import decision_name
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One household on the page. `ballots`: which, when, how and by whom entered; `choices`: the ways to settle.

    `is_mine`: whoever looks had one of the ballots in hand.

    Numbers of lines and electors are left out: beside a door they would tell whose choice a line of the book is.
    """

    elector_id: int
    anchor: str
    place: str
    owners: str
    ballots: list[list[str]]
    settled: str
    settled_by: str
    reason: str
    evidence: str
    is_settled: bool
    is_mine: bool
    choices: list[tuple[str, str]]


@console.get("/c/<code>/conflicts")
@allow.staff(*READERS)
def conflicts_page(code: str) -> str:
    """All households with more than one ballot, those without a decision first."""
    return _page(my_consultation(code))


@console.post("/c/<code>/conflicts")
@allow.staff("committee", fresh=True, has_file=True)
def settle(code: str) -> Response:
    """Settle one household's conflict."""
    view = my_consultation(code)
    settling = _settling(view)
    try:
        settling = replace(settling, photo=sent_photo("photo"))
        settle_conflict(db.session(), view.estate.id, view.id, settling, by=staff().name, now=now())
    except Refusal as refusal:
        return make_response(_page(my_consultation(code), settling, refusal), status_of(refusal))
    tell(current_words().gettext("Settled, and written into the book."))
    return redirect(url_for("console.conflicts_page", code=view.code), 303)


def _settling(view: ConsultationView) -> Settling:
    """What was sent: a decision, and after a colon which of the later ballots it is about."""
    decision, _colon, which = request.form.get("decision", "").partition(":")
    elector_id = _figure(request.form.get("elector", ""))
    return Settling(
        elector_id=elector_id,
        decision=decision,
        reason=request.form.get("reason", ""),
        duplicate=_line_of(view, elector_id, _figure(which)) if which else None,
    )


def _figure(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else 0


def _line_of(view: ConsultationView, elector_id: int, which: int) -> int:
    """The line of a household's later ballot, counted from 1; 0 where there is no such one."""
    found = conflicts(db.session(), view.estate.id, view.id, elector_id)
    lines = [0, *(second.seq for conflict in found for second in conflict.seconds)]
    return lines[which] if which < len(lines) else 0


def _page(view: ConsultationView, tried: Settling | None = None, refusal: Refusal | None = None) -> str:
    words = current_words()
    found = conflicts(db.session(), view.estate.id, view.id)
    ordered = sorted(found, key=lambda one: (one.is_settled, place_order(one.door)))
    rows = [_row(words, conflict, at) for at, conflict in enumerate(ordered, start=1)]
    said = sentence(words, refusal) if refusal else ""
    at = next((row.anchor for row in rows if tried and row.elector_id == tried.elector_id), "")
    return render_template(
        "console/conflicts.html",
        view=view,
        rows=rows,
        errors=[(at, said)] if said else [],
        wrong_at=at,
        said=said,
        typed=request.form,
        may_settle=may_change() and view.state is State.OPEN,
        is_fresh=stands(staff(), may_have_file=True),
        here=request.path,
        unsettled=sum(not row.is_settled for row in rows),
    )


def _row(words: Words, conflict: Conflict, at: int) -> ConflictRow:
    settled = conflict.settled
    joint = "，" if words.is_chinese else ", "
    several = words.gettext("Several owners") if conflict.has_co_owners else words.gettext("One owner")
    return ConflictRow(
        elector_id=conflict.elector_id,
        anchor=f"household-{at}",
        place=place_name(words, *conflict.door),
        owners=several,
        ballots=[
            [words.gettext("Came later") if order else words.gettext("Came first"), *_ballot(words, arrival)]
            for order, arrival in enumerate((conflict.first, *conflict.seconds))
        ],
        settled=decided(words, conflict),
        settled_by=f"{settled.by}{joint}{words.moment(settled.at)}" if settled else "",
        reason=settled.reason if settled else "",
        evidence=settled.evidence if settled else "",
        is_settled=conflict.is_settled,
        is_mine=is_among(staff().name, conflict.hands),
        choices=list(_choices(words, conflict)),
    )


def decided(words: Words, conflict: Conflict) -> str:
    """What was decided last; of a later ballot, which one."""
    if conflict.settled is None:
        return ""
    if conflict.settled.decision is Decision.SECOND_COUNTS:
        meant = next(second for second in conflict.seconds if second.seq == conflict.settled.duplicate)
        return _in_its_place(words, meant)
    return decision_name(words, conflict.settled.decision)


def _ballot(words: Words, arrival: Arrival) -> list[str]:
    by = arrival.entered_by or words.gettext("the household itself")
    return [words.moment(arrival.at), channel_name(words, arrival.channel), by]


def _choices(words: Words, conflict: Conflict) -> Iterator[tuple[str, str]]:
    yield Decision.FIRST_STANDS.value, decision_name(words, Decision.FIRST_STANDS)
    for which, second in enumerate(conflict.seconds, start=1):
        yield f"{Decision.SECOND_COUNTS.value}:{which}", _in_its_place(words, second)
    yield Decision.NEITHER_COUNTS.value, decision_name(words, Decision.NEITHER_COUNTS)


def _in_its_place(words: Words, second: Arrival) -> str:
    return words.gettext(
        "The one of %(moment)s (%(channel)s) counts in its place",
        moment=words.moment(second.at),
        channel=channel_name(words, second.channel),
    )
