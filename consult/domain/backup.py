"""Backups: what a restore would lose, told from the numbered books alone.

A book only grows. So a backup may take the place of what is here only if every book that is here stands in it with the
same fingerprint at its last number; whatever is missing has numbers, and they are named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from consult.domain.refusal import reasons

reasons(
    backup_unreadable="file: a file that is no backup, or is torn",
    backup_damaged="file, part: a backup with a part that is not the one which was written",
    backup_elsewhere="kept, here: a backup of another kind of database than this installation has",
    backup_too_new="schema: a backup made by a newer version of the program",
    backup_loses="n: numbers of consultations whose books would go backwards; the list has been shown",
    backup_over_damage="a database here that cannot be read, so that nobody can say what a restore would lose",
    backup_secret_set="a backup whose secret is not the one that CONSULT_SECRET_KEY sets",  # noqa: S106  (a reason)
    backup_source_damaged="found: a database that is damaged itself, so that a copy would be too",
    backup_no_room="folder: a folder whose disk is too full for a backup or a restore",
    backup_failed="tool, said: a program of the database's that failed, with its last words",
    backup_tool_missing="tool, version: a program of PostgreSQL's that is not on this machine",
    backup_tool_version="tool, found, version: a program of PostgreSQL's of another version than the server",
    database_in_use="a database that something else has open while it should be replaced",
    database_not_ours="role: a database role that may not make and rename databases",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one book stands: its last number (0 before OPEN) and the fingerprint there, in hex."""

    seq: int
    head: str


class LossKind(StrEnum):
    """How a book would go backwards."""

    WHOLE = "whole"
    """The backup does not know the consultation at all."""
    TAIL = "tail"
    """The backup ends at an earlier number."""
    OTHER = "other"
    """The backup has other lines under the same numbers."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be lost of one consultation: the numbers `first` to `last`; both 0 where it has no line yet."""

    code: str
    kind: LossKind
    first: int
    last: int

    @property
    def lines(self) -> int:
        """How many lines that are."""
        return self.last - self.first + 1 if self.last else 0


HeadAt = Callable[[str, int], str | None]
"""The fingerprint in hex that a book has at a number, None where it has no such line."""


def losses(
    here: Mapping[str, Standing], kept: Mapping[str, Standing], head_here: HeadAt, head_kept: HeadAt
) -> list[Loss]:
    """What a backup does not have of the books that are here, by consultation; empty where nothing goes backwards."""
    found = (_loss(code, mine, kept.get(code), head_here, head_kept) for code, mine in sorted(here.items()))
    return [loss for loss in found if loss]


def _loss(code: str, mine: Standing, theirs: Standing | None, head_here: HeadAt, head_kept: HeadAt) -> Loss | None:
    if theirs is None:
        return Loss(code, LossKind.WHOLE, min(1, mine.seq), mine.seq)
    common = min(mine.seq, theirs.seq)
    if common and head_here(code, common) != head_kept(code, common):
        return Loss(code, LossKind.OTHER, _first_other(code, common, head_here, head_kept), mine.seq)
    return Loss(code, LossKind.TAIL, common + 1, mine.seq) if theirs.seq < mine.seq else None


def _first_other(code: str, common: int, head_here: HeadAt, head_kept: HeadAt) -> int:
    """The first number at which two books differ: a fingerprint carries all before it, so halving finds it."""
    alike, other = 0, common
    while other - alike > 1:
        middle = (alike + other) // 2
        if head_here(code, middle) == head_kept(code, middle):
            alike = middle
        else:
            other = middle
    return other
