"""Where two versions of a draft differ, part by part and in the words of its form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from consult.domain.consent import Weight
from consult.domain.rules import CUSTOM
from consult.web.console.draft_fields import AgreedFields, DraftFields, OptionFields, ProcedureFields, QuestionFields
from consult.web.console.draft_lists import conditions, lists
from consult.web.console.draft_plan import place_of
from consult.web.own_rule import rule_of
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.rules import rule_sentences

_TEXTS = {
    "title_zh": N_("Title in Chinese"),
    "title_en": N_("Title in English"),
    "intro_zh": N_("Introduction in Chinese"),
    "intro_en": N_("Introduction in English"),
    "plain_zh": N_("Introduction in plain Chinese (if you like)"),
    "plain_en": N_("Introduction in plain English (if you like)"),
    "left_out": N_("Units that are not asked, one in each line"),
    "window_clause": N_("The clause of the rules of procedure that allows it"),
}
_DAYS = {"notice_on": N_("Notice posted on"), "opens_at": N_("Opens"), "closes_at": N_("Closes")}
_CHOSEN = {
    "kind": ("kinds", N_("Kind")),
    "matter": ("matters", N_("What the vote is about")),
    "basis": ("bases", N_("Who answers")),
    "secrecy": ("secrecies", N_("Named or secret")),
}
"""Field → the list of the form that names its values, and its label."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a draft, as one person typed it and as another one saved it; '' for nothing."""

    label: str
    mine: str
    theirs: str


def differences(words: Words, mine: DraftFields, theirs: DraftFields) -> list[Difference]:
    """Every part that is not the same, in the order of the form."""
    typed, saved = dict(_parts(words, mine)), dict(_parts(words, theirs))
    both = {label: (typed.get(label, ""), saved.get(label, "")) for label in [*typed, *saved]}
    return [Difference(label, one, other) for label, (one, other) in both.items() if one != other]


def _parts(words: Words, form: DraftFields) -> Iterator[tuple[str, str]]:
    """The parts of a form, each under its label."""
    named: dict[str, Any] = lists(words, form, ())
    yield from ((words.gettext(label), getattr(form, name)) for name, label in _TEXTS.items())
    for name, (choices, label) in _CHOSEN.items():
        yield words.gettext(label), _named(named[choices], getattr(form, name))
    yield words.gettext("Rule"), _rule(words, form, named["rules"])
    yield words.gettext("Scope"), _scope(words, form)
    yield words.gettext("Ways to answer"), "\n".join(_named(named["channels"], one) for one in sorted(form.channels))
    yield from ((words.gettext(label), getattr(form, name).replace("T", " ")) for name, label in _DAYS.items())
    yield words.gettext("Rules of procedure of this vote"), _procedure(form.procedure, named)
    waits = conditions(words, form)
    for number, question in enumerate(form.questions, start=1):
        label = words.gettext("Question %(number)s", number=number)
        yield label, _question(question, named, _named(waits[number - 1], question.show_if))
    asked = [row for row in form.agreed if not row.is_empty]
    for number, row in enumerate(asked, start=1):
        yield words.gettext("Agreed answer %(number)s", number=number), _lines(_row(row, AgreedFields))


def _named(choices: Iterable[tuple[str, ...]], value: str) -> str:
    """A value by its name in a list of the form; one that is not in it as it stands."""
    return next((choice[1] for choice in choices if choice[0] == value), value)


def _rule(words: Words, form: DraftFields, rules: Iterable[tuple[str, ...]]) -> str:
    own = rule_of(form.own_rule, []) if form.rule == CUSTOM else None
    said = rule_sentences(words, own, Weight()) if own else ()
    return _lines([_named(rules, form.rule), *said])


def _scope(words: Words, form: DraftFields) -> str:
    if form.scope == "members":
        return _lines([words.gettext("Only the members of a meeting:"), form.members])
    if form.scope != "places":
        return words.gettext("The whole estate")
    places = (place_of(value) for value in form.places)
    return _lines(sorted(place_name(words, place.building, place.entrance, "") for place in places))


def _procedure(typed: ProcedureFields | None, named: dict[str, Any]) -> str:
    if typed is None:
        return ""
    ticked = sorted(_named(named["switches"], name) for name in typed.switches)
    silence = _named(named["silences"], typed.deemed)
    return _lines([*ticked, silence, typed.clause_zh, typed.clause_en, typed.proxy_cap, typed.posted_days])


def _question(question: QuestionFields, named: dict[str, Any], waits: str) -> str:
    told = [_named(named["types"], question.type), waits]
    told += [value for name, value in _standing(question, QuestionFields) if name not in ("type", "show_if")]
    told += [named["methods"].get(method, method) for method in question.methods]
    options = [option for option in question.options if not option.is_empty]
    told += [" · ".join(filter(None, _row(option, OptionFields))) for option in options]
    return _lines(told)


def _standing(row: Any, kind: type[Any]) -> list[tuple[str, str]]:
    """The one-line fields of a row that say something else than a new row."""
    usual = kind()
    names = [one.name for one in fields(kind) if one.type == "str"]
    return [(name, getattr(row, name)) for name in names if getattr(row, name) != getattr(usual, name)]


def _row(row: Any, kind: type[Any]) -> list[str]:
    return [value for _name, value in _standing(row, kind)]


def _lines(said: Iterable[str]) -> str:
    return "\n".join(filter(None, said))
