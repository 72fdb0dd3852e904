"""Shapes of single values that are sent and answered; `compound` puts them together.

One description checks what programs send and writes the OpenAPI document.

Every shape is JSON Schema (2020-12) on one side and a check on the other: `faults` names every place that does not fit,
by JSON Pointer, with the keyword that it breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

Fault = tuple[str, str]
"""Where (a JSON Pointer, '' for the whole), and what it should be."""
Schema = dict[str, Any]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
LARGEST = 2**53 - 1
"""Above this, programs written in JavaScript count wrongly."""


class Shape(Protocol):
    """What a value looks like."""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        ...

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """Everything in the value that does not fit."""
        ...


@dataclass(frozen=True)
class Text:
    """A text of these lengths, and of this pattern, which is for the whole of it."""

    least: int = 0
    most: int = 2_000
    pattern: str = ""
    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        found: Schema = {"type": "string", "minLength": self.least, "maxLength": self.most}
        found |= {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        return found | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No text, one of another length or form, or one that no database keeps."""
        if not isinstance(value, str):
            yield at, "type: string"
        elif not self.least <= len(value) <= self.most:
            yield at, f"length: {self.least} to {self.most}"
        elif UNKEEPABLE.search(value):
            yield at, "text without NUL and half characters"
        elif self.pattern and not re.fullmatch(self.pattern, value, re.ASCII):
            yield at, f"pattern: {self.pattern}"


@dataclass(frozen=True)
class Whole:
    """A whole number between these."""

    least: int = 0
    most: int = LARGEST
    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        found: Schema = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return found | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No whole number, or one beyond the bounds; 2.0 is one in JSON, true is none."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            yield at, "type: integer"
        elif not self.least <= value <= self.most:
            yield at, f"between {self.least} and {self.most}"


@dataclass(frozen=True)
class Flag:
    """True or false."""

    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"type": "boolean"} | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """Anything else."""
        if not isinstance(value, bool):
            yield at, "type: boolean"


@dataclass(frozen=True)
class OneOf:
    """One of these words."""

    words: Sequence[str]
    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        found: Schema = {"type": "string", "enum": list(map(str, self.words))}
        return found | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """Anything else."""
        if not isinstance(value, str) or value not in self.words:
            yield at, f"one of: {', '.join(self.words)}"


@dataclass(frozen=True)
class Moment:
    """A moment with its zone (RFC 3339); answers are in UTC."""

    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"type": "string", "format": "date-time"} | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No moment, or one without a zone."""
        if not isinstance(value, str) or not _MOMENT.fullmatch(value) or moment_of(value) is None:
            yield at, "format: date-time"


def moment_of(text: str) -> datetime | None:
    """The moment of a text, however far away; None where it is none."""
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


@dataclass(frozen=True)
class Day:
    """A day of the calendar."""

    says: str = ""

    def schema(self) -> Schema:
        """It as JSON Schema."""
        return {"type": "string", "format": "date"} | ({"description": self.says} if self.says else {})

    def faults(self, value: object, at: str = "") -> Iterator[Fault]:
        """No day."""
        if not isinstance(value, str) or not _DAY.fullmatch(value) or not _is_day(value):
            yield at, "format: date"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
