"""Reconciling the sheets before the count: what the desk knows, what was counted by hand, and who signs for it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from consult.actions.reconcile_sheets import CountedByHand, reconcile_sheets
from consult.domain.consultation import State
from consult.domain.numbers_typed import read_number
from consult.domain.reconciliation import FATES, Reconciliation
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.reconciliation import Signed, fates_now, listed_sheets, must_reconcile, signed_reconciliation
from consult.queries.sheets import waiting_sheets
from consult.web.access import allow, staff
from consult.web.console.pages import READERS, console, may_change, my_consultation, now, refused_page, tell
from consult.web.i18n import current_words
from consult.wording.language import Words
from consult.wording.sheets import FATES_SAID, reconciled_said

_FIELDS = {
    "sheets-unused-too-many": "unused",
    "sheets-more-than-issued": "in_hand",
    "sheets-do-not-balance": "explanation",
}


@console.get("/c/<code>/sheets")
@allow.staff(*READERS)
def sheets(code: str) -> str:
    """What became of the sheets so far, and the reconciliation that was signed."""
    return render_template("console/sheets.html", errors=[], **_context(my_consultation(code)))


@console.post("/c/<code>/sheets")
@allow.staff("committee")
def sign_sheets(code: str) -> Response:
    """Sign for the sheets as counted by hand; where they do not balance, with a reason."""
    view = my_consultation(code)
    field = ""
    try:
        unused = _figure(field := "unused")
        in_hand = _figure(field := "in_hand")
        field = ""
        counted = CountedByHand(unused, in_hand, request.form.get("explanation", "")[:2_000])
        found = reconcile_sheets(db.session(), view.estate.id, view.id, counted, by=staff().name, now=now())
        tell(_said(current_words(), found))
    except Refusal as refusal:
        where = _FIELDS.get(refusal.reason, field)
        return refused_page("console/sheets.html", refusal, field=where, **_context(view))
    return make_response(redirect(url_for("console.sheets", code=view.code), 303))


def _figure(name: str) -> int:
    found = read_number(request.form.get(name, ""))
    if found is None or found != int(found):
        raise Refusal("sheet-figure-missing")
    return int(found)


def _said(words: Words, found: Reconciliation) -> str:
    if found.balances:
        return words.gettext("Signed: the sheets balance.")
    return words.gettext("Signed with your explanation: the sheets do not balance, and the result notice says so.")


def _context(view: ConsultationView) -> dict[str, object]:
    words, keys = current_words(), (view.estate.id, view.id)
    fates = fates_now(db.session(), *keys)
    signed = signed_reconciliation(db.session(), *keys)
    waiting = [sheet for sheet in waiting_sheets(db.session(), *keys) if sheet.standing is None]
    return {
        "view": view,
        "typed": request.form,
        "listed": listed_sheets(db.session(), *keys),
        "rows": [[words.gettext(FATES_SAID[fate.value]), words.integer(fates[fate])] for fate in FATES],
        "entered": words.integer(sum(fates.values())),
        "collected": len(waiting),
        "signed": _signed_said(words, signed),
        "is_stale": signed is not None and not signed.is_current and view.state is State.OPEN,
        "must": must_reconcile(view),
        "may_sign": view.state is State.OPEN and may_change(),
    }


def _signed_said(words: Words, signed: Signed | None) -> list[tuple[str, str]]:
    """A reconciliation as key and value."""
    if signed is None:
        return []
    found = {"issued": signed.found.issued, "missing": signed.found.missing, "difference": signed.found.difference}
    by_fate = {fate.value: n for fate, n in signed.found.fates.items()}
    rows = [
        (words.gettext("Numbered sheets"), words.integer(signed.found.listed)),
        (words.gettext("Never handed out"), words.integer(signed.found.unused)),
        (words.gettext("Counted in the box"), words.integer(signed.found.in_hand)),
        (words.gettext("Sheets of paper"), reconciled_said(words, found | by_fate)),
        (words.gettext("Signed by"), ("，" if words.is_chinese else ", ").join((signed.by, words.moment(signed.at)))),
    ]
    if signed.explanation:
        rows.append((words.gettext("Why they do not balance"), signed.explanation))
    return rows
