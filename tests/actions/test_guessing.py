"""Somebody is guessing: a guess costs the same whatever it meets, and the people in charge are told."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.actions.sign_in_household import TypedSignIn, sign_in_by_code, sign_in_by_letter
from consult.domain.refusal import Refusal
from consult.models import kept_secret
from consult.models.account import SignInFailure
from consult.queries.consultations import ConsultationView
from consult.queries.letters import household_of_letter
from consult.queries.sign_in_alarm import estates_paused, failures_lately, typed_codes_paused
from tests import people
from tests.databases import SECRET

NOW = people.MIDWAY
HOUR = timedelta(hours=1)


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


@pytest.fixture
def chen(session: Session, view: ConsultationView) -> IssuedLetter:
    """The only household with a letter."""
    elector = people.elector_of(session, view, people.CHEN_AYI)
    [letter] = issue_letters(session, view.estate.id, view.id, [elector.id], secret=SECRET, by="钱敏", now=NOW)
    return letter


class Counted:
    """A hasher that notes what it was asked to do, and at which cost."""

    def __init__(self, real: PasswordHasher) -> None:
        self.real, self.done = real, list[tuple[str, object]]()

    def hash(self, text: str) -> str:
        made = self.real.hash(text)
        self.done.append(("hash", extract_parameters(made)))
        return made

    def verify(self, kept: str, text: str) -> bool:
        self.done.append(("verify", extract_parameters(kept)))
        return self.real.verify(kept, text)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts from a process that has just started, as `create_app` leaves it."""
    kept_secret.be_ready()
    counted = Counted(kept_secret._HASHER)
    monkeypatch.setattr(kept_secret, "_HASHER", counted)
    return counted


def guess(session: Session, view: ConsultationView, building: str, room: str, code: str) -> str:
    typed = TypedSignIn(view.code, building, "", room, code, "203.0.113.1")
    try:
        sign_in_by_code(session, typed, secret=SECRET, now=NOW)
    except Refusal as refusal:
        return refusal.reason
    return "in"


def test_every_guess_costs_one_hash_of_the_same_kind(
    session: Session, view: ConsultationView, chen: IssuedLetter, counted: Counted
) -> None:
    """Right, wrong, no such room, no such building, and a household whose letter was never issued."""
    guesses = {
        ("1", "101", chen.code): "in",
        ("1", "101", "0000000000"): "sign-in-failed",
        ("1", "999", chen.code): "sign-in-failed",
        ("9", "101", "0000000000"): "sign-in-failed",
        ("2", "202", "0000000000"): "sign-in-failed",
    }
    costs = []
    for (building, room, code), told in guesses.items():
        counted.done.clear()
        assert guess(session, view, building, room, code) == told
        costs.append(list(counted.done))
    assert costs == [costs[0]] * len(guesses)
    [(what, _cost)] = costs[0]
    assert what == "verify"


def test_a_guess_over_budget_costs_no_hash(
    session: Session, view: ConsultationView, chen: IssuedLetter, counted: Counted
) -> None:
    for _ in range(5):
        guess(session, view, "1", "101", "0000000000")
    counted.done.clear()
    assert guess(session, view, "1", "101", chen.code) == "too-many-tries"
    assert guess(session, view, "1", "101", "123") == "code-mistyped"
    assert counted.done == []


def test_a_letters_qr_costs_no_hash(
    session: Session, view: ConsultationView, chen: IssuedLetter, counted: Counted
) -> None:
    for _ in range(20):
        assert household_of_letter(session, chen.token, secret=SECRET) is not None
    sign_in_by_letter(session, chen.token, secret=SECRET, now=NOW)
    assert counted.done == []


def fail(session: Session, view: ConsultationView, n: int, *, at: object = NOW) -> None:
    """Failures all over the estate: one real, the others beside it."""
    if not session.scalars(select(SignInFailure.key).where(SignInFailure.budget == "estate")).first():
        guess(session, view, "2", "301", "0000000000")
        n -= 1
    key = session.scalars(select(SignInFailure.key).where(SignInFailure.budget == "estate")).first()
    session.add_all(SignInFailure(budget="estate", key=key, at=at) for _ in range(n))
    session.commit()


@pytest.mark.parametrize(("failures", "is_paused"), [(299, False), (300, True), (301, True)])
def test_the_alarm_stands_where_the_pause_begins(
    session: Session, view: ConsultationView, chen: IssuedLetter, failures: int, is_paused: bool
) -> None:
    other = people.make_estate(session, code="other")
    fail(session, view, failures)
    paused = typed_codes_paused(session, view.estate.id, secret=SECRET, now=NOW)
    assert (paused is not None) == is_paused
    assert typed_codes_paused(session, other, secret=SECRET, now=NOW) is None
    assert (failures_lately(session, NOW), estates_paused(session, NOW)) == (failures, int(is_paused))
    assert guess(session, view, "1", "101", chen.code) == ("typed-codes-paused" if is_paused else "in")


@pytest.mark.parametrize(
    ("later", "is_paused"),
    [(HOUR - timedelta(seconds=1), True), (HOUR, False)],
    ids=["a second early", "an hour later"],
)
def test_it_says_until_when(session: Session, view: ConsultationView, later: timedelta, is_paused: bool) -> None:
    """Three hundred at noon and fifty half an hour before: the pause ends when the three hundredth is forgotten."""
    fail(session, view, 1)
    fail(session, view, 299)
    fail(session, view, 50, at=NOW - timedelta(minutes=30))
    paused = typed_codes_paused(session, view.estate.id, secret=SECRET, now=NOW)
    assert paused is not None
    assert (paused.failures, paused.until) == (350, NOW + HOUR)
    assert (typed_codes_paused(session, view.estate.id, secret=SECRET, now=NOW + later) is not None) == is_paused


def test_the_log_has_one_line_when_the_pause_begins(
    session: Session, view: ConsultationView, chen: IssuedLetter, caplog: pytest.LogCaptureFixture
) -> None:
    fail(session, view, 298)
    with caplog.at_level(logging.WARNING, "consult.security"):
        assert guess(session, view, "1", "101", chen.code) == "in"
        assert guess(session, view, "1", "101", "0000000000") == "sign-in-failed"
        assert caplog.records == []
        assert guess(session, view, "1", "101", "0000000000") == "sign-in-failed"
        assert guess(session, view, "1", "101", chen.code) == "typed-codes-paused"
    begun, refused = caplog.records
    assert begun.levelname == "ERROR"
    assert begun.getMessage() == f"typed codes pause: 300 failed sign-ins in estate {view.estate.id}"
    assert "typed-codes-paused" in refused.getMessage()


def test_while_typed_codes_pause_the_letter_opens(session: Session, view: ConsultationView, chen: IssuedLetter) -> None:
    fail(session, view, 400)
    assert sign_in_by_letter(session, chen.token, secret=SECRET, now=NOW).elector_id == chen.elector_id
