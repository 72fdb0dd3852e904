"""Ballots that somebody entered, and contests of them, in words: for the household and for the committee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from consult.domain.contest import Ruling
from consult.wording.answers import channel_name
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.roles import role_name
from consult.wording.states import SET_ASIDE

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


class HeldBallot(Protocol):
    """What is recorded for a household, as `consult.queries.contests` has it."""

    @property
    def at(self) -> datetime:
        """When it was entered."""
        ...

    @property
    def channel(self) -> str:
        """How it came; '' for a decision that none of two counts."""
        ...

    @property
    def entered_by(self) -> Sequence[NamedPerson]:
        """Who entered it; nobody for the household itself."""
        ...

    @property
    def standing(self) -> str:
        """`waits`, why it was set aside, or ''."""
        ...


class HandSaid(Protocol):
    """Somebody who brought a ballot in."""

    @property
    def who(self) -> NamedPerson:
        """The person."""
        ...

    @property
    def part(self) -> str:
        """`collected` or `agent`."""
        ...

    @property
    def at(self) -> datetime | None:
        """When."""
        ...


def held_said(words: Words, ballot: HeldBallot, hands: Sequence[HandSaid] = ()) -> str:
    """What is recorded for a household: when, by whom, how it came, who brought it, and what became of a sheet."""
    joint = "" if words.is_chinese else " "
    return joint.join([_recorded(words, ballot), *(_brought(words, hand) for hand in hands if hand.at is not None)])


def came_said(words: Words, ballot: HeldBallot) -> str:
    """How what a case is about came, in a few words; of a sheet on which nothing counts, why."""
    if not ballot.channel:
        return words.gettext("A decision that neither of two ballots counts")
    channel = channel_name(words, ballot.channel)
    if not ballot.standing:
        return channel
    waits = words.gettext("waits for a second person")
    why = waits if ballot.standing == "waits" else words.gettext(SET_ASIDE[ballot.standing])
    return f"{channel}：{why}" if words.is_chinese else f"{channel}: {why}"


def _recorded(words: Words, ballot: HeldBallot) -> str:
    said = {"moment": words.moment(ballot.at), "who": enterers_said(words, ballot.entered_by)}
    if not ballot.channel:
        return words.gettext("On %(moment)s %(who)s entered that neither of your two ballots counts.", **said)
    if ballot.standing == "waits":
        return words.gettext(
            "A paper ballot of yours was entered on %(moment)s by %(who)s. It counts once a second person has entered"
            " the same.",
            **said,
        )
    if ballot.standing:
        why = words.gettext(SET_ASIDE[ballot.standing])
        return words.gettext(
            "A paper ballot of yours was entered on %(moment)s by %(who)s and set aside: it does not count."
            " Why: %(why)s.",
            **said,
            why=why,
        )
    said["channel"] = channel_name(words, ballot.channel)
    if not ballot.entered_by:
        return words.gettext("Recorded on %(moment)s (%(channel)s).", **said)
    return words.gettext("Entered on %(moment)s by %(who)s (%(channel)s).", **said)


def _brought(words: Words, hand: HandSaid) -> str:
    said = {"who": enterers_said(words, [hand.who]), "moment": words.moment(hand.at) if hand.at else ""}
    if hand.part == "agent":
        return words.gettext("Handed in by the agent %(who)s.", **said)
    return words.gettext("Collected at the door by %(who)s on %(moment)s.", **said)


def ruling_name(words: Words, ruling: Ruling) -> str:
    """A decision about a contest in a few words."""
    return words.gettext(RULINGS[ruling])
