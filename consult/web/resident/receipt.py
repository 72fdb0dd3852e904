"""The receipt: proof on the page, its QR as a signed promise, and whether a slip code or promise holds in the book."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from consult.documents.qr import capital_address
from consult.domain.consultation import State
from consult.domain.promise import PROMISE_LENGTH, last_part, looks_like_a_promise, read_promise
from consult.domain.refusal import Refusal
from consult.models.base import db
from consult.queries.consultations import ConsultationView
from consult.queries.corrections import CorrectionView, corrections
from consult.queries.promises import check_promise, signed_promise
from consult.queries.receipts import ElectorView, RecordedBallot, receipt_in_book
from consult.web.access import allow
from consult.web.headers import mark_personal
from consult.web.i18n import current_words, settings
from consult.web.resident.ballot_form import draft_key
from consult.web.resident.contest import cases_of, entered, held, may_object, until_said
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
        is_signed=looks_like_a_promise(_proof(view, elector.ballot)),
        draft_key=draft_key(view.code, elector.id),
        entered=entered(view, elector),
        cases=cases,
        held=held(view, elector),
        may_object=may_object(view),
        until=until_said(view),
        corrected=_corrected(view, elector),
        may_replace=may_replace(view, elector),
    )


def _corrected(view: ConsultationView, elector: ElectorView) -> list[CorrectionView]:
    if elector.is_plain:
        return []
    return [one for one in corrections(db.session(), view.estate.id, view.id, elector.id) if one.seq]


@resident.get("/c/<code>/receipt.png")
@allow.household
def receipt_qr(code: str) -> Response:
    """The receipt's QR as a picture to keep."""
    view = public_consultation(code)
    elector = elector_at(view)
    if elector is None or elector.ballot is None:
        abort(404)
    address = public_address(url_for("resident.slip", typed=_proof(view, elector.ballot)))
    return Response(qr_png(capital_address(address)), mimetype="image/png")


def _proof(view: ConsultationView, ballot: RecordedBallot) -> str:
    """The signed promise of a ballot's line; in books begun before there were keys, its slip code."""
    signed = signed_promise(db.session(), view.estate.id, view.id, ballot.seq, secret=settings().secret_key)
    return signed.code if signed else ballot.receipt


@resident.get("/r")
@allow.anyone
def slip_form() -> AnyResponse | str:
    """Where a slip code is typed; `?code=` leads to its answer."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for("resident.slip", typed=last_part(typed)[: PROMISE_LENGTH + 40]), 303)
    return render_template("resident/slip.html", typed="", found=None, error="")


@resident.get("/r/<typed>")
@allow.anyone
def slip(typed: str) -> str | tuple[str, int]:
    """Whether this slip code stands in the book; never what was chosen."""
    mark_personal()
    if looks_like_a_promise(typed):
        return _promise_page(typed)
    try:
        found = receipt_in_book(db.session(), typed)
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return render_template("resident/slip.html", typed=typed, found=None, error=said), 400
    is_closed = found is not None and public_consultation(found.consultation_code).state is State.CLOSED
    page = render_template("resident/slip.html", typed=typed, found=found, is_closed=is_closed, error="")
    return page, 200 if found else 404


resident.add_url_rule("/R/<typed>", "slip_in_capitals", slip)


def _promise_page(typed: str) -> str | tuple[str, int]:
    """Whether a receipt's signature is right, and whether the book keeps what it promises; never what was chosen."""
    try:
        signed = read_promise(typed)
    except Refusal as refusal:
        said = sentence(current_words(), refusal)
        return render_template("resident/slip.html", typed="", found=None, error=said), 400
    checked = check_promise(db.session(), signed)
    page = render_template(
        "resident/promise.html", check=checked, promise=checked.promise, signature=signed.signature.hex()
    )
    return page if checked.is_signed and checked.is_kept else (page, 409 if checked.is_signed else 400)
