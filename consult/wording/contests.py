"""Ballots that somebody entered, and contests of them, in words: for the household and for the committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from consult.domain.contest import Ruling
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.roles import role_name

RULINGS: Mapping[Ruling, str] = MappingProxyType(
    {
        Ruling.UPHELD: N_("Upheld: the ballot no longer counts"),
        Ruling.DISMISSED: N_("Dismissed: the ballot stands"),
        Ruling.WITHDRAWN: N_("Taken back by the household"),
    }
)
"""Ruling → what it is called in a list."""


PARTS: Mapping[str, str] = MappingProxyType(
    {
        "entered": N_("entered: %(who)s"),
        "collected": N_("collected: %(who)s"),
        "agent": N_("agent: %(who)s"),
        "corrected": N_("corrected: %(who)s"),
        "settled": N_("settled: %(who)s"),
    }
)
"""What somebody had to do with a ballot → how it is said."""


class NamedPerson(Protocol):
    """Somebody with a name, and a role of the estate's ('' for none)."""

    @property
    def name(self) -> str:
        """The name."""
        ...

    @property
    def role(self) -> str:
        """The key of the role."""
        ...


def enterers_said(words: Words, people: Sequence[NamedPerson]) -> str:
    """Who entered a ballot: 楼组长马建国; building leader Ma Jianguo. Empty where nobody else did."""
    between = "" if words.is_chinese else " "
    said = [f"{role_name(words, one.role)}{between}{one.name}" if one.role else one.name for one in people]
    return ("、" if words.is_chinese else ", ").join(said)


def hand_said(words: Words, part: str, people: Sequence[NamedPerson]) -> str:
    """What these people had to do with a ballot: 录入：钱敏; entered: Qian Min."""
    return words.gettext(PARTS[part], who=enterers_said(words, people))


def ruling_name(words: Words, ruling: Ruling) -> str:
    """A decision about a contest in a few words."""
    return words.gettext(RULINGS[ruling])
