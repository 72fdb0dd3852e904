"""What is printed in batches, and when: kinds, states, parts, and how long a file is kept.

A batch is made in parts of whole buildings, so that each building leader gets a pile, and so that a part already made
is never lost with the rest. A part of letters counts as made only when its file is safely written and its codes are
kept in the same moment: before that the household's earlier letter still works, afterwards the new one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from consult.domain.refusal import Refusal, reasons

reasons(
    nobody_to_print_for="a batch for which nobody is chosen",
    rooms_missing="chosen households, of which none was named",
    letters_none_left="everyone among the chosen households holds a letter already",
    letters_not_confirmed="n: letters would be replaced, and nobody has said that this is meant",
    batch_running="a batch of letters asked for while another one of the same consultation is not finished",
    same_batch_running="a batch ordered again, for the same households, while the first is not finished",
    batch_at_work="a batch that is to be continued while it is being made",
    batch_ended="a batch that is to be continued or cancelled after it was finished or cancelled",
    unknown_printing="a printing that is not there, or is another estate's",
    file_gone="a printed file that was fetched already, is too old, or was removed",
    disk_full="a batch that stopped because the disk is full; what was made before is kept",
    hand_out_full="n, folder, waiting, hours: printed files that find no room where they were asked for",
    hand_out_stopped="n, folder, waiting, hours: printed files that cannot be put where they were asked for",
    press_broke="a batch that stopped because its process ended",
    files_unwritable="a batch that stopped because its folder cannot be written",
)

LARGEST_PART = 500
"""Sheets in one file: a ream of paper, and as much as one process holds at once."""

KEPT_FOR = timedelta(hours=24)
"""How long a printed file waits to be fetched."""

KEPT_AFTER_FETCH = timedelta(minutes=15)
"""How long a file with codes stays after it was fetched, so that a broken download can be repeated."""


class Batch(StrEnum):
    """What is printed once for each household."""

    LETTERS = "letters"
    BALLOTS = "ballots"
    LARGE_BALLOTS = "ballots-large"
    PROXY_FORMS = "proxy-forms"
    DELIVERY_SHEETS = "delivery-sheets"
    WALKING_LISTS = "walking-lists"

    @property
    def holds_codes(self) -> bool:
        """Whether whoever has the file could answer for a household."""
        return self is Batch.LETTERS

    @property
    def is_list(self) -> bool:
        """Whether many households share a sheet."""
        return self in (Batch.DELIVERY_SHEETS, Batch.WALKING_LISTS)

    @property
    def is_private(self) -> bool:
        """Whether the file is for the committee's eyes only: it holds codes, or says who took what, or who is out."""
        return self.holds_codes or self.is_list


class Which(StrEnum):
    """Whose letters: only of those who have none yet, or of all, replacing what they hold."""

    NEW = "new"
    ALL = "all"


class PrintState(StrEnum):
    """Where a printing stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more will come of it; one that failed can be continued."""
        return self in (PrintState.DONE, PrintState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a batch: its number from 1, the buildings in it, and the electors whose sheets it holds, in order."""

    number: int
    buildings: tuple[str, ...]
    electors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeyHashes:
    """What is kept of one elector's key."""

    elector_id: int
    code_hash: str
    token_hash: str


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """A file that lies ready: number, pages, bytes and hash, hashes of its letters' keys, version of its text."""

    number: int
    pages: int
    size: int
    sha256: str
    keys: Sequence[KeyHashes] = ()
    text_hash: str = ""


def parts_of(
    walked: Sequence[tuple[str, int]], largest: int = LARGEST_PART, *, by_building: bool = False
) -> list[Part]:
    """Divide (building, elector) in walking order: whole buildings together while they fit, a larger one by itself.

    With `by_building` each building is by itself.
    """
    piles: list[list[tuple[str, int]]] = []
    for _building, group in groupby(walked, key=lambda one: one[0]):
        homes = list(group)
        if piles and not by_building and len(piles[-1]) + len(homes) <= largest:
            piles[-1] += homes
        else:
            piles += [homes[at : at + largest] for at in range(0, len(homes), largest)]
    return [_part(number, pile) for number, pile in enumerate(piles, 1)]


def _part(number: int, pile: list[tuple[str, int]]) -> Part:
    return Part(number, tuple(dict.fromkeys(building for building, _ in pile)), tuple(elector for _, elector in pile))


def kept_until(made_at: datetime, fetched_at: datetime | None, *, holds_codes: bool) -> datetime:
    """Until when a file can be fetched."""
    end = made_at + KEPT_FOR
    return min(end, fetched_at + KEPT_AFTER_FETCH) if holds_codes and fetched_at is not None else end


def refuse_unless_open_to_work(state: PrintState) -> None:
    """Refuse `batch-ended` for a printing that was finished or cancelled."""
    if state.is_ended:
        raise Refusal("batch-ended")
