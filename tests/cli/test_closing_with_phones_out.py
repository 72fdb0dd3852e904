"""Closing from a terminal while phones still hold entries, or some wait for a decision: said first, and asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from consult.actions.enrol_device import revoke_device
from consult.actions.register_fingerprints import register_fingerprints
from consult.queries.consultations import consultation_of_id
from tests import people
from tests.cli.conftest import Run
from tests.doorstep.rounds import Round, begin_round


@pytest.fixture
def walk(kept: Session, at: Callable[[datetime], None]) -> Round:
    """A leader of whose three entries two were registered in time, and one came from the phone switched off."""
    walk = begin_round(kept)
    entries = [walk.answers(person) for person in (people.CHEN_AYI, people.LIU_SAN, people.LEADER)]
    phone = int(walk.phone.device)
    marks = [entry.fingerprint for entry in entries[:2]]
    register_fingerprints(kept, walk.estate_id, phone, walk.view.code, marks, now=people.MIDWAY)
    revoke_device(kept, walk.estate_id, phone, by="钱敏", now=people.MIDWAY)
    walk.send(entries[2])
    at(people.AFTER)
    return walk


def is_closed(kept: Session, walk: Round) -> bool:
    kept.rollback()
    return consultation_of_id(kept, walk.estate_id, walk.view.id).state == "closed"


def test_a_script_is_told_and_goes_on(installed: Run, kept: Session, walk: Round) -> None:
    closed = installed("consultation", "close", walk.view.code, "--json")
    assert (closed.status, is_closed(kept, walk)) == (0, True)
    phones, undecided = closed.err.splitlines()
    assert phones.startswith("Phones still hold entries that were registered in time. 马建国: 2 entries. They count if")
    assert undecided.startswith("1 entry from a phone is not decided. ")


@pytest.mark.parametrize(
    ("typed", "more", "status"), [("n\n", (), 2), ("y\n", (), 0), ("", ("--yes",), 0)], ids=["no", "yes", "not asked"]
)
def test_a_person_is_asked(
    installed: Run,
    kept: Session,
    walk: Round,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    more: tuple[str, ...],
    status: int,
) -> None:
    monkeypatch.setattr("consult.cli.consultation.is_watched", lambda: True)
    closed = installed("consultation", "close", walk.view.code, *more, typed=typed)
    assert (closed.status, is_closed(kept, walk)) == (status, status == 0)


def test_before_its_time_it_is_only_refused(installed: Run, walk: Round, at: Callable[[datetime], None]) -> None:
    at(people.MIDWAY)
    assert installed("consultation", "close", walk.view.code).refused()
