"""Would the outcome change under another reading? The disputed readings of a count, each recomputed.

Shown to the committee before it publishes: what a court may read differently should be known beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from consult.domain.consent import Figures, Outcome, Rule, Verdict, Weight, judge
from consult.domain.counting.tally import CountedBallot, QuestionTally, judged, tally
from consult.domain.deemed import DeemedMode, Service
from consult.domain.deeming import WITH_SIDES, joined
from consult.domain.procedure import Procedure
from consult.domain.question import ABSTAIN, Answer, Question, Rows
from consult.domain.refusal import Refusal, reasons

reasons(
    nothing_disputed="code: readings asked for where no rule decides, or before the end of the vote",
    silence_never_read="rule: a reading of silence under a rule that counts none",
)

USUALLY = Procedure()


class Reading(StrEnum):
    """One way of reading the rules; the first is how it was decided, under the rules of procedure it was held by."""

    AS_DECIDED = "as-decided"
    SILENT_OUT = "silent-out"
    HEADS_BY_UNIT = "heads-by-unit"
    ABSTENTIONS_OUT = "abstentions-out"
    INVALID_TAKES_PART = "invalid-takes-part"
    INVALID_OUT = "invalid-out"
    BLANK_ABSTAINS = "blank-abstains"
    BLANK_OUT = "blank-out"
    SILENT_ABSTAIN = "silent-abstain"
    SILENT_JOIN_MAJORITY = "silent-join-majority"
    FOLLOWERS_ABSTAIN = "followers-abstain"
    PARKING_COUNTS = "parking-counts"
    PARKING_OUT = "parking-out"


def readings_beside(procedure: Procedure) -> tuple[Reading, ...]:
    """How it was decided, and every reading that differs from that."""
    beside = {
        Reading.INVALID_TAKES_PART: not procedure.invalid_takes_part,
        Reading.INVALID_OUT: procedure.invalid_takes_part,
        Reading.BLANK_ABSTAINS: not procedure.blank_abstains,
        Reading.BLANK_OUT: procedure.blank_abstains,
        Reading.SILENT_OUT: procedure.deems,
        Reading.SILENT_ABSTAIN: procedure.deemed is not DeemedMode.ABSTAIN,
        Reading.SILENT_JOIN_MAJORITY: procedure.deemed is not DeemedMode.MAJORITY,
        Reading.FOLLOWERS_ABSTAIN: procedure.follow,
        Reading.PARKING_COUNTS: not (procedure.parking and procedure.storage),
        Reading.PARKING_OUT: procedure.parking or procedure.storage,
    }
    return tuple(reading for reading in Reading if beside.get(reading, True))


def _under(reading: Reading, procedure: Procedure) -> Procedure:
    """The rules of procedure as a reading has them."""
    match reading:
        case Reading.INVALID_TAKES_PART | Reading.INVALID_OUT:
            return replace(procedure, invalid_takes_part=reading is Reading.INVALID_TAKES_PART)
        case Reading.BLANK_ABSTAINS | Reading.BLANK_OUT:
            return replace(procedure, blank_abstains=reading is Reading.BLANK_ABSTAINS)
        case Reading.ABSTENTIONS_OUT:
            return _without_abstentions(procedure)
        case Reading.FOLLOWERS_ABSTAIN:
            return replace(procedure, follow=False)
        case Reading.PARKING_COUNTS | Reading.PARKING_OUT:
            counts = reading is Reading.PARKING_COUNTS
            return replace(procedure, parking=counts, storage=counts)
    return replace(procedure, deemed=_SILENCE.get(reading, procedure.deemed))


_SILENCE = {
    Reading.SILENT_OUT: DeemedMode.OFF,
    Reading.SILENT_ABSTAIN: DeemedMode.ABSTAIN,
    Reading.SILENT_JOIN_MAJORITY: DeemedMode.MAJORITY,
}


def _without_abstentions(procedure: Procedure) -> Procedure:
    """Whom the procedure only takes to abstain has then not taken part either."""
    mode = DeemedMode.OFF if procedure.deemed is DeemedMode.ABSTAIN else procedure.deemed
    return replace(procedure, blank_abstains=False, deemed=mode)


@dataclass(frozen=True, slots=True)
class Holder:
    """One elector with what a dispute may touch. Areas in 0.01 m²; `answers` is None where no valid ballot came.

    `units` are the areas of homes and shops; `parking` and `storage` those of such units, which count only by some
    readings. Who holds nothing else is an elector only there.
    """

    units: tuple[int, ...]
    parking: tuple[int, ...] = ()
    answers: Mapping[int, Answer] | None = None
    is_invalid: bool = False
    service: Service = Service.NONE
    storage: tuple[int, ...] = ()


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


def sensitivity(
    questions: Sequence[Question], rule: Rule, holders: Sequence[Holder], procedure: Procedure = USUALLY
) -> tuple[Read, ...]:
    """Every reading's outcomes, and which verdicts differ from how it was decided under `procedure`."""
    count = _Recount(questions, rule, holders, procedure)
    decided = count.read(Reading.AS_DECIDED)
    verdicts = {key: outcome.verdict for key, outcome in decided.items()}
    return tuple(_beside(count, reading, verdicts) for reading in readings_beside(procedure))


