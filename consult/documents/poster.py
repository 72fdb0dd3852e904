"""The poster (海报) for a bulletin board or a lift lobby: one question, one code, A4 or A3, one language or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from consult.documents import qr
from consult.documents.imprint import Imprint, Text, bare_address
from consult.documents.pdf import Picture, code_picture, lay_out_to_fit, write
from consult.documents.pictures import printable
from consult.domain.question_faults import LONGEST_TITLE
from consult.domain.refusal import Refusal, reasons
from consult.wording.full_text import where_to_read
from consult.wording.language import Words
from consult.wording.marking import N_

if TYPE_CHECKING:
    from weasyprint import Document

reasons(poster_too_full="a poster whose words need a second page even in the smallest type")

Size = Literal["a4", "a3"]
Asked = tuple[str, str]
"""A question as the poster shows it, and in the second language or ''."""

_FITS = ("huge", "roomy", "large", "medium", "small", "smaller", "smallest", "tiny", "least")
_FITS_WITH_QUESTIONS = (
    "huge",
    "roomy",
    "large",
    "medium",
    "medium compact",
    "small compact",
    "small compact dense",
    "small compact dense denser",
)
"""What a poster with questions tries: a title that is read from three metres, then a smaller code, then neither."""
_FITS_WITH_PICTURE = ("roomy tall", "large tall", "medium tall", "small tall", "small mid", *_FITS[4:])
"""What a poster with a picture tries: a plan is read from near, so that it comes before a larger title."""
_FITS_WITH_BOTH = ("medium", "small", "small dense")
"""What a poster with a picture and questions tries: they stand side by side."""
_MOST_QUESTIONS = 6
"""Of more questions none is tried: the poster says where to read them."""
_LINE_EMS: Mapping[str, int] = MappingProxyType(
    {
        "huge": 7,
        "roomy": 8,
        "large": 10,
        "medium": 13,
        "small": 16,
        "smaller": 22,
        "smallest": 31,
        "tiny": 42,
        "least": 44,
    }
)
"""Chinese characters on a line of the title, by the sizes of the style sheet."""
_MOST_CHARACTERS = 360
"""Of all questions together; twice as many in letters. Longer ones fit no sheet, and none is tried."""

_ADDRESS_WIDTH = 178
"""Width of the sheet between its margins, in the style sheet's rem (1 mm on A4)."""


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """All that a poster says. `address` is the public address `https://…/c/<code>` as people should type it.

    All `questions` stand under the title where there is room, else a sentence says where they are read.
    """

    estate: Text
    title: Text
    who: Text
    closes_at: datetime
    address: str
    code: str
    asked_by: Text
    imprint: Imprint
    phone: str = ""
    is_binding: bool = True
    questions: Sequence[Text] = ()
    picture: bytes | None = None
    picture_alt: Text = field(default_factory=dict)
    takes_paper: bool = True


def poster_pdf(sheet: PosterSheet, words: Words, second: Words | None = None, size: Size = "a4") -> bytes:
    """Print a poster; a `second` language stands smaller beneath the first. Refuses `poster-too-full`."""
    # No layout is tried for a title that no consultation may have: each attempt would take longer than the last.
    if any(len(title) > LONGEST_TITLE for title in sheet.title.values()):
        raise Refusal("poster-too-full")
    document = _fitted(sheet, words, second, size, _asked(sheet, words, second))
    return write(document, sheet.imprint)


def _fitted(sheet: PosterSheet, words: Words, second: Words | None, size: Size, asked: Sequence[Asked]) -> Document:
    """The largest layout that keeps to one page; all questions give way to a sentence before the title becomes small.

    Refuses `poster-too-full` where even the smallest type needs a second page.
    """
    document, _ = lay_out_to_fit(
        "poster.html",
        words,
        _pictures(sheet),
        _fits(sheet, asked),
        1,
        sheet=sheet,
        second=second,
        size=size,
        kind=N_("Owners' vote") if sheet.is_binding else N_("Your opinion"),
        label=_labels(),
        site=_site(sheet.address),
        has_picture=sheet.picture is not None,
        asked=asked,
        unsaid=[] if asked else _unsaid(sheet, words, second),
        address_size=_address_size(sheet.address),
        line_ems=_LINE_EMS,
    )
    if asked and len(document.pages) > 1:
        return _fitted(sheet, words, second, size, ())
    if len(document.pages) > 1:
        raise Refusal("poster-too-full")
    return document


def _fits(sheet: PosterSheet, asked: Sequence[Asked]) -> Sequence[str]:
    if sheet.picture is None:
        return _FITS_WITH_QUESTIONS if asked else _FITS
    return _FITS_WITH_BOTH if asked else _FITS_WITH_PICTURE


def _pictures(sheet: PosterSheet) -> Mapping[str, Picture]:
    pictures = {"qr": code_picture(sheet.address, qr.Correction.THIRD)}
    if sheet.picture is not None:
        pictures["picture"] = printable(sheet.picture)
    return pictures


def _asked(sheet: PosterSheet, words: Words, second: Words | None) -> list[Asked]:
    """The questions in full, with the second language beneath; none where the title says it all, or of too many."""
    if not _asks_more_than_the_title(sheet, words) or not _may_fit(sheet.questions, words):
        return []
    return [(words.pick(title), second.pick(title) if second else "") for title in sheet.questions]


def _may_fit(questions: Sequence[Text], words: Words) -> bool:
    most = _MOST_CHARACTERS if words.is_chinese else 2 * _MOST_CHARACTERS
    return len(questions) <= _MOST_QUESTIONS and sum(len(words.pick(title)) for title in questions) <= most


def _asks_more_than_the_title(sheet: PosterSheet, words: Words) -> bool:
    return [words.pick(title) for title in sheet.questions] not in ([], [words.pick(sheet.title)])


def _unsaid(sheet: PosterSheet, words: Words, second: Words | None) -> list[tuple[str, Words]]:
    """Where questions are read that the poster has no room for, in each of its languages."""
    if not _asks_more_than_the_title(sheet, words):
        return []
    speakers = [words] if second is None else [words, second]
    return [(where_to_read(speaker, len(sheet.questions)), speaker) for speaker in speakers]


def _labels() -> Mapping[str, str]:
    """The fixed sentences, untranslated: the sheet says each in one or two languages."""
    return {
        "until": N_("Answer by"),
        "who": N_("Who may answer"),
        "asked_by": N_("Asked by"),
        "scan": N_("Scan, read, answer"),
        "type_it": N_("or type this address in a browser"),
        "paper": N_("You would rather answer on paper? Ask your building leader or phone the number above."),
        "device": N_("No phone at hand? Bring your letter to the committee and answer on its device."),
    }


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/"


def _address_size(address: str) -> float:
    """The largest type, in rem, that keeps the address on one line where that is readable, else on two."""
    length = max(1, len(bare_address(address)))
    return max(5.5, min(10.0, _ADDRESS_WIDTH / (0.62 * length)))
