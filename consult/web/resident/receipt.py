"""The receipt: proof on the page, its QR as a picture, and the question whether a slip code stands in the book."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.documents.qr import capital_address
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.corrections import corrections
from consult.queries.receipts import receipt_in_book
from consult.web.access import allow
from consult.web.headers import mark_personal
from consult.web.i18n import current_words
from consult.web.resident.ballot_form import draft_key
from consult.web.resident.contest import cases_of, entered, may_contest
from consult.web.resident.pages import elector_at, public_address, public_consultation, resident, this_moment
from consult.web.resident.qr_png import qr_png
from consult.web.resident.question import phase
from consult.web.resident.replacing import may_replace
from consult.wording.refusals import sentence


@resident.get("/c/<code>/receipt")
@allow.household
def receipt(code: str) -> AnyResponse | str:
    """The receipt of the signed-in household; without a ballot yet, the ballot."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None:
        return redirect(url_for("resident.sign_in", code=view.code), 303)
    if elector.ballot is None:
        return redirect(url_for("resident.ballot", code=view.code), 303)
    cases = cases_of(elector, view)
    return render_template(
        "resident/receipt.html",
        consultation=view,
        elector=elector,
        ballot=elector.ballot,
        phase=phase(view, this_moment()),
        book_address=public_address(url_for("resident.slip", typed=elector.ballot.receipt)),
        draft_key=draft_key(view.code, elector.id),
        entered=entered(view, elector),
        cases=cases,
        corrected=[one for one in corrections(db.session(), view.estate.id, view.id, elector.id) if one.seq],
        may_contest=may_contest(view, elector, cases),
        may_replace=may_replace(view, elector),
    )


@resident.get("/c/<code>/receipt.png")
@allow.household
def receipt_qr(code: str) -> Response:
    """The receipt's QR as a picture to keep."""
    elector = elector_at(public_consultation(code))
    if elector is None or elector.ballot is None:
        abort(404)
    address = public_address(url_for("resident.slip", typed=elector.ballot.receipt))
    return Response(qr_png(capital_address(address)), mimetype="image/png")


@resident.get("/r")
@allow.anyone
def slip_form() -> AnyResponse | str:
    """Where a slip code is typed; `?code=` leads to its answer."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for("resident.slip", typed=typed[:40]), 303)
    return render_template("resident/slip.html", typed="", found=None, error="")


@resident.get("/r/<typed>")
@allow.anyone
def slip(typed: str) -> str | tuple[str, int]:
    """Whether this slip code stands in the book; never what was chosen."""
    mark_personal()
    try:
        found = receipt_in_book(db.session(), typed)
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return render_template("resident/slip.html", typed=typed, found=None, error=said), 400
    return render_template("resident/slip.html", typed=typed, found=found, error=""), 200 if found else 404


resident.add_url_rule("/R/<typed>", "slip_in_capitals", slip)
