"""The proxy form (授权委托书): who names whom, for which matter, until when, with a choice for each question.

One is blank, for any owner; a batch is made out to the electors, each with room and serial. Everything is chosen by the
principal: the agent hands the form in (上海市住宅物业管理规定 18).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from consult.documents.answer_boxes import answer_row
from consult.documents.ballot_paper import PaperBallot
from consult.documents.batch import Progress, Stamped, fill
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, Picture, code_picture, lay_out, lay_out_to_fit, write
from consult.documents.stamp import SENTINEL, Mould, Pattern, Slot, bank_of, pattern_of
from consult.domain.question import Question
from consult.domain.walking_order import in_walking_order
from consult.wording.language import Words
from consult.wording.places import further_rooms, place_name

if TYPE_CHECKING:
    from weasyprint import Document

_FITS = ("roomy", "ample", "normal", "tight", "dense")
"""How tight the page is set, roomiest first."""

_OVERLEAF = "normal"
"""How a form is set that no fit keeps to one page."""


@dataclass(frozen=True, slots=True)
class ProxyFormSheet:
    """What every proxy form of a consultation says. `proxies_each`: how many owners one agent may represent.

    The proxy is good until `closes_at`, or shorter where the principal says so.
    """

    estate: Text
    title: Text
    scope: Text
    questions: Sequence[Question]
    closes_at: datetime
    issuer: Text
    address: str
    proxies_each: int
    imprint: Imprint
    return_place: Text = field(default_factory=dict)
    phone: str = ""


@dataclass(frozen=True, slots=True)
class _Principal:
    """One principal as the template sees it; `code` is what the form's QR says."""

    place: str
    weight: str
    serial: str
    code: str

    @property
    def texts(self) -> dict[str, str]:
        """What is stamped into each slot."""
        return {"place": self.place, "weight": self.weight, "serial": self.serial, "foot": self.serial}


_EMPTY = _Principal(SENTINEL, SENTINEL, SENTINEL, SENTINEL)
_BLACK = (0, 0, 0)
_SLOTS = (
    Slot("place", mark=(9, 3, 1), ink=_BLACK, weight="bold"),
    Slot("weight", mark=(9, 3, 2), ink=_BLACK, weight="regular"),
    Slot("serial", mark=(9, 3, 3), ink=_BLACK, weight="bold"),
    Slot("foot", mark=(9, 3, 4), ink=_BLACK, weight="regular"),
)
"""Marking colours as in proxy_form.css."""


def proxy_form_pdf(sheet: ProxyFormSheet, words: Words) -> bytes:
    """Print one form for any owner: room and serial are lines to write on."""
    anybody = _Principal("", "", "", sheet.address)
    document, _ = lay_out_to_fit(
        "proxy_form.html", words, _picture(anybody), _FITS, 1, **_values(sheet, anybody, words)
    )
    return write(document, sheet.imprint, variant=ARCHIVE)


@dataclass(frozen=True, slots=True)
class ProxyRun:
    """How all forms of a batch are made, whichever part and process makes them: the same size, the same sheet."""

    sheet: ProxyFormSheet
    fit: str
    pattern: Pattern


def proxy_forms_pdf(
    sheet: ProxyFormSheet, ballots: Sequence[PaperBallot], words: Words, progress: Progress | None = None
) -> bytes:
    """Print one form for each elector as one PDF in walking order, made out with room and ballot serial."""
    return proxy_part(proxy_run(sheet, ballots, words), ballots, words, progress)


def proxy_run(sheet: ProxyFormSheet, ballots: Sequence[PaperBallot], words: Words) -> ProxyRun:
    """Lay the form out once for a batch."""
    principals = [_principal(ballot, words) for ballot in ballots]
    longest = max(principals, key=lambda one: len(one.place + one.weight), default=_EMPTY)
    fit = _fit(sheet, longest, words)
    bank = bank_of(text for principal in principals for text in principal.texts.values())
    total = len(_lay_out(sheet, longest, words, fit).pages)
    return ProxyRun(sheet, fit, pattern_of(_lay_out(sheet, _EMPTY, words, fit, bank, total), _SLOTS))


def proxy_part(run: ProxyRun, ballots: Sequence[PaperBallot], words: Words, progress: Progress | None = None) -> bytes:
    """Print these forms of a batch as one PDF in walking order."""
    walked = in_walking_order(ballots, lambda ballot: ballot.place)
    principals = [_principal(ballot, words) for ballot in walked]
    mould = fill(
        Mould(run.pattern),
        [
            Stamped(principal.texts, principal.code, under=place_name(words, ballot.building, "", ""))
            for principal, ballot in zip(principals, walked, strict=True)
        ],
        lambda at: _lay_out(run.sheet, principals[at], words, run.fit),
        progress,
    )
    return mould.finished(
        title=_heading(run.sheet, words),
        author=words.pick(run.sheet.issuer),
        lang=words.html_lang,
        codes=words.gettext("QR code of the serial number"),
    )


