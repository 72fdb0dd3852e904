"""One entry as a leader's phone sealed it: what happened at which door, and when by that phone's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from consult.domain.assistance import LONGEST as LONGEST_NAME
from consult.domain.assistance import Assistant
from consult.domain.doorstep.fields import bytes_in, id_in, moment_in, read_object, text_in, whole_in
from consult.domain.refusal import Refusal
from consult.domain.service import LONGEST_NOTE, Method

LARGEST_PHOTO = 2 * 1024 * 1024
"""Bytes of a photo inside an entry; phones make them smaller before they seal them."""

_MOST_MILLISECONDS_OFF = 20 * 366 * 24 * 3600 * 1000
"""Milliseconds a phone's clock may be off: one without a battery starts in 1970 or 2010."""


STILL_THERE = timedelta(minutes=10)
"""How long a slip code is told to the phone: beside a door it leads to the household's line in the published book."""


class Kind(StrEnum):
    """What an entry tells."""

    VISIT = "visit"
    PAPER = "paper"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class VisitTold:
    """A visit and what came of it, as the service log will have it."""

    method: Method
    recipient: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A filled-in sheet taken along: its serial as scanned or typed, and its photo where the camera worked."""

    serial: str
    photo: bytes | None
    note: str


@dataclass(frozen=True, slots=True)
class AnswersTold:
    """Answers given by the resident on the phone, for one version of the questions, and who helped, if anyone."""

    text: str
    answers: Mapping[int, object]
    assistant: Assistant | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `made_at` is what the phone's clock said; `offset` how far the service's was ahead, where known.

    `heard`: how long before, by an even clock, the phone had last heard the service's; None where the app has been
    started since: between two starts somebody may have put the phone's clock right, or wrong.
    """

    elector_id: int
    made_at: datetime
    offset: timedelta | None
    heard: timedelta | None
    told: VisitTold | PaperTold | AnswersTold

    @property
    def kind(self) -> Kind:
        """What it tells."""
        match self.told:
            case VisitTold():
                return Kind.VISIT
            case PaperTold():
                return Kind.PAPER
        return Kind.ANSWERS

    def is_fresh(self, now: datetime) -> bool:
        """Whether it was made so lately that whoever answered is probably still looking at the phone."""
        return abs(now - self.made_at - (self.offset or timedelta())) <= STILL_THERE

    def moment(self, *, earliest: datetime, latest: datetime) -> datetime:
        """When it was made by the service's clock.

        A phone whose clock cannot be right, or is only remembered, is not believed: what is certain is that the entry
        was made by `latest`, and a later moment never gives silence a meaning that it would not have had.
        """
        if self.heard is None:
            return latest
        at = self.made_at + (self.offset or timedelta())
        return at if earliest <= at <= latest else latest


def read_entry(plain: bytes) -> Entry:
    """The entry of an opened seal; refuses `entry-torn`, naming the field."""
    given = read_object(plain)
    if given is None or given.get("v") != 1:
        raise Refusal("entry-torn", field="")
    offset, heard = (whole_in(given, name, most=_MOST_MILLISECONDS_OFF) for name in ("offset_ms", "monotonic_ms"))
    return Entry(
        elector_id=id_in(given, "elector"),
        made_at=moment_in(given, "made_at"),
        offset=None if offset is None else timedelta(milliseconds=offset),
        heard=None if heard is None else timedelta(milliseconds=heard),
        told=_told(given),
    )


def _told(given: Mapping[str, Any]) -> VisitTold | PaperTold | AnswersTold:
    match given.get("kind"):
        case Kind.VISIT.value:
            return _visit(given)
        case Kind.PAPER.value:
            return _paper(given)
        case Kind.ANSWERS.value:
            return _answers(given)
    raise Refusal("entry-torn", field="kind")


OUTCOMES = {
    "served": Method.IN_PERSON,
    "letterbox": Method.LETTERBOX,
    "not-home": Method.NOT_HOME,
    "refused": Method.REFUSED,
}
"""What a leader says of a visit, and what the service log calls it."""


def _visit(given: Mapping[str, Any]) -> VisitTold:
    method = OUTCOMES.get(text_in(given, "outcome", most=20))
    if method is None:
        raise Refusal("entry-torn", field="outcome")
    recipient, relation, note = (text_in(given, name, most=LONGEST_NOTE) for name in ("recipient", "relation", "note"))
    return VisitTold(method, recipient, relation, note)


def _paper(given: Mapping[str, Any]) -> PaperTold:
    photo = None if given.get("photo") is None else bytes_in(given, "photo", most=LARGEST_PHOTO)
    return PaperTold(text_in(given, "serial", most=40, least=1), photo, text_in(given, "note", most=LONGEST_NOTE))


def _answers(given: Mapping[str, Any]) -> AnswersTold:
    answers = given.get("answers")
    if not isinstance(answers, dict) or not all(_is_number(key) for key in answers):
        raise Refusal("entry-torn", field="answers")
    return AnswersTold(
        text=text_in(given, "text", most=64, least=64),
        answers={int(key): _said(value) for key, value in answers.items()},
        assistant=_assistant(given),
    )


def _assistant(given: Mapping[str, Any]) -> Assistant | None:
    """Who helped the household, if anybody; a relation without a name says nothing."""
    name, relation = (text_in(given, field, most=LONGEST_NAME) for field in ("helper", "relation"))
    return Assistant(name, relation) if name else None


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= 4


def _said(value: object) -> object:
    """An answer as a ballot may hold it, whatever it says; refuses `entry-torn` for text that no database keeps."""
    if isinstance(value, str):
        return text_in({"answers": value}, "answers", most=20_000)
    if isinstance(value, list):
        return [_said(one) for one in value]
    if isinstance(value, dict):
        return {text_in({"answers": key}, "answers", most=60): _said(one) for key, one in value.items()}
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise Refusal("entry-torn", field="answers")
