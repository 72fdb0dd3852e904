"""The count: one pure function from the frozen electorate and the lines of the book.

Ballots are passed once, in any order. What changes their meaning (papers set aside, conflicts settled, who was served,
what tenants said) is rare and comes beside them; a ballot line alone tells its elector, channel and answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consult.domain.consent import Weight
from consult.domain.counting.ballot_line import BallotLine, is_sealed_reading
from consult.domain.counting.breakdown import Breakdown
from consult.domain.counting.electors import Electors
from consult.domain.counting.sums import Sums
from consult.domain.counting.tally import CountedBallot, QuestionTally, tallies, tally
from consult.domain.ledger import LineType, canonical
from consult.domain.question import Answer, Question
from consult.domain.question_json import answers_from_json

Payload = Mapping[str, Any]

BALLOTS = frozenset({LineType.BALLOT, LineType.PAPER})
"""Lines that hold an elector's ballot."""

BESIDE_BALLOTS = frozenset(
    {
        LineType.DUPLICATE,
        LineType.INVALID,
        LineType.RESOLVE,
        LineType.SERVED,
        LineType.OPINION,
        LineType.ANNUL,
        LineType.CORRECT,
    }
)
"""Lines that the count needs beside the ballots."""

READINGS = frozenset({LineType.PAPER, LineType.PAPER_CONFIRM, LineType.RECONCILE})
"""Lines of sheets that two people read, and of their reconciliation; the count needs them too, beside the ballots.

A PAPER line is a ballot of its own where one person's entry suffices.
"""

INVALID_REASONS = ("spoilt", "unsigned", "unauthorised", "copied", "blank")
"""Why a paper ballot may be set aside."""


class Decision(StrEnum):
    """How a conflict between two ballots of one elector was settled."""

    FIRST_STANDS = "first-stands"
    SECOND_COUNTS = "second-counts"
    NEITHER_COUNTS = "neither-counts"


def settlement_in(payload: Payload) -> Payload | None:
    """What a RESOLVE line says about which of two ballots counts; None where it only decides a contest.

    A contest that is upheld may let another ballot of the household count: `instead` then is the decision.
    """
    if "contest" not in payload:
        return payload
    return {**payload, "decision": payload["instead"]} if "instead" in payload else None


@dataclass(slots=True)
class Beside:
    """What the rare lines say, by elector number."""

    invalid: dict[int, str] = field(default_factory=dict)
    settled: dict[int, Payload] = field(default_factory=dict)
    corrected: dict[int, dict[int, Payload]] = field(default_factory=dict)
    annulled: dict[int, set[int]] = field(default_factory=dict)
    amended: Counter[str] = field(default_factory=Counter)
    served: set[int] = field(default_factory=set)
    opinions: list[Mapping[int, Answer]] = field(default_factory=list)
    unconfirmed: set[int] = field(default_factory=set)
    reconciled: Payload | None = None
    sheets: int = 0
    doubles: int = 0
    neither: int = 0

    def note(self, kind: str, payload: Payload) -> None:
        """Take in one line; of several about one elector the last one holds."""
        match kind:
            case LineType.DUPLICATE:
                self.doubles += 1
            case LineType.INVALID:
                self.invalid[payload["elector"]] = payload["reason"]
            case LineType.RESOLVE:
                self._resolve(payload)
            case LineType.ANNUL:
                self._annul(payload)
            case LineType.CORRECT:
                self._correct(payload)
            case LineType.SERVED:
                self.served.update(payload["electors"])
            case LineType.OPINION:
                self.opinions.append(answers_from_json(payload["answers"]))

    def read(self, payload: Payload) -> None:
        """Take in a reading of a sheet: a first one awaits another, until one agrees with an earlier one."""
        if is_sealed_reading(payload) and "paper" not in payload:
            self.sheets += 1
            self.unconfirmed.add(payload["elector"])
        elif "agrees" in payload:
            self.unconfirmed.discard(payload["elector"])
        elif "in_hand" in payload:
            self.reconciled = payload

    def _resolve(self, payload: Payload) -> None:
        if payload.get("invalid"):
            # Somebody spoke in their place: they neither took part nor were silent.
            self.invalid.pop(payload["elector"], None)
            self.annulled.setdefault(payload["elector"], set())
            return
        if (settled := settlement_in(payload)) is not None:
            self.settled[payload["elector"]] = settled
            self.amended["annulled"] += "contest" in payload

    def _correct(self, payload: Payload) -> None:
        self.amended["corrected"] += 1
        self.corrected.setdefault(payload["elector"], {})[payload["ballot"]] = payload

    def _annul(self, payload: Payload) -> None:
        """Of an annulled ballot nothing holds any more: not how a conflict about it was settled, and no correction."""
        elector = payload["elector"]
        self.annulled.setdefault(elector, set()).add(payload["ballot"])
        self.amended["replaced" if payload["cause"] == "replaced" else "annulled"] += 1
        self.settled.pop(elector, None)
        self.corrected.pop(elector, None)

    def holding(self, number: int, first: str) -> str | None:
        """What a standing ballot's answers have come to (canonical JSON); None where neither of two ballots counts.

        After a settled conflict a second ballot brings its own answers; else the first holds. Whichever holds, the last
        correction of it gives its answers.
        """
        settled, corrected = self.settled.get(number), self.corrected.get(number, {})
        if settled is None:
            # Without a second ballot that counts, all corrections are about the first.
            found = next(iter(corrected.values()), None)
        elif settled["decision"] == Decision.NEITHER_COUNTS:
            return None
        elif "answers" in settled:
            found = corrected.get(settled["duplicate"], settled)
        else:
            found = corrected.get(settled["counted"])
        return canonical(found["answers"]) if found else first


