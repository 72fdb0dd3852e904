"""The numbered book: its lines without what they say, and whether a receipt stands in it."""

from __future__ import annotations

from flask import Response

from consult.domain.api_token import Scope
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal, reasons
from consult.models.base import db
from consult.queries.book import lines_after
from consult.queries.consultations import consultation_of_code
from consult.queries.receipts import RecordedBallot, receipt_in_book
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_consultation
from consult.web.api.operation import Operation, described
from consult.web.api.paging import LIMIT, answer_part, limit, paged
from consult.web.api.shapes import Whole
from consult.web.api.taken import asked
from consult.web.api.told import LINE, RECORDED
from consult.web.program_visit import program

reasons(receipt_unknown="a program that asks for a receipt which stands in no book of its estate")

_PARTS = {"limit": LIMIT, "after": Whole(says="Lines after the one with this number.")}


@api.get("/consultations/<code>/book")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(paged(LINE), asks=_PARTS))
def book(code: str) -> Response:
    """The lines of the book by number: kind, time and fingerprint. Of a secret poll that runs none is told."""
    found = lines_after(db.session(), my_consultation(code), int(asked("after", 0)), limit() + 1)
    told = [
        {"seq": line.seq, "type": line.type.value, "at": utc_text(line.at), "leaf": line.leaf}
        for line in found[: limit()]
    ]
    return answer_part(told, str(told[-1]["seq"]) if len(found) > limit() else None)


@api.get("/receipts/<receipt>")
@allow.program(Scope.CONSULTATIONS_READ)
@described(Operation(RECORDED))
def receipt(receipt: str) -> Response:
    """Whether a receipt stands in a book of the estate; one of another estate's is told like none."""
    found = receipt_in_book(db.session(), receipt)
    if found is None:
        raise Refusal("receipt-unknown")
    view = consultation_of_code(db.session(), found.consultation_code)
    if view.estate.id != program().estate_id:
        raise Refusal("receipt-unknown")
    return answer(_told(found, is_rounded=view.is_rounded))


def _told(found: RecordedBallot, *, is_rounded: bool) -> dict[str, object]:
    ended = found.ended
    return {
        "receipt": found.receipt,
        "consultation": found.consultation_code,
        "seq": None if is_rounded else found.seq,
        "at": utc_text(found.at),
        "channel": found.channel.value,
        "is_opinion": found.is_opinion,
        "ended": {"seq": ended.seq, "at": utc_text(ended.at), "cause": ended.cause} if ended else None,
    }
