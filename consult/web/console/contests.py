"""Contested ballots: what each household says, what is known of the ballot, and the committee's decision.

Nothing here tells a choice, and no number of a line stands beside a door: it would tell whose choice a line is.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.decide_contest import Deciding, decide_contest
from consult.domain.consultation import Channel, State
from consult.domain.contest import DECIDED
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.conflicts import Conflict, conflicts
from consult.queries.consultations import ConsultationView
from consult.queries.contests import ContestView, contests
from consult.web.access import allow, staff
from consult.web.console.conflicts import decided as decided_between
from consult.web.console.pages import READERS, console, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words
from consult.wording.contests import came_said, enterers_said, hand_said, ruling_name
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case on the page. `anchor` names its place in the page; `facts` are what is known of the ballot.

    `settled`: what was decided last between this ballot and another; `has_own`: a ballot that the household sent itself
    is kept, which counts if this one falls.
    """

    anchor: str
    case: int
    place: str
    facts: list[tuple[str, str]]
    photo: str
    settled: str
    settled_by: str
    has_own: bool
    said: str
    is_mine: bool
    ruling: str
    ruled: str
    reason: str


@console.get("/c/<code>/contests")
@allow.staff(*READERS)
def contests_page(code: str) -> str:
    """All cases, those that wait first."""
    return _page(my_consultation(code))


@console.post("/c/<code>/contests")
@allow.staff("committee", "scrutineer", fresh=True)
def decide(code: str) -> Response:
    """Decide one case."""
    view = my_consultation(code)
    which = request.form.get("case", "")
    found = {str(at): case for at, case in enumerate(_in_order(view), start=1)}.get(which)
    deciding = Deciding(found.seq if found else 0, request.form.get("ruling", ""), request.form.get("reason", ""))
    try:
        decide_contest(db.session(), view.estate.id, view.id, deciding, by=staff().name, now=now())
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return make_response(_page(my_consultation(code), which, said), status_of(refusal))
    tell(current_words().gettext("Decided, and written into the book. The household reads it on its page."))
    return redirect(url_for("console.contests_page", code=view.code), 303)


def _in_order(view: ConsultationView) -> list[ContestView]:
    """The cases by the number of their line, whose order never changes."""
    return sorted(contests(db.session(), view.estate.id, view.id), key=lambda case: case.seq)


def _page(view: ConsultationView, wrong: str = "", said: str = "") -> str:
    words = current_words()
    doubled = {conflict.door: conflict for conflict in conflicts(db.session(), view.estate.id, view.id)}
    rows = [_row(words, case, at, doubled.get(case.door)) for at, case in enumerate(_in_order(view), start=1)]
    rows.sort(key=lambda row: bool(row.ruling))
    return render_template(
        "console/contests.html",
        view=view,
        rows=rows,
        errors=[(f"case-{wrong}", said)] if said else [],
        wrong=wrong,
        said=said,
        typed=request.form,
        may_decide=staff().role in ("committee", "scrutineer"),
        is_open=view.state is State.OPEN,
        choices=[(ruling.value, ruling_name(words, ruling)) for ruling in DECIDED],
    )


def _row(words: Words, case: ContestView, at: int, conflict: Conflict | None) -> CaseRow:
    ballot, decided = case.ballot, case.decided
    settled = conflict.settled if conflict else None
    joint = "，" if words.is_chinese else ", "
    by = enterers_said(words, ballot.entered_by) or words.gettext("the household itself")
    return CaseRow(
        anchor=f"case-{at}",
        case=at,
        place=place_name(words, *case.door),
        facts=[
            (words.gettext("Ballot recorded"), words.moment(ballot.at)),
            (words.gettext("How it came"), came_said(words, ballot)),
            (words.gettext("Entered by"), by),
            *_hands(words, case),
            (words.gettext("Contested"), words.moment(case.at)),
        ],
        photo=ballot.photo,
        settled=decided_between(words, conflict) if conflict else "",
        settled_by=f"{settled.by}{joint}{words.moment(settled.at)}" if settled else "",
        has_own=conflict is not None and ballot.seq == conflict.first.seq and ballot.is_counted and _has_own(conflict),
        said=case.said,
        is_mine=is_among(staff().name, [hand.who.name for hand in case.hands]),
        ruling=ruling_name(words, decided.ruling) if decided else "",
        ruled=f"{decided.by}{joint}{words.moment(decided.at)}" if decided else "",
        reason=decided.reason if decided else "",
    )


def _hands(words: Words, case: ContestView) -> list[tuple[str, str]]:
    """Everybody who had a ballot of the household in hand, by what they did."""
    parts = dict.fromkeys(hand.part for hand in case.hands)
    said = [hand_said(words, part, [hand.who for hand in case.hands if hand.part is part]) for part in parts]
    joint = "；" if words.is_chinese else "; "
    return [(words.gettext("Who had it in hand"), joint.join(said))] if said else []


def _has_own(conflict: Conflict) -> bool:
    """Whether the household sent one of the later ballots itself."""
    return any(second.channel == Channel.WEB and not second.entered_by for second in conflict.seconds)