def noted_beside(beside: Iterable[tuple[str, Payload]]) -> Beside:
    """What the (type, payload) of `BESIDE_BALLOTS` and `READINGS` lines say together, in the book's order."""
    noted = Beside()
    for kind, payload in beside:
        noted.read(payload) if kind in READINGS else noted.note(kind, payload)
    # Who sees a ballot annulled was not silent: somebody spoke in their place.
    noted.served.difference_update(noted.annulled)
    # Neither was who handed in a sheet that nobody read a second time.
    noted.served.difference_update(noted.unconfirmed)
    return noted


NOTHING = Weight()


@dataclass(frozen=True, slots=True)
class BookCount:
    """What a book says. Areas in 0.01 m².

    `returned`: counted ballots by channel. `invalid`: papers by reason, of electors who have no counted ballot;
    `invalid_weight` is theirs. `silent`: those who were effectively served and of whom nothing came back. `opinions`:
    tenants' answers, each a head of its own and without area. `sheets` that two people must read, and how many of them
    are still `unconfirmed`; how they were last `reconciled`. `doubles`: second ballots that arrived. `neither`:
    electors of whose two ballots it was settled that neither counts. `amended`: how many ballots were annulled (or fell
    for another of the household), corrected or replaced. `breakdown` holds the same ballots by place, and tells of them
    only what may be published.
    """

    tallies: tuple[QuestionTally, ...]
    returned: Mapping[str, int] = field(default_factory=dict)
    invalid: Mapping[str, int] = field(default_factory=dict)
    invalid_weight: Weight = NOTHING
    silent: Weight = NOTHING
    opinions: tuple[QuestionTally, ...] = ()
    opinions_returned: int = 0
    doubles: int = 0
    neither: int = 0
    sheets: int = 0
    unconfirmed: int = 0
    reconciled: Payload | None = None
    amended: Mapping[str, int] = field(default_factory=dict)
    breakdown: Breakdown = field(default_factory=lambda: Breakdown((), Electors(()), Sums(())))


def count_book(
    questions: Sequence[Question],
    electors: Electors,
    ballots: Iterable[BallotLine],
    beside: Iterable[tuple[str, Payload]] = (),
) -> BookCount:
    """Count the ballots of `BALLOTS` lines, with the (type, payload) of `BESIDE_BALLOTS` lines beside them.

    `ballots` are those that no ANNUL names (`standing_ballot`); `beside` comes in the book's order. `electors` are the
    frozen electorate. A settled conflict or a correction changes what its elector's ballot says, or takes it out of the
    count; a paper set aside counts for nothing once its elector's ballot counts.
    """
    noted = noted_beside(beside)
    returned: Counter[str] = Counter()
    sums = Sums(questions, len(electors.places))
    _add_up(sums, electors, ballots, noted, returned)
    opinions = [CountedBallot(0, answers) for answers in noted.opinions]
    return BookCount(
        tallies=tallies(questions, electors.whole, sums),
        breakdown=Breakdown(questions, electors, sums),
        returned=returned,
        invalid=Counter(noted.invalid.values()),
        invalid_weight=electors.weight_of(noted.invalid),
        silent=electors.weight_of(noted.served.difference(noted.invalid)),
        opinions=tally(questions, Weight(len(opinions), 0), opinions),
        opinions_returned=len(opinions),
        doubles=noted.doubles,
        neither=noted.neither,
        sheets=noted.sheets,
        unconfirmed=len(noted.unconfirmed),
        reconciled=noted.reconciled,
        amended=noted.amended,
    )


def _add_up(
    sums: Sums, electors: Electors, ballots: Iterable[BallotLine], noted: Beside, returned: Counter[str]
) -> None:
    """Add up the ballots that count; each is struck from the silent and, where it counts, from the invalid."""
    served, invalid, settled, corrected = noted.served, noted.invalid, noted.settled, noted.corrected
    for number, channel, answers in ballots:
        area, place = electors.find(number)
        served.discard(number)
        if number in settled or number in corrected:
            held = noted.holding(number, answers)
            if held is None:
                noted.neither += 1
                continue
            answers = held
        invalid.pop(number, None)
        returned[channel] += 1
        sums.add_text(place, area, answers)
