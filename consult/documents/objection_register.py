"""The objection register (异议登记): objections, their decisions and what they did to the result.

Those that came through the system stand first, by the line of the ballot that each is about and never by the home or in
the household's own words: the line tells the choices in the open book. Blank rows for letters and calls follow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from consult.documents.headings import term_said
from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import ARCHIVE, lay_out, write
from consult.domain.contest import Ruling
from consult.domain.correction import Verdict
from consult.domain.electorate import Basis
from consult.domain.objection import Effect
from consult.domain.result_objection import Matter, Outcome
from consult.wording.contests import ruling_name
from consult.wording.corrections import note_said, verdict_name
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.result_objections import matter_name, outcome_name

ROWS = 8
"""Objections that a register without any has room for: two pages."""
FEWEST_BLANK = 4
"""Blank rows that are left however many objections came through the system."""

_EFFECTS: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.NONE: N_("none"),
        Effect.CORRECTED: N_("figures corrected"),
        Effect.COUNTED_AGAIN: N_("counted again"),
    }
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision: what it was, why, by whom and when, and what it did to the result.

    `effect` is None where that is decided elsewhere and ticked by hand: an objection that was upheld or passed on.
    """

    outcome: Ruling | Verdict | Outcome
    reason: str
    by: str
    at: datetime
    effect: Effect | None


@dataclass(frozen=True, slots=True)
class Objection:
    """A household's contest of a ballot or, `is_correction`, a correction that somebody proposed.

    One to the result as a whole has its own `number` and `matter` and no ballot (0).
    `ballot` is the line of the ballot in the book; `said` the reason of whoever proposed a correction.
    `taken_by` is empty for what the household raised on its page. `decided` is None while it waits.
    """

    ballot: int
    came_at: datetime
    said: str = ""
    is_correction: bool = False
    taken_by: str = ""
    decided: Decided | None = None
    number: int = 0
    matter: Matter | None = None


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
    objections: Sequence[Objection] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One objection as the template sees it; an empty text is room to write."""

    came: Sequence[str] = ()
    who: str = ""
    about: Sequence[str] = ()
    decision: Sequence[str] = ()
    effect: str = ""
    decided: Sequence[str] = ()
    answered: Sequence[str] = ()


def objection_register_pdf(sheet: ObjectionSheet, words: Words) -> bytes:
    """Print the register: what came through the system, then blank rows."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document = lay_out(
        "objection_register.html",
        words,
        sheet=sheet,
        facts=_facts(sheet, words),
        effects=_effects(words),
        rows=_rows(sheet.objections, words),
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


def _rows(objections: Sequence[Objection], words: Words) -> list[_Row]:
    blank = max(FEWEST_BLANK, ROWS - len(objections))
    return [*(_row(objection, words) for objection in objections), *[_Row()] * blank]


def _row(objection: Objection, words: Words) -> _Row:
    came = [words.date(objection.came_at), objection.taken_by or words.gettext("on the web page")]
    who = who_said(objection, words)
    about = [about_said(objection, words), *filter(None, [objection.said])]
    if (decided := objection.decided) is None:
        return _Row(came, who, about)
    return _Row(
        came,
        who,
        about,
        decision=[outcome_said(decided.outcome, words), *filter(None, [note_said(words, decided.reason)])],
        effect=words.gettext(_EFFECTS[decided.effect]) if decided.effect else "",
        decided=[words.date(decided.at), *filter(None, [decided.by])],
        answered=[]
        if objection.is_correction or (objection.matter and objection.taken_by)
        else [words.date(decided.at), words.gettext("shown on the web page")],
    )


def who_said(objection: Objection, words: Words) -> str:
    """Whose objection it is: its number, or the line of the ballot it is about."""
    if objection.matter:
        return words.gettext("Objection no. %(n)s", n=words.integer(objection.number))
    return words.gettext("Household of the ballot on line %(line)s of the book", line=words.integer(objection.ballot))


def about_said(objection: Objection, words: Words) -> str:
    """What it is about, in words."""
    if objection.matter:
        return matter_name(words, objection.matter)
    if objection.is_correction:
        return words.gettext("The ballot was entered otherwise than it was given")
    return words.gettext("“This was not us”: the ballot is not the household's")


def outcome_said(outcome: Ruling | Verdict | Outcome, words: Words) -> str:
    """What was decided, in a word."""
    if isinstance(outcome, Outcome):
        return outcome_name(words, outcome)
    return ruling_name(words, outcome) if isinstance(outcome, Ruling) else verdict_name(words, outcome)


def _effects(words: Words) -> list[str]:
    """What a decision can do to a result."""
    return [words.gettext(effect) for effect in _EFFECTS.values()]
