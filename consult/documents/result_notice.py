"""The result notice (表决结果公告, or 征询结果公告 where nothing was decided), in the formal layout of GB/T 9704-2012.

It is archived: PDF/A-3 with the machine-readable result inside as `result.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from consult.documents.closing import closes_alone
from consult.documents.headings import ordinal, term_said
from consult.documents.imprint import Imprint, Text, grouped
from consult.documents.pdf import ARCHIVE, Enclosure, code_picture, lay_out, write
from consult.documents.result_figures import QuestionFigures, question_figures
from consult.documents.returned_figures import returned_rows
from consult.domain.counting.breakdown import PublishedBreakdown
from consult.domain.question_json import from_json
from consult.wording.breakdown import PlaceTable, narrowed, note_on_places, place_tables
from consult.wording.households import counting_words
from consult.wording.language import Words
from consult.wording.laws import citations_said
from consult.wording.tenants import tenants_said

_MOST_ANSWERS_ACROSS = 4
"""Of a question by building: more answers than that have no room for their words beside each other."""

_USUAL, _CLOSE = "usual", "close"
"""The formal size (三号), and one size down (四号 on 25 pt) where that spares a page for the closing alone."""


@dataclass(frozen=True, slots=True)
class ResultNoticeSheet:
    """What a notice says beside the figures. `units` is how many homes and other units the scope has.

    `rule_sentences` come from the rule's own wording; `basis` replaces the rule's list of laws where a committee
    states its own. Texts left empty leave their line out. `counted_anew` is when an objection or a correction after the
    count last changed the result. `by_building` adds an appendix with what may be told of it.
    """

    estate: Text
    title: Text
    scope: Text
    opened_at: datetime
    closed_at: datetime
    issuer: Text
    dated: date
    imprint: Imprint
    result_address: str
    is_binding: bool = True
    units: int | None = None
    term: Text = field(default_factory=dict)
    basis: Text = field(default_factory=dict)
    rule_sentences: Sequence[str] = ()
    document_number: str = ""
    deemed_clause: Text = field(default_factory=dict)
    posted_from: date | None = None
    posted_until: date | None = None
    posting_place: Text = field(default_factory=dict)
    objection: Text = field(default_factory=dict)
    objection_until: date | None = None
    witness: Text = field(default_factory=dict)
    counted_anew: datetime | None = None
    by_building: PublishedBreakdown | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """Ready sentences of the notice, so that the template only places them."""

    heading: str
    title_lines: Sequence[str]
    salutation: str
    opening: str
    facts: Sequence[tuple[str, str]]
    posting: Sequence[str]
    issuer: str
    term: str
    root: str
    root_sentence: str


def result_notice_pdf(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> bytes:
    """Print the notice of a result (`result.json` as a mapping), with that very object enclosed."""
    words = counting_words(words, result)
    said, pictures = _said(sheet, result, words), {"qr": code_picture(sheet.result_address)}
    document = lay_out("result_notice.html", words, pictures, fit=_USUAL, **said)
    if closes_alone(document):
        close = lay_out("result_notice.html", words, pictures, fit=_CLOSE, **said)
        document = min(document, close, key=lambda one: len(one.pages))
    return write(document, sheet.imprint, [machine_readable(sheet, result, words)], ARCHIVE)


def _said(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> dict[str, object]:
    """All that the notice says, as its template takes it."""
    figures = question_figures(words, result)
    return {
        "sheet": sheet,
        "said": _facts(sheet, result, words),
        "ordinal": lambda number: ordinal(words, number),
        "electorate": _electorate(sheet, result, words),
        "returned": returned_rows(words, result),
        "questions": figures,
        "turnouts": turnout_groups(figures),
        "has_deemed": any(question.beside for question in figures),
        "clause": words.pick(sheet.deemed_clause).strip().rstrip("。."),
        "places": places_of(sheet, result, words),
        "places_note": note_on_places(words),
        "effect": _effect(sheet, figures, words),
        "tenants": tenants_said(words, result),
    }


def places_of(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> list[PlaceTable]:
    """The appendix by building, where it was asked for and anything may be told."""
    questions = [from_json(counted["question"]) for counted in result["questions"]]
    tables = place_tables(words, questions, sheet.by_building) if sheet.by_building else []
    return [part for table in tables for part in narrowed(words, table, _MOST_ANSWERS_ACROSS)]


def _facts(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> _Facts:
    lines = _heading(sheet, words).splitlines()
    return _Facts(
        heading=("" if words.is_chinese else " ").join(lines),
        title_lines=(words.pick(sheet.estate), *lines),
        salutation=words.gettext("To all owners:") if sheet.is_binding else words.gettext("To all residents:"),
        opening=_opening(sheet, words),
        facts=_matter(sheet, result, words),
        posting=_posting(sheet, words),
        issuer=words.pick(sheet.issuer),
        term=term_said(words, words.pick(sheet.term), words.pick(sheet.issuer)),
        root=grouped(result["ledger"]["root"], 4),
        root_sentence=words.gettext(
            "The book of ballots has %(lines)s lines. Its seal, with which anyone can check their receipt and recount:",
            lines=words.integer(result["ledger"]["lines"]),
        ),
    )


def _heading(sheet: ResultNoticeSheet, words: Words) -> str:
    """The title of the notice, with its lines broken by sense as each language wants them."""
    title = words.pick(sheet.title)
    if sheet.is_binding:
        return words.gettext("Result of the vote\non “%(title)s”", title=title)
    return words.gettext("Result of the survey\non “%(title)s”", title=title)


def _opening(sheet: ResultNoticeSheet, words: Words) -> str:
    about = {"estate": words.pick(sheet.estate), "title": words.pick(sheet.title)}
    if sheet.is_binding:
        return words.gettext(
            "The owners of %(estate)s have voted on “%(title)s”. The result is announced as follows.", **about
        )
    return words.gettext(
        "The residents of %(estate)s were asked about “%(title)s”. Their answers are as follows.", **about
    )


def _matter(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> list[tuple[str, str]]:
    """Matter, scope, period, issuer and basis: label and text."""
    rows = [
        (words.gettext("Matter"), words.pick(sheet.title)),
        (words.gettext("Scope"), words.pick(sheet.scope)),
        (words.gettext("Period"), _period(sheet, words)),
        (words.gettext("Issued by"), words.pick(sheet.issuer)),
        (words.gettext("Basis"), words.pick(sheet.basis) or citations_said(words, result["rule"]["basis"])),
    ]
    return [(label, text) for label, text in rows if text]


def _period(sheet: ResultNoticeSheet, words: Words) -> str:
    return words.gettext(
        "%(first)s to %(last)s", first=words.moment(sheet.opened_at), last=words.moment(sheet.closed_at)
    )


def _electorate(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> list[tuple[str, str]]:
    whole = result["electorate"]
    rows = [
        (words.gettext("Homes and other units"), "" if sheet.units is None else words.integer(sheet.units)),
        (words.gettext("Heads in all"), words.integer(whole["heads"])),
        (words.gettext("Floor area in all"), words.area(whole["area"])),
    ]
    return [(label, figure) for label, figure in rows if figure]


def turnout_groups(figures: Sequence[QuestionFigures]) -> list[tuple[list[int], QuestionFigures]]:
    """Questions with the same participation stand in one row: their numbers, and one of them."""
    groups: dict[tuple[object, ...], tuple[list[int], QuestionFigures]] = {}
    for question in (one for one in figures if one.turnout):
        numbers, _ = groups.setdefault(tuple(question.turnout), ([], question))
        numbers.append(question.number)
    return list(groups.values())


def _effect(sheet: ResultNoticeSheet, figures: Sequence[QuestionFigures], words: Words) -> list[str]:
    """The statutory sentences of a binding vote (民法典 280)."""
    if not sheet.is_binding:
        return []
    said = [_effect_sentence(question, words) for question in figures if question.outcome != "figures"]
    if any("passed" in _outcomes(question) for question in figures):
        said.append(words.gettext("A decision of the owners’ assembly binds every owner (Civil Code, Article 280)."))
    said.append(
        words.gettext(
            "An owner whose lawful rights a decision infringes may ask the people’s court to set it aside, "
            "within one year of learning of it."
        )
    )
    return said


def _outcomes(question: QuestionFigures) -> list[str]:
    return [question.outcome, *(one.outcome for beside in question.beside for one in beside.outcomes)]


def _effect_sentence(question: QuestionFigures, words: Words) -> str:
    """What a question came to; where some were deemed both outcomes, in one breath and in the same words."""
    if not any(beside.joined for beside in question.beside):
        return _verdict_sentence(question, words)
    joint, colon = ("；", "：") if words.is_chinese else ("; ", ": ")
    found = [
        f"{beside.name}{joint if beside.name else ''}{one.rests_on}{colon}{one.verdict}"
        for beside in question.beside
        for one in beside.outcomes
    ]
    title = question.title.rstrip("？?。")
    return words.gettext(
        "Question %(number)s, “%(title)s”: %(outcomes)s.",
        number=question.number,
        title=title,
        outcomes=joint.join(found),
    )


def _verdict_sentence(question: QuestionFigures, words: Words) -> str:
    title = question.title.rstrip("？?。")
    if question.passed_plans:
        return words.gettext(
            "Question %(number)s, “%(title)s”: the legal shares are reached for %(plans)s, which is passed.",
            number=question.number,
            title=title,
            plans=question.passed_plans,
        )
    sentences = {
        "passed": words.gettext(
            "Question %(number)s, “%(title)s”: the legal shares are reached, and it is passed.",
            number=question.number,
            title=title,
        ),
        "rejected": words.gettext(
            "Question %(number)s, “%(title)s”: enough owners took part, but not enough agreed; it is not passed.",
            number=question.number,
            title=title,
        ),
        "inquorate": words.gettext(
            "Question %(number)s, “%(title)s”: too few owners took part; no decision is made.",
            number=question.number,
            title=title,
        ),
    }
    return sentences[question.outcome]


def _posting(sheet: ResultNoticeSheet, words: Words) -> list[str]:
    """Where and how long the notice is posted, and how to object."""
    said = []
    if sheet.counted_anew:
        said.append(
            words.gettext(
                "Counted anew on %(moment)s after an objection or a correction; this notice takes the place of the"
                " one before.",
                moment=words.moment(sheet.counted_anew),
            )
        )
    if sheet.posted_from and sheet.posted_until:
        period = {"first": words.date(sheet.posted_from), "last": words.date(sheet.posted_until)}
        place = words.pick(sheet.posting_place)
        said.append(
            words.gettext("This notice is posted from %(first)s to %(last)s: %(place)s.", place=place, **period)
            if place
            else words.gettext("This notice is posted from %(first)s to %(last)s.", **period)
        )
    if objection := words.pick(sheet.objection):
        said.append(
            words.gettext(
                "Objections by %(day)s: %(channel)s.", day=words.date(sheet.objection_until), channel=objection
            )
            if sheet.objection_until
            else words.gettext("Objections: %(channel)s.", channel=objection)
        )
    return said


def machine_readable(sheet: ResultNoticeSheet, result: Mapping[str, Any], words: Words) -> Enclosure:
    """The result as the file that is put inside the paper."""
    written = json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True)
    return Enclosure("result.json", written.encode(), words.gettext("The result for programs"), sheet.imprint.made_at)
