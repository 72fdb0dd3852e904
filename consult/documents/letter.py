"""The household letter (致业主的一封信): one page for each elector, in walking order, with a code of its own.

All letters of a batch share one layout size: the roomiest at which the letter with the longest door still keeps to
one page. The sheet is laid out once and stamped for each household; only a letter whose words do not fit their slots
is laid out whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from consult.documents.batch import Progress, Stamped, fill
from consult.documents.imprint import Imprint, Text, bare_address, grouped
from consult.documents.pdf import code_picture, lay_out
from consult.documents.stamp import SENTINEL, Mould, Pattern, Slot, bank_of, pattern_of
from consult.domain.consultation import Channel
from consult.domain.electorate import Basis
from consult.domain.receipt import ALPHABET
from consult.domain.walking_order import in_walking_order
from consult.wording.full_text import where_to_read
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.places import Door, further_rooms, place_name
from consult.wording.proxies import proxy_way
from consult.wording.tenants import tenants_may

if TYPE_CHECKING:
    from weasyprint import Document

_SLOTS = (
    Slot("place", mark=(9, 1, 1), ink=(22, 33, 27), weight="bold"),
    Slot("who", mark=(9, 1, 2), ink=(84, 96, 90), weight="regular"),
    Slot("code", mark=(9, 1, 3), ink=(22, 33, 27), weight="bold"),
)
"""Marking colours as in letter.css; the inks are its own ink and soft ink."""

_FITS = ("generous", "roomy", "normal", "snug", "tight", "normal fewer", "snug fewer", "brief fewer")
"""Sizes of letter_sizes.css. Where not even the tight one holds all questions, fewer of them stand in easier type."""
_FEWER = "fewer"
CODE_JOINT = "-"
_FEWER_QUESTIONS = 5
_FEWER_CHARACTERS = 300
"""What a letter prints where not all questions fit: whole ones only, up to so many characters in all."""


@dataclass(frozen=True, slots=True)
class Household:
    """One elector's door and key. `link` is `https://…/h/<token>`; `code` is the code typed with the room.

    `area` is in 0.01 m², None where the vote does not weigh it. `name` stays empty unless the estate asked for names.
    `units` are all doors the elector answers for; the letter names those beside its own.
    """

    building: str
    entrance: str
    room: str
    link: str
    code: str
    serial: str
    area: int | None = None
    name: str = ""
    units: Sequence[Door] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """Building, entrance and room."""
        return (self.building, self.entrance, self.room)


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """What every letter of a batch says. `sign_in` is the address where room and code are typed.

    `deemed` is the sentence on what happens without an answer, where the rules of procedure have such a clause. Ways
    to answer that `channels` does not offer are left out; the code of the page is always there. `proxies_each`: how
    many owners one agent may represent, 0 where proxies are not offered.
    """

    estate: Text
    title: Text
    questions: Sequence[Text]
    closes_at: datetime
    sign_in: str
    issuer: Text
    issued_on: date
    imprint: Imprint
    lead: Text = field(default_factory=dict)
    return_place: Text = field(default_factory=dict)
    phone: str = ""
    deemed: Text = field(default_factory=dict)
    privacy: Text = field(default_factory=dict)
    channels: Collection[Channel] = tuple(Channel)
    asks_tenants: bool = False
    proxies_each: int = 0
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True


@dataclass(frozen=True, slots=True)
class _Door:
    """One household as the template sees it."""

    place: str
    who: str
    code: str
    picture: str = ""

    @property
    def texts(self) -> dict[str, str]:
        """What is stamped into each slot."""
        return {"place": self.place, "who": self.who, "code": self.code}


@dataclass(frozen=True, slots=True)
class LetterRun:
    """How all letters of a batch are made, whichever part and process makes them: the same size, the same sheet."""

    sheet: LetterSheet
    fit: str
    pattern: Pattern


def letters_pdf(
    sheet: LetterSheet, households: Sequence[Household], words: Words, progress: Progress | None = None
) -> bytes:
    """Print all letters as one PDF in walking order, one page each; `progress(done, total)` is told of each step."""
    return letters_part(letter_run(sheet, households, words), households, words, progress)


def letter_run(sheet: LetterSheet, households: Sequence[Household], words: Words) -> LetterRun:
    """Lay the sheet out once for a batch. The codes of these households need not be known yet."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    doors = [_door(household, words) for household in households]
    fit = _fit(sheet, households, words)
    return LetterRun(sheet, fit, pattern_of(_mould(sheet, doors, words, fit), _SLOTS))


def letters_part(
    run: LetterRun, households: Sequence[Household], words: Words, progress: Progress | None = None
) -> bytes:
    """Print these letters of a batch as one PDF in walking order."""
    words = words_by(words, run.sheet.counted_by, is_binding=run.sheet.is_binding)
    walked = in_walking_order(households, lambda household: household.place)
    mould = fill(
        Mould(run.pattern),
        [
            Stamped(_door(home, words).texts, home.link, under=place_name(words, home.building, "", ""))
            for home in walked
        ],
        lambda at: _lay_out(run.sheet, walked[at], words, run.fit),
        progress,
    )
    return mould.finished(
        title=f"{words.gettext('A letter to the owners')} · {words.pick(run.sheet.title)}",
        author=words.pick(run.sheet.issuer),
        lang=words.html_lang,
        codes=words.gettext("This household's QR code"),
    )


