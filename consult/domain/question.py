"""Questions: how each is asked, what it offers, and within which bounds it is answered.

An answer is plain JSON (a string, a list of strings, or numbers or sides by option), so that it reads the same in the
book, in a package and on a form. Reading answers is `consult.domain.answers`; counting them `consult.domain.counting`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

Text = Mapping[str, str]
"""A committee's words by language: `{"zh": …, "en": …}`; one of the two may be missing."""


class Scores(tuple[tuple[str, int], ...]):
    """Scores by option as pairs sorted by option key: equal ones count as one kind of answer. An object in JSON."""

    __slots__ = ()


class Rows(tuple[tuple[str, str], ...]):
    """What was said to each plan as (option, side) pairs sorted by option key, blanks left out. An object in JSON."""

    __slots__ = ()


Answer = str | tuple[str, ...] | Scores | Rows
"""What one elector says to one question: one choice or text, several choices or an order, scores, or a row a plan."""

AGREE, OPPOSE, ABSTAIN, NONE_OF_THESE = "agree", "oppose", "abstain", "none"
FOLLOW = "follow"
"""从众: to side with the majority, where the rules of procedure offer it. It takes part; which side, the count says."""
VOID = "void"
"""A row of a paper ballot with two marks or changes: it voids that row only."""
SIDES = (AGREE, OPPOSE, ABSTAIN)
"""What can be said to one proposal, or to each plan alone, in the order it is printed."""


class QuestionType(StrEnum):
    """How a question is answered and counted."""

    CONSENT = "consent"
    EACH_PLAN = "each-plan"
    CHOOSE_ONE = "choose-one"
    CHOOSE_SOME = "choose-some"
    TEXT = "text"
    RANK = "rank"
    SCORE = "score"
    BUDGET = "budget"
    PLACE = "place"
    NUMBER = "number"


class Method(StrEnum):
    """How opinions become a result, where a question type can be counted in more than one way."""

    BORDA = "borda"
    INSTANT_RUNOFF = "instant-runoff"
    SCHULZE = "schulze"
    MEAN = "mean"
    MEDIAN = "median"
    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


METHODS: Mapping[QuestionType, tuple[Method, ...]] = MappingProxyType(
    {
        QuestionType.RANK: (Method.BORDA, Method.INSTANT_RUNOFF, Method.SCHULZE),
        QuestionType.SCORE: (Method.MEAN, Method.MEDIAN),
        QuestionType.BUDGET: (Method.GREEDY, Method.EQUAL_SHARES),
    }
)
"""The ways of counting there are for a type; where a question chooses none, it is counted in all of them."""

RANKINGS_ONLY_ADVISE = frozenset({QuestionType.RANK, QuestionType.SCORE, QuestionType.BUDGET, QuestionType.PLACE})
"""Types that name a favourite by a count no law knows: they stand in advisory consultations only (voting rules §7)."""

_REFUSABLE = frozenset({QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME, QuestionType.PLACE})
"""Types whose options can be refused all at once: where each has a row, or a place in an order, an answer says that."""

WITH_OPTIONS = RANKINGS_ONLY_ADVISE | {QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME, QuestionType.EACH_PLAN}
"""Types that are answered with the committee's own options."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the plan's picture: from its left and from its top, in 0.01 % of its width and height."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole numbers that an option can be scored with, both ends included."""

    low: int = 1
    high: int = 5

    @property
    def steps(self) -> range:
        """Every score, from the lowest."""
        return range(self.low, self.high + 1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which numbers answer a question: from `least` to `most`, both allowed, in steps counted from `least` or zero."""

    least: Decimal | None = None
    most: Decimal | None = None
    step: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Option:
    """One plan, choice or site; `cost` is in 0.01 yuan."""

    key: str
    label: Text
    note: Text = field(default_factory=dict)
    cost: int | None = None
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Show a question only to those who gave this answer to an earlier one."""

    question: int
    answer: str

    def holds(self, answers: Mapping[int, Answer]) -> bool:
        """Whether the earlier answer is the one asked for."""
        given = answers.get(self.question, ())
        return given == self.answer or (isinstance(given, tuple) and self.answer in given)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a consultation, numbered from 1."""

    number: int
    type: QuestionType
    title: Text
    body: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    most: int | None = None
    show_if: Condition | None = None
    can_refuse: bool = False
    """Whether 'none of these' and 'abstain' stand beside the options: always so when binding."""
    can_follow: bool = False
    """Whether 'follow the majority' stands beside agree, oppose and abstain: as the rules of procedure say."""
    methods: tuple[Method, ...] = ()
    scale: Scale = Scale()
    budget: int | None = None
    """What may be spent in all, in 0.01 yuan."""
    bounds: Bounds = Bounds()
    unit: Text = field(default_factory=dict)
    """What a number counts: 辆, 元, 次 a week …"""

    @property
    def choices(self) -> tuple[str, ...]:
        """The answer keys on offer, in the order they are printed; empty for written answers.

        Where each plan has a row of its own they are the plans: what a row offers is `SIDES`.
        """
        if self.type is QuestionType.CONSENT:
            return (*SIDES, FOLLOW) if self.can_follow else SIDES
        refusals = (NONE_OF_THESE, ABSTAIN) if self.can_refuse and self.type in _REFUSABLE else ()
        return tuple(option.key for option in self.options) + refusals

    @property
    def limit(self) -> int:
        """How many options one ballot may choose or rank."""
        return self.most or len(self.options)

    @property
    def counted_by(self) -> tuple[Method, ...]:
        """The methods chosen, or all there are for its type."""
        return self.methods or METHODS.get(self.type, ())

    @property
    def costs(self) -> dict[str, int]:
        """Costs by option key in 0.01 yuan, for options that have one."""
        return {option.key: option.cost for option in self.options if option.cost is not None}
