"""The paper ballot (表决票, or 征询意见表): one for each elector, in walking order, to be filled in with a pen.

It carries the serial number, in print and as a code, and nothing secret: whoever finds one learns a room and a number.
Each further page says again whose it is, and its code which page: none can be taken for another household's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from consult.documents.answer_boxes import answer_row
from consult.documents.ballot_boxes import Anchors, grid_of
from consult.documents.batch import Progress, Stamped, fill
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import code_picture, lay_out
from consult.documents.stamp import SENTINEL, Mould, Pattern, Slot, bank_of, pattern_of
from consult.domain.ballot_grid import BallotGrid, page_code
from consult.domain.electorate import Basis
from consult.domain.question import Question
from consult.domain.walking_order import in_walking_order
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.places import Door, further_rooms, place_name
from consult.wording.proxies import proxy_way

if TYPE_CHECKING:
    from weasyprint import Document

_FITS = ("generous", "roomy", "ample", "normal", "tight", "dense")
_FIT_OVERLEAF = "normal"


@dataclass(frozen=True, slots=True)
class PaperBallot:
    """One elector's ballot; `area` in 0.01 m², None where the vote does not weigh it.

    `units` are all doors the elector answers for; the ballot names those beside its own.
    """

    building: str
    entrance: str
    room: str
    serial: str
    area: int | None = None
    units: Sequence[Door] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room."""
        return (self.building, self.entrance, self.room)


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """What every ballot of a consultation says. `basis` names the laws and rules the vote stands on.

    `proxies_each`: how many owners one agent may represent, 0 where ballots by written proxy are not offered.
    """

    estate: Text
    title: Text
    questions: Sequence[Question]
    closes_at: datetime
    issuer: Text
    issued_on: date
    imprint: Imprint
    is_binding: bool = True
    intro: Text = field(default_factory=dict)
    basis: Text = field(default_factory=dict)
    return_place: Text = field(default_factory=dict)
    deemed: Text = field(default_factory=dict)
    proxies_each: int = 0
    counted_by: Basis = Basis.BY_OWNER


@dataclass(frozen=True, slots=True)
class _Door:
    """One elector as the template sees it."""

    place: str
    weight: str
    serial: str
    stub: str
    picture: str = "qr"

    @property
    def texts(self) -> dict[str, str]:
        """What is stamped into each slot."""
        return {
            "place": self.place,
            "weight": self.weight,
            "serial": self.serial,
            "stub": self.stub,
            "foot": self.serial,
        }


_EMPTY = _Door(SENTINEL, SENTINEL, SENTINEL, SENTINEL)
_BLACK = (0, 0, 0)
_SLOTS = (
    Slot("place", mark=(9, 2, 1), ink=_BLACK, weight="bold"),
    Slot("weight", mark=(9, 2, 2), ink=_BLACK, weight="regular"),
    Slot("serial", mark=(9, 2, 3), ink=_BLACK, weight="bold"),
    Slot("stub", mark=(9, 2, 4), ink=_BLACK, weight="regular"),
    Slot("foot", mark=(9, 2, 5), ink=_BLACK, weight="regular"),
)
"""Marking colours as in ballot.css."""


@dataclass(frozen=True, slots=True)
class BallotRun:
    """How all ballots of a batch are made, whichever part and process makes them: the same size, the same sheet."""

    sheet: BallotSheet
    fit: str
    pattern: Pattern
    grid: BallotGrid


def ballots_pdf(
    sheet: BallotSheet,
    ballots: Sequence[PaperBallot],
    words: Words,
    progress: Progress | None = None,
    *,
    large_print: bool = False,
) -> bytes:
    """Print all ballots as one PDF in walking order; `large_print` sets them at 22 pt on as many pages as it takes."""
    return ballots_part(ballot_run(sheet, ballots, words, large_print=large_print), ballots, words, progress)


