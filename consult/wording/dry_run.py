"""A dry run in words: what would come of it, how many doors are missing, and in which buildings."""

from __future__ import annotations

from fractions import Fraction

from consult.domain.consent import Measure
from consult.domain.dry_run import DryRun, Expected, Need
from consult.wording.counting import figure_said
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.rules import amount, needed_now

_STAGES = {"participation": N_("Taking part"), "approval": N_("Agreeing")}


def conclusion(words: Words, found: DryRun) -> str:
    """In a sentence: enough, so many doors short, or out of reach."""
    if not found.needs:
        return words.gettext("No number of people has to take part under this rule.")
    if found.is_quorate:
        return words.gettext("Enough people would take part.")
    if found.fewest is None or found.surest is None:
        return words.gettext("Not even everyone would be enough: look at the rule again.")
    if found.fewest == found.surest:
        return words.ngettext(
            "Not enough people would take part: %(n)s more door has to answer.",
            "Not enough people would take part: %(n)s more doors have to answer.",
            found.fewest,
        )
    return words.gettext(
        "Not enough people would take part: %(fewest)s more doors have to answer if they are the largest homes; "
        "%(surest)s are enough whichever they are.",
        fewest=words.integer(found.fewest),
        surest=words.integer(found.surest),
    )


def need_rows(words: Words, found: DryRun) -> list[list[str]]:
    """A row for each requirement: stage, what is needed, what is expected, doors missing, buildings to knock in."""
    return [
        [
            words.gettext(_STAGES[need.stage]),
            needed_now(words, need.finding.requirement, need.finding.denominator),
            amount(words, need.finding.requirement.measure, need.finding.numerator),
            _doors(words, need),
            ("、" if words.is_chinese else ", ").join(place_name(words, b, "", "") for b in need.buildings) or "—",
        ]
        for need in found.needs
    ]


def _doors(words: Words, need: Need) -> str:
    if need.finding.is_met:
        return words.gettext("none")
    if need.fewest is None or need.surest is None:
        return words.gettext("out of reach")
    if need.fewest == need.surest:
        return words.integer(need.fewest)
    return f"{words.integer(need.fewest)}–{words.integer(need.surest)}"


def building_rows(words: Words, found: DryRun) -> list[list[str]]:
    """A row for each building: electors, expected heads and share, expected and whole area, doors still silent."""
    return [
        [
            place_name(words, one.building.name, "", ""),
            words.integer(len(one.building.areas)),
            figure_said(words, one.heads),
            words.percent(one.heads / len(one.building.areas)),
            words.square_metres(_rounded(one.area)),
            words.integer(one.silent_doors),
            _source(words, one),
        ]
        for one in found.expected
    ]


def _rounded(area: Fraction) -> int:
    return (area + Fraction(1, 2)).__floor__()


def _source(words: Words, one: Expected) -> str:
    return words.gettext("its own turnout") if one.is_known else words.gettext("the turnout of all")


def agreeing_sentences(words: Words, found: DryRun) -> list[str]:
    """What would have to agree, if exactly those expected took part."""
    if not found.turnout.heads:
        return []
    return [
        words.gettext(
            "If %(turnout)s take part, must agree: %(needed)s.",
            turnout=amount(words, requirement.measure, whole),
            needed=needed_now(words, requirement, whole),
        )
        for requirement, whole in found.agreeing
        if requirement.measure is Measure.HEADS and not requirement.is_ceiling
    ]
