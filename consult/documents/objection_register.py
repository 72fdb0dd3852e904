"""The objection register (异议登记): rows for objections, their decisions and what they did to the result.

It names people and stays with the committee; what is decided is announced without names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from consult.documents.headings import term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, lay_out, write
from consult.domain.electorate import Basis
from consult.wording.households import words_by
from consult.wording.language import Words

ROWS = 8
"""Objections that the register has room for: two pages."""


@dataclass(frozen=True, slots=True)
class ObjectionSheet:
    """What heads the register. Dates left out are lines to write on; before closing none is known."""

    estate: Text
    title: Text
    issuer: Text
    imprint: Imprint
    term: Text = field(default_factory=dict)
    closed_at: datetime | None = None
    posted_from: date | None = None
    posted_until: date | None = None
    posting_place: Text = field(default_factory=dict)
    objection: Text = field(default_factory=dict)
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True


def objection_register_pdf(sheet: ObjectionSheet, words: Words) -> bytes:
    """Print the register with blank rows."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document = lay_out(
        "objection_register.html",
        words,
        sheet=sheet,
        facts=_facts(sheet, words),
        effects=_effects(words),
        numbers=[words.integer(number) for number in range(1, ROWS + 1)],
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)


def _facts(sheet: ObjectionSheet, words: Words) -> list[tuple[str, str]]:
    """Label and text; an empty text is a line to write on."""
    posting = ""
    if sheet.posted_from and sheet.posted_until:
        posting = words.gettext(
            "%(first)s to %(last)s", first=words.date(sheet.posted_from), last=words.date(sheet.posted_until)
        )
    return [
        (words.gettext("Consultation"), _named(sheet, words)),
        (words.gettext("Result of"), words.moment(sheet.closed_at) if sheet.closed_at else ""),
        (words.gettext("Posting period"), posting),
        (words.gettext("Posted at"), words.pick(sheet.posting_place)),
        (words.gettext("Objections to"), words.pick(sheet.objection)),
    ]


def _named(sheet: ObjectionSheet, words: Words) -> str:
    title, number = words.pick(sheet.title), sheet.imprint.number
    return f"{title}（{number}）" if words.is_chinese else f"{title} ({number})"


def _effects(words: Words) -> list[str]:
    """What a decision can do to a result."""
    return [words.gettext("none"), words.gettext("figures corrected"), words.gettext("counted again")]
