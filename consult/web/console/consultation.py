"""One consultation: where it stands, what it asks, and the deeds that carry it on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from consult.actions.announce_consultation import announce_consultation
from consult.actions.have_signing_key import have_signing_key
from consult.actions.open_consultation import open_consultation
from consult.documents.result_figures import question_figures
from consult.domain.consultation import State
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.assistance import assistants
from consult.queries.breakdown import breakdown_of
from consult.queries.conflicts import conflicts, unsettled
from consult.queries.consultations import ConsultationView
from consult.queries.contests import contests, undecided
from consult.queries.corrections import corrections
from consult.queries.doorstep_entries import still_to_come
from consult.queries.opinions import opinions_returned
from consult.queries.papers import scope_said
from consult.queries.reconciliation import must_reconcile, signed_reconciliation
from consult.queries.result_objections import undecided_objections
from consult.queries.sheets import unconfirmed_sheets
from consult.queries.turnout import by_building, standing
from consult.web.access import allow, staff
from consult.web.console.next_step import Waiting, next_step
from consult.web.console.pages import READERS, console, my_consultation, now, objections_over, posted_days, tell
from consult.web.console.papers_shown import papers_of
from consult.web.console.question_rows import question_rows
from consult.web.console.readiness import checklist, has_blanks, lacks_of
from consult.web.console.who_closes import committee_only, may_confirm_closing
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.standing_rows import strip_rows, verdict
from consult.wording.breakdown import PlaceTable, note_on_places, place_tables
from consult.wording.closing import closers_said
from consult.wording.language import Words
from consult.wording.procedure import procedure_rows
from consult.wording.refusals import sentences
from consult.wording.rules import rule_name, rule_sentences
from consult.wording.states import BASES, CHANNELS, KINDS, LOOKS, state_name
from consult.wording.tenants import tenants_said, tenants_so_far

ASKS_FIRST = {
    "announce": State.DRAFT,
    "close": State.OPEN,
}
"""Deeds that cannot be undone, and the state in which they may be done."""


@console.get("/c/<code>")
@allow.staff(*READERS)
def consultation(code: str) -> str:
    """The page of one consultation; `unknown-consultation` for another estate's."""
    return _page(my_consultation(code))


def _page(view: ConsultationView, errors: tuple[tuple[str, str], ...] = ()) -> str:
    words = current_words()
    is_past_draft = view.state is not State.DRAFT
    stands = standing(db.session(), view) if is_past_draft else None
    seconds = conflicts(db.session(), view.estate.id, view.id) if is_past_draft else []
    waiting = sum(not conflict.is_settled for conflict in seconds) if view.state is State.OPEN else 0
    cases = contests(db.session(), view.estate.id, view.id) if is_past_draft else []
    contested = sum(case.decided is None for case in cases)
    over = objections_over(view)
    corrected = corrections(db.session(), view.estate.id, view.id, is_over=over) if is_past_draft else []
    to_confirm = sum(one.waits for one in corrected)
    objected = undecided_objections(db.session(), view.estate.id, view.id) if view.state is State.CLOSED else 0
    return render_template(
        "console/consultation.html",
        may_confirm_closing=view.state is State.OPEN and may_confirm_closing(view) and staff().role == "scrutineer",
        view=view,
        errors=errors,
        state=state_name(words, view.state),
        look=LOOKS[view.state],
        step=next_step(
            words, view, now(), Waiting(waiting, contested, to_confirm, objections=objected, **posted_days(view))
        ),
        objected=objected,
        corrections=len(corrected),
        to_confirm=to_confirm,
        assistants=_assistant_rows(words, view) if is_past_draft else [],
        contests=len(cases),
        contested=contested,
        conflicts=len(seconds),
        unsettled=waiting,
        takes_sheets=view.takes_sheets(now()),
        papers=papers_of(view, staff().role),
        facts=[*facts(words, view), *_opinions_so_far(words, view)],
        rule=(rule_name(words, view.rule), rule_sentences(words, view.rule, view.electorate)),
        procedure=procedure_rows(words, view.procedure),
        lacks=[] if is_past_draft else lacks_of(words, view),
        has_blanks=not is_past_draft and has_blanks(view),
        checks=[] if is_past_draft else checklist(words, view),
        questions=question_rows(words, view.questions),
        strip=strip_rows(words, stands) if stands else [],
        verdict=verdict(words, stands) if stands and view.state is State.OPEN else "",
        buildings=_building_rows(words, view) if is_past_draft else [],
        figures=question_figures(words, view.result) if view.result else [],
        places=_place_tables(words, view),
        places_note=note_on_places(words),
        tenants=tenants_said(words, view.result) if view.result else None,
        is_due_to_open=view.state is State.ANNOUNCED and view.opens_at <= now() < view.closes_at,
        is_due_to_close=view.state is State.OPEN and view.closes_at <= now(),
        public_address=f"{settings().public_url}/c/{view.code}",
    )


