"""The turnout sheet (参与情况表): who has taken part, by building and entrance; turnout only, never an answer.

Parts come only as a `Published` breakdown: groups under five electors are merged before they reach a paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from consult.documents.imprint import Imprint, Text
from consult.documents.pdf import lay_out, write
from consult.domain.consent import Finding, Measure, Weight
from consult.domain.electorate import Basis
from consult.domain.privacy import SMALLEST_NAMED, Cell, Published
from consult.domain.walking_order import natural
from consult.wording.households import words_by
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.places import place_name
from consult.wording.rules import amount, finding_words, needed_now


@dataclass(frozen=True, slots=True)
class TurnoutSheet:
    """How participation stands. `buildings` is None where nothing may be told by part, as in a secret poll.

    `entrances` are by building, only of buildings that stand for themselves.
    """

    estate: Text
    title: Text
    scope: Text
    issuer: Text
    closes_at: datetime
    is_over: bool
    electorate: Weight
    returned: Weight
    imprint: Imprint
    participation: Sequence[Finding] = ()
    is_rounded: bool = False
    counted_by: Basis = Basis.BY_OWNER
    is_binding: bool = True
    buildings: Published | None = None
    entrances: Mapping[str, Published] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TurnoutRow:
    """One part in heads: its name, how many may answer and did, the share, and the bar in per cent."""

    name: str
    electors: str
    answered: str
    share: str
    bar: str
    is_entrance: bool = False


_MEASURES = {Measure.HEADS: N_("Heads"), Measure.AREA: N_("Floor area")}


def turnout_sheet_pdf(sheet: TurnoutSheet, words: Words) -> bytes:
    """Print the sheet."""
    words = words_by(words, sheet.counted_by, is_binding=sheet.is_binding)
    document = lay_out(
        "turnout_sheet.html",
        words,
        sheet=sheet,
        whole=list(whole_rows(words, sheet.electorate, sheet.returned, is_rounded=sheet.is_rounded)),
        needed=[(needed(words, finding), finding_words(words, finding)) for finding in sheet.participation],
        rows=list(_rows(sheet, words)),
        as_of=_as_of(sheet, words),
        note=_note(sheet, words),
    )
    return write(document, sheet.imprint)


def whole_rows(
    words: Words, electorate: Weight, returned: Weight, *, is_rounded: bool
) -> Iterator[tuple[str, str, str, str, str]]:
    """Measure, whole, reached, share, and the bar in per cent; of figures in whole tens no areas and no shares."""
    for measure in (Measure.HEADS, Measure.AREA):
        whole, reached = electorate.on(measure), returned.on(measure)
        if not whole or (is_rounded and measure is Measure.AREA):
            continue
        said = amount(words, measure, reached)
        if is_rounded:
            said = words.gettext("%(n)s or more", n=said)
        share = "" if is_rounded else words.percent(Fraction(reached, whole))
        yield words.gettext(_MEASURES[measure]), amount(words, measure, whole), said, share, bar(reached, whole)


def needed(words: Words, finding: Finding) -> str:
    """What one condition on taking part asks for, over the known whole."""
    return needed_now(words, finding.requirement, finding.denominator)


def bar(part: int, whole: int) -> str:
    """How long a bar is, in per cent."""
    return f"{100 * part / whole:.2f}" if whole else "0"


def _as_of(sheet: TurnoutSheet, words: Words) -> str:
    if sheet.is_over:
        return words.gettext(
            "Answering ended on %(time)s. These are the final figures.", time=words.moment(sheet.closes_at)
        )
    return words.gettext(
        "As of %(time)s. It goes on until %(end)s.",
        time=words.moment(sheet.imprint.made_at),
        end=words.moment(sheet.closes_at),
    )


def _rows(sheet: TurnoutSheet, words: Words) -> Iterator[TurnoutRow]:
    """Buildings in walking order, each followed by its entrances."""
    for cell in _in_order(sheet.buildings):
        yield _row(words, cell, [place_name(words, name, "", "") for name in sorted(cell.names, key=natural)])
        inside = sheet.entrances.get(cell.names[0]) if len(cell.names) == 1 else None
        for part in _in_order(inside):
            names = [place_name(words, "", name, "") for name in sorted(part.names, key=natural)]
            yield _row(words, part, [name or words.gettext("no entrance") for name in names], is_entrance=True)


def _in_order(published: Published | None) -> list[Cell]:
    cells = published.cells if published else ()
    return sorted(cells, key=lambda cell: natural(min(cell.names, key=natural)))


def _row(words: Words, cell: Cell, names: Sequence[str], *, is_entrance: bool = False) -> TurnoutRow:
    electors, answered = cell.electorate.heads, cell.returned.heads
    return TurnoutRow(
        name=("、" if words.is_chinese else ", ").join(names),
        electors=words.integer(electors),
        answered=words.integer(answered),
        share=words.percent(Fraction(answered, electors)) if electors else "—",
        bar=bar(answered, electors),
        is_entrance=is_entrance,
    )


def _note(sheet: TurnoutSheet, words: Words) -> str:
    if sheet.buildings is None:
        return words.gettext("In a secret poll, turnout is told for the whole only, never by building.")
    return words.gettext(
        "Only who has answered is counted here, never what. Buildings and entrances with fewer than %(n)s electors are"
        " put together with others.",
        n=words.integer(SMALLEST_NAMED),
    )
