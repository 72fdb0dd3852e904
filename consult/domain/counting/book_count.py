"""The count: one pure function from the frozen electorate and the lines of the book.

Ballots are passed once, in any order. What changes their meaning (papers set aside, conflicts settled, who was served,
what tenants said) is rare and comes beside them; a ballot line alone tells its elector, channel and answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consult.domain.consent import Weight
from consult.domain.counting.tally import CountedBallot, QuestionTally, tally
from consult.domain.ledger import LineType
from consult.domain.question import Answer, Question
from consult.domain.question_json import answers_from_json

Payload = Mapping[str, Any]

BALLOTS = frozenset({LineType.BALLOT, LineType.PAPER})
"""Lines that hold an elector's ballot."""

BESIDE_BALLOTS = frozenset(
    {LineType.DUPLICATE, LineType.INVALID, LineType.RESOLVE, LineType.SERVED, LineType.OPINION}
)
"""Lines that the count needs beside the ballots."""


INVALID_REASONS = ("spoilt", "unsigned", "blank")
"""Why a paper ballot may be set aside."""


class Decision(StrEnum):
    """How a conflict between two ballots of one elector was settled."""

    FIRST_STANDS = "first-stands"
    SECOND_COUNTS = "second-counts"
    NEITHER_COUNTS = "neither-counts"


@dataclass(slots=True)
class Beside:
    """What the rare lines say, by elector number."""

    invalid: dict[int, str] = field(default_factory=dict)
    settled: dict[int, Payload] = field(default_factory=dict)
    served: set[int] = field(default_factory=set)
    opinions: list[Mapping[int, Answer]] = field(default_factory=list)
    doubles: int = 0

    def note(self, kind: str, payload: Payload) -> None:
        """Take in one line; of several about one elector the last one holds."""
        match kind:
            case LineType.DUPLICATE:
                self.doubles += 1
            case LineType.INVALID:
                self.invalid[payload["elector"]] = payload["reason"]
            case LineType.RESOLVE:
                self.settled[payload["elector"]] = payload
            case LineType.SERVED:
                self.served.update(payload["electors"])
            case LineType.OPINION:
                self.opinions.append(answers_from_json(payload["answers"]))


@dataclass(frozen=True, slots=True)
class BookCount:
    """What a book says. Areas in 0.01 m².

    `returned`: counted ballots by channel. `invalid`: papers by reason, of electors who have no counted ballot;
    `invalid_weight` is theirs. `silent`: those who were effectively served and of whom nothing came back. `opinions`:
    tenants' answers, each a head of its own and without area. `doubles`: second ballots that arrived.
    """

    tallies: tuple[QuestionTally, ...]
    returned: Mapping[str, int] = field(default_factory=dict)
    invalid: Mapping[str, int] = field(default_factory=dict)
    invalid_weight: Weight = Weight()
    silent: Weight = Weight()
    opinions: tuple[QuestionTally, ...] = ()
    opinions_returned: int = 0
    doubles: int = 0


def count_book(
    questions: Sequence[Question],
    areas: Mapping[int, int],
    ballots: Iterable[Payload],
    beside: Iterable[tuple[str, Payload]] = (),
) -> BookCount:
    """Count the payloads of `BALLOTS` lines, with the (type, payload) of `BESIDE_BALLOTS` lines beside them.

    `areas` is the frozen electorate: area by elector number. A settled conflict changes what its elector's ballot
    says, or takes it out of the count; a paper set aside counts for nothing once its elector's ballot counts.
    """
    noted = Beside()
    for kind, payload in beside:
        noted.note(kind, payload)
    returned: Counter[str] = Counter()
    electorate = Weight(len(areas), sum(areas.values()))
    tallies = tally(questions, electorate, _counted(ballots, areas, noted, returned))
    opinions = [CountedBallot(0, answers) for answers in noted.opinions]
    return BookCount(
        tallies=tallies,
        returned=returned,
        invalid=Counter(noted.invalid.values()),
        invalid_weight=_weight(noted.invalid, areas),
        silent=_weight(noted.served.difference(noted.invalid), areas),
        opinions=tally(questions, Weight(len(opinions), 0), opinions),
        opinions_returned=len(opinions),
        doubles=noted.doubles,
    )


def _weight(electors: Iterable[int], areas: Mapping[int, int]) -> Weight:
    held = [areas[number] for number in electors]
    return Weight(len(held), sum(held))


def _counted(
    ballots: Iterable[Payload], areas: Mapping[int, int], noted: Beside, returned: Counter[str]
) -> Iterator[CountedBallot]:
    """The ballots that count, each struck from the silent and, where it counts, from the invalid."""
    served, invalid, settled = noted.served, noted.invalid, noted.settled
    for payload in ballots:
        number = payload["elector"]
        served.discard(number)
        answers = payload["answers"]
        if number in settled:
            decided = settled[number]
            if decided["decision"] == Decision.NEITHER_COUNTS:
                continue
            answers = decided.get("answers", answers)
        invalid.pop(number, None)
        returned[payload["channel"]] += 1
        yield CountedBallot(areas[number], answers_from_json(answers))
