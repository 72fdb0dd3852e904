"""Would the outcome change under another reading? The disputed readings of a count, each recomputed.

Shown to the committee before it publishes: what a court may read differently should be known beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from consult.domain.consent import Figures, Outcome, Rule, Verdict, Weight, judge
from consult.domain.counting.tally import BallotReading, CountedBallot, QuestionTally, judged, tally
from consult.domain.deemed import Deemed, Service, larger_side
from consult.domain.question import ABSTAIN, Answer, Question, QuestionType, Rows
from consult.domain.refusal import Refusal, reasons

reasons(
    nothing_disputed="code: readings asked for where no rule decides, or before the end of the vote",
)


class Reading(StrEnum):
    """One way of reading the rules; the first is how it was decided."""

    AS_DECIDED = "as-decided"
    HEADS_BY_UNIT = "heads-by-unit"
    ABSTENTIONS_OUT = "abstentions-out"
    INVALID_TAKES_PART = "invalid-takes-part"
    BLANK_ABSTAINS = "blank-abstains"
    SILENT_ABSTAIN = "silent-abstain"
    SILENT_JOIN_MAJORITY = "silent-join-majority"
    PARKING_COUNTS = "parking-counts"


@dataclass(frozen=True, slots=True)
class Holder:
    """One elector with what a dispute may touch. Areas in 0.01 m²; `answers` is None where no valid ballot came.

    `units` are the areas that count; `parking` those of parking and storage, which count only by some readings. Who
    holds nothing but parking is an elector only there.
    """

    units: tuple[int, ...]
    parking: tuple[int, ...] = ()
    answers: Mapping[int, Answer] | None = None
    is_invalid: bool = False
    service: Service = Service.NONE


@dataclass(frozen=True, slots=True)
class Read:
    """One reading's outcomes by (question, answer); `refused` says why a reading cannot be applied at all."""

    reading: Reading
    outcomes: Mapping[tuple[int, str], Outcome]
    changed: tuple[tuple[int, str], ...]
    refused: Refusal | None = None

    @property
    def is_decisive(self) -> bool:
        """Whether any verdict hangs on this reading."""
        return bool(self.changed)


def sensitivity(questions: Sequence[Question], rule: Rule, holders: Sequence[Holder]) -> tuple[Read, ...]:
    """Every reading's outcomes, and which verdicts differ from how it was decided."""
    decided = _read(Reading.AS_DECIDED, questions, rule, holders)
    verdicts = {key: outcome.verdict for key, outcome in decided.items()}
    return tuple(_beside(reading, verdicts, questions, rule, holders) for reading in Reading)


def _beside(
    reading: Reading,
    verdicts: Mapping[tuple[int, str], Verdict],
    questions: Sequence[Question],
    rule: Rule,
    holders: Sequence[Holder],
) -> Read:
    try:
        outcomes = _read(reading, questions, rule, holders)
    except Refusal as refused:
        return Read(reading, {}, (), refused)
    return Read(reading, outcomes, tuple(key for key, o in outcomes.items() if o.verdict is not verdicts[key]))


def _read(
    reading: Reading, questions: Sequence[Question], rule: Rule, holders: Sequence[Holder]
) -> dict[tuple[int, str], Outcome]:
    weigh = _weights(reading)
    electorate = sum((Weight(*map(sum, zip(*weigh(h), strict=True))) for h in holders if weigh(h)), Weight())
    counted = tally(questions, electorate, _ballots(reading, holders, weigh))
    return {
        (one.question.number, key): judge(rule, _figures(reading, one, key, rule, holders, weigh))
        for one in counted
        for key in judged(one.question)
    }


Pieces = list[tuple[int, int]]
"""What one elector weighs, as (heads, area) pieces: one piece, or one for each unit."""


def _weights(reading: Reading) -> Callable[[Holder], Pieces]:
    def weigh(holder: Holder) -> Pieces:
        areas = holder.units + (holder.parking if reading is Reading.PARKING_COUNTS else ())
        if reading is Reading.HEADS_BY_UNIT:
            return [(1, area) for area in areas]
        return [(1, sum(areas))] if areas else []

    return weigh


def _ballots(reading: Reading, holders: Sequence[Holder], weigh: Callable[[Holder], Pieces]) -> list[CountedBallot]:
    return [
        CountedBallot(area, _answers(reading, holder.answers))
        for holder in holders
        if holder.answers is not None
        for _heads, area in weigh(holder)
    ]


def _answers(reading: Reading, answers: Mapping[int, Answer]) -> Mapping[int, Answer]:
    if reading is not Reading.ABSTENTIONS_OUT:
        return answers
    said = {number: _expressed(answer) for number, answer in answers.items()}
    return {number: answer for number, answer in said.items() if answer not in (ABSTAIN, (ABSTAIN,), Rows())}


def _expressed(answer: Answer) -> Answer:
    """Rows without those that abstain; every other answer as it is."""
    return Rows(row for row in answer if row[1] != ABSTAIN) if isinstance(answer, Rows) else answer


def _figures(
    reading: Reading,
    counted: QuestionTally,
    key: str,
    rule: Rule,
    holders: Sequence[Holder],
    weigh: Callable[[Holder], Pieces],
) -> Figures:
    ballot_reading = BallotReading(
        blank_abstains=reading is Reading.BLANK_ABSTAINS,
        invalid_takes_part=reading is Reading.INVALID_TAKES_PART,
    )
    figures = counted.figures_of(key, ballot_reading)
    if reading is Reading.INVALID_TAKES_PART:
        invalid = _weight_of(holders, weigh, lambda holder: holder.is_invalid and holder.answers is None)
        return Deemed(invalid, ABSTAIN).joined_to(figures)
    if reading in (Reading.SILENT_ABSTAIN, Reading.SILENT_JOIN_MAJORITY):
        return _with_silent(reading, figures, counted.question, rule, _weight_of(holders, weigh, _is_silent))
    return figures


def _is_silent(holder: Holder) -> bool:
    return holder.answers is None and not holder.is_invalid and holder.service.is_effective


def _weight_of(
    holders: Sequence[Holder], weigh: Callable[[Holder], Pieces], is_meant: Callable[[Holder], bool]
) -> Weight:
    pieces = [piece for holder in holders if is_meant(holder) for piece in weigh(holder)]
    return Weight(sum(heads for heads, _ in pieces), sum(area for _, area in pieces))


_WITH_SIDES = (QuestionType.CONSENT, QuestionType.EACH_PLAN)
"""Types where agreement and opposition stand against each other, so that one of them can be the larger side."""


def _with_silent(reading: Reading, figures: Figures, question: Question, rule: Rule, silent: Weight) -> Figures:
    if not rule.allows_deeming:
        raise Refusal("deeming-not-allowed", rule=rule.key)
    if reading is Reading.SILENT_ABSTAIN or question.type not in _WITH_SIDES:
        return Deemed(silent, ABSTAIN).joined_to(figures)
    return Deemed(silent, larger_side(figures.agree, figures.oppose)).joined_to(figures)
