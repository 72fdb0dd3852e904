"""Objections to results in words: what they are about, what was decided, and how a posted result stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from consult.domain.result_objection import Matter, Outcome
from consult.wording.language import Words
from consult.wording.marking import N_

MATTERS: Mapping[Matter, str] = MappingProxyType(
    {
        Matter.BALLOT: N_("My ballot: missing, or not as we gave it"),
        Matter.COUNT: N_("The count or the figures"),
        Matter.ROLL: N_("The list of owners, or an area in it"),
        Matter.CONDUCT: N_("How the vote was carried out"),
        Matter.OTHER: N_("Something else about the vote"),
    }
)
"""What an objection is about → how it is called, in the order it is offered."""

OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.UPHELD: N_("Upheld"),
        Outcome.PARTLY: N_("Upheld in part"),
        Outcome.NOT_UPHELD: N_("Not upheld"),
        Outcome.PASSED_ON: N_("Passed on: dealt with as a contested ballot or a correction"),
        Outcome.WITHDRAWN: N_("Taken back"),
    }
)
"""What was decided → how it is called."""


def matter_name(words: Words, matter: Matter) -> str:
    """What an objection is about."""
    return words.gettext(MATTERS[matter])


def outcome_name(words: Words, outcome: Outcome) -> str:
    """What was decided about it."""
    return words.gettext(OUTCOMES[outcome])


def last_day_said(words: Words, last: date, *, is_over: bool = False) -> str:
    """Until when objections are, or were, taken: the whole of the last day."""
    if is_over:
        return words.gettext("Objections were taken until %(day)s.", day=words.day(last))
    return words.gettext("Objections are taken until %(day)s, the whole day.", day=words.day(last))


def posting_said(words: Words, received: int, waiting: int, *, is_over: bool) -> str:
    """How a posted result stands, without a word of who objected."""
    if is_over and not waiting:
        final = words.gettext("The posting period is over and no objection is undecided: this result is final.")
        joint = "" if words.is_chinese else " "
        return joint.join([final, *([_received(words, received, received)] if received else [])])
    return _received(words, received, received - waiting)


def _received(words: Words, received: int, decided: int) -> str:
    if not received:
        return words.gettext("No objection has been received so far.")
    return words.ngettext(
        "%(n)s objection received, %(decided)s decided.",
        "%(n)s objections received, %(decided)s decided.",
        received,
        decided=words.integer(decided),
    )