def ballot_run(
    sheet: BallotSheet, ballots: Sequence[PaperBallot], words: Words, *, large_print: bool = False
) -> BallotRun:
    """Lay the sheet out once for a batch."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    doors = [_door(ballot, words) for ballot in ballots]
    fit = "large" if large_print else _fit(sheet, doors, words)
    pattern = pattern_of(_mould(sheet, doors, words, fit), _SLOTS)
    return BallotRun(sheet, fit, pattern, _grid(sheet, words, fit, pattern.boxes[: pattern.sheets]))


def ballots_part(
    run: BallotRun, ballots: Sequence[PaperBallot], words: Words, progress: Progress | None = None
) -> bytes:
    """Print these ballots of a batch as one PDF in walking order."""
    words = words_by(words, run.sheet.counted_by, is_binding=run.sheet.is_binding)
    walked = in_walking_order(ballots, lambda ballot: ballot.place)
    doors = [_door(ballot, words) for ballot in walked]
    mould = fill(
        Mould(run.pattern),
        [
            Stamped(door.texts, *_codes(run.grid, door), under=place_name(words, ballot.building, "", ""))
            for door, ballot in zip(doors, walked, strict=True)
        ],
        lambda at: _whole(run, doors[at], words),
        progress,
    )
    return mould.finished(
        title=f"{_heading(run.sheet, words)} · {words.pick(run.sheet.title)}",
        author=words.pick(run.sheet.issuer),
        lang=words.html_lang,
        codes=words.gettext("QR code of the serial number"),
    )


def _codes(grid: BallotGrid, door: _Door) -> tuple[str, Sequence[str]]:
    """What the code on the first page says, and those on the others."""
    first, *further = [grid.code(door.serial, page) for page in range(1, grid.pages + 1)]
    return first, further


def _whole(run: BallotRun, door: _Door, words: Words) -> Document:
    """A ballot whose door fits no slot. Should its boxes lie elsewhere, its codes name no grid, and people read it."""
    document = _lay_out(run.sheet, door, words, run.fit, run.grid.pages, key=run.grid.key)
    anchors = [dict(page.anchors) for page in document.pages]
    if _grid(run.sheet, words, run.fit, anchors) == run.grid:
        return document
    return _lay_out(run.sheet, door, words, run.fit, len(document.pages))


def _grid(sheet: BallotSheet, words: Words, fit: str, anchors: Anchors) -> BallotGrid:
    return grid_of(
        anchors,
        sheet.questions,
        consultation=sheet.imprint.number,
        text_hash=sheet.imprint.text_hash,
        language=words.html_lang,
        type_size=fit,
    )


def _fit(sheet: BallotSheet, doors: Sequence[_Door], words: Words) -> str:
    """The roomiest layout that keeps a ballot to one page; what goes on overleaf anyway need not be small."""
    longest = sorted(doors, key=lambda door: len(door.place + door.weight))[-1:] or [_EMPTY]
    return next((fit for fit in _FITS if len(_lay_out(sheet, longest[0], words, fit).pages) <= 1), _FIT_OVERLEAF)


def _mould(sheet: BallotSheet, doors: Sequence[_Door], words: Words, fit: str) -> Document:
    """The sheet with a sentinel in each slot, and every character that the batch needs."""
    bank = bank_of(text for door in doors for text in door.texts.values())
    pages = len(_lay_out(sheet, _EMPTY, words, fit).pages)
    return _lay_out(sheet, _EMPTY, words, fit, pages, bank)


def _lay_out(
    sheet: BallotSheet, door: _Door, words: Words, fit: str, pages: int = 1, bank: str = "", key: str = ""
) -> Document:
    """One whole ballot, or the mould when a bank is given; `key` is that of the grid, where its codes name one."""
    names = {1: door.picture, **{page: f"{door.picture}-{page}" for page in range(2, pages + 1)}}
    return lay_out(
        "ballot_paper.html",
        words,
        {name: code_picture(page_code(key, door.serial, page)) for page, name in names.items()},
        fit=fit,
        sheet=sheet,
        doors=[door],
        pages=pages,
        bank=bank,
        rows=[answer_row(question, words) for question in sheet.questions],
        notes=_notes(sheet, words),
        said=_said(sheet, words),
    )


def _door(ballot: PaperBallot, words: Words) -> _Door:
    weight = "" if ballot.area is None else words.gettext("one head, %(area)s", area=words.area(ballot.area))
    place, further = place_name(words, *ballot.place), further_rooms(words, ballot.place, ballot.units)
    return _Door(
        place, " · ".join(part for part in (further, weight) if part), ballot.serial, f"{place}  {ballot.serial}"
    )


def _notes(sheet: BallotSheet, words: Words) -> list[str]:
    """How to fill it in, who signs, where it goes."""
    place = words.pick(sheet.return_place)
    return [
        words.gettext(
            "Tick one box a row with a pen, or more where the row allows it. "
            "Too many ticks, or a changed one, void that row only."
        ),
        words.gettext(
            "Signed by the owner, by one of the co-owners for all, or with the seal of the organisation that owns it. "
            "Whoever signs for an owner adds the written proxy."
        ),
        words.gettext("One ballot for each owner: who has answered on the web page does not hand in paper as well."),
        words.gettext("Return it by %(time)s: %(place)s.", time=words.moment(sheet.closes_at), place=place)
        if place
        else words.gettext(
            "Return it by %(time)s to your building leader or the issuer.", time=words.moment(sheet.closes_at)
        ),
        *_by_proxy(sheet, words),
        *filter(None, [words.pick(sheet.deemed)]),
    ]


def _by_proxy(sheet: BallotSheet, words: Words) -> Iterator[str]:
    if sheet.proxies_each:
        yield words.gettext("By written proxy: %(way)s", way=proxy_way(words, sheet.proxies_each))


def _heading(sheet: BallotSheet, words: Words) -> str:
    return words.gettext("Ballot") if sheet.is_binding else words.gettext("Answer sheet")


def _said(sheet: BallotSheet, words: Words) -> dict[str, str]:
    """The sentences around the table."""
    basis = words.pick(sheet.basis)
    opening = [words.pick(sheet.intro)]
    if basis:
        opening.append(words.gettext("Under %(basis)s you are asked for your decision.", basis=basis))
    return {
        "estate": words.pick(sheet.estate),
        "title": words.pick(sheet.title),
        "heading": _heading(sheet, words),
        "salutation": words.gettext("Dear owner,") if sheet.is_binding else words.gettext("Dear neighbour,"),
        "opening": ("" if words.is_chinese else " ").join(part for part in opening if part),
        "until": words.gettext("Please hand it in by %(time)s.", time=words.moment(sheet.closes_at)),
        "issuer": words.pick(sheet.issuer),
    }
