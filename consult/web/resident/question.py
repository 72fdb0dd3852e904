"""The page behind the poster's QR: the question, how it stands, and after the end the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app, render_template, url_for
from werkzeug.wrappers import Response

from consult.documents.qr import capital_address
from consult.domain.consent import Weight
from consult.domain.consultation import State
from consult.models.base import db
from consult.queries.audit import public_sample
from consult.queries.breakdown import breakdown_of
from consult.queries.consultations import ConsultationView
from consult.queries.earlier_results import counted_anew
from consult.queries.receipts import RecordedBallot
from consult.queries.turnout import returned_so_far, standing_with
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.web.picture_answer import picture_answer
from consult.web.resident.kept_page import kept_or_made
from consult.web.resident.outcome import outcomes, returned_rows
from consult.web.resident.pages import (
    days_left,
    elector_at,
    public_address,
    public_consultation,
    resident,
    this_moment,
)
from consult.web.resident.posted import posted_told
from consult.web.resident.qr_png import qr_png
from consult.web.standing_rows import strip_rows, verdict
from consult.wording.audited import sample_published
from consult.wording.breakdown import note_on_places, place_tables
from consult.wording.question_cards import question_cards
from consult.wording.rules import rule_sentences
from consult.wording.silence import silence_said
from consult.wording.tenants import tenants_said


@dataclass(frozen=True, slots=True)
class Now:
    """What moves on the page of a consultation, and differs between readers."""

    phase: str
    days_left: int
    ballot: RecordedBallot | None
    returned: Weight | None


@resident.get("/c/<code>")
@allow.anyone
def question(code: str) -> str:
    """One consultation, readable without signing in."""
    view = public_consultation(code)
    now, elector = this_moment(), elector_at(view)
    stands = Now(
        phase(view, now),
        days_left(view.closes_at, now),
        elector.ballot if elector else None,
        returned_so_far(db.session(), view) if view.state in (State.OPEN, State.CLOSED) else None,
    )
    if stands.ballot is None and view.result is None:
        return kept_or_made(view, stands, lambda: _page(view, stands))
    return _page(view, stands)


def _page(view: ConsultationView, now: Now) -> str:
    return render_template(
        "resident/question.html",
        consultation=view,
        phase=now.phase,
        days_left=now.days_left,
        questions=question_cards(current_words(), view.questions),
        rule_sentences=_how_it_is_decided(view),
        ballot=now.ballot,
        share_address=public_address(url_for("resident.question", code=view.code)),
        share_picture=public_address(_share_picture(view)),
        **_standing(view, now.returned),
        tenants=tenants_said(current_words(), view.result) if view.result else None,
        **_result(view),
        **posted_told(view),
    )


def _share_picture(view: ConsultationView) -> str:
    """What a chat shows beside the link: the committee's picture, or else the house's mark."""
    if view.picture is None:
        return url_for("static", filename="img/share.png")
    return url_for("resident.picture", code=view.code, sha256=view.picture.sha256)


def _how_it_is_decided(view: ConsultationView) -> list[str]:
    """The rule in figures, and what comes of not answering where the rules of procedure say so."""
    words = current_words()
    silence = silence_said(words, view.procedure, view.closes_at)
    return [*rule_sentences(words, view.rule, view.electorate), *([silence] if silence else [])]


resident.add_url_rule("/C/<code>", "question_in_capitals", question)


@resident.get("/c/<code>/picture/<sha256>.jpg")
@allow.anyone
def picture(code: str, sha256: str) -> Response:
    """The committee's picture or plan, under an address that can only ever mean this one."""
    return picture_answer(public_consultation(code), sha256)


@resident.get("/c/<code>/qr.png")
@allow.anyone
def question_qr(code: str) -> Response:
    """The public QR as a picture that can be kept and forwarded."""
    view = public_consultation(code)
    address = public_address(url_for("resident.question", code=view.code))
    return current_app.response_class(qr_png(capital_address(address)), mimetype="image/png")


def phase(view: ConsultationView, now: datetime) -> str:
    """Where the consultation stands for a reader: before, open, counting or closed."""
    if view.state is State.CLOSED:
        return "closed"
    if now >= view.closes_at:
        return "counting"
    return "open" if view.state is State.OPEN else "before"


def _standing(view: ConsultationView, returned: Weight | None) -> dict[str, Any]:
    if returned is None:
        return {"rows": [], "verdict": ""}
    stands, words = standing_with(view, returned), current_words()
    return {"rows": strip_rows(words, stands), "verdict": verdict(words, stands)}


def _result(view: ConsultationView) -> dict[str, Any]:
    if view.result is None:
        return {"outcomes": [], "returned": [], "counted_anew": [], "places": [], "places_note": "", "sampled": ""}
    words = current_words()
    places = breakdown_of(db.session(), view)
    return {
        "outcomes": outcomes(words, view.result),
        "returned": returned_rows(words, view.result),
        "counted_anew": counted_anew(db.session(), view),
        "places": place_tables(words, view.questions, places) if places else [],
        "places_note": note_on_places(words),
        "sampled": _sampled(view),
    }


def _sampled(view: ConsultationView) -> str:
    """What everybody reads of the sample of paper ballots; empty where none was fixed."""
    found = public_sample(db.session(), view.estate.id, view.id)
    return sample_published(current_words(), found.listed, found.size, found.agree) if found else ""
