"""A delivery sheet typed back in: one line for each door, read without losing anything that was typed.

What came of a visit is one figure, as the sheet prints it; an empty line was not visited. A line may have its own time
of day, or day and time; otherwise the sheet's moment holds. Every line's faults are found at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from types import MappingProxyType

from consult.domain.refusal import Refusal, reasons
from consult.domain.service import Attempt, Method, check_attempt

reasons(
    service_code="given, known: a line's figure that stands for no way of delivery",
    service_row_time="given: a line's time that cannot be read",
    service_refused_without_reason="a ballot not accepted, without what was said",
    service_row_without_code="a line in which something is written, but not what came of the visit",
)

CODES: Mapping[str, Method] = MappingProxyType(
    {
        "1": Method.IN_PERSON,
        "2": Method.REGISTERED_POST,
        "3": Method.LETTERBOX,
        "4": Method.NOT_HOME,
        "5": Method.REFUSED,
    }
)
"""What is typed → what came of the visit."""

_TIME = re.compile(r"(?:(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\s+)?(?P<hour>\d{1,2})[:.时]?(?P<minute>\d\d)分?")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it was typed."""

    code: str = ""
    at: str = ""
    recipient: str = ""
    relation: str = ""
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: nobody went to this door, or nothing came of it yet."""
        return not any(part.strip() for part in (self.code, self.at, self.recipient, self.relation, self.note))


@dataclass(frozen=True, slots=True)
class Window:
    """Between which moments something can have been delivered, and what is now."""

    announced_at: datetime
    closes_at: datetime
    now: datetime
    silence_counts: bool = False


def read_line(line: TypedLine, sheet_at: datetime, window: Window, zone: tzinfo) -> Attempt | dict[str, Refusal]:
    """The attempt that a line tells, or its faults by field (`code`, `at`, `relation`, `note`)."""
    faults: dict[str, Refusal] = {}
    method, moment = _read_code(line.code, faults), _read_moment(line.at, sheet_at, zone, faults)
    if method is Method.REFUSED and not line.note.strip():
        faults["note"] = Refusal("service-refused-without-reason")
    if method is None or moment is None or faults:
        return faults
    attempt = Attempt(method, moment, line.recipient, line.relation, line.note)
    try:
        return check_attempt(
            attempt,
            announced_at=window.announced_at,
            closes_at=window.closes_at,
            now=window.now,
            silence_counts=window.silence_counts,
        )
    except Refusal as refusal:
        return {_FIELDS.get(refusal.reason, "at"): refusal}


_FIELDS = {"service-note-too-long": "note", "service-without-number": "note", "service-without-recipient": "relation"}


def _read_code(typed: str, faults: dict[str, Refusal]) -> Method | None:
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        faults["code"] = Refusal("service-row-without-code")
    elif plain not in CODES:
        faults["code"] = Refusal("service-code", given=plain[:20], known=tuple(CODES))
    return CODES.get(plain)


def _read_moment(typed: str, sheet_at: datetime, zone: tzinfo, faults: dict[str, Refusal]) -> datetime | None:
    """19:30, 1930, 12-18 19:30 or 12月18日 19:30, on the sheet's day and year where nothing else is said."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if not plain:
        return sheet_at
    found, local = _TIME.fullmatch(plain), sheet_at.astimezone(zone)
    try:
        if found is None:
            raise ValueError
        day = local.date()
        if found["month"]:
            day = day.replace(month=int(found["month"]), day=int(found["day"]))
        return datetime.combine(day, time(int(found["hour"]), int(found["minute"])), zone)
    except ValueError:
        faults["at"] = Refusal("service-row-time", given=plain[:40])
        return None


def refuse_without_reason(attempt: Attempt) -> Attempt:
    """The attempt itself; refuses `service-refused-without-reason`."""
    if attempt.method is Method.REFUSED and not attempt.evidence.strip():
        raise Refusal("service-refused-without-reason")
    return attempt
