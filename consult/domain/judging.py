"""Holding a count against a rule, as the rules of procedure have it read (voting rules §2–4)."""

from __future__ import annotations

from dataclasses import replace

from consult.domain.consent import Figures, Outcome, Rule, Weight, judge
from consult.domain.counting.tally import QuestionTally, judged
from consult.domain.procedure import Procedure


def figures_under(procedure: Procedure, counted: QuestionTally, key: str, invalid: Weight) -> Figures:
    """The figures of one answer from what was returned.

    `invalid` are the electors of whom only an invalid paper came back: they take part, without agreeing, in every
    question where the procedure says that invalid ballots do.
    """
    figures = counted.figures_of(key, procedure.reading)
    if not procedure.invalid_takes_part:
        return figures
    return replace(figures, participating=figures.participating + invalid).check()


def outcomes_under(rule: Rule, procedure: Procedure, counted: QuestionTally, invalid: Weight) -> dict[str, Outcome]:
    """The outcome of the proposal ('agree'), or of each plan alone; empty for opinions."""
    return {key: judge(rule, figures_under(procedure, counted, key, invalid)) for key in judged(counted.question)}


def taking_part(procedure: Procedure, counted: QuestionTally, invalid: Weight) -> Weight:
    """Who takes part in a question as the procedure reads blanks and invalid marks."""
    part = counted.participating
    if procedure.blank_abstains:
        part += counted.blank
    if procedure.invalid_takes_part:
        part += counted.void + invalid
    return part