def facts(words: Words, view: ConsultationView) -> list[tuple[str, str]]:
    """What has been decided about a consultation, as key and value."""
    joint = "、" if words.is_chinese else "; "
    whole = words.gettext("Frozen when it is announced")
    if view.state is not State.DRAFT:
        heads = words.ngettext("%(n)s elector", "%(n)s electors", view.electorate.heads)
        whole = f"{heads}{joint}{words.area(view.electorate.area)}"
    return [
        (words.gettext("Number and code"), f"{view.number} · {view.code}"),
        (words.gettext("Kind"), words.gettext(KINDS[view.kind])),
        (words.gettext("Who answers"), words.gettext(BASES[view.basis])),
        (words.gettext("Scope"), scope_said(words, view)),
        (words.gettext("Electorate"), whole),
        (words.gettext("Notice posted on"), words.date(view.notice_on)),
        (words.gettext("Opens"), words.moment(view.opened_at or view.opens_at)),
        (words.gettext("Closes"), words.moment(view.closed_at or view.closes_at)),
        (words.gettext("Ways to answer"), joint.join(words.gettext(CHANNELS[c]) for c in view.channels)),
        *_done_by(words, view),
    ]


def _opinions_so_far(words: Words, view: ConsultationView) -> list[tuple[str, str]]:
    """How many tenants have said something, apart from all that counts; nothing where they are not asked."""
    if not view.procedure.tenants or view.state not in (State.OPEN, State.CLOSED):
        return []
    returned = opinions_returned(db.session(), view.estate.id, view.id)
    return [(words.gettext("Tenants’ opinions so far (counted apart)"), tenants_so_far(words, returned))]


def _done_by(words: Words, view: ConsultationView) -> list[tuple[str, str]]:
    """Who carried it on so far."""
    deeds = [
        (words.gettext("Announced by"), view.announced_by),
        (words.gettext("Opened by"), view.opened_by),
        (words.gettext("Closed by"), closers_said(words, view.closed_by, view.closing_by, is_binding=view.is_binding)),
    ]
    return [(said, name) for said, name in deeds if name]


def _assistant_rows(words: Words, view: ConsultationView) -> list[list[str]]:
    """Who helped with how many ballots, where that is asked; nothing of whom."""
    if not view.procedure.assisted:
        return []
    found = assistants(db.session(), view.estate.id, view.id)
    return [[one.name, one.relation or "–", words.integer(one.ballots)] for one in found]


def _place_tables(words: Words, view: ConsultationView) -> list[PlaceTable]:
    """The answers by building and entrance once it is closed; before, the committee sees who answered and no more."""
    places = breakdown_of(db.session(), view)
    return place_tables(words, view.questions, places, with_entrances=True) if places else []


def _building_rows(words: Words, view: ConsultationView) -> list[list[str]]:
    return [
        [
            row.building,
            words.integer(row.returned.heads),
            words.integer(row.electorate.heads),
            words.square_metres(row.returned.area),
            words.square_metres(row.electorate.area),
        ]
        for row in by_building(db.session(), view)
    ]


@console.get("/c/<code>/<any(announce, close):deed>")
@allow.staff("committee", "scrutineer")
def ask_first(code: str, deed: str) -> Response:
    """Say what the deed does and cannot undo, with its button; a deed out of turn leads back."""
    view = my_consultation(code)
    if deed == "announce" or not may_confirm_closing(view):
        committee_only()
    if view.state is not ASKS_FIRST[deed]:
        return redirect(url_for("console.consultation", code=view.code), 303)
    words = current_words()
    return make_response(
        render_template(
            "console/confirm.html",
            view=view,
            deed=deed,
            lacks=lacks_of(words, view) if deed == "announce" else [],
            facts=facts(words, view),
            rule=(rule_name(words, view.rule), rule_sentences(words, view.rule, view.electorate)),
            procedure=procedure_rows(words, view.procedure),
            questions=question_rows(words, view.questions),
            unsettled=unsettled(db.session(), view.estate.id, view.id) if deed == "close" else 0,
            **(_sheets_left(view) if deed == "close" else {"unconfirmed": 0, "unreconciled": False}),
            contested=undecided(db.session(), view.estate.id, view.id) if deed == "close" else 0,
            doorstep=still_to_come(db.session(), view),
            is_mine=is_among(staff().name, [view.closing_by or ""]),
        )
    )


def _sheets_left(view: ConsultationView) -> dict[str, object]:
    """Sheets of paper that stand in the way of the count, or would count nothing."""
    keys = (view.estate.id, view.id)
    signed = signed_reconciliation(db.session(), *keys)
    return {
        "unconfirmed": unconfirmed_sheets(db.session(), *keys) if view.procedure.paper_twice else 0,
        "unreconciled": must_reconcile(view) and (signed is None or not signed.settles),
    }


@console.post("/c/<code>/announce")
@allow.staff("committee")
def announce(code: str) -> Response:
    """Announce a draft."""
    said = current_words().gettext("Announced. Text, rule and electors now stand still.")
    return do(code, partial(announce_consultation, zone=settings().zone), said)


@console.post("/c/<code>/open")
@allow.staff("committee", fresh=True)
def open_now(code: str) -> Response:
    """Open an announced consultation for answers."""
    have_signing_key(db.session(), my_consultation(code).estate.id, secret=settings().secret_key, now=now())
    return do(code, open_consultation, current_words().gettext("Open. People can answer from now on."))


def do(code: str, deed: Callable[..., Any], said: str) -> Response:
    """Carry it on, and say so on its page; there too what stands in the way."""
    view, me = my_consultation(code), staff()
    try:
        deed(db.session(), view.estate.id, view.id, by=me.name, now=now())
    except Refusal as refusal:
        errors = tuple(("", sentence) for sentence in sentences(current_words(), refusal))
        return make_response(_page(my_consultation(code), errors), status_of(refusal))
    tell(said)
    return redirect(url_for("console.consultation", code=view.code), 303)
