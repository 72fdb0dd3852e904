"""The strip "will it pass?": turnout against the rule, in words and as places on a bar."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.consent import Finding, Measure
from consult.queries.turnout import Standing
from consult.wording.language import Words
from consult.wording.rules import amount


@dataclass(frozen=True, slots=True)
class StripRow:
    """One measure: what is in, what is needed and missing in words; `filled` and `mark` from 0 to 100."""

    name: str
    have: str
    missing: str
    is_met: bool
    filled: float
    mark: float | None


def strip_rows(words: Words, standing: Standing) -> list[StripRow]:
    """A row for each participation requirement, households first; without any, the households that answered."""
    ordered = sorted(standing.participation, key=lambda finding: finding.requirement.measure is Measure.AREA)
    return [_row(words, finding) for finding in ordered] or [_answered(words, standing)]


def verdict(words: Words, standing: Standing) -> str:
    """One sentence on how participation stands; empty where the rule asks for none."""
    if not standing.participation:
        return ""
    if standing.is_quorate:
        return words.gettext("Enough owners have taken part. What they decided is counted after the end.")
    return words.gettext("Not enough owners have taken part yet, so nothing can be decided so far.")


def _row(words: Words, finding: Finding) -> StripRow:
    measure = finding.requirement.measure
    have, needed = amount(words, measure, finding.numerator), amount(words, measure, finding.needed)
    return StripRow(
        name=words.gettext("Owners") if measure is Measure.HEADS else words.gettext("Area"),
        have=words.gettext("%(have)s of the %(needed)s needed", have=have, needed=needed),
        missing=_missing(words, finding),
        is_met=finding.is_met,
        filled=_place(finding.numerator, finding.denominator),
        mark=_place(finding.needed, finding.denominator),
    )


def _missing(words: Words, finding: Finding) -> str:
    if finding.is_met:
        return words.gettext("✓ Enough")
    return words.gettext("%(missing)s to go", missing=amount(words, finding.requirement.measure, finding.missing))


def _answered(words: Words, standing: Standing) -> StripRow:
    returned, whole = standing.returned.heads, standing.electorate.heads
    return StripRow(
        name=words.gettext("Answered so far"),
        have=words.gettext(
            "%(have)s of %(all)s",
            have=words.integer(returned),
            all=amount(words, Measure.HEADS, whole),
        ),
        missing="",
        is_met=False,
        filled=_place(returned, whole),
        mark=None,
    )


def _place(part: int, whole: int) -> float:
    """A place on a bar from 0 to 100, to a tenth; for the eye only, never for a decision."""
    return 0.0 if whole <= 0 else min(100.0, part * 1000 // whole / 10)
