"""A checkpoint from the board, held against the book: the page behind a digest's QR code and the book's form."""

from __future__ import annotations

from flask import render_template, request

from consult.domain.checkpoint import SHORT, Mark, read_mark
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.checkpoints import Comparison, compare
from consult.queries.consultations import ConsultationView
from consult.web.access import allow
from consult.web.i18n import current_words
from consult.web.verify.book import announced, verify
from consult.wording.refusals import sentence

_STATUSES = {Comparison.FITS: 200, Comparison.ELSEWHERE: 404}
"""A book that does not lead through a checkpoint contradicts what was posted: 409."""


@verify.get("/c/<code>/book/mark")
@allow.anyone
def typed_mark(code: str) -> tuple[str, int]:
    """What was typed from the board (`typed`); without it, the form alone."""
    view = announced(code)
    if "typed" not in request.args:
        return _form(view), 200
    typed = request.args["typed"][:400]
    try:
        mark = read_mark(typed)
    except Refusal as refusal:
        return _form(view, typed, sentence(current_words(), refusal)), 400
    return _page(view, mark, typed)


def _form(view: ConsultationView, typed: str = "", error: str = "") -> str:
    return render_template("verify/mark.html", consultation=view, typed=typed, error=error, outcome="", seq=0)


@verify.get("/c/<code>/book/<mark>")
@allow.anyone
def printed_mark(code: str, mark: str) -> tuple[str, int]:
    """What the QR code of a digest holds: `145-` and the whole fingerprint, or that alone."""
    told = read_mark(f"/c/{code}/book/{mark}")
    return _page(announced(code), told, told.head if told.seq is None else f"{told.seq} {told.head}")


verify.add_url_rule("/C/<code>/BOOK/<mark>", "printed_mark_in_capitals", printed_mark)


def _page(view: ConsultationView, mark: Mark, typed: str) -> tuple[str, int]:
    outcome, seq = compare(db.session(), view, mark)
    groups = [mark.head[at : at + 4] for at in range(0, SHORT, 4)]
    page = render_template(
        "verify/mark.html",
        consultation=view,
        outcome=outcome.value,
        seq=seq,
        groups=" ".join(groups),
        other=mark.consultation or "",
        typed="" if outcome is Comparison.FITS else typed,
        error="",
    )
    return page, _STATUSES.get(outcome, 409)