def _beside(count: _Recount, reading: Reading, verdicts: Mapping[tuple[int, str], Verdict]) -> Read:
    try:
        outcomes = count.read(reading)
    except Refusal as refused:
        return Read(reading, {}, (), refused)
    return Read(reading, outcomes, tuple(key for key, o in outcomes.items() if o.verdict is not verdicts[key]))


Pieces = list[tuple[int, int]]
"""What one elector weighs, as (heads, area) pieces: one piece, or one for each unit."""


@dataclass(frozen=True, slots=True)
class _Recount:
    """A count that can be read in more than one way."""

    questions: Sequence[Question]
    rule: Rule
    holders: Sequence[Holder]
    procedure: Procedure

    def read(self, reading: Reading) -> dict[tuple[int, str], Outcome]:
        """Every outcome under one reading; refuses where silence cannot be read so."""
        under = _under(reading, self.procedure)
        if under.deems and not self.rule.allows_deeming:
            raise Refusal("silence-never-read", rule=self.rule.key)
        weigh = _weights(reading, under)
        electorate = _weight_of(self.holders, weigh, lambda _holder: True)
        counted = tally(self.questions, electorate, _ballots(reading, self.holders, weigh))
        absent = _Absent(_weight_of(self.holders, weigh, _is_invalid), _weight_of(self.holders, weigh, _is_silent))
        return {
            (one.question.number, key): judge(self.rule, _figures(reading, under, one, key, absent))
            for one in counted
            for key in judged(one.question)
        }


@dataclass(frozen=True, slots=True)
class _Absent:
    """Of whom no counted ballot came: only an invalid one, or nothing after effective service."""

    invalid: Weight
    silent: Weight


def _figures(reading: Reading, under: Procedure, one: QuestionTally, key: str, absent: _Absent) -> Figures:
    # Among plans silence only abstains, and a reading without abstentions leaves it out.
    is_left_out = reading is Reading.ABSTENTIONS_OUT and one.question.type not in WITH_SIDES
    found = joined(under, one, key, invalid=absent.invalid, silent=Weight() if is_left_out else absent.silent)
    if found.refused and reading is Reading.SILENT_JOIN_MAJORITY:
        raise Refusal(found.refused, agree=str(found.figures.agree.heads), oppose=str(found.figures.oppose.heads))
    return found.figures


def _weights(reading: Reading, under: Procedure) -> Callable[[Holder], Pieces]:
    def weigh(holder: Holder) -> Pieces:
        parking, storage = holder.parking if under.parking else (), holder.storage if under.storage else ()
        areas = holder.units + parking + storage
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


def _is_invalid(holder: Holder) -> bool:
    return holder.is_invalid and holder.answers is None


def _is_silent(holder: Holder) -> bool:
    return holder.answers is None and not holder.is_invalid and holder.service.is_effective


def _weight_of(
    holders: Sequence[Holder], weigh: Callable[[Holder], Pieces], is_meant: Callable[[Holder], bool]
) -> Weight:
    pieces = [piece for holder in holders if is_meant(holder) for piece in weigh(holder)]
    return Weight(sum(heads for heads, _ in pieces), sum(area for _, area in pieces))
