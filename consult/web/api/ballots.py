"""Paper ballots that came back: entered by a program in somebody's name, as one of two readings where two are asked."""

from __future__ import annotations

import base64
import binascii

from flask import Response

from consult import clock
from consult.actions.enter_paper_ballot import SheetRead, SheetTaken, enter_paper_ballot
from consult.domain.api_token import Scope
from consult.domain.consultation import Channel
from consult.domain.photo import Photo
from consult.domain.refusal import Refusal
from consult.domain.serial import read_serial
from consult.models.base import db
from consult.scanning.photo import cleaned
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_consultation
from consult.web.api.compound import Anything, Fields, Keyed
from consult.web.api.operation import Operation, described
from consult.web.api.shapes import OneOf, Text
from consult.web.api.taken import body, submission
from consult.web.api.told import SHEET
from consult.web.program_visit import program
from consult.wording.states import SET_ASIDE

_BASE64 = "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
SHEET_READ = Fields(
    {"serial": Text(1, 20)},
    {
        "answers": Keyed(Anything("An answer as the question's type has it."), "[1-9][0-9]{0,3}", 200),
        "invalid": OneOf(sorted(SET_ASIDE), "Why the sheet does not count; then it has no answers."),
        "photo": Text(most=7_000_000, pattern=_BASE64, says="A JPEG, PNG or WebP in base64."),
        "text": Text(most=64, says="The fingerprint of the texts that the sheet shows, where it is known."),
    },
    name="SheetRead",
)


@api.post("/consultations/<code>/papers")
@allow.program(Scope.BALLOTS_WRITE)
@described(Operation(SHEET, 201, sends=SHEET_READ, is_deed=True))
def enter(code: str) -> Response:
    """Enter one sheet. A retry with the same submission id gets the same receipt, whatever became of the answer."""
    view, sent = my_consultation(code), body()
    if view.is_secret:
        # No sheet of it exists, and serials go by doors.
        raise Refusal("unnamed-channel", channel=Channel.PAPER.value)
    serial = read_serial(sent["serial"])
    read = SheetRead(
        id=submission(),
        estate_id=view.estate.id,
        consultation_id=view.id,
        serial=serial,
        answers={int(number): given for number, given in sent.get("answers", {}).items()},
        invalid=sent.get("invalid", ""),
        photo=_photo(sent.get("photo", "")),
        text=sent.get("text", ""),
    )
    return answer(_told(serial, enter_paper_ballot(db.session(), read, by=program().by, now=clock.now())), 201)


def _photo(sent: str) -> Photo | None:
    if not sent:
        return None
    try:
        return cleaned(base64.b64decode(sent, validate=True))
    except binascii.Error:
        raise Refusal("program-unfit", places=[("/photo", "base64")]) from None


def _told(serial: str, taken: SheetTaken) -> dict[str, object]:
    return {
        "serial": serial,
        "standing": taken.standing.value if taken.standing else None,
        "outcome": taken.outcome,
        "seq": taken.seq,
        "receipt": taken.receipt.code if taken.receipt else None,
    }
