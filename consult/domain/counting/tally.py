"""The tally: one pass over ballots, in any order, in memory that does not grow with their number.

Participation is counted per question: a question left blank on a returned ballot is not taking part in that
question, an abstention is taking part without agreeing, and a void row is neither (voting rules §2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consult.domain.consent import Figures, Outcome, Rule, Weight, judge
from consult.domain.question import ABSTAIN, AGREE, VOID, Answer, Question, QuestionType


@dataclass(frozen=True, slots=True)
class CountedBallot:
    """One elector's ballot as the count sees it: its weight in 0.01 m² (heads is 1) and its answers."""

    area: int
    answers: Mapping[int, Answer]


@dataclass(frozen=True, slots=True)
class QuestionTally:
    """One question's figures. `counts` by answer key; for choose-some they overlap and need not add up."""

    question: Question
    electorate: Weight
    participating: Weight
    expressed: Weight
    void: Weight
    counts: Mapping[str, Weight]

    def outcome_of(self, key: str, rule: Rule) -> Outcome:
        """Hold one answer's support against the rule."""
        agree = self.counts[key]
        return judge(rule, Figures(self.electorate, self.participating, self.expressed, agree))

    def outcomes(self, rule: Rule) -> dict[str, Outcome]:
        """The outcome of the proposal ('agree'), or of each plan alone; empty for written answers."""
        return {key: self.outcome_of(key, rule) for key in judged(self.question)}


def judged(question: Question) -> tuple[str, ...]:
    """The answer keys that a rule is held against: agreement, or each plan alone."""
    if question.type is QuestionType.CONSENT:
        return (AGREE,)
    return tuple(option.key for option in question.options)


@dataclass(slots=True)
class _Running:
    question: Question
    heads: dict[str, int] = field(default_factory=dict)
    area: dict[str, int] = field(default_factory=dict)
    taking_part: list[int] = field(default_factory=lambda: [0, 0])
    abstaining: list[int] = field(default_factory=lambda: [0, 0])
    void: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, answer: Answer, area: int) -> None:
        if answer == VOID:
            self.void[0] += 1
            self.void[1] += area
            return
        self.taking_part[0] += 1
        self.taking_part[1] += area
        if self.question.type is QuestionType.TEXT:
            return
        keys = (answer,) if isinstance(answer, str) else answer
        for key in keys:
            self.heads[key] = self.heads.get(key, 0) + 1
            self.area[key] = self.area.get(key, 0) + area
        if ABSTAIN in keys:
            self.abstaining[0] += 1
            self.abstaining[1] += area

    def done(self, electorate: Weight) -> QuestionTally:
        taking_part = Weight(*self.taking_part)
        return QuestionTally(
            question=self.question,
            electorate=electorate,
            participating=taking_part,
            expressed=taking_part - Weight(*self.abstaining),
            void=Weight(*self.void),
            counts={key: Weight(self.heads.get(key, 0), self.area.get(key, 0)) for key in self.question.choices},
        )


def tally(
    questions: Sequence[Question], electorate: Weight, ballots: Iterable[CountedBallot]
) -> tuple[QuestionTally, ...]:
    """Count every question over all ballots. The order of ballots does not matter."""
    running = {question.number: _Running(question) for question in questions}
    for ballot in ballots:
        for number, answer in ballot.answers.items():
            running[number].add(answer, ballot.area)
    return tuple(running[question.number].done(electorate) for question in questions)
