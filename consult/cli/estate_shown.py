"""An estate as `consult estate show` says it: lines for a reader, JSON for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.domain.procedure import Procedure, procedure_json
from consult.domain.procedure_guards import adopted_json
from consult.queries.consultations import EstateView
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.procedure import procedure_rows

_CONTACT = {
    "phone": N_("Telephone"),
    "return_place": N_("Where paper ballots are returned"),
    "posting_place": N_("Where results are posted"),
    "objection": N_("Where objections go"),
    "witness": N_("Who witnesses the count"),
    "residents_committee": N_("Residents’ committee"),
    "housing_office": N_("Housing office"),
    "privacy": N_("How personal details are handled"),
}


def estate_json(estate: EstateView, procedure: Procedure) -> dict[str, Any]:
    """An estate as plain JSON."""
    return {
        "code": estate.code,
        "name": dict(estate.name),
        "committee": dict(estate.committee),
        "term": estate.term,
        "contact": dict(estate.contact),
        "closes_alone": estate.closes_alone,
        "re_election": estate.standing.is_re_electing,
        "electronic_voting": adopted_json(estate.standing),
        "procedure": procedure_json(procedure),
    }


def estate_lines(words: Words, estate: EstateView, procedure: Procedure) -> list[str]:
    """An estate for a reader: who it is, whom to reach, and its rules of procedure."""
    lines = [f"{estate.code}  {words.pick(estate.name)}", words.pick(estate.committee)]
    if estate.term:
        lines.append(_line(words, words.gettext("Term of office"), estate.term))
    for key, name in _CONTACT.items():
        if reached := _text(words, estate.contact.get(key)):
            lines.append(_line(words, words.gettext(name), reached))
    closers = words.gettext("one person") if estate.closes_alone else words.gettext("two people")
    lines.append(_line(words, words.gettext("A binding vote is closed by"), closers))
    lines += [_line(words, name, said) for name, said in _standing(words, estate)]
    lines += ["", words.gettext("Rules of procedure, unless a consultation says otherwise:")]
    return lines + [f"  {_line(words, name, held)}" for name, held in procedure_rows(words, procedure)]


def _standing(words: Words, estate: EstateView) -> list[tuple[str, str]]:
    adopted = estate.standing.adopted
    resolution = f"{adopted.number} · {words.date(adopted.on)}" if adopted else words.gettext("not adopted")
    said = [(words.gettext("Electronic voting"), resolution)]
    if estate.standing.is_re_electing:
        said.append((words.gettext("Re-election of the committee"), words.gettext("under way")))
    return said


def _line(words: Words, name: str, said: str) -> str:
    return words.gettext("%(name)s: %(said)s", name=name, said=said)


def _text(words: Words, kept: object) -> str:
    return words.pick(kept) if isinstance(kept, Mapping) else str(kept or "")