def _fit(sheet: ProxyFormSheet, principal: _Principal, words: Words) -> str:
    """The roomiest layout that keeps this form to one page; overleaf there is room enough for an easy one."""
    values = _values(sheet, principal, words)
    document, fit = lay_out_to_fit("proxy_form.html", words, _picture(principal), _FITS, 1, **values)
    return fit if len(document.pages) == 1 else _OVERLEAF


def _lay_out(
    sheet: ProxyFormSheet, principal: _Principal, words: Words, fit: str, bank: str = "", total: int = 0
) -> Document:
    """One whole form, or the mould when a bank is given: its pages cannot be counted then, so `total` says how many."""
    values = _values(sheet, principal, words, bank, total)
    return lay_out("proxy_form.html", words, _picture(principal), fit=fit, **values)


def _picture(principal: _Principal) -> dict[str, Picture]:
    return {"qr": code_picture(principal.code)}


def _values(
    sheet: ProxyFormSheet, principal: _Principal, words: Words, bank: str = "", total: int = 0
) -> dict[str, object]:
    return {
        "sheet": sheet,
        "principal": principal,
        "bank": bank,
        "total": total,
        "heading": _heading(sheet, words),
        "rows": [answer_row(question, words) for question in sheet.questions],
        "mandate": _mandate(sheet, words),
        "notes": _notes(sheet, words),
    }


def _principal(ballot: PaperBallot, words: Words) -> _Principal:
    weight = "" if ballot.area is None else words.gettext("one head, %(area)s", area=words.area(ballot.area))
    further = further_rooms(words, ballot.place, ballot.units)
    return _Principal(
        place_name(words, *ballot.place),
        " · ".join(part for part in (further, weight) if part),
        ballot.serial,
        ballot.serial,
    )


def _heading(sheet: ProxyFormSheet, words: Words) -> str:
    return words.gettext("Written proxy for “%(title)s”", title=words.pick(sheet.title))


def _mandate(sheet: ProxyFormSheet, words: Words) -> list[tuple[str, str]]:
    """Matter, scope and period of the proxy: label and text."""
    return [
        (
            words.gettext("Matter"),
            words.gettext(
                "The consultation “%(title)s” of %(estate)s (%(scope)s), no. %(number)s, with the questions below.",
                title=words.pick(sheet.title),
                estate=words.pick(sheet.estate),
                scope=words.pick(sheet.scope),
                number=sheet.imprint.number,
            ),
        ),
        (
            words.gettext("What the agent may do"),
            words.gettext(
                "Hand in the choices that the principal has made below; nothing else."
                " The agent does not choose, change or add anything, and names no other agent."
            ),
        ),
        (
            words.gettext("Period"),
            words.gettext(
                "From the day it is signed until %(time)s, when the consultation ends.",
                time=words.moment(sheet.closes_at),
            ),
        ),
    ]


def _notes(sheet: ProxyFormSheet, words: Words) -> list[str]:
    """Who fills in what, who may be an agent, until when, and where it goes."""
    return [
        words.gettext(
            "The principal makes every choice. A question without a clear choice, or with a changed one, makes the"
            " proxy incomplete, and it cannot be accepted."
        ),
        words.gettext(
            "One agent represents at most %(cap)s owners. Who is represented by somebody else cannot be an agent;"
            " an agent passes nothing on to a third person.",
            cap=words.integer(sheet.proxies_each),
        ),
        words.gettext(
            "A co-owner needs no proxy: one of the co-owners answers for all. An organisation adds its seal."
        ),
        words.gettext("Who has answered already, on the web or on paper, does not hand in a proxy as well."),
        _return(sheet, words),
    ]


def _return(sheet: ProxyFormSheet, words: Words) -> str:
    said = _where(sheet, words)
    if not sheet.phone:
        return said
    joint = "" if words.is_chinese else " "
    return joint.join([said, words.gettext("Questions: %(phone)s.", phone=sheet.phone)])


def _where(sheet: ProxyFormSheet, words: Words) -> str:
    time, place = words.moment(sheet.closes_at), words.pick(sheet.return_place)
    if place:
        return words.gettext("Hand in the original by %(time)s: %(place)s.", time=time, place=place)
    return words.gettext("Hand in the original by %(time)s to the issuer.", time=time)