def _mould(sheet: LetterSheet, doors: Sequence[_Door], words: Words, fit: str) -> Document:
    """The sheet with a sentinel in each slot, and every character that the batch needs, in whatever code."""
    bank = bank_of([ALPHABET, CODE_JOINT, *(text for door in doors for text in door.texts.values())])
    empty = _Door(SENTINEL, SENTINEL, SENTINEL)
    return lay_out("letter.html", words, {}, fit=fit, sheet=sheet, doors=[empty], bank=bank, **_said(sheet, words, fit))


def _fit(sheet: LetterSheet, households: Sequence[Household], words: Words) -> str:
    """The roomiest layout at which the letter with the longest door keeps to one page."""
    if not households:
        return _FITS[0]
    longest = max(households, key=lambda household: _length(household, words))
    for fit in _FITS:
        if len(_lay_out(sheet, longest, words, fit).pages) == 1:
            break
    return fit


def _length(household: Household, words: Words) -> int:
    """Characters of a letter's head."""
    return sum(map(len, _door(household, words).texts.values()))


def _lay_out(sheet: LetterSheet, household: Household, words: Words, fit: str) -> Document:
    """One whole letter."""
    pictures = {"qr": code_picture(household.link)}
    doors = [_door(household, words)]
    return lay_out(
        "letter.html", words, pictures, fit=fit, sheet=sheet, doors=doors, bank="", **_said(sheet, words, fit)
    )


def _door(household: Household, words: Words) -> _Door:
    who = [
        household.name or words.gettext("To the owner"),
        further_rooms(words, household.place, household.units),
        "" if household.area is None else words.gettext("one head, %(area)s", area=words.area(household.area)),
        words.gettext("No. %(serial)s", serial=household.serial),
    ]
    return _Door(
        place=place_name(words, *household.place),
        who=" · ".join(part for part in who if part),
        code=grouped(household.code, 5, CODE_JOINT),
        picture="qr",
    )


def _said(sheet: LetterSheet, words: Words, fit: str) -> dict[str, object]:
    """The sentences that are the same on every letter of a batch."""
    shown, more = _questions(sheet, words, fit)
    return {
        "title": words.pick(sheet.title),
        "issuer": words.pick(sheet.issuer),
        "lead": words.pick(sheet.lead),
        "questions": shown,
        "more": more,
        "site": bare_address(sheet.sign_in),
        "others": list(_other_ways(sheet, words)),
        "ask": "" if Channel.DOORSTEP in sheet.channels else _unbroken(sheet.phone),
        "consequence": words.pick(sheet.deemed)
        or words.gettext("Whoever does not answer is not counted as taking part."),
        "tenants": tenants_may(words) if sheet.asks_tenants else "",
        "privacy": words.pick(sheet.privacy) or _privacy(words),
    }


def _questions(sheet: LetterSheet, words: Words, fit: str) -> tuple[list[str], str]:
    """The questions, none of them cut off, and a closing line where there is room for some or none of them."""
    titles = [words.pick(title) for title in sheet.questions]
    if _FEWER not in fit.split():
        return titles, ""
    lengths = accumulate(len(title) for title in titles)
    shown = [title for title, so_far in zip(titles, lengths, strict=True) if so_far <= _FEWER_CHARACTERS]
    shown = shown[:_FEWER_QUESTIONS]
    return shown, where_to_read(words, len(titles)) if len(shown) < len(titles) else ""


def _other_ways(sheet: LetterSheet, words: Words) -> Iterator[tuple[str, str]]:
    """The offered ways beside the code, each with its heading."""
    if Channel.PAPER in sheet.channels:
        yield words.gettext("On paper"), _on_paper(sheet, words)
    if Channel.DOORSTEP in sheet.channels:
        yield words.gettext("With your building leader"), _with_leader(sheet, words)
    if sheet.proxies_each:
        yield words.gettext("By a written proxy"), proxy_way(words, sheet.proxies_each)


def _on_paper(sheet: LetterSheet, words: Words) -> str:
    place = words.pick(sheet.return_place)
    if not place:
        return words.gettext("Ask your building leader for a paper ballot and hand it back by the last day.")
    return words.gettext("Fill in the paper ballot and put it into the box: %(place)s.", place=place)


def _with_leader(sheet: LetterSheet, words: Words) -> str:
    if not sheet.phone:
        return words.gettext("Your building leader will call, explain and take your answer at the door.")
    return words.gettext(
        "Your building leader will call, explain and take your answer at the door. Questions: %(phone)s.",
        phone=_unbroken(sheet.phone),
    )


def _unbroken(phone: str) -> str:
    return phone.replace(" ", "\N{NO-BREAK SPACE}")


def _privacy(words: Words) -> str:
    return words.gettext(
        "Your privacy: the room and the area on the owners' roll are used for this vote only, "
        "to count each owner once. Public results carry totals only, no names and no rooms. "
        "You may ask the issuer to see or correct your entry. "
        "We never ask for money, a bank card or an ID number."
    )
