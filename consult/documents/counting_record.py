"""The counting record (唱票计票记录): who counted where, the seals, what came back, and each question's figures.

Before closing it is a form to fill in by hand; after closing the figures are the result's, and the people are still
lines to sign on. It is archived: PDF/A-3 with the machine-readable result inside as `result.json`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consult.documents.counting_blanks import blank_tables
from consult.documents.headings import ordinal, term_said
from consult.documents.imprint import Imprint, Text, grouped
from consult.documents.pdf import ARCHIVE, Enclosure, lay_out, write
from consult.documents.result_figures import question_figures
from consult.documents.returned_figures import blank_returns, returned_rows
from consult.domain.consent import Weight
from consult.domain.consultation import Channel
from consult.domain.electorate import Basis
from consult.domain.question import Question
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.tenants import tenants_said

Result = Mapping[str, Any]
"""A result as `result.json`."""

_PEOPLE = (
    (N_("Chair"), 1),
    (N_("Calls the ballots"), 1),
    (N_("Counted by"), 2),
    (N_("Scrutineer"), 2),
    (N_("Recorder"), 1),
    (N_("Residents’ committee"), 1),
    (N_("Housing office"), 1),
    (N_("Owners watching"), 2),
)
"""Who is at a count, and how many lines each has."""

_SEALS = (N_("Ballot box 1"), N_("Ballot box 2"), N_("Written proxies"), N_("Papers of the doorstep rounds"))
_SIGNING = (N_("Calls the ballots"), N_("Counted by"), N_("Scrutineer"), N_("Recorder"), N_("Witness"))


@dataclass(frozen=True, slots=True)
class CountingRecordSheet:
    """What a record says beside the figures. What nobody has said yet is a line to write on.

    `closed_by` is who closed the consultation in the system, and when that was is `closed_at`.
    """

    estate: Text
    title: Text
    scope: Text
    questions: Sequence[Question]
    electorate: Weight
    opens_at: datetime
    closes_at: datetime
    issuer: Text
    imprint: Imprint
    channels: Collection[Channel] = tuple(Channel)
    is_binding: bool = True
    counted_by: Basis = Basis.BY_OWNER
    weighs_area: bool = True
    deems: bool = False
    asks_tenants: bool = False
    term: Text = field(default_factory=dict)
    counted_at: datetime | None = None
    counting_place: Text = field(default_factory=dict)
    closed_at: datetime | None = None
    closed_by: str = ""
    rule_sentences: Sequence[str] = ()


def counting_record_pdf(sheet: CountingRecordSheet, result: Result | None, words: Words) -> bytes:
    """Print the record: filled from a result, with that very object enclosed, or to be filled in by hand."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    filled = _filled(result, words) if result is not None else _blank(sheet, words)
    document = lay_out(
        "counting_record.html",
        words,
        {},
        sheet=sheet,
        facts=_facts(sheet, words),
        people=[(words.gettext(role), seats) for role, seats in _PEOPLE],
        seals=[words.gettext(seal) for seal in _SEALS],
        signing=[words.gettext(role) for role in _SIGNING],
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
        ordinal=lambda number: ordinal(words, number),
        **filled,
    )
    return write(document, sheet.imprint, [] if result is None else [_enclosure(sheet, result, words)], ARCHIVE)


def _filled(result: Result, words: Words) -> dict[str, Any]:
    figures = question_figures(words, result)
    return {
        "is_filled": True,
        "returned": returned_rows(words, result),
        "balance": _balance(result, words),
        "questions": figures,
        "blanks": [],
        "has_deemed": any(question.beside for question in figures),
        "tenants": tenants_said(words, result),
        "book": _book(result, words),
        "root": grouped(result["ledger"]["root"], 4),
    }


def _blank(sheet: CountingRecordSheet, words: Words) -> dict[str, Any]:
    return {
        "is_filled": False,
        "returned": [(label, "") for label in blank_returns(words, sheet.channels)],
        "balance": words.gettext("Valid and invalid together must be the ballots received. Do they?"),
        "questions": [],
        "blanks": blank_tables(words, sheet.questions, weighs_area=sheet.weighs_area),
        "has_deemed": sheet.deems,
        "tenants": None,
        "book": "",
        "root": "",
    }


def _facts(sheet: CountingRecordSheet, words: Words) -> list[tuple[str, ...]]:
    """Label and text, or two of each side by side; an empty text is a line to write on."""
    period = words.gettext(
        "%(first)s to %(last)s", first=words.moment(sheet.opens_at), last=words.moment(sheet.closes_at)
    )
    heads = (words.gettext("Heads in all"), words.integer(sheet.electorate.heads))
    rows: list[tuple[str, ...]] = [
        (words.gettext("Time of the count"), words.moment(sheet.counted_at) if sheet.counted_at else ""),
        (words.gettext("Place of the count"), words.pick(sheet.counting_place)),
        (words.gettext("Scope"), words.pick(sheet.scope)),
        (words.gettext("Answer from"), period),
        (*heads, words.gettext("Floor area in all"), words.area(sheet.electorate.area)),
        (words.gettext("Issued by"), words.pick(sheet.issuer)),
    ]
    return [*rows, *_closing(sheet, words)]


def _closing(sheet: CountingRecordSheet, words: Words) -> list[tuple[str, ...]]:
    if sheet.closed_at is None:
        return []
    said = [words.moment(sheet.closed_at), sheet.closed_by]
    return [(words.gettext("Closed in the system"), ("，" if words.is_chinese else ", ").join(filter(None, said)))]


def _balance(result: Result, words: Words) -> str:
    """Valid and invalid make up what came back."""
    invalid = sum(result["invalid"].values())
    return words.gettext(
        "Valid and invalid together: %(valid)s + %(invalid)s = %(received)s received.",
        valid=words.integer(result["valid"]),
        invalid=words.integer(invalid),
        received=words.integer(result["valid"] + invalid),
    )


def _book(result: Result, words: Words) -> str:
    return words.gettext(
        "The book of ballots was closed with %(lines)s lines. Its seal:", lines=words.integer(result["ledger"]["lines"])
    )


def _enclosure(sheet: CountingRecordSheet, result: Result, words: Words) -> Enclosure:
    written = json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True)
    return Enclosure("result.json", written.encode(), words.gettext("The result for programs"), sheet.imprint.made_at)
