"""For operators: is it alive, could it store a ballot durably right now, and a few figures for Prometheus."""

from __future__ import annotations

import os
import tempfile
from ipaddress import ip_address
from pathlib import Path
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from flask import Blueprint, Response, abort, current_app, request
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from consult import clock
from consult.backup.room import free_bytes
from consult.config import version
from consult.models.account import SignInFailure
from consult.models.base import WRITES, db
from consult.models.check_file import CheckFile
from consult.models.engine import durability
from consult.models.guards import missing_guards
from consult.models.heads_apart import Gap, heads_apart
from consult.queries.quick_look import quick_look
from consult.queries.totals import consultations_by_state, counted_ballots, ledger_lines
from consult.web.access import allow
from consult.web.figures import channel_lines, commit_lines, gauge, request_lines
from consult.web.i18n import settings
from consult.web.sign_in_figures import sign_in_lines

health = Blueprint("operations", __name__)

ROOM_NEEDED = 1024 * 1024
"""Bytes that must reach the disk beside the database before we say that a ballot could."""

LOOKED_SECONDS = 2.0
"""For so long the last look is answered again: anybody may ask, and each look takes the write lock and writes."""


@health.get("/healthz")
@allow.anyone
def alive() -> Response:
    """The process answers."""
    return _plain("ok\n")


@health.get("/readyz")
@allow.anyone
def ready() -> Response:
    """Whether a ballot could be stored now: 200, or 503 with one line for each thing in the way."""
    in_the_way = obstacles()
    for line in in_the_way:
        current_app.logger.error("not ready: %s", line)
    return _plain("\n".join(in_the_way or ["ready"]) + "\n", 503 if in_the_way else 200)


_looking = Lock()
_looked: WeakKeyDictionary[Engine, tuple[float, list[str]]] = WeakKeyDictionary()


def obstacles() -> list[str]:
    """What keeps a ballot from being stored, tried out and undone; empty when nothing does. Looks at most so often."""
    with _looking:
        seen_at, found = _looked.get(db.engine, (0.0, []))
        if not seen_at or monotonic() - seen_at > LOOKED_SECONDS:
            found = _obstacles()
            _looked[db.engine] = (monotonic(), found)
        return found


def _obstacles() -> list[str]:
    try:
        with db.engine.connect() as connection:
            writing = connection.execution_options(**{WRITES: True})
            with writing.begin() as transaction:
                _write(writing)
                found = _wrong_settings(writing) + _missing_guards(writing)
                transaction.rollback()
            _flush(writing)
        return found + _no_room() + _gone_back() + _damaged() + _found_broken()
    except SQLAlchemyError as error:
        db.session.rollback()
        return [f"the database cannot write: {type(error).__name__}"]


def _write(connection: Connection) -> None:
    row = {"id": 1, "budget": "readiness", "key": "", "at": clock.now()}
    connection.execute(SignInFailure.__table__.insert().values(**row))  # type: ignore[attr-defined]


def _flush(connection: Connection) -> None:
    """Commit something that leaves no trace in any table, so that the server's disk really is asked."""
    if connection.dialect.name == "postgresql":
        with connection.begin():
            connection.execute(text("SELECT pg_logical_emit_message(true, 'consult', 'ready?')"))


def _wrong_settings(connection: Connection) -> list[str]:
    return [
        f"{setting.name} is {setting.found}, must be {setting.wanted}"
        for setting in durability(connection)
        if not setting.is_right
    ]


def _missing_guards(connection: Connection) -> list[str]:
    return [f"the book's guard {name} is missing: restore the database" for name in missing_guards(connection)]


def _no_room() -> list[str]:
    # A transaction that is undone never touches SQLite's disk: a full one is found by really writing beside it.
    file = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    if not file:
        return []
    try:
        with tempfile.TemporaryFile(dir=Path(file).parent) as probe:
            probe.write(bytes(ROOM_NEEDED))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return [f"the disk beside the database cannot take {ROOM_NEEDED} bytes: {error.strerror}"]
    return []


def _gone_back() -> list[str]:
    """Books that know less than the file kept apart remembers; and a file that cannot be used."""
    apart = heads_apart(db.session())
    if apart is None:
        return []
    said = [_gap_line(gap) for gap in apart.look(db.session())]
    return said + ([f"the file of heads cannot be used: {apart.trouble}"] if apart.trouble else [])


def _damaged() -> list[str]:
    return [
        f"the book of {code} is damaged at no. {broken.seq} ({broken.fault}): run consult ledger check"
        for code, broken in quick_look(db.session())
    ]


def _found_broken() -> list[str]:
    """Books that the last check of all their lines, at the start or at night, found not whole."""
    return [
        f"the check found {faults} faults in the book of {code}: run consult ledger check {code}"
        for code, faults in CheckFile(settings().check_file).read().broken.items()
    ]


def _check_lines() -> list[str]:
    """What the last check found, and when it was: 0 where none was made."""
    last = CheckFile(settings().check_file).read()
    made = int(last.at.timestamp()) if last.at else 0
    return [
        *gauge("consult_ledger_broken_books", "Books that the last check found not whole.", len(last.broken)),
        *gauge("consult_ledger_checked_timestamp_seconds", "When all books were last checked.", made),
    ]


def _gap_line(gap: Gap) -> str:
    what = f"no. {gap.missing[0]} to {gap.missing[1]} are missing" if gap.missing else "its lines are others"
    return f"the book of {gap.code} went back: {what}; nothing is recorded until consult ledger accept-loss"


@health.get("/metrics")
@allow.anyone
def metrics() -> Response:
    """Figures as Prometheus text, for those whom the settings let ask; for all others there is nothing here."""
    if not _may_ask(request.remote_addr or ""):
        abort(404)
    session = db.session()
    lines = [
        *_build_lines(),
        *_state_lines(),
        *_ballot_lines(),
        *channel_lines(session),
        *gauge("consult_ledger_lines", "Lines in the books of named consultations.", ledger_lines(session)),
        *_check_lines(),
        *gauge("consult_disk_free_bytes", "Room left on the fullest disk.", free_bytes(settings().disk_folders)),
        *sign_in_lines(session, clock.now()),
        *commit_lines(),
        *request_lines(),
    ]
    return _plain("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4; charset=utf-8")


def _may_ask(address: str) -> bool:
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in network for network in settings().metrics_from)


def _build_lines() -> list[str]:
    return [
        "# HELP consult_build_info The running version.",
        "# TYPE consult_build_info gauge",
        f'consult_build_info{{version="{version()}"}} 1',
    ]


def _state_lines() -> list[str]:
    counted = consultations_by_state(db.session())
    return [
        "# HELP consult_consultations Consultations by state.",
        "# TYPE consult_consultations gauge",
        *(
            f'consult_consultations{{state="{state}"}} {counted.get(state, 0)}'
            for state in ("draft", "announced", "open", "closed")
        ),
    ]


def _ballot_lines() -> list[str]:
    return [
        "# HELP consult_ballots_total Counted ballots of named consultations.",
        "# TYPE consult_ballots_total counter",
        f"consult_ballots_total {counted_ballots(db.session())}",
    ]


def _plain(body: str, status: int = 200, mimetype: str = "text/plain; charset=utf-8") -> Response:
    response = Response(body, status=status, content_type=mimetype)
    response.headers["Cache-Control"] = "no-store"
    return response
