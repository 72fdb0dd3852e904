"""The roll: what is in force, a file checked, and a file imported, all of it or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from flask import Response, request

from consult import clock
from consult.actions.import_roll import import_roll
from consult.domain.api_token import Scope
from consult.domain.ledger import utc_text
from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_summary import roll_summary
from consult.models.base import db
from consult.queries.procedure import counting_settings
from consult.queries.roll import roll_in_force, units_of
from consult.spreadsheets.reading import read_spreadsheet
from consult.web.access import allow
from consult.web.api.blueprint import answer, api, my_estate
from consult.web.api.once import once
from consult.web.api.operation import Operation, described
from consult.web.api.told import ROLL, ROLL_CHECK, ROLL_IMPORT
from consult.web.i18n import current_words
from consult.web.program_visit import program
from consult.wording.roll_json import checked_json, imported_json, roll_json

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class SentRoll:
    """A roll file that was sent: its name, its bytes, and what was made of them."""

    name: str
    content: bytes
    reading: RollReading


@api.get("/roll")
@allow.program(Scope.ROLL_READ)
@described(Operation(ROLL))
def roll() -> Response:
    """The roll in force: its version, and what each way of counting asks for. No name and no room."""
    session, estate_id = db.session(), program().estate_id
    found = roll_in_force(session, estate_id)
    summary = roll_summary(units_of(session, estate_id, found.id), counting_settings(session, estate_id), found.rows)
    return answer(
        {
            "version": found.version,
            "imported_at": utc_text(found.imported_at),
            "file_name": found.file_name,
            "summary": roll_json(summary),
        }
    )


@api.post("/roll/checks")
@allow.program(Scope.ROLL_READ)
@described(Operation(ROLL_CHECK, file="file"))
def check_roll() -> Response:
    """Read a file and name every fault; nothing is kept."""
    sent = _sent()
    counting = counting_settings(db.session(), program().estate_id)
    summary = roll_summary(sent.reading.units, counting, sent.reading.rows)
    return answer(checked_json(current_words(), sent.name, sent.reading, summary))


@api.post("/roll")
@allow.program(Scope.ROLL_WRITE)
@described(Operation(ROLL_IMPORT, 201, file="file", is_deed=True))
def import_() -> Response:
    """Import a file as the newest roll, all of it or nothing."""
    sent = _sent()

    def act() -> dict[str, Any]:
        visit = program()
        done = import_roll(
            db.session(),
            visit.estate_id,
            sent.reading,
            by=visit.by,
            now=clock.now(),
            file_name=sent.name,
            file_sha256=hashlib.sha256(sent.content).hexdigest(),
        )
        return imported_json(my_estate().code, done.version, done.summary, done.diff)

    return once(act, status=201, file=sent.content)


def _sent() -> SentRoll:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Refusal("program-unfit", places=[("file", "required")])
    content = file.read()
    name = PurePosixPath(file.filename.replace("\\", "/")).name[-_LONGEST_NAME:]
    return SentRoll(name, content, read_roll(read_spreadsheet(content, name), name))
