"""A WeChat account that a household let be remembered: begun with its letter, and ended by a newer one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.forget_wechat import forget_wechat
from consult.actions.issue_letters import issue_letters
from consult.actions.remember_wechat import remember_wechat
from consult.actions.sign_in_by_wechat import Household, sign_in_by_wechat
from consult.domain.refusal import Refusal
from consult.domain.remembered import LASTS, MOST
from consult.models.household_visit import HouseholdSignedIn
from consult.models.wechat_link import WechatLink, account_key
from consult.queries.consultations import ConsultationView
from consult.queries.visits import household_visit
from consult.queries.wechat_links import remembered_accounts
from tests import people
from tests.databases import SECRET

NOW = people.MIDWAY
OPENID = "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


def remember(
    session: Session, view: ConsultationView, who: people.Person, subject: str = OPENID, way: str = "letter"
) -> bool:
    elector = people.elector_of(session, view, who)
    return remember_wechat(session, view.estate.id, elector.id, subject, way=way, secret=SECRET, now=NOW)


def come_in(
    session: Session, view: ConsultationView, subject: str = OPENID, elector_id: int | None = None, now: object = NOW
) -> HouseholdSignedIn | tuple[Household, ...]:
    account = account_key(SECRET, subject)
    return sign_in_by_wechat(session, view.code, account, elector_id, secret=SECRET, now=now)  # type: ignore[arg-type]


def is_in(session: Session, view: ConsultationView, **more: object) -> bool:
    try:
        return isinstance(come_in(session, view, **more), HouseholdSignedIn)  # type: ignore[arg-type]
    except Refusal as refusal:
        if refusal.reason != "wechat-unknown":
            raise
        return False


@pytest.mark.parametrize("way", ["letter", "code"])
def test_remembered_with_the_letter_it_signs_in(session: Session, view: ConsultationView, way: str) -> None:
    assert remember(session, view, people.CHEN_AYI, way=way)
    signed_in = come_in(session, view)
    assert isinstance(signed_in, HouseholdSignedIn)
    assert signed_in.elector_id == people.elector_of(session, view, people.CHEN_AYI).id


@pytest.mark.parametrize("way", ["message", "wechat", ""])
def test_without_the_letter_none_is_remembered(session: Session, view: ConsultationView, way: str) -> None:
    with pytest.raises(Refusal, match="letter-first"):
        remember(session, view, people.CHEN_AYI, way=way)
    assert not is_in(session, view)


def test_another_account_is_nobody(session: Session, view: ConsultationView) -> None:
    remember(session, view, people.CHEN_AYI)
    assert not is_in(session, view, subject="somebody else's")
    assert not is_in(session, view, elector_id=people.elector_of(session, view, people.ZHAO_KE).id)


def test_the_next_consultation_knows_it_as_long_as_the_owners_are_the_same(
    session: Session, view: ConsultationView
) -> None:
    remember(session, view, people.CHEN_AYI)
    following = people.make_open_consultation(session, view.estate.id)
    issue_letters(session, view.estate.id, following.id, secret=SECRET, by="钱敏", now=NOW)
    assert is_in(session, following), "its first letters replace nothing"
    sold = people.elector_of(session, following, people.CHEN_AYI)
    sold.names = ["新业主"]
    session.commit()
    assert not is_in(session, following), "the new owners need their own letter"
    assert is_in(session, view)


def test_another_estate_does_not_know_it(session: Session, view: ConsultationView) -> None:
    remember(session, view, people.CHEN_AYI)
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    assert not is_in(session, other)


def test_a_newer_letter_ends_it_and_only_its_own_households(session: Session, view: ConsultationView) -> None:
    issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=NOW)
    for who in (people.CHEN_AYI, people.ZHAO_KE):
        remember(session, view, who, subject=who.name)
    chen = people.elector_of(session, view, people.CHEN_AYI).id
    issue_letters(session, view.estate.id, view.id, [chen], secret=SECRET, by="钱敏", now=NOW)
    assert not is_in(session, view, subject=people.CHEN_AYI.name)
    assert is_in(session, view, subject=people.ZHAO_KE.name)


def test_it_is_listed_and_can_be_forgotten_by_its_own_household_only(session: Session, view: ConsultationView) -> None:
    remember(session, view, people.CHEN_AYI)
    chen, zhao = (people.elector_of(session, view, who).id for who in (people.CHEN_AYI, people.ZHAO_KE))
    keys = {"secret": SECRET, "now": NOW}
    [listed] = remembered_accounts(session, view.estate.id, chen, **keys)  # type: ignore[arg-type]
    assert (listed.linked_at, listed.used_at) == (NOW, None)
    come_in(session, view, now=NOW + timedelta(hours=1))
    [listed] = remembered_accounts(session, view.estate.id, chen, **keys)  # type: ignore[arg-type]
    assert listed.used_at == NOW + timedelta(hours=1)
    assert not forget_wechat(session, view.estate.id, zhao, listed.id, key="", **keys)  # type: ignore[arg-type]
    elsewhere, here = come_in(session, view), come_in(session, view)
    assert isinstance(elsewhere, HouseholdSignedIn)
    assert isinstance(here, HouseholdSignedIn)
    assert forget_wechat(session, view.estate.id, chen, listed.id, key=here.key, **keys)  # type: ignore[arg-type]
    assert not is_in(session, view)
    assert household_visit(session, here.key, NOW) is not None
    assert household_visit(session, elsewhere.key, NOW) is None, "the telephone may have been lost"


def test_whoever_helps_two_households_chooses(session: Session, view: ConsultationView) -> None:
    for who in (people.CHEN_AYI, people.ZHAO_KE):
        remember(session, view, who)
    choice = come_in(session, view)
    assert isinstance(choice, tuple)
    assert [one.place for one in choice] == [people.CHEN_AYI.place, people.ZHAO_KE.place]
    assert is_in(session, view, elector_id=choice[1].elector_id)


@pytest.mark.parametrize(
    ("later", "still"),
    [(LASTS - timedelta(seconds=1), True), (LASTS, False)],
    ids=["a second before a year", "after a year"],
)
def test_it_lasts_a_year(session: Session, view: ConsultationView, later: timedelta, still: bool) -> None:
    remember(session, view, people.CHEN_AYI)
    assert is_in(session, view, now=NOW + later) == still


def test_once_more_with_the_letter_begins_the_year_anew_and_adds_none(session: Session, view: ConsultationView) -> None:
    assert remember(session, view, people.CHEN_AYI)
    assert not remember(session, view, people.CHEN_AYI)
    assert len(session.scalars(select(WechatLink)).all()) == 1


def test_a_household_lets_six_be_remembered_and_no_seventh(session: Session, view: ConsultationView) -> None:
    for n in range(MOST):
        assert remember(session, view, people.CHEN_AYI, subject=f"account {n}")
    with pytest.raises(Refusal, match="too-many-remembered"):
        remember(session, view, people.CHEN_AYI, subject="one more")


def test_the_account_is_kept_as_a_keyed_hash_only(session: Session, view: ConsultationView) -> None:
    remember(session, view, people.CHEN_AYI)
    row = session.scalars(select(WechatLink)).one()
    kept = " ".join(str(getattr(row, column.name)) for column in WechatLink.__table__.columns)
    assert OPENID not in kept
    assert people.CHEN_AYI.name not in kept
