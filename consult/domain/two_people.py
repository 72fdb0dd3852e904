"""What two people are wanted for: who may be the first and who the second, and when two accounts are two people.

Whoever may invite can invite themself, and would then be two accounts. So an account stands for whoever invited it,
until somebody who does not stand for the same person has vouched that it is another's. Accounts made by a command at
the server, and those of installations from before this was asked, stand for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.domain.refusal import Refusal, reasons
from consult.domain.same_person import folded

reasons(
    one_person="first, second, origin: two accounts that one person invited, with nobody else to say that they are two",
    vouching_alone="name, origin: vouching for an account by somebody who stands for the same person as it",
)

CLOSING_PROPOSED_BY = ("committee",)
CLOSING_CONFIRMED_BY = ("committee", "scrutineer")
"""Roles that may propose to close a binding vote, and that may be the second person who confirms it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The account of a name; `rests_on` is the name of who invited it, while nobody else has vouched for it."""

    name: str
    rests_on: str = ""


def origin_of(name: str, accounts: Sequence[Standing]) -> str:
    """For whom an account stands: itself, or whoever is at the beginning of the invitations that it rests on.

    A name without an account, such as that of a command at the server, stands for itself.
    """
    rests_on = {folded(one.name): one.rests_on for one in accounts if one.rests_on}
    # Nobody invites who was there before them, so this ends; as many steps as there are accounts are enough.
    for _ in accounts:
        name = rests_on.get(folded(name), name)
    return name


def refuse_one_person(first: str, second: str, accounts: Sequence[Standing]) -> None:
    """Refuses `one-person` for two accounts that stand for the same person."""
    origin = origin_of(first, accounts)
    if folded(origin) == folded(origin_of(second, accounts)):
        raise Refusal("one-person", first=first, second=second, origin=origin)


def refuse_vouching_alone(voucher: str, name: str, accounts: Sequence[Standing]) -> None:
    """Refuses `vouching-alone`: a second word has to be somebody else's."""
    origin = origin_of(name, accounts)
    if folded(origin_of(voucher, accounts)) == folded(origin):
        raise Refusal("vouching-alone", name=name, origin=origin)
