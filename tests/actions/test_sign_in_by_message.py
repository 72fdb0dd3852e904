"""A code by message: sent to the roll's own number, told alike to everybody who asks, and of use once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from consult.actions.ask_for_code import AskedCode, Asking, ask_for_code
from consult.actions.issue_letters import issue_letters
from consult.actions.sign_in_by_message import sign_in_by_message
from consult.domain.refusal import Refusal
from consult.models.account import Visit
from consult.models.base import new_id
from consult.models.message_code import MessageCode
from consult.queries.consultations import ConsultationView
from consult.queries.visits import household_visit
from tests import people
from tests.databases import SECRET
from tests.on_the_roll import CHENS, LIUS, open_with_phones

NOW = people.MIDWAY


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return open_with_phones(session)


def ask(session: Session, view: ConsultationView, building: str, room: str, **more: object) -> AskedCode:
    address, now = str(more.get("address", "203.0.113.1")), more.get("now", NOW)
    asking = Asking(view.code, building, "", room, address)
    return ask_for_code(session, asking, secret=SECRET, now=now)  # type: ignore[arg-type]


def reason_of(session: Session, key: str, typed: str, now: object = NOW) -> str:
    with pytest.raises(Refusal) as refused:
        sign_in_by_message(session, key, typed, secret=SECRET, now=now)  # type: ignore[arg-type]
    return refused.value.reason


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06d}"


def test_the_digits_go_to_the_number_on_the_roll_and_sign_in(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1号楼", "101室")
    assert asked.number == CHENS
    signed_in = sign_in_by_message(session, asked.key, asked.digits, secret=SECRET, now=NOW)
    visit = household_visit(session, signed_in.key, NOW)
    assert visit is not None
    assert visit.elector_id == people.elector_of(session, view, people.CHEN_AYI).id
    assert people.elector_of(session, view, people.CHEN_AYI).served_at == NOW


def test_a_number_beside_any_of_an_owners_rooms_will_do(session: Session, view: ConsultationView) -> None:
    assert ask(session, view, "1", "202").number == LIUS


@pytest.mark.parametrize(
    ("building", "room"),
    [("2", "202"), ("2", "301"), ("1", "999"), ("9", "101"), ("车库", "B1-07"), ("", "")],
    ids=["a landline", "no number", "no such room", "no such building", "a garage without a vote", "nothing"],
)
def test_where_none_is_sent_whoever_asked_cannot_tell(
    session: Session, view: ConsultationView, building: str, room: str
) -> None:
    asked = ask(session, view, building, room)
    assert asked.number == ""
    assert len(asked.key) == len(ask(session, view, "1", "101").key)
    # Even the digits that were made for it open nothing.
    assert reason_of(session, asked.key, asked.digits) == "message-code-wrong"


def test_both_ask_the_database_the_same(engine: Engine, session: Session, view: ConsultationView) -> None:
    said: list[list[str]] = []
    for building, room in (("1", "101"), ("2", "301"), ("1", "999")):
        told: list[str] = []
        note = lambda *given, told=told: told.append(given[2].split(" WHERE ")[0])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        ask(session, view, building, room)
        event.remove(engine, "before_cursor_execute", note)
        said.append(told)
    known, without_number, unknown = said
    assert known == without_number
    # Whoever lives there is looked up by key, which costs what one look-up costs.
    assert len(known) - len(unknown) == 1


def test_it_is_of_use_once(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101")
    sign_in_by_message(session, asked.key, asked.digits, secret=SECRET, now=NOW)
    assert reason_of(session, asked.key, asked.digits) == "message-code-wrong"
    assert session.scalar(select(func.count()).select_from(Visit)) == 1


@pytest.mark.parametrize(
    ("later", "is_in"),
    [(timedelta(minutes=5), True), (timedelta(minutes=5, seconds=1), False)],
    ids=["exactly five minutes", "a second more"],
)
def test_it_lasts_five_minutes(session: Session, view: ConsultationView, later: timedelta, is_in: bool) -> None:
    asked = ask(session, view, "1", "101")
    if is_in:
        assert sign_in_by_message(session, asked.key, asked.digits, secret=SECRET, now=NOW + later)
    else:
        assert reason_of(session, asked.key, asked.digits, NOW + later) == "message-code-wrong"


@pytest.mark.parametrize(("failures", "is_in"), [(4, True), (5, False)], ids=["four wrong", "five wrong"])
def test_it_bears_five_tries(session: Session, view: ConsultationView, failures: int, is_in: bool) -> None:
    asked = ask(session, view, "1", "101")
    for _ in range(failures):
        assert reason_of(session, asked.key, wrong(asked.digits)) == "message-code-wrong"
    if is_in:
        assert sign_in_by_message(session, asked.key, asked.digits, secret=SECRET, now=NOW)
    else:
        assert reason_of(session, asked.key, asked.digits) == "message-code-wrong"


def test_mistyped_digits_cost_no_try(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101")
    for _ in range(9):
        assert reason_of(session, asked.key, "12345") == "message-code-mistyped"
    assert sign_in_by_message(session, asked.key, asked.digits, secret=SECRET, now=NOW)


def test_only_the_browser_that_asked_can_use_it(session: Session, view: ConsultationView) -> None:
    """Whoever reads the message over a shoulder has the digits and not the key; a neighbour's key has other digits."""
    asked, other = ask(session, view, "1", "101"), ask(session, view, "1", "102")
    assert reason_of(session, "another browser's", asked.digits) == "message-code-wrong"
    if asked.digits != other.digits:
        assert reason_of(session, other.key, asked.digits) == "message-code-wrong"


