"""What a roll amounts to, in sentences: its units, each way of counting, and what a new version changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from consult.domain.electorate import UnitKind
from consult.domain.roll_diff import RollDiff
from consult.domain.roll_file.reading import RollReading
from consult.domain.roll_summary import Choice, Needed, RollSummary
from consult.wording.language import Words
from consult.wording.roll_terms import choice_name, kind_name

_SHARES: Mapping[Fraction, Mapping[str, str]] = {
    Fraction(2, 3): {"zh": "三分之二以上", "en": "two thirds"},
    Fraction(1, 2): {"zh": "过半数", "en": "more than half"},
    Fraction(3, 4): {"zh": "四分之三以上", "en": "three quarters"},
}


def roll_lines(words: Words, summary: RollSummary) -> Iterator[str]:
    """Rows, units by kind, areas, then each way of counting with what it asks."""
    comma = "、" if words.is_chinese else ", "
    kinds = comma.join(
        words.gettext("%(kind)s %(n)s", kind=kind_name(words, kind), n=words.integer(summary.units[kind]))
        for kind in UnitKind
        if summary.units.get(kind)
    )
    yield words.gettext(
        "%(rows)s rows, %(units)s units (%(kinds)s), %(area)s.",
        rows=words.integer(summary.rows),
        units=words.integer(sum(summary.units.values())),
        kinds=kinds,
        area=words.area(summary.area),
    )
    if summary.units_without_area:
        yield words.gettext("%(n)s units have no area yet.", n=words.integer(summary.units_without_area))
    for choice in (summary.chosen, *summary.others):
        yield from choice_lines(words, choice)
    yield words.gettext(
        "Two thirds must take part; of those, more than half (or three quarters) must agree. "
        "The figures for agreeing are those if everyone takes part."
    )


def choice_lines(words: Words, choice: Choice) -> Iterator[str]:
    """One way of counting: its electors and area, and the heads and area that each share asks."""
    yield words.gettext(
        "%(choice)s: %(heads)s electors, %(area)s",
        choice=choice_name(words, choice.basis, choice.settings),
        heads=words.integer(choice.heads),
        area=words.area(choice.area),
    )
    for needed in choice.needed:
        yield "  " + needed_line(words, needed)


def needed_line(words: Words, needed: Needed) -> str:
    """What one share asks, in heads and area."""
    return words.gettext(
        "%(share)s: at least %(heads)s electors and %(area)s",
        share=words.pick(_SHARES[needed.share]),
        heads=words.integer(needed.heads),
        area=words.area(needed.area),
    )


def unknown_columns_line(words: Words, reading: RollReading) -> str | None:
    """The columns that were kept aside, or None."""
    names = dict.fromkeys(column.name for column in reading.unknown_columns)
    return words.gettext("Columns kept aside: %(names)s.", names="、".join(names)) if names else None


def diff_line(words: Words, diff: RollDiff) -> str:
    """What a new version changes, in one sentence."""
    if diff.is_empty:
        return words.gettext("Nothing differs from the roll before.")
    return words.gettext(
        "Against the roll before: %(added)s units added, %(removed)s taken away, %(changed)s changed "
        "(%(voting)s of them in area, owner or kind).",
        added=words.integer(len(diff.added)),
        removed=words.integer(len(diff.removed)),
        changed=words.integer(len(diff.changed)),
        voting=words.integer(sum(change.touches_the_vote for change in diff.changed)),
    )
