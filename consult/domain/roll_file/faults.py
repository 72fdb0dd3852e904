"""What can be wrong in a roll file, as values: where it stands, which fault it is, and its details.

A fault is collected for the person who must mend the row; it never stops the reading of the other rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """Whether a fault keeps the roll from being imported, or only wants a look."""

    ERROR = "error"
    WARNING = "warning"


_ERRORS = """
column-missing building-missing room-missing place-too-long value-too-long became-a-date became-scientific
area-not-a-number area-not-positive area-impossible area-merged area-twice kind-unknown area-source-unknown
owner-keys-mismatch room-twice
"""
_WARNINGS = """
area-rounded area-unlikely area-missing area-column-missing owner-missing owner-column-missing public-owner-is-a-person
key-zeros-lost room-zeros-lost phone-unlikely owners-perhaps-several row-not-read sheet-not-read sheet-hidden
column-twice number-read-as-entrance kind-from-sheet-name same-name-without-key one-key-several-names
several-developers total-differs
"""

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    dict.fromkeys(_ERRORS.split(), Severity.ERROR) | dict.fromkeys(_WARNINGS.split(), Severity.WARNING)
)
"""Every fault key and how grave it is; `consult.wording.roll_faults` has a sentence for each."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with one value, before it is known where the value stands."""

    key: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """A flaw and its place: sheet name, row from 1, column from 0 (None: the whole row)."""

    sheet: str
    row: int
    column: int | None
    key: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How grave this fault is."""
        return SEVERITIES[self.key]

    @property
    def blocks(self) -> bool:
        """Whether the roll cannot be imported while this fault remains."""
        return self.severity is Severity.ERROR


def flaw(key: str, **details: str) -> Flaw:
    """A flaw of a known key."""
    if key not in SEVERITIES:
        raise ValueError(f"unknown fault {key!r}")
    return Flaw(key, details)
