"""The walking list (走访单): the doors of a building that are still out, in walking order, each with a code to scan.

The code opens the form for this door's paper ballot, for signed-in staff only: it lets nobody vote. There are no
totals on it, so that nobody who sees it at a door learns how the vote stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.documents.batch import Progress
from consult.documents.explain_card import ExplainCard, explain_card_pdf
from consult.documents.ruled import Columns, Line, RuledPage, RuledRun, pages_of, ruled_run, stamped
from consult.domain.service import Attempt
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import Door, further_rooms, place_name
from consult.wording.service import METHODS

MOST_NAMED = 2
"""Further rooms that a line has place for; the ballot names more of them."""

COLUMNS = Columns(
    names=("room", "further", "serial", "try1", "try2", "found1", "found2", "found3", "found4"),
    per_page=14,
    bold=frozenset({"room"}),
    soft=frozenset({"further", "try1", "try2"}),
)
"""What stands on a door's card; two cards side by side."""

_BOX = "□"
_FOUND = (N_("Ballot in hand"), N_("Answered already"), N_("Not at home"), N_("Declined"))
"""What a visit can come to, as boxes to tick."""


@dataclass(frozen=True, slots=True)
class WalkingDoor:
    """One door: its rooms, the serial of its ballot, the address its code opens, and what was tried, newest first."""

    place: Door
    serial: str
    address: str
    units: Sequence[Door]
    attempts: Sequence[Attempt]


Building = tuple[str, Sequence[WalkingDoor]]
"""A building and its doors, in the order in which they stand."""


@dataclass(frozen=True, slots=True)
class WalkingRun:
    """How all lists of a batch are made, whichever part and process makes them; `front` is the card as printed."""

    card: ExplainCard
    front: bytes
    ruled: RuledRun


def walking_lists_pdf(card: ExplainCard, buildings: Sequence[Building], words: Words) -> bytes:
    """Print the card and the list of these buildings, each a pile of its own; doors stand in the order given."""
    return walking_part(walking_run(card, buildings, words), buildings, words)


def walking_run(card: ExplainCard, buildings: Sequence[Building], words: Words) -> WalkingRun:
    """Lay the card and a list out once for a batch."""
    ruled = ruled_run("walking_list.html", words, COLUMNS, _pages(buildings, words), {"card": card})
    return WalkingRun(card, explain_card_pdf(card, words), ruled)


def walking_part(
    run: WalkingRun, buildings: Sequence[Building], words: Words, progress: Progress | None = None
) -> bytes:
    """Print these buildings of a batch as one PDF."""
    mould = stamped(run.ruled, words, _pages(buildings, words), run.front, progress)
    title = f"{words.gettext('Walking list')} · {words.pick(run.card.title)}"
    codes = words.gettext("QR code of this door")
    return mould.finished(title=title, author=words.pick(run.card.issuer), lang=words.html_lang, codes=codes)


def _pages(buildings: Sequence[Building], words: Words) -> list[RuledPage]:
    lists = [(place_name(words, name, "", ""), [_line(door, words) for door in doors]) for name, doors in buildings]
    return pages_of(COLUMNS, lists)


def _line(door: WalkingDoor, words: Words) -> Line:
    _, entrance, room = door.place
    texts = {
        "room": place_name(words, "", entrance, room),
        "further": further_rooms(words, door.place, door.units, MOST_NAMED),
        "serial": words.gettext("No. %(serial)s", serial=door.serial),
    }
    found = {f"found{at}": f"{_BOX} {words.gettext(said)}" for at, said in enumerate(_FOUND, 1)}
    tried = {f"try{at}": _tried(attempt, words) for at, attempt in enumerate(door.attempts[:2], 1)}
    return Line({**texts, **tried, **found}, door.address)


def _tried(attempt: Attempt, words: Words) -> str:
    """When somebody was here and what came of it; no names."""
    at, said = attempt.at.astimezone(words.zone), words.gettext(METHODS[attempt.method])
    return f"{at.month}月{at.day}日 {said}" if words.is_chinese else f"{at.day}/{at.month} {said}"
