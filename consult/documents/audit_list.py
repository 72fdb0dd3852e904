"""The list of the paper ballots drawn by lot (抽查核对表): to fetch each sheet, compare it, tick and sign.

It says how they were drawn, so that anybody can draw the same ones, and never what was entered: beside a room that
would tell how its household voted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from consult.documents.headings import term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, lay_out, write
from consult.wording.language import Words
from consult.wording.places import Door, place_name
from consult.wording.sheets import sample_said


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """One ballot in the order of the draw: its number in the list, its serial, and whose it is."""

    number: int
    serial: str
    door: Door


@dataclass(frozen=True, slots=True)
class AuditListSheet:
    """What the list says. `share` and `confidence` are what the size rests on; `seed` are the digits thrown."""

    estate: Text
    title: Text
    issuer: Text
    imprint: Imprint
    listed: int
    fingerprint: str
    share: Fraction
    confidence: Fraction
    fixed_at: datetime
    fixed_by: str
    seed: str
    drawn_at: datetime
    drawn_by: str
    drawn: Sequence[DrawnSheet]
    term: Text = field(default_factory=dict)


def audit_list_pdf(sheet: AuditListSheet, words: Words) -> bytes:
    """Print the list, one line for each ballot drawn."""
    document = lay_out(
        "audit_list.html",
        words,
        sheet=sheet,
        facts=_facts(sheet, words),
        why=sample_said(words, len(sheet.drawn), sheet.listed, sheet.share, sheet.confidence),
        rows=[_row(turn, one, words) for turn, one in enumerate(sheet.drawn, start=1)],
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
    )
    return write(document, sheet.imprint, variant=ARCHIVE)


def _facts(sheet: AuditListSheet, words: Words) -> list[tuple[str, str]]:
    """Label and text; an empty text is a line to write on."""
    title, number = words.pick(sheet.title), sheet.imprint.number
    return [
        (words.gettext("Consultation"), f"{title}（{number}）" if words.is_chinese else f"{title} ({number})"),
        (words.gettext("List fixed"), _by(words, sheet.fixed_at, sheet.fixed_by)),
        (words.gettext("Fingerprint of the list"), sheet.fingerprint),
        (words.gettext("Digits thrown"), sheet.seed),
        (words.gettext("Drawn"), _by(words, sheet.drawn_at, sheet.drawn_by)),
        (words.gettext("Thrown where, before whom"), ""),
    ]


def _by(words: Words, at: datetime, who: str) -> str:
    return f"{words.moment(at)}，{who}" if words.is_chinese else f"{words.moment(at)}, {who}"


def _row(turn: int, one: DrawnSheet, words: Words) -> tuple[str, str, str, str]:
    return words.integer(turn), words.integer(one.number), one.serial, place_name(words, *one.door)
