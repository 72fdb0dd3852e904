"""Entering written proxies, one after the other: whose choice, who hands it in, the paper, and the choice itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.enter_proxy_ballot import Entry, enter_proxy_ballot
from consult.domain.consultation import Channel
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.electors_typed import elector_typed
from consult.queries.proxies import Mandate, mandates
from consult.queries.receipts import ElectorView
from consult.web.access import allow, staff
from consult.web.console.answer_fields import answer_rows, read_answers, submission_id
from consult.web.console.pages import READERS, console, may_change, my_consultation, now, tell
from consult.web.errors import status_of
from consult.web.i18n import current_words, settings
from consult.web.sent_photo import sent_photo
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.refusals import sentence

T = TypeVar("T")

FIELDS = {
    "already-answered": "principal",
    "proxy-twice": "principal",
    "proxy-for-oneself": "agent",
    "proxy-in-circle": "agent",
    "proxy-beyond-cap": "agent",
    "proxy-agent-on-roll": "agent",
    "proxy-without-agent": "agent",
    "proxy-signed-later": "signed_on",
    "proxy-expired": "valid_until",
    "proxy-not-filed": "document",
    "proxy-without-photo": "photo",
}
"""Beside which field a refusal stands; those about a question stand there, others above the form."""


@dataclass(slots=True)
class _Faults:
    """What was refused so far, with the field of each, so that all of it is said at once."""

    said: dict[str, str] = field(default_factory=dict)
    first: Refusal | None = None

    def note(self, refusal: Refusal, at: str = "") -> None:
        question = refusal.details.get("question")
        place = at or FIELDS.get(refusal.reason, "") or (f"question-{question}" if question else "")
        self.said.setdefault(place, sentence(current_words(), refusal))
        self.first = self.first or refusal

    def read(self, at: str, reading: Callable[[], T]) -> T | None:
        try:
            return reading()
        except Refusal as refusal:
            self.note(refusal, at)
            return None


@console.get("/c/<code>/proxy")
@allow.staff(*READERS)
def proxy(code: str) -> str:
    """The empty form, ready for the next paper, and the list of those entered."""
    return _page(my_consultation(code), _Faults())


@console.post("/c/<code>/proxy")
@allow.staff("committee")
def enter_proxy(code: str) -> Response:
    """Enter one proxy; on success say its receipt and be ready for the next."""
    view, faults = my_consultation(code), _Faults()
    entry = _read(view, faults)
    said = faults.read("", lambda: _enter(entry)) if entry else None
    if said is None:
        status = status_of(faults.first) if faults.first else 400
        return make_response(_page(my_consultation(code), faults), status)
    tell(said)
    return redirect(url_for("console.proxy", code=view.code), 303)


def _page(view: ConsultationView, faults: _Faults) -> str:
    words = current_words()
    found = mandates(db.session(), view.estate.id, view.id)
    numbered = {number: faults.said.get(f"question-{number}", "") for number in range(1, len(view.questions) + 1)}
    return render_template(
        "console/proxy.html",
        view=view,
        typed=request.form,
        errors=list(faults.said.items()),
        error=lambda name: faults.said.get(name, ""),
        rows=answer_rows(words, view.questions, request.form, may_be_void=False, errors=numbered),
        may_be_void=False,
        submission=request.form.get("submission") or secrets.token_hex(16),
        is_offered=Channel.PROXY in view.channels,
        takes_sheets=view.takes_sheets(now()) and may_change(),
        is_after_the_end=now() >= view.closes_at,
        mandates=[(_mandate(words, view, row), row.photo) for row in found],
    )


def _mandate(words: Words, view: ConsultationView, row: Mandate) -> list[str]:
    """One proxy in the list: whose, by whom, how many that agent has, from when until when, filed where, by whom."""
    return [
        place_name(words, *row.principal),
        place_name(words, *row.agent) if row.agent else row.agent_name,
        words.gettext("Annulled")
        if row.is_annulled
        else words.gettext("%(n)s of %(cap)s", n=row.represented, cap=view.procedure.proxy_cap),
        f"{words.date(row.signed_on)} – {words.date(row.valid_until)}",
        row.document,
        f"{row.entered_by}, {words.moment(row.entered_at)}",
    ]


def _read(view: ConsultationView, faults: _Faults) -> Entry | None:
    """The form's proxy; None when something in it cannot be read, and then it is said of every field."""
    typed = {name: request.form.get(name, "").strip() for name in ("principal", "agent", "agent_name", "document")}
    principal = faults.read("principal", lambda: _elector(view, typed["principal"]))
    agent = faults.read("agent", lambda: _elector(view, typed["agent"])) if typed["agent"] else None
    if not typed["agent"] and not typed["agent_name"]:
        faults.note(Refusal("proxy-without-agent"))
    signed_on = faults.read("signed_on", lambda: _day("signed_on"))
    valid_until = faults.read("valid_until", lambda: _day("valid_until"))
    if not typed["document"]:
        faults.note(Refusal("proxy-not-filed"))
    photo = faults.read("photo", lambda: sent_photo("photo"))
    if view.procedure.paper_photo and photo is None:
        faults.note(Refusal("proxy-without-photo"))
    if faults.first or principal is None or signed_on is None or valid_until is None:
        return None
    answers = read_answers(view.questions, request.form)
    return Entry(
        id=submission_id(
            request.form, principal.id, sorted(typed.items()), sorted(answers.items()), photo.sha256 if photo else ""
        ),
        estate_id=view.estate.id,
        consultation_id=view.id,
        principal_id=principal.id,
        answers=answers,
        signed_on=signed_on,
        valid_until=valid_until,
        document=typed["document"],
        agent_id=agent.id if agent else None,
        agent_name=typed["agent_name"],
        photo=photo,
    )


def _elector(view: ConsultationView, typed: str) -> ElectorView:
    return elector_typed(db.session(), view.estate.id, view.id, typed)


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError as unreadable:
        raise Refusal("proxy-dates-missing") from unreadable


def _enter(entry: Entry) -> str:
    words = current_words()
    receipt = enter_proxy_ballot(db.session(), entry, by=staff().name, now=now(), zone=settings().zone)
    return words.gettext(
        "Recorded by proxy: no. %(seq)s, slip code %(receipt)s.", seq=receipt.seq, receipt=receipt.code
    )
