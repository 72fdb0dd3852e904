"""The tally: one pass over ballots, in any order, in memory that does not grow with their number.

Participation is counted per question: a question left blank on a returned ballot is not taking part in that
question, an abstention is taking part without agreeing, and a void row is neither (voting rules §2). Where each plan
has a row of its own, all this holds row by row.

A question with a condition was shown only to some: they are counted beside (`shown_to`), and those it was not shown to
are neither blank nor abstaining. The shares that a rule asks for stay shares of the whole electorate: a condition on a
form cannot make fewer owners enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consult.domain.consent import Figures, Outcome, Rule, Weight, judge
from consult.domain.counting.rows import EXPRESSED, Row, rows_of
from consult.domain.counting.sums import Sums, chosen
from consult.domain.question import (
    ABSTAIN,
    AGREE,
    FOLLOW,
    NONE_OF_THESE,
    OPPOSE,
    RANKINGS_ONLY_ADVISE,
    VOID,
    Answer,
    Question,
    QuestionType,
)


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """One elector's ballot as the count sees it: its weight in 0.01 m² (heads is 1) and its answers."""

    area: int
    answers: Mapping[int, Answer]


@dataclass(frozen=True, slots=True)
class BallotReading:
    """What the rules of procedure make of a question left blank beside answered ones, and of a void row.

    By default neither takes part in that question (voting rules §2).
    """

    blank_abstains: bool = False
    invalid_takes_part: bool = False


BY_DEFAULT = BallotReading()


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question's figures.

    `counts` by answer key: who chose it; in a ranking who put it first; among scores who gave it one. Where several may
    be chosen or scored they overlap and need not add up. `said` holds every distinct answer but void rows and texts.
    `shown_to` are the counted ballots that were asked this question, answered or not.

    Where each plan has a row, the figures by plan are `rows`, and `counts` and `said` are empty: `participating` is who
    answered at least one row, `expressed` who agreed or opposed in one, and `void` whose every mark is a void row.
    """

    question: Question
    electorate: Weight
    participating: Weight
    expressed: Weight
    void: Weight
    counts: Mapping[str, Weight]
    shown_to: Weight
    said: Mapping[Answer, Weight]
    rows: Mapping[str, Row] = field(default_factory=dict)

    @property
    def blank(self) -> Weight:
        """Those who were asked and left the question empty."""
        return self.shown_to - self.participating - self.void

    def figures_of(self, key: str, reading: BallotReading = BY_DEFAULT) -> Figures:
        """What this question hands to a rule for one answer; who refuses every plan opposes each of them."""
        part = self.rows.get(key, self)
        participating = part.participating
        if reading.blank_abstains:
            participating += self.blank_in(key)
        if reading.invalid_takes_part:
            participating += part.void
        if isinstance(part, Row):
            agree, oppose = part.counts[AGREE], part.counts[OPPOSE]
        else:
            against = OPPOSE if self.question.type is QuestionType.CONSENT else NONE_OF_THESE
            agree, oppose = self.counts[key], self.counts.get(against, Weight())
        return Figures(self.electorate, participating, part.expressed, agree, oppose)

    def blank_in(self, key: str) -> Weight:
        """Those who were asked and left this plan's row empty; without rows of its own, the question."""
        part = self.rows.get(key, self)
        return self.shown_to - part.participating - part.void

    def outcome_of(self, key: str, rule: Rule, reading: BallotReading = BY_DEFAULT) -> Outcome:
        """Hold one answer's support against the rule."""
        return judge(rule, self.figures_of(key, reading))

    def outcomes(self, rule: Rule, reading: BallotReading = BY_DEFAULT) -> dict[str, Outcome]:
        """The outcome of the proposal ('agree'), or of each plan alone; empty for opinions."""
        return {key: self.outcome_of(key, rule, reading) for key in judged(self.question)}


def judged(question: Question) -> tuple[str, ...]:
    """The answer keys that a rule is held against: agreement, or each plan alone; none where answers only advise."""
    if question.type is QuestionType.CONSENT:
        return (AGREE,)
    if question.type in RANKINGS_ONLY_ADVISE:
        return ()
    return tuple(option.key for option in question.options)


def tally(
    questions: Sequence[Question], electorate: Weight, ballots: Iterable[CountedBallot]
) -> tuple[QuestionTally, ...]:
    """Count every question over all ballots. The order of ballots does not matter."""
    sums = Sums(questions)
    for ballot in ballots:
        sums.add(0, ballot.area, ballot.answers)
    return tallies(questions, electorate, sums)


def tallies(questions: Sequence[Question], electorate: Weight, sums: Sums) -> tuple[QuestionTally, ...]:
    """Every question's figures from ballots that are added up."""
    said = {question.number: sums.said_to(question) for question in questions}
    return tuple(_question_tally(question, electorate, sums.everyone, said) for question in questions)


_AllSaid = Mapping[int, Mapping[Answer, Weight]]


def _question_tally(question: Question, electorate: Weight, everyone: Weight, all_said: _AllSaid) -> QuestionTally:
    said = all_said[question.number]
    answers = {answer: weight for answer, weight in said.items() if answer != VOID}
    has_rows = question.type is QuestionType.EACH_PLAN
    counts = {} if has_rows else _counts(question, answers)
    taking_part, abstaining = _took_part(question, answers)
    return QuestionTally(
        question=question,
        electorate=electorate,
        participating=taking_part,
        expressed=taking_part - abstaining,
        void=said.get(VOID, Weight()),
        counts=counts,
        shown_to=_shown_to(question, everyone, all_said),
        said={} if has_rows or question.type is QuestionType.TEXT else answers,
        rows=rows_of(question.choices, said) if has_rows else {},
    )


def _took_part(question: Question, answers: Mapping[Answer, Weight]) -> tuple[Weight, Weight]:
    """Who answered the question at all, and who of them took no side."""
    if question.type is QuestionType.EACH_PLAN:
        only_abstained = answers.get(ABSTAIN, Weight())
        return answers.get(EXPRESSED, Weight()) + only_abstained, only_abstained
    silent_on_sides = (w for answer, w in answers.items() if _NO_SIDE.intersection(chosen(question, answer)))
    return sum(answers.values(), Weight()), sum(silent_on_sides, Weight())


_NO_SIDE = frozenset({ABSTAIN, FOLLOW})
"""Choices that take part without agreeing or opposing; which side a follower joins is known after the count."""


def _counts(question: Question, answers: Mapping[Answer, Weight]) -> dict[str, Weight]:
    counts = dict.fromkeys(question.choices, Weight())
    for answer, weight in answers.items():
        for key in chosen(question, answer):
            counts[key] += weight
    return counts


def _shown_to(question: Question, everyone: Weight, all_said: _AllSaid) -> Weight:
    """The ballots that were asked: all of them, or those whose earlier answer meets the condition.

    An answer to the earlier question stands in the book only if that was shown itself, so chains of conditions hold.
    """
    condition = question.show_if
    if condition is None:
        return everyone
    earlier = all_said.get(condition.question, {})
    shown = (weight for answer, weight in earlier.items() if condition.holds({condition.question: answer}))
    return sum(shown, Weight())
