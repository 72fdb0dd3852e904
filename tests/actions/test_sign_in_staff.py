"""Staff accounts: from a one-time link, with a password, and never by default."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.change_password import change_password
from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.actions.reset_second_factor import reset_second_factor
from consult.actions.sign_in_staff import sign_in_staff, sign_in_staff_by_link
from consult.domain.refusal import Refusal
from consult.models.account import Staff, StaffLink
from consult.queries.staff_links import staff_link
from consult.queries.visits import staff_visit
from tests import people
from tests.databases import SECRET

NOW = people.MIDWAY
PASSWORD = "the garden in spring"
QIAN = NewAccount("钱敏", "Qian.Min", PASSWORD)


@pytest.fixture
def estate(session: Session) -> int:
    return people.make_estate(session)


def invite(session: Session, estate: int, role: str = "committee") -> str:
    return invite_staff(session, estate, role, secret=SECRET, now=NOW)


def accept(session: Session, token: str, account: NewAccount = QIAN, *, now: object = NOW) -> str:
    return accept_invitation(session, token, account, secret=SECRET, now=now)  # type: ignore[arg-type]


def sign_in(
    session: Session,
    password: str = PASSWORD,
    *,
    login: str = "qian.min",
    address: str = "203.0.113.1",
    now: object = NOW,
) -> str:
    return sign_in_staff(session, login, password, address=address, secret=SECRET, now=now)  # type: ignore[arg-type]


def test_there_is_no_account_before_an_invitation_is_accepted(session: Session, estate: int) -> None:
    invite(session, estate)
    assert session.scalar(select(func.count()).select_from(Staff)) == 0


def test_an_invitation_makes_the_account_and_begins_the_visit(session: Session, estate: int) -> None:
    visit = staff_visit(session, accept(session, invite(session, estate, "scrutineer")), NOW)
    assert visit is not None
    assert (visit.estate_id, visit.name, visit.role) == (estate, "钱敏", "scrutineer")
    kept = session.scalars(select(Staff)).one()
    assert kept.login == "qian.min"
    assert PASSWORD not in (kept.password_hash or "")
    assert (kept.password_hash or "").startswith("$argon2id$")


def test_a_link_works_once(session: Session, estate: int) -> None:
    token = invite(session, estate)
    accept(session, token)
    with pytest.raises(Refusal, match="unknown-staff-link"):
        accept(session, token, NewAccount("冯海", "feng.hai", PASSWORD))


@pytest.mark.parametrize(
    ("later", "works"),
    [(timedelta(days=7) - timedelta(seconds=1), True), (timedelta(days=7), False)],
    ids=["a second before seven days", "exactly seven days"],
)
def test_an_invitation_runs_out(session: Session, estate: int, later: timedelta, works: bool) -> None:
    token = invite(session, estate)
    if works:
        accept(session, token, now=NOW + later)
    else:
        with pytest.raises(Refusal, match="unknown-staff-link"):
            accept(session, token, now=NOW + later)


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (NewAccount(" ", "qian.min", PASSWORD), "name-missing"),
        (NewAccount("钱敏", "q m", PASSWORD), "login-unfit"),
        (NewAccount("钱敏", "qian.min", "short"), "password-too-short"),
        (NewAccount("钱敏", "qian.min", "password123"), "password-is-common"),
    ],
    ids=["no name", "a space in the login", "short password", "common password"],
)
def test_a_refused_account_leaves_the_link_usable(
    session: Session, estate: int, account: NewAccount, reason: str
) -> None:
    token = invite(session, estate)
    with pytest.raises(Refusal, match=reason):
        accept(session, token, account)
    accept(session, token)


def test_two_people_cannot_have_one_login_even_in_different_estates(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    other = invite(session, people.make_estate(session, code="other"))
    with pytest.raises(Refusal, match="login-taken"):
        accept(session, other, NewAccount("钱明", "QIAN.MIN", PASSWORD))


@pytest.mark.parametrize("role", ["", "admin", "Committee"])
def test_unknown_roles(session: Session, estate: int, role: str) -> None:
    with pytest.raises(Refusal, match="role-unknown"):
        invite(session, estate, role)


def test_an_unknown_estate(session: Session) -> None:
    with pytest.raises(Refusal, match="unknown-estate"):
        invite(session, 12345)


def test_name_and_password(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    assert staff_visit(session, sign_in(session, login=" Qian.Min "), NOW) is not None


def test_unknown_login_wrong_password_and_an_account_switched_off_are_told_alike(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    accept(session, invite(session, estate), NewAccount("冯海", "feng.hai", PASSWORD))
    session.scalars(select(Staff).where(Staff.login == "feng.hai")).one().is_active = False
    session.commit()
    said = []
    for login, password in (("nobody", PASSWORD), ("qian.min", "wrong password"), ("feng.hai", PASSWORD), ("", "")):
        with pytest.raises(Refusal) as refused:
            sign_in(session, password, login=login)
        said.append((refused.value.reason, refused.value.details))
    assert said == [("wrong-login", {})] * 4


def test_five_failures_and_the_next_waits(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    for _ in range(5):
        with pytest.raises(Refusal, match="wrong-login"):
            sign_in(session, "wrong password")
    with pytest.raises(Refusal, match="too-many-sign-ins"):
        sign_in(session)
    sign_in(session, address="203.0.113.2")
    sign_in(session, now=NOW + timedelta(minutes=15))


def test_a_sign_in_link_for_someone_known(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    token = make_sign_in_link(session, estate, "Qian.Min", secret=SECRET, now=NOW)
    assert staff_link(session, token, secret=SECRET, now=NOW).name == "钱敏"
    assert staff_visit(session, sign_in_staff_by_link(session, token, secret=SECRET, now=NOW), NOW) is not None
    with pytest.raises(Refusal, match="unknown-staff-link"):
        sign_in_staff_by_link(session, token, secret=SECRET, now=NOW)


def test_a_sign_in_link_runs_out_after_twelve_hours(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    token = make_sign_in_link(session, estate, "qian.min", secret=SECRET, now=NOW)
    with pytest.raises(Refusal, match="unknown-staff-link"):
        sign_in_staff_by_link(session, token, secret=SECRET, now=NOW + timedelta(hours=12))


def test_links_do_not_stand_in_for_each_other(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    known = make_sign_in_link(session, estate, "qian.min", secret=SECRET, now=NOW)
    with pytest.raises(Refusal, match="unknown-staff-link"):
        accept(session, known, NewAccount("冯海", "feng.hai", PASSWORD))
    with pytest.raises(Refusal, match="unknown-staff-link"):
        sign_in_staff_by_link(session, invite(session, estate), secret=SECRET, now=NOW)


def test_another_estates_person_is_unknown(session: Session, estate: int) -> None:
    accept(session, invite(session, estate))
    other = people.make_estate(session, code="other")
    with pytest.raises(Refusal, match="staff-unknown"):
        make_sign_in_link(session, other, "qian.min", secret=SECRET, now=NOW)


def test_a_links_token_is_kept_only_as_a_hash(session: Session, estate: int) -> None:
    token = invite(session, estate)
    assert token not in session.scalars(select(StaffLink.token_hash)).one()


def owner_of(session: Session) -> tuple[int, int]:
    found = session.scalars(select(Staff).where(Staff.login == "qian.min")).one()
    return found.estate_id, found.id


def another_password(session: Session) -> None:
    change_password(session, owner_of(session), "the garden in autumn", login="qian.min", key="", now=NOW)


def reset(session: Session) -> None:
    reset_second_factor(session, owner_of(session)[0], "qian.min", now=NOW)


def newer_link(session: Session) -> None:
    make_sign_in_link(session, owner_of(session)[0], "qian.min", secret=SECRET, now=NOW)


@pytest.mark.parametrize(
    "replace",
    [another_password, reset, newer_link],
    ids=["another password", "the second factor was reset", "a newer link"],
)
def test_what_replaces_a_sign_in_link_ends_it(
    session: Session, estate: int, replace: Callable[[Session], None]
) -> None:
    accept(session, invite(session, estate))
    accept(session, invite(session, estate), NewAccount("冯海", "feng.hai", PASSWORD))
    mine = make_sign_in_link(session, estate, "qian.min", secret=SECRET, now=NOW)
    other = make_sign_in_link(session, estate, "feng.hai", secret=SECRET, now=NOW)
    invitation = invite(session, estate, "auditor")
    replace(session)
    with pytest.raises(Refusal, match="unknown-staff-link"):
        sign_in_staff_by_link(session, mine, secret=SECRET, now=NOW)
    assert sign_in_staff_by_link(session, other, secret=SECRET, now=NOW)
    assert staff_link(session, invitation, secret=SECRET, now=NOW).role == "auditor"