def test_knowing_the_number_opens_nothing(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101")
    for known in (CHENS, CHENS[-11:], CHENS[-6:], CHENS[-4:]):
        if known != asked.digits:
            assert reason_of(session, asked.key, known) in ("message-code-wrong", "message-code-mistyped")


def test_a_newer_letter_ends_codes_on_their_way(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101")
    elector = people.elector_of(session, view, people.CHEN_AYI).id
    issue_letters(session, view.estate.id, view.id, [elector], secret=SECRET, by="钱敏", now=NOW)
    assert reason_of(session, asked.key, asked.digits) == "message-code-wrong"


def test_parallel_guesses_spend_five_tries(engine: Engine, session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101")
    session.rollback()

    def guess(_: int) -> str:
        with Session(engine) as own:
            return reason_of(own, asked.key, wrong(asked.digits))

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(guess, range(12))) == {"message-code-wrong"}
    session.rollback()
    assert session.scalars(select(MessageCode.tries)).one() == 5


def asked_for(view: ConsultationView, n: int, **same: str) -> list[MessageCode]:
    """Requests of other doors, addresses and numbers, but for what is the same."""
    rows = []
    for at in range(n):
        keys = {name: f"{name}-{at}" for name in ("key_hash", "door_key", "asker_key", "number_key")} | same
        rows.append(
            MessageCode(
                estate_id=view.estate.id,
                id=new_id(),
                consultation_id=view.id,
                elector_id=None,
                code_hash="",
                asked_at=NOW,
                used_at=None,
                **keys,
            )
        )
    return rows


@pytest.mark.parametrize(
    ("most", "same", "reason", "back_after"),
    [
        (3, "door_key", "too-many-messages", timedelta(minutes=15)),
        (10, "asker_key", "too-many-messages", timedelta(hours=1)),
        (100, "", "messages-paused", timedelta(hours=1)),
    ],
    ids=["three for a door", "ten from an address", "a hundred of the estate"],
)
def test_messages_have_budgets(
    session: Session, view: ConsultationView, most: int, same: str, reason: str, back_after: timedelta
) -> None:
    ask(session, view, "1", "101")
    first = session.scalars(select(MessageCode)).one()
    session.add_all(asked_for(view, most - 2, **({same: getattr(first, same)} if same else {})))
    session.commit()
    ask(session, view, "1", "101")
    for moment in (NOW, NOW + back_after - timedelta(seconds=1)):
        with pytest.raises(Refusal) as refused:
            ask(session, view, "1", "101", now=moment)
        assert refused.value.reason == reason
    assert ask(session, view, "1", "101", now=NOW + back_after).number == CHENS


def test_a_number_is_not_pestered_from_door_to_door(session: Session, view: ConsultationView) -> None:
    """Liu's three flats share a number: after six messages a day none is sent, and nobody is told which doors do."""
    numbers = [
        ask(session, view, *door, now=NOW + timedelta(minutes=20 * turn)).number
        for turn in range(3)
        for door in (("1", "102"), ("1", "202"), ("2", "102"))
    ]
    assert numbers == [LIUS] * 6 + [""] * 3


def test_nine_at_the_same_second_are_counted(engine: Engine, session: Session, view: ConsultationView) -> None:
    session.rollback()  # a reader in the middle of a page would keep SQLite's writers waiting

    def one(_: int) -> str:
        with Session(engine) as own:
            try:
                return ask(own, view, "1", "101").number
            except Refusal as refusal:
                return refusal.reason

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(9))) == [CHENS] * 3 + ["too-many-messages"] * 6


def test_nothing_kept_tells_a_number_an_address_or_a_code(session: Session, view: ConsultationView) -> None:
    asked = ask(session, view, "1", "101", address="203.0.113.77")
    row = session.scalars(select(MessageCode)).one()
    words = [value for name, value in vars(row).items() if isinstance(value, str)]
    assert len(words) == 5
    for secret in (asked.key, CHENS[-11:], "203.0.113.77"):
        assert not any(secret in word for word in words)
    assert asked.digits not in words
    assert CHENS not in repr(asked)
    assert f"'{asked.digits}'" not in repr(asked)


def test_a_day_later_it_is_forgotten(session: Session, view: ConsultationView) -> None:
    ask(session, view, "1", "101")
    ask(session, view, "1", "102", now=NOW + timedelta(days=1))
    assert session.scalar(select(func.count()).select_from(MessageCode)) == 1


def test_a_draft_answers_like_a_missing_one(session: Session, view: ConsultationView) -> None:
    draft = people.make_draft(session, view.estate.id)
    for code in (draft.code, "ZZZZZZ"):
        with pytest.raises(Refusal, match="unknown-consultation"):
            ask_for_code(session, Asking(code, "1", "", "101", "203.0.113.1"), secret=SECRET, now=NOW)
