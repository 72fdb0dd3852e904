"""The sample of paper ballots: how large and why, fixing its list, the digits thrown, the ballots, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.draw_audit_sample import draw_audit_sample
from consult.actions.fix_audit_list import fix_audit_list
from consult.actions.publish_audit import publish_audit
from consult.actions.record_audit_finding import record_audit_finding
from consult.domain.audit import USUAL_CONFIDENCE, USUAL_SHARE, sample_size
from consult.domain.consultation import State
from consult.domain.numbers_typed import read_number
from consult.domain.question import Answer
from consult.domain.refusal import Refusal
from consult.domain.same_person import is_among
from consult.models.base import db
from consult.queries.audit import Sample, SampledBallot, sample_of, settled_serials
from consult.queries.audited import Entered, Now
from consult.queries.consultations import ConsultationView
from consult.web.access import allow, current_staff, staff
from consult.web.console.pages import READERS, console, my_consultation, now, refused_page
from consult.web.i18n import current_words
from consult.wording.answers import answer_said
from consult.wording.audited import now_said
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.sheets import sample_said
from consult.wording.states import SET_ASIDE

AUDITORS = ("committee", "scrutineer", "auditor")
"""Who may fix a list, enter the seed and say what a comparison found."""

_FIELDS = {
    "audit-share-outside": "share",
    "audit-confidence-outside": "confidence",
    "seed-too-short": "seed",
    "seed-differs": "seed",
    "seed-alone": "seed",
}


@console.get("/c/<code>/audit")
@allow.staff(*READERS)
def audit(code: str) -> str:
    """Where the sample stands, and what comes next."""
    return render_template("console/audit.html", errors=[], **_context(my_consultation(code)))


@console.post("/c/<code>/audit")
@allow.staff(*AUDITORS)
def carry_on_audit(code: str) -> Response:
    """Fix the list, enter the digits, record one comparison or publish them all: what the pressed button says."""
    view, pressed = my_consultation(code), request.form.get("do", "")
    anchor = ""
    try:
        if pressed == "fix":
            share, confidence = (_percent(name) for name in ("share", "confidence"))
            fix_audit_list(db.session(), *_who(view), by=staff().name, now=now(), share=share, confidence=confidence)
        elif pressed == "draw":
            _throw(view)
        elif pressed == "publish":
            publish_audit(db.session(), *_who(view), by=staff().name, now=now())
        else:
            anchor = _record(view)
    except Refusal as refusal:
        field = _FIELDS.get(refusal.reason, f"ballot-{refusal.details.get('serial', '')}")
        return refused_page("console/audit.html", refusal, field=field, **_context(view))
    return redirect(url_for("console.audit", code=view.code, _anchor=anchor or None), 303)


def _who(view: ConsultationView) -> tuple[int, int]:
    return view.estate.id, view.id


def _throw(view: ConsultationView) -> None:
    """Take the digits: of the first person, or of the second, who draws."""
    digits, anew = request.form.get("seed", "")[:100], request.form.get("anew") == "yes"
    draw_audit_sample(db.session(), *_who(view), digits, by=staff().name, now=now(), anew=anew)


def _record(view: ConsultationView) -> str:
    """Keep a finding; answers where on the page the next ballot stands."""
    serial, agrees = request.form.get("serial", ""), request.form.get("outcome") == "agrees"
    note = request.form.get("note", "")[:1_000]
    record_audit_finding(db.session(), *_who(view), serial, agrees=agrees, note=note, by=staff().name, now=now())
    return "drawn-title"


def _percent(name: str) -> Fraction:
    """A percentage as typed, exactly; what is no number falls outside what makes sense."""
    found = read_number(request.form.get(name, "").replace("%", "").replace("％", ""))
    return Fraction(-1) if found is None else Fraction(found) / 100


def _context(view: ConsultationView) -> dict[str, object]:
    words, sample = current_words(), sample_of(db.session(), *_who(view))
    visit = current_staff()
    listed = len(settled_serials(db.session(), *_who(view)))
    return {
        "view": view,
        "typed": request.form,
        "sample": sample,
        "listed": sample.listed if sample else listed,
        "why": _why(words, sample, listed),
        "about": _about(words, sample) if sample else [],
        "waiting": [_ballot(words, view, one) for one in sample.ballots if one.finding is None] if sample else [],
        "compared": [_ballot(words, view, one) for one in sample.ballots if one.finding] if sample else [],
        "may_act": view.state is State.CLOSED and visit is not None and visit.role in AUDITORS,
        "is_first": sample is not None and visit is not None and is_among(visit.name, [sample.typed_by]),
    }


def _why(words: Words, sample: Sample | None, listed: int) -> str:
    if sample is not None:
        return sample_said(words, sample.size, sample.listed, sample.share, sample.confidence)
    size = sample_size(listed, USUAL_SHARE, USUAL_CONFIDENCE)
    return sample_said(words, size, listed, USUAL_SHARE, USUAL_CONFIDENCE)


def _about(words: Words, sample: Sample) -> list[tuple[str, str]]:
    rows = [
        (words.gettext("Ballots in the list"), words.integer(sample.listed)),
        (words.gettext("Fingerprint of the list"), sample.fingerprint),
        *([(words.gettext("Salt of the list, first line under its fingerprint"), sample.salt)] if sample.salt else []),
        (words.gettext("List fixed"), _by(words, sample.fixed_at, sample.fixed_by)),
    ]
    if sample.seed is not None and sample.drawn_at is not None:
        compared = sample.found(agrees=True), sample.found(agrees=False)
        rows += [
            (words.gettext("Digits thrown"), sample.seed),
            (words.gettext("Drawn"), _by(words, sample.drawn_at, sample.drawn_by)),
            (
                words.gettext("Compared so far"),
                words.gettext(
                    "%(agree)s agree, %(differ)s differ, %(left)s to compare",
                    agree=words.integer(compared[0]),
                    differ=words.integer(compared[1]),
                    left=words.integer(len(sample.ballots) - sum(compared)),
                ),
            ),
        ]
    return rows


def _ballot(words: Words, view: ConsultationView, ballot: SampledBallot) -> dict[str, object]:
    found = ballot.finding
    return {
        "number": words.integer(ballot.number),
        "serial": ballot.serial,
        "place": place_name(words, *ballot.door),
        "entered": _entered(words, view, ballot.sheet),
        "counting": _counting(words, view, ballot.sheet),
        "outcome": "" if found is None else "agrees" if found.agrees else "differs",
        "note": found.note if found else "",
        "by": _by(words, found.at, found.by) if found else "",
    }


def _entered(words: Words, view: ConsultationView, sheet: Entered) -> list[str]:
    """What was entered from the sheet, question by question: this is what the paper must say."""
    if sheet.answers is None:
        return [words.gettext(SET_ASIDE.get(sheet.reason, sheet.reason))]
    return _answers(words, view, sheet.answers)


def _counting(words: Words, view: ConsultationView, sheet: Entered) -> list[str]:
    """What counts of it now and why, with the answers where a correction changed them."""
    said = [now_said(words, sheet.now, sheet.at)]
    if sheet.answers_now is None:
        return said
    if sheet.now is not Now.CORRECTED:
        said.append(words.gettext("Corrected on %(moment)s:", moment=_moment(words, sheet.corrected_at)))
    return said + _answers(words, view, sheet.answers_now)


def _moment(words: Words, at: datetime | None) -> str:
    return words.moment(at) if at else ""


def _answers(words: Words, view: ConsultationView, answers: Mapping[int, Answer]) -> list[str]:
    return [
        f"{question.number}. {words.pick(question.title)} {answer_said(words, question, answers.get(question.number))}"
        for question in view.questions
    ]


def _by(words: Words, at: datetime, who: str) -> str:
    return f"{words.moment(at)}，{who}" if words.is_chinese else f"{words.moment(at)}, {who}"
