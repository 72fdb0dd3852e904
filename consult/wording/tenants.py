"""Tenants' opinions in words: one object for page, console, command and notice, always apart from the result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from consult.domain.privacy import SMALLEST_OPINIONS
from consult.domain.question import Question
from consult.domain.question_json import from_json
from consult.wording.answers import choice_label
from consult.wording.language import Words


@dataclass(frozen=True, slots=True)
class TenantTable:
    """Answers with their homes and share; `name` is the plan's where each plan has a row of its own."""

    name: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TenantQuestion:
    """One question: how many homes answered it, and what they chose."""

    number: int
    title: str
    answered: str
    tables: tuple[TenantTable, ...]


@dataclass(frozen=True, slots=True)
class TenantsSaid:
    """The whole section: its heading, what it is, and the figures where they may be told."""

    heading: str
    said: tuple[str, ...]
    questions: tuple[TenantQuestion, ...]


def tenants_said(words: Words, result: Mapping[str, Any]) -> TenantsSaid | None:
    """What a result (`result.json`) says of tenants; None where they were not asked."""
    kept = result.get("tenants")
    if kept is None:
        return None
    asked = {about["number"]: from_json(about["question"]) for about in result["questions"]}
    return TenantsSaid(
        heading=_heading(words, result),
        said=tuple(_said(words, kept)),
        questions=tuple(_question(words, asked[one["number"]], one) for one in kept["questions"]),
    )


def tenants_may(words: Words) -> str:
    """How tenants give an opinion and what becomes of it, for the papers before answering begins."""
    return words.gettext(
        "Tenants may give an opinion on the web, with the code of the home’s letter: choose “I am a tenant”. It is"
        " counted apart, is no vote, and leaves the owner’s ballot untouched."
    )


def tenants_so_far(words: Words, returned: int) -> str:
    """How many opinions there are, for the committee while answering goes on."""
    return words.ngettext("%(n)s home", "%(n)s homes", returned)


def _heading(words: Words, result: Mapping[str, Any]) -> str:
    if result["consultation"]["kind"] == "binding":
        return words.gettext("Tenants’ opinions (counted apart, no part of the vote)")
    return words.gettext("Tenants’ opinions (counted apart, no part of the figures above)")


def _said(words: Words, kept: Mapping[str, Any]) -> Iterator[str]:
    returned = kept["returned"]
    if not returned:
        yield words.gettext("Tenants were asked too; no opinion came.")
        return
    yield words.ngettext(
        "Tenants of %(n)s home gave an opinion. One home is one opinion; floor areas do not matter here.",
        "Tenants of %(n)s homes gave an opinion. One home is one opinion; floor areas do not matter here.",
        returned,
    )
    if not kept["questions"]:
        yield words.gettext(
            "With fewer than %(n)s opinions neighbours could guess whose they are, so no figures are given.",
            n=words.integer(SMALLEST_OPINIONS),
        )


def _question(words: Words, question: Question, kept: Mapping[str, Any]) -> TenantQuestion:
    answered = kept["answered"]
    parts = {"": kept["counts"]}
    if "plans" in kept:
        parts = {choice_label(words, question, key): counts for key, counts in kept["plans"].items()}
    return TenantQuestion(
        number=question.number,
        title=words.pick(question.title),
        answered=words.ngettext("%(n)s home answered.", "%(n)s homes answered.", answered),
        tables=tuple(_table(words, question, name, counts, answered) for name, counts in parts.items() if counts),
    )


def _table(words: Words, question: Question, name: str, counts: Mapping[str, int], answered: int) -> TenantTable:
    """Homes and shares of all that answered; of a plan's own row, of those that answered the row."""
    whole = sum(counts.values()) if name else answered
    rows = ((choice_label(words, question, key), n) for key, n in counts.items())
    return TenantTable(name, tuple((label, words.integer(n), _share(words, n, whole)) for label, n in rows))


def _share(words: Words, n: int, whole: int) -> str:
    return words.percent(Fraction(n, whole)) if whole else "–"
