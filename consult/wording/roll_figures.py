"""What a roll amounts to, for lists and tables: its facts, ways of counting, the register beside it, a new version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.domain.electorate import Unit
from consult.domain.roll_diff import RollDiff
from consult.domain.roll_edit import UnitEdit
from consult.domain.roll_summary import RollSummary
from consult.wording.language import Words
from consult.wording.places import place_name
from consult.wording.roll_changes import edit_rows
from consult.wording.roll_terms import choice_name, kind_name


@dataclass(frozen=True, slots=True)
class RollRows:
    """A summary in words: facts, and a table of what each way of counting asks."""

    facts: list[tuple[str, str]]
    choices: list[list[str]]


def figure_rows(words: Words, summary: RollSummary) -> RollRows:
    """What a roll amounts to, for a list and a table."""
    kinds = "、" if words.is_chinese else ", "
    counted = (f"{kind_name(words, kind)} {words.integer(n)}" for kind, n in summary.units.items())
    facts = [
        (
            words.gettext("Units"),
            words.gettext(
                "%(n)s (%(kinds)s)",
                n=words.integer(sum(summary.units.values())),
                kinds=kinds.join(counted),
            ),
        ),
        (words.gettext("Total floor area"), words.area(summary.area)),
        (words.gettext("Units without an area"), words.integer(summary.units_without_area)),
    ]
    choices = [
        [
            choice_name(words, choice.basis, choice.settings),
            words.integer(choice.heads),
            words.square_metres(choice.area),
            *(f"{words.integer(n.heads)} / {words.square_metres(n.area)}" for n in choice.needed),
        ]
        for choice in (summary.chosen, *summary.others)
    ]
    return RollRows(facts, choices)


def change_rows(words: Words, diff: RollDiff) -> list[tuple[str, str]]:
    """What a new roll changes against the one in force, in numbers."""
    touching = sum(change.touches_the_vote for change in diff.changed)
    return [
        (words.gettext("Units added"), words.integer(len(diff.added))),
        (words.gettext("Units removed"), words.integer(len(diff.removed))),
        (words.gettext("Units changed"), words.integer(len(diff.changed))),
        (words.gettext("of these, owners or area changed"), words.integer(touching)),
    ]


def changed_unit_rows(words: Words, diff: RollDiff) -> Iterator[list[str]]:
    """Each field of each unit that changes: the unit, the field, what stands there, what the file says."""
    weighty_first = sorted(diff.changed, key=lambda change: not change.touches_the_vote)
    for change in weighty_first:
        for row in edit_rows(words, UnitEdit(change.before, change.after)):
            yield [place_name(words, *change.after.place), *row]


def register_rows(
    words: Words, units: Sequence[Unit], typed_units: int | None, typed_area: int | None
) -> list[list[str]]:
    """The roll beside the register's totals, as far as the committee typed them; areas in 0.01 m²."""
    rows = []
    if typed_units is not None:
        rows.append(_beside(words, words.gettext("Units"), len(units) * 100, typed_units * 100, with_area=False))
    if typed_area is not None:
        area = sum(unit.area or 0 for unit in units)
        rows.append(_beside(words, words.gettext("Total floor area"), area, typed_area, with_area=True))
    return rows


def _beside(words: Words, label: str, found: int, typed: int, *, with_area: bool) -> list[str]:
    def written(hundredths: int) -> str:
        return words.square_metres(hundredths) if with_area else words.integer(hundredths // 100)

    verdict = words.gettext("agrees") if found == typed else words.gettext("differs")
    return [label, written(typed), written(found), f"{verdict} ({written(found - typed)})"]
