"""Recovery codes: slow to hash on purpose, so that is done while nobody waits; and one code counts once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.actions.pass_second_factor import pass_second_factor
from consult.actions.remove_second_factor import renew_recovery_codes
from consult.domain.refusal import Refusal
from consult.domain.second_factor import Answered
from consult.domain.visit import Audience
from consult.models import recovery_codes
from consult.models.account import Staff
from tests import people
from tests.begun_visit import begin_visit
from tests.databases import SECRET
from tests.web.visitors import make_staff

NOW = people.MIDWAY


@pytest.fixture
def secretary(session: Session) -> Staff:
    return make_staff(session, people.make_estate(session))


def half(session: Session, staff: Staff) -> str:
    """The key of a visit that waits for the second factor."""
    return begin_visit(session, Audience.STAFF, estate_id=staff.estate_id, subject_id=staff.id, now=NOW, is_half=True)


def come_in(session: Session, key: str, code: str) -> str:
    return pass_second_factor(session, key, Answered(typed=code), secret=SECRET, site=None, now=NOW)


def watched(session: Session, monkeypatch: pytest.MonkeyPatch, name: str) -> list[bool]:
    """Whether the session was in a transaction, each time that the slow function was called."""
    slow: Callable[..., Any] = getattr(recovery_codes, name)
    seen: list[bool] = []

    def watch(*args: Any) -> Any:
        seen.append(session.in_transaction())
        return slow(*args)

    monkeypatch.setattr(recovery_codes, name, watch)
    return seen


def test_codes_are_made_outside_any_transaction(
    session: Session, secretary: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = (secretary.estate_id, secretary.id)
    session.rollback()
    seen = watched(session, monkeypatch, "recovery_hash")
    renew_recovery_codes(session, owner, secret=SECRET)
    assert seen == [False] * 10


def test_codes_are_compared_outside_any_transaction(
    session: Session, secretary: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = renew_recovery_codes(session, (secretary.estate_id, secretary.id), secret=SECRET)
    key = half(session, secretary)
    seen = watched(session, monkeypatch, "is_recovery_code")
    assert come_in(session, key, codes[0])
    assert seen
    assert not any(seen)


def test_a_code_that_goes_while_it_is_compared_lets_nobody_in(
    session: Session, secretary: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = (secretary.estate_id, secretary.id)
    codes = renew_recovery_codes(session, owner, secret=SECRET)
    key = half(session, secretary)
    meant = recovery_codes.recovery_code_meant

    def renewed_meanwhile(*args: Any, **named: Any) -> int | None:
        found = meant(*args, **named)
        renew_recovery_codes(session, owner, secret=SECRET)
        return found

    monkeypatch.setattr("consult.actions.pass_second_factor.recovery_code_meant", renewed_meanwhile)
    with pytest.raises(Refusal, match="wrong-second-factor"):
        come_in(session, key, codes[0])


def test_what_is_no_code_costs_no_hash(session: Session, secretary: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    renew_recovery_codes(session, (secretary.estate_id, secretary.id), secret=SECRET)
    key = half(session, secretary)
    seen = watched(session, monkeypatch, "is_recovery_code")
    for typed in ("", "123456", "not a code"):
        with pytest.raises(Refusal, match="wrong-second-factor"):
            come_in(session, key, typed)
    assert seen == []
