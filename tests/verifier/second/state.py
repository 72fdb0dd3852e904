"""What is known after some lines of the book."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.verifier.second.chain import Line
from tests.verifier.second.questions import Question
from tests.verifier.second.roll import Weight

USUAL = {
    "parking": False,
    "storage": False,
    "blank_abstains": False,
    "invalid_takes_part": False,
    "late_paper": False,
    "deemed": {"mode": "off", "clause": {}},
    "follow": False,
    "proxy_cap": 3,
    "tenants": False,
    "paper_twice": False,
    "paper_photo": False,
    "replace": False,
    "assisted": False,
    "posted_days": 7,
}


@dataclass
class Sheet:
    """A sheet of paper that two people read."""

    line: Line
    readings: dict[int, str]
    typists: set[int]
    agreed: str = ""
    effect: Line | None = None


@dataclass
class Settled:
    """What was decided between two ballots."""

    seq: int
    decision: str
    duplicate: int


@dataclass
class State:
    """The book so far."""

    lines: list[Line]
    roll: dict[int, Weight]
    questions: list[Question]
    rule: dict[str, Any]
    marks: dict[int, str] | None
    ballot: dict[int, int] = field(default_factory=dict)
    doubles: dict[int, list[int]] = field(default_factory=dict)
    settled: dict[int, Settled] = field(default_factory=dict)
    told: dict[int, dict[str, Any]] = field(default_factory=dict)
    corrected: dict[int, dict[str, Any]] = field(default_factory=dict)
    invalid: dict[int, int] = field(default_factory=dict)
    excused: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)
    opinions: list[dict[str, Any]] = field(default_factory=list)
    sheets: dict[int, Sheet] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    contests: dict[int, Line] = field(default_factory=dict)
    decided: dict[int, str] = field(default_factory=dict)
    stirred: dict[int, int] = field(default_factory=dict)
    upheld: dict[int, int] = field(default_factory=dict)
    batches: dict[str, int] = field(default_factory=dict)
    spent: set[str] = field(default_factory=set)
    tally: dict[str, int] = field(default_factory=dict)
    served: list[int] | None = None
    reconciled: Line | None = None
    close: Line | None = None
    sealing: Line | None = None
    stale: bool = False
    votes: int = 0
    day: str = ""
    due: tuple[int, int] | None = None
    audit: dict[str, Line] = field(default_factory=dict)

    @property
    def opened(self) -> dict[str, Any]:
        """What OPEN says."""
        return self.lines[0].payload

    @property
    def procedure(self) -> dict[str, Any]:
        """The rules of procedure; what an older OPEN lacks is as usual."""
        return {**USUAL, **self.opened.get("procedure", {})}

    @property
    def is_secret(self) -> bool:
        """Whether only turnout is told by name."""
        return "secrecy" in self.opened

    def line(self, seq: int) -> Line | None:
        """A line of the book by its number."""
        return self.lines[seq - 1] if 0 < seq <= len(self.lines) else None

    def note(self, what: str) -> None:
        """One more of these."""
        self.tally[what] = self.tally.get(what, 0) + 1

    def holding(self, elector: int) -> int:
        """The line that holds for an elector with a ballot: the ballot, a second one, or that neither counts; or 0."""
        first = self.ballot.get(elector, 0)
        settled = self.settled.get(elector)
        if not first or settled is None or settled.decision == "first-stands":
            return first
        return settled.duplicate if settled.decision == "second-counts" else settled.seq

    def counting(self) -> Iterator[tuple[int, str, dict[str, Any]]]:
        """Elector, channel and answers of each ballot that counts, in the order of the first ballots."""
        if self.is_secret:
            return
        for elector, first in sorted(self.ballot.items(), key=lambda pair: pair[1]):
            held = self.holding(elector)
            line = self.lines[held - 1]
            if line.type == "RESOLVE":
                continue
            own = self.told[held] if line.type == "DUPLICATE" else line.payload["answers"]
            yield elector, self.lines[first - 1].payload["channel"], self.corrected.get(held, own)
