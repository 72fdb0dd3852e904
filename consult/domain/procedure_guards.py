"""What must be right before a consultation is announced (voting rules §5); each guard stops what the law stops.

A survey is free of all but the siting of what it asks about and of the blanks left in its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from consult.domain.blanks import blanks_left
from consult.domain.consultation import Channel
from consult.domain.matter import MEETING_RULES, OWNERS_RULES, Matter, matter_named
from consult.domain.preparation import Preparation
from consult.domain.question import Question, Text
from consult.domain.refusal import Refusal, reasons
from consult.domain.siting import siting_faults

reasons(
    not_ready="faults: what stands in the way of announcing a draft",
    notice_too_short="days, least, earliest: an owners' decision that would open too soon after its notice is posted",
    window_unusual="days, least, most: an owners' decision open for an unusual time, and no clause that allows it",
    re_election_under_way="matter: a matter that waits while the committee is being re-elected",
    matter_missing="a binding vote during a re-election that does not say what it is about",
    electronic_voting_not_adopted="a binding vote answered on the web where no resolution adopted that",
    blanks_left="blanks: what a template left to be filled in and nobody has filled in",
)

NOTICE_DAYS = 15
"""For how many days the notice of an owners' decision hangs before voting opens (《物业管理条例》第十四条)."""
SHORTEST, LONGEST = timedelta(days=5), timedelta(days=60)
"""The usual length of a vote (practice of Hangzhou)."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The owners' resolution that adopted electronic voting: its number and its day."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class EstateStanding:
    """What the estate has said that bears on its votes."""

    is_re_electing: bool = False
    adopted: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the guards look at it; `texts` are all its words, by the name of what they belong to."""

    is_binding: bool
    rule: str
    channels: tuple[Channel, ...]
    notice_on: date
    opens_at: datetime
    closes_at: datetime
    questions: tuple[Question, ...]
    texts: Mapping[str, Text]
    preparation: Preparation

    @property
    def matter(self) -> Matter | None:
        """What it is about; refuses `unknown-matter`."""
        return matter_named(self.preparation.matter)

    @property
    def is_owners(self) -> bool:
        """Whether the owners of the estate, or of a part, decide by it."""
        return self.is_binding and self.rule in OWNERS_RULES


def guard_faults(draft: Draft, estate: EstateStanding, today: date, zone: tzinfo) -> Iterator[Refusal]:
    """Everything that stands in the way of announcing a draft today; `zone` is the estate's."""
    yield from _blank_faults(draft)
    if draft.is_owners:
        yield from _notice_faults(draft, today, zone)
        yield from _window_faults(draft)
    if draft.is_binding and draft.rule not in MEETING_RULES:
        yield from _election_faults(draft, estate)
        yield from _web_faults(draft, estate)
    if draft.matter is not None and draft.matter.needs_siting:
        yield from siting_faults(draft.questions, draft.preparation.siting)


def _blank_faults(draft: Draft) -> Iterator[Refusal]:
    left = [blank for text in draft.texts.values() for words in text.values() for blank in blanks_left(words)]
    if left:
        yield Refusal("blanks-left", blanks=tuple(dict.fromkeys(left)))


def _notice_faults(draft: Draft, today: date, zone: tzinfo) -> Iterator[Refusal]:
    """The notice hangs from the day it says, but never from before the text stood still."""
    posted = max(draft.notice_on, today)
    earliest = posted + timedelta(days=NOTICE_DAYS)
    opens_on = draft.opens_at.astimezone(zone).date()
    if opens_on < earliest:
        yield Refusal("notice-too-short", days=(opens_on - posted).days, least=NOTICE_DAYS, earliest=earliest)


def _window_faults(draft: Draft) -> Iterator[Refusal]:
    window = draft.closes_at - draft.opens_at
    if SHORTEST <= window <= LONGEST or draft.preparation.window_clause:
        return
    yield Refusal("window-unusual", days=window.days, least=SHORTEST.days, most=LONGEST.days)


def _election_faults(draft: Draft, estate: EstateStanding) -> Iterator[Refusal]:
    if not estate.is_re_electing:
        return
    if draft.matter is None:
        yield Refusal("matter-missing")
    elif draft.matter.waits_for_election:
        yield Refusal("re-election-under-way", matter=draft.matter.key)


def _web_faults(draft: Draft, estate: EstateStanding) -> Iterator[Refusal]:
    if Channel.WEB in draft.channels and estate.adopted is None:
        yield Refusal("electronic-voting-not-adopted")


def refuse_unless_ready(draft: Draft, estate: EstateStanding, today: date, zone: tzinfo) -> None:
    """Refuse `not-ready` with everything that stands in the way."""
    faults = tuple(guard_faults(draft, estate, today, zone))
    if faults:
        raise Refusal("not-ready", faults=faults)


RE_ELECTING, ADOPTED = "re_election", "electronic_voting"
"""Keys in an estate's settings."""


def standing_from_json(settings: Mapping[str, Any]) -> EstateStanding:
    """What an estate's settings say of it."""
    adopted = settings.get(ADOPTED)
    resolution = Resolution(adopted["number"], date.fromisoformat(adopted["on"])) if adopted else None
    return EstateStanding(bool(settings.get(RE_ELECTING)), resolution)


def standing_json(standing: EstateStanding) -> dict[str, Any]:
    """The same as settings; what is not so is None, to be taken out."""
    return {RE_ELECTING: True if standing.is_re_electing else None, ADOPTED: adopted_json(standing)}


def adopted_json(standing: EstateStanding) -> dict[str, str] | None:
    """The resolution on electronic voting as plain JSON; None where there is none."""
    adopted = standing.adopted
    return {"number": adopted.number, "on": adopted.on.isoformat()} if adopted else None
