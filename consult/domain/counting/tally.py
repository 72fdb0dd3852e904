"""The tally: one pass over ballots, in any order, in memory that does not grow with their number.

Participation is counted per question: a question left blank on a returned ballot is not taking part in that
question, an abstention is taking part without agreeing, and a void row is neither (voting rules §2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


def tally(
    questions: Sequence[Question], electorate: Weight, ballots: Iterable[CountedBallot]
) -> tuple[QuestionTally, ...]:
    """Count every question over all ballots. The order of ballots does not matter."""
    written = frozenset(question.number for question in questions if question.type is QuestionType.TEXT)
    sums = _sums(ballots, written)
    return tuple(_question_tally(question, electorate, sums) for question in questions)


_Sums = dict[tuple[int, Answer], list[int]]
"""(question, answer) → heads and area of all ballots that say exactly this."""


def _sums(ballots: Iterable[CountedBallot], written: frozenset[int]) -> _Sums:
    # Distinct answers are few, so the loop over ballots only adds two numbers; what an answer means comes after.
    # Written answers are all different: they are summed under one key, or memory would grow with the ballots.
    sums: _Sums = {}
    for ballot in ballots:
        area = ballot.area
        for said in ballot.answers.items():
            if said not in sums:
                number, answer = said
                said = (number, _WRITTEN) if number in written and answer != VOID else said
                sums.setdefault(said, [0, 0])
            found = sums[said]
            found[0] += 1
            found[1] += area
    return sums


_WRITTEN = "written"


def _question_tally(question: Question, electorate: Weight, sums: _Sums) -> QuestionTally:
    counts = dict.fromkeys(question.choices, Weight())
    taking_part = abstaining = void = Weight()
    for (number, answer), (heads, area) in sums.items():
        weight = Weight(heads, area)
        if number != question.number:
            continue
        if answer == VOID:
            void += weight
            continue
        taking_part += weight
        keys = (answer,) if isinstance(answer, str) else answer
        abstaining += weight if ABSTAIN in keys else Weight()
        for key in keys:
            if key != _WRITTEN:
                counts[key] += weight
    return QuestionTally(
        question=question,
        electorate=electorate,
        participating=taking_part,
        expressed=taking_part - abstaining,
        void=void,
        counts=counts,
    )
