"""An account stands for whoever invited it until somebody else vouches: closing and correcting take two people."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.accept_invitation import NewAccount, accept_invitation
from consult.actions.close_consultation import close_consultation
from consult.actions.invite_staff import invite_staff
from consult.actions.vouch_for_staff import vouch_for_staff
from consult.domain.refusal import Refusal
from consult.models.account import Staff
from consult.models.place import CLOSES_ALONE
from consult.queries.accounts import accounts
from consult.queries.consultations import ConsultationView
from tests import people
from tests.databases import SECRET
from tests.web.visitors import make_staff

SUN = "孙立业"


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session, people.make_estate(session, settings={CLOSES_ALONE: False}))


@pytest.fixture
def qian(session: Session, view: ConsultationView) -> Staff:
    """The secretary, whose account was made at the server."""
    return make_staff(session, view.estate.id, name="钱敏")


@pytest.fixture
def invited(session: Session, view: ConsultationView, qian: Staff) -> int:
    """An account that 钱敏 invited."""
    estate = view.estate.id
    token = invite_staff(session, estate, "scrutineer", secret=SECRET, now=people.MIDWAY, by=qian.name)
    account = NewAccount(SUN, "sun.liye", "the garden in spring")
    accept_invitation(session, token, account, secret=SECRET, now=people.MIDWAY)
    return next(one.id for one in accounts(session, estate) if one.name == SUN)


def close(session: Session, view: ConsultationView, second: str = SUN) -> None:
    close_consultation(session, view.estate.id, view.id, by="钱敏", confirmed_by=second, now=people.AFTER)


def test_nobody_closes_with_their_own_guest(session: Session, view: ConsultationView, invited: int) -> None:
    with pytest.raises(Refusal) as refused:
        close(session, view)
    assert (refused.value.reason, refused.value.details["origin"]) == ("one-person", "钱敏")


def test_vouched_for_by_somebody_else_they_are_two(session: Session, view: ConsultationView, invited: int) -> None:
    other = make_staff(session, view.estate.id, "town", name="赵干事")
    assert vouch_for_staff(session, view.estate.id, invited, by=other.name, now=people.MIDWAY) == SUN
    close(session, view)


@pytest.mark.parametrize("voucher", ["钱敏", SUN], ids=["who invited", "itself"])
def test_not_by_themselves(session: Session, view: ConsultationView, invited: int, voucher: str) -> None:
    with pytest.raises(Refusal, match="vouching-alone"):
        vouch_for_staff(session, view.estate.id, invited, by=voucher, now=people.MIDWAY)


def test_the_first_who_vouched_stays_named(session: Session, view: ConsultationView, invited: int) -> None:
    for voucher in ("consult staff vouch", "赵干事"):
        vouch_for_staff(session, view.estate.id, invited, by=voucher, now=people.MIDWAY)
    assert session.get_one(Staff, (view.estate.id, invited)).vouched_by == "consult staff vouch"


def test_an_account_that_is_not_there(session: Session, view: ConsultationView) -> None:
    with pytest.raises(Refusal, match="account-unknown"):
        vouch_for_staff(session, view.estate.id, 7, by="钱敏", now=people.MIDWAY)
