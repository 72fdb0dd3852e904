"""Signing in by letter and by code: one way in, and nothing told to those who guess."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.actions.open_consultation import open_consultation
from consult.actions.sign_in_household import TypedSignIn, sign_in_by_code, sign_in_by_letter
from consult.domain.refusal import Refusal
from consult.models.account import SignInFailure, Visit
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView
from consult.queries.visits import HouseholdVisit, household_visit
from tests import people
from tests.databases import SECRET

NOW = people.MIDWAY


@dataclass(frozen=True, slots=True)
class Post:
    """A consultation whose letters have been delivered."""

    view: ConsultationView
    letters: dict[tuple[str, str, str], IssuedLetter]

    def letter(self, person: people.Person) -> IssuedLetter:
        return self.letters[person.place]

    def typed(self, person: people.Person, **changed: str) -> TypedSignIn:
        building, entrance, room = person.place
        code = self.letters[person.place].code if person.place in self.letters else "0000000000"
        return replace(TypedSignIn(self.view.code, building, entrance, room, code, "203.0.113.1"), **changed)


@pytest.fixture
def post(session: Session) -> Post:
    view = people.make_open_consultation(session)
    letters = issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=people.OPENS_AT)
    return Post(view, {letter.place: letter for letter in letters})


def sign_in(session: Session, typed: TypedSignIn, now: object = NOW) -> object:
    return sign_in_by_code(session, typed, secret=SECRET, now=now)  # type: ignore[arg-type]


def reason_of(session: Session, typed: TypedSignIn, now: object = NOW) -> str:
    with pytest.raises(Refusal) as refused:
        sign_in(session, typed, now)
    return refused.value.reason


def failures(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(SignInFailure)) or 0


def test_the_letters_qr_signs_in_and_notes_service_once(session: Session, post: Post) -> None:
    letter = post.letter(people.CHEN_AYI)
    signed_in = sign_in_by_letter(session, letter.token.lower(), secret=SECRET, now=NOW)
    later = NOW + timedelta(hours=1)
    again = sign_in_by_letter(session, letter.token, secret=SECRET, now=later)
    expected = HouseholdVisit(post.view.estate.id, post.view.id, letter.elector_id)
    assert household_visit(session, signed_in.key, NOW) == expected
    assert again.key != signed_in.key
    row = session.scalars(select(ElectorRow).where(ElectorRow.id == letter.elector_id)).one()
    assert row.served_at == NOW


@pytest.mark.parametrize("make", ["make_announced_consultation", "make_closed_consultation"])
def test_only_a_ballot_that_was_shown_is_service(session: Session, make: str) -> None:
    announced = people.make_announced_consultation(session)
    (letter, *_) = issue_letters(
        session, announced.estate.id, announced.id, secret=SECRET, by="钱敏", now=people.OPENS_AT
    )
    if make == "make_closed_consultation":
        open_consultation(session, announced.estate.id, announced.id, by="钱敏", now=people.OPENS_AT)
        close_consultation(session, announced.estate.id, announced.id, by="钱敏", now=people.AFTER)
    sign_in_by_letter(session, letter.token, secret=SECRET, now=people.AFTER)
    row = session.scalars(select(ElectorRow).where(ElectorRow.id == letter.elector_id)).one()
    assert row.served_at is None


def test_whoever_watches_over_the_service_is_told(
    session: Session, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    seed_failures(session, post, "estate", 300)
    reason_of(session, post.typed(people.CHEN_AYI))
    (told,) = [record.getMessage() for record in caplog.records if record.name == "consult.security"]
    assert "typed-codes-paused" in told
    assert "101" not in told.replace(str(post.view.estate.id), "")


@pytest.mark.parametrize(
    "token", ["", "short", "0" * 26, "💥" * 26, "U" * 26], ids=["empty", "short", "never issued", "no letters", "U"]
)
def test_unknown_tokens(session: Session, post: Post, token: str) -> None:
    with pytest.raises(Refusal, match="unknown-letter"):
        sign_in_by_letter(session, token, secret=SECRET, now=NOW)
    assert session.scalar(select(func.count()).select_from(Visit)) == 0


def test_room_and_code_sign_in_and_leave_no_failure(session: Session, post: Post) -> None:
    signed_in = sign_in(session, post.typed(people.CHEN_AYI))
    assert signed_in.elector_id == post.letter(people.CHEN_AYI).elector_id  # type: ignore[attr-defined]
    assert failures(session) == 0


def test_a_code_survives_a_telephone_call(session: Session, post: Post) -> None:
    typed = post.typed(people.CHEN_AYI)
    spoken = f" {typed.code[:5].lower()}-{typed.code[5:]} ".replace("0", "o").replace("1", "l")
    sign_in(session, replace(typed, code=spoken, building="１号楼", room="101室"))


@pytest.mark.parametrize("place", [("1", "102"), ("1", "202"), ("2", "102")], ids=["first", "second", "other building"])
def test_any_of_an_owners_rooms_leads_to_their_one_ballot(session: Session, post: Post, place: tuple[str, str]) -> None:
    letter = post.letter(people.LIU_SAN)
    typed = TypedSignIn(post.view.code, place[0], "", place[1], letter.code, "203.0.113.1")
    assert sign_in(session, typed).elector_id == letter.elector_id  # type: ignore[attr-defined]


def test_unknown_room_and_wrong_code_are_told_alike(session: Session, post: Post) -> None:
    wrong = post.typed(people.CHEN_AYI, code="0000000000")
    unknown = post.typed(people.CHEN_AYI, room="999")
    said = []
    for typed in (wrong, unknown, replace(unknown, building="车库")):
        with pytest.raises(Refusal) as refused:
            sign_in(session, typed)
        said.append((refused.value.reason, refused.value.details))
    assert said == [("sign-in-failed", {})] * 3
    assert failures(session) == 9


def test_a_neighbours_code_does_not_open_another_room(session: Session, post: Post) -> None:
    typed = post.typed(people.CHEN_AYI, code=post.letter(people.ZHAO_KE).code)
    assert reason_of(session, typed) == "sign-in-failed"


def test_a_mistyped_code_costs_nothing(session: Session, post: Post) -> None:
    for code in ("", "123", "UUUUUUUUUU", "12345678901"):
        assert reason_of(session, post.typed(people.CHEN_AYI, code=code)) == "code-mistyped"
    assert failures(session) == 0


def test_an_unknown_consultation(session: Session, post: Post) -> None:
    assert reason_of(session, post.typed(people.CHEN_AYI, consultation="ZZZZZZ")) == "unknown-consultation"


def test_a_replaced_code_is_a_wrong_code(session: Session, post: Post) -> None:
    typed = post.typed(people.CHEN_AYI)
    elector = post.letter(people.CHEN_AYI).elector_id
    issue_letters(session, post.view.estate.id, post.view.id, [elector], secret=SECRET, by="钱敏", now=NOW)
    assert reason_of(session, typed) == "sign-in-failed"


def test_five_failures_at_a_door_and_the_sixth_waits_though_it_is_right(session: Session, post: Post) -> None:
    wrong = post.typed(people.CHEN_AYI, code="0000000000")
    assert [reason_of(session, wrong) for _ in range(5)] == ["sign-in-failed"] * 5
    right = post.typed(people.CHEN_AYI)
    assert reason_of(session, right) == "too-many-tries"
    assert reason_of(session, wrong) == "too-many-tries"
    # Nobody can lock a neighbour out: another address, another room and the letter's QR stay open.
    sign_in(session, replace(right, address="203.0.113.2"))
    sign_in(session, post.typed(people.ZHAO_KE))
    sign_in_by_letter(session, post.letter(people.CHEN_AYI).token, secret=SECRET, now=NOW)


@pytest.mark.parametrize(
    ("later", "reason"),
    [(timedelta(minutes=14, seconds=59), "too-many-tries"), (timedelta(minutes=15), "")],
    ids=["a second early", "exactly fifteen minutes later"],
)
def test_the_budget_comes_back(session: Session, post: Post, later: timedelta, reason: str) -> None:
    for _ in range(5):
        reason_of(session, post.typed(people.CHEN_AYI, code="0000000000"))
    right = post.typed(people.CHEN_AYI)
    if reason:
        assert reason_of(session, right, NOW + later) == reason
    else:
        sign_in(session, right, NOW + later)


def seed_failures(session: Session, post: Post, budget: str, n: int) -> None:
    """Failures of other doors: made in bulk, with the key that a real one left behind."""
    reason_of(session, post.typed(people.SHEN_MEI, code="0000000000"))
    key = session.scalars(select(SignInFailure.key).where(SignInFailure.budget == budget)).first()
    session.add_all(SignInFailure(budget=budget, key=key, at=NOW) for _ in range(n - 1))
    session.commit()


@pytest.mark.parametrize(
    ("budget", "most", "reason", "address"),
    [
        ("address", 60, "too-many-tries", "203.0.113.1"),
        ("estate", 300, "typed-codes-paused", "198.51.100.9"),
    ],
    ids=["sixty from an address", "three hundred over the estate"],
)
def test_wider_budgets(session: Session, post: Post, budget: str, most: int, reason: str, address: str) -> None:
    seed_failures(session, post, budget, most - 1)
    right = post.typed(people.CHEN_AYI, address=address)
    sign_in(session, right)
    assert reason_of(session, replace(right, code="0000000000")) == "sign-in-failed"
    assert reason_of(session, right) == reason


def test_a_success_sweeps_what_counts_nowhere_any_more(session: Session, post: Post) -> None:
    reason_of(session, post.typed(people.SHEN_MEI, code="0000000000"))
    assert failures(session) == 3
    sign_in(session, post.typed(people.CHEN_AYI), NOW + timedelta(hours=1))
    assert failures(session) == 0


def test_parallel_guesses_spend_the_budget_once_each(engine: Engine, session: Session, post: Post) -> None:
    """Twelve at the same second: five are compared, the others wait; none is free."""
    wrong = post.typed(people.CHEN_AYI, code="0000000000")

    def guess(_: int) -> str:
        with Session(engine) as own:
            return reason_of(own, wrong)

    with ThreadPoolExecutor(6) as pool:
        told = sorted(pool.map(guess, range(12)))
    assert told == ["sign-in-failed"] * 5 + ["too-many-tries"] * 7
    assert failures(session) == 15


def test_no_address_or_room_stands_in_the_failures(session: Session, post: Post) -> None:
    reason_of(session, post.typed(people.CHEN_AYI, code="0000000000", address="203.0.113.77"))
    kept = " ".join(session.scalars(select(SignInFailure.key)))
    assert "203.0.113.77" not in kept
    assert "101" not in kept.split()
