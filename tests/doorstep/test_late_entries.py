"""The end: fingerprints that reached the book before it decide what is late, and a wrong clock decides nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from consult.actions.register_fingerprints import AT_LEAST, register_fingerprints
from consult.domain.refusal import Refusal
from consult.models.doorstep import CollectedPaper, RegisteredFingerprint
from consult.models.ledger import LedgerLine
from consult.models.service import ServiceAttempt
from consult.queries.book import check_book
from consult.queries.doorstep_entries import outstanding
from tests import people
from tests.doorstep.phone import Pending
from tests.doorstep.rounds import Round, begin_round
from tests.people import AFTER, CLOSES_AT, MIDWAY, OPENS_AT

DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


def register(walk: Round, *entries: Pending, now: datetime = MIDWAY) -> int | None:
    fingerprints = [entry.fingerprint for entry in entries]
    return register_fingerprints(
        walk.session, walk.estate_id, int(walk.phone.device), walk.view.code, fingerprints, now=now
    )


@pytest.mark.parametrize(
    ("registered_at", "status"),
    [
        pytest.param(CLOSES_AT - MOMENT, "recorded", id="registered the moment before the end"),
        pytest.param(None, "late", id="never registered"),
    ],
)
def test_a_ballot_that_arrives_after_the_end(session: Session, registered_at: datetime | None, status: str) -> None:
    walk = begin_round(session)
    entry = walk.answers(people.CHEN_AYI)
    if registered_at:
        register(walk, entry, now=registered_at)
        assert outstanding(session, walk.view) == {"马建国": 1}
    [ack] = walk.send(now=AFTER)
    assert ack.status.value == status
    assert outstanding(session, walk.view) == {}


def test_a_phone_does_not_fill_the_book_with_what_it_never_sends(session: Session) -> None:
    walk = begin_round(session)
    marks = [f"{at:064x}" for at in range(AT_LEAST + 1)]
    phone = (walk.estate_id, int(walk.phone.device), walk.view.code)
    assert register_fingerprints(session, *phone, marks[:-1], now=MIDWAY)
    lines = session.scalars(select(func.count()).select_from(LedgerLine)).one()
    with pytest.raises(Refusal, match="too-many-registered"):
        register_fingerprints(session, *phone, marks, now=MIDWAY)
    assert session.scalars(select(func.count()).select_from(LedgerLine)).one() == lines
    assert register_fingerprints(session, *phone, marks[:-1], now=MIDWAY) is None
    assert outstanding(session, walk.view) == {"马建国": AT_LEAST}


def test_nothing_is_registered_at_the_end_or_after_it(session: Session) -> None:
    walk = begin_round(session)
    entry = walk.answers(people.CHEN_AYI)
    for moment in (CLOSES_AT, AFTER):
        with pytest.raises(Refusal, match="closed"):
            register(walk, entry, now=moment)


def test_what_was_registered_counts_until_the_book_is_closed(session: Session) -> None:
    walk = begin_round(session)
    register(walk, walk.answers(people.CHEN_AYI), walk.visit(people.LIU_SAN))
    people.close_consultation(session, walk.estate_id, walk.view.id, by="", now=AFTER)
    assert {(ack.status.value, ack.reason) for ack in walk.send(now=AFTER)} == {
        ("late", "closed"),
        ("late", "already-closed"),
    }


def test_a_batch_is_written_once_and_not_for_what_has_arrived(session: Session) -> None:
    walk = begin_round(session)
    arrived, pending = walk.visit(people.CHEN_AYI), walk.visit(people.LIU_SAN)
    walk.send(arrived)
    assert register(walk, arrived) is None
    assert register(walk, arrived, pending)
    assert register(walk, pending) is None
    [line] = session.scalars(select(LedgerLine.entry).where(LedgerLine.type == "BATCH"))
    assert pending.fingerprint in line
    assert arrived.fingerprint not in line


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(delete(RegisteredFingerprint), id="forgotten"),
        pytest.param(update(RegisteredFingerprint).values(seq=2), id="on an earlier line"),
        pytest.param(update(RegisteredFingerprint).values(fingerprint="0" * 64), id="of another entry"),
    ],
)
def test_what_was_registered_is_held_against_the_book(session: Session, statement: Any) -> None:
    walk = begin_round(session)
    people.vote(session, walk.view, people.ZHAO_KE, {1: "agree"})
    register(walk, walk.answers(people.CHEN_AYI))
    assert check_book(session, walk.view).is_whole
    session.execute(statement)
    assert {broken.fault for broken in check_book(session, walk.view).breaks} == {"batch-differs"}


def test_a_phone_that_was_switched_off_registers_nothing(session: Session) -> None:
    walk = begin_round(session)
    walk.phone.device = "5"
    with pytest.raises(Refusal, match="device-revoked"):
        register(walk, walk.visit(people.CHEN_AYI))


def test_a_visit_that_arrives_after_the_end_serves_only_if_it_was_registered(session: Session) -> None:
    walk = begin_round(session)
    early, late = walk.visit(people.CHEN_AYI), walk.visit(people.LIU_SAN)
    register(walk, early)
    assert [ack.reason for ack in walk.send(early, late, now=AFTER)] == [None, "visit-late"]
    assert session.scalars(select(ServiceAttempt.at)).all() == [MIDWAY]


def test_a_sheet_reported_after_the_end_is_late_unless_it_was_registered(session: Session) -> None:
    walk = begin_round(session)
    early, late = (walk.paper(who) for who in (people.CHEN_AYI, people.LIU_SAN))
    register(walk, early)
    assert [(ack.status, ack.reason) for ack in walk.send(early, late, now=AFTER)] == [
        ("recorded", None),
        ("late", "sheet-late"),
    ]
    assert session.scalars(select(CollectedPaper.collected_at)).all() == [MIDWAY]


@pytest.mark.parametrize(
    ("clock", "offset", "noted"),
    [
        pytest.param(MIDWAY - timedelta(hours=2), None, MIDWAY - timedelta(hours=2), id="a clock that is right"),
        pytest.param(MIDWAY - DAY - DAY, DAY, MIDWAY - DAY, id="a day behind, and known to be"),
        pytest.param(MIDWAY + DAY - timedelta(hours=2), -DAY, MIDWAY - timedelta(hours=2), id="a day ahead, and known"),
        pytest.param(MIDWAY + DAY, None, MIDWAY, id="a day ahead, and not known to be"),
        pytest.param(datetime.fromisoformat("1970-01-01T00:00:07+00:00"), None, MIDWAY, id="a clock that started anew"),
        pytest.param(OPENS_AT - timedelta(days=40), timedelta(0), MIDWAY, id="before it was announced"),
    ],
)
def test_when_a_visit_was_made(session: Session, clock: datetime, offset: timedelta | None, noted: datetime) -> None:
    walk = begin_round(session)
    walk.phone.clock = clock
    walk.phone.offset_ms = None if offset is None else offset // timedelta(milliseconds=1)
    walk.visit(people.CHEN_AYI)
    assert [ack.status.value for ack in walk.send()] == ["recorded"]
    assert session.scalars(select(ServiceAttempt.at)).one() == noted


def test_a_clock_that_is_only_remembered_dates_nothing(session: Session) -> None:
    walk = begin_round(session)
    walk.phone.clock, walk.phone.monotonic_ms = MIDWAY - DAY, None
    walk.visit(people.CHEN_AYI)
    walk.send()
    assert session.scalars(select(ServiceAttempt.at)).one() == MIDWAY


def test_a_visit_cannot_be_dated_after_it_was_registered(session: Session) -> None:
    walk = begin_round(session)
    walk.phone.clock = MIDWAY + timedelta(hours=5)
    entry = walk.visit(people.CHEN_AYI)
    register(walk, entry, now=MIDWAY)
    walk.send(now=MIDWAY + DAY)
    assert session.scalars(select(ServiceAttempt.at)).one() == MIDWAY
