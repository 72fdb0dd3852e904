"""When two accounts are two people: whoever may invite can invite themself, and gains nothing by it."""

from __future__ import annotations

import pytest

from consult.domain.refusal import Refusal
from consult.domain.two_people import Standing, origin_of, refuse_one_person, refuse_vouching_alone

QIAN, ZHAO, SUN, LI, ZHOU = "钱敏", "赵干事", "孙伯", "李新", "周平"

ACCOUNTS = (
    Standing(QIAN),
    Standing(ZHAO),
    Standing(SUN, rests_on=QIAN),
    Standing(LI, rests_on=QIAN),
    Standing(ZHOU, rests_on=LI),
)
"""钱敏 and 赵干事 were made at the server; 钱敏 invited two, and one of those a third."""


@pytest.mark.parametrize(
    ("name", "origin"),
    [(QIAN, QIAN), (SUN, QIAN), (ZHOU, QIAN), (ZHAO, ZHAO), ("consult staff vouch", "consult staff vouch")],
    ids=["made at the server", "invited", "invited by the invited", "another", "no account at all"],
)
def test_for_whom_an_account_stands(name: str, origin: str) -> None:
    assert origin_of(name, ACCOUNTS) == origin


@pytest.mark.parametrize(
    ("first", "second"),
    [(QIAN, SUN), (SUN, QIAN), (SUN, LI), (QIAN, ZHOU), (SUN, ZHOU), ("钱 敏", SUN)],
    ids=[
        "who invited, then who was invited",
        "the other way round",
        "two whom one person invited",
        "over one between",
        "on two branches",
        "however the name is spaced",
    ],
)
def test_one_person(first: str, second: str) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_one_person(first, second, ACCOUNTS)
    assert refused.value.reason == "one-person"


@pytest.mark.parametrize(
    ("first", "second"),
    [(QIAN, ZHAO), (SUN, ZHAO), (ZHAO, ZHOU), (QIAN, "林工")],
    ids=["both made at the server", "of two origins", "of two origins, the other way", "a name without an account"],
)
def test_two_people(first: str, second: str) -> None:
    refuse_one_person(first, second, ACCOUNTS)


def test_who_was_vouched_for_stands_for_themself_and_for_those_they_invited() -> None:
    vouched = tuple(Standing(LI) if one.name == LI else one for one in ACCOUNTS)
    refuse_one_person(QIAN, LI, vouched)
    refuse_one_person(SUN, ZHOU, vouched)
    with pytest.raises(Refusal, match="one-person"):
        refuse_one_person(LI, ZHOU, vouched)


@pytest.mark.parametrize("voucher", [QIAN, LI, SUN, ZHOU], ids=["who invited", "a sibling", "itself", "a nephew"])
def test_nobody_vouches_for_their_own(voucher: str) -> None:
    with pytest.raises(Refusal, match="vouching-alone"):
        refuse_vouching_alone(voucher, SUN, ACCOUNTS)


@pytest.mark.parametrize("voucher", [ZHAO, "consult staff vouch"], ids=["somebody else", "a command at the server"])
def test_somebody_else_vouches(voucher: str) -> None:
    refuse_vouching_alone(voucher, SUN, ACCOUNTS)


def test_a_ring_of_invitations_ends() -> None:
    ring = (Standing(QIAN, rests_on=SUN), Standing(SUN, rests_on=QIAN))
    assert origin_of(QIAN, ring) in (QIAN, SUN)
