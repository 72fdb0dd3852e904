"""Disputed readings in words: what is read differently, and what would come of it."""

from __future__ import annotations

from collections.abc import Sequence

from consult.domain.consent import Outcome
from consult.domain.question import AGREE, Question
from consult.domain.sensitivity import Read, Reading
from consult.wording.answers import choice_label
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.refusals import sentence
from consult.wording.rules import finding_words, needed_now
from consult.wording.verdicts import verdict_name

READINGS = {
    Reading.AS_DECIDED: N_("As counted"),
    Reading.HEADS_BY_UNIT: N_("Each unit is one head, not each owner"),
    Reading.ABSTENTIONS_OUT: N_("Who abstains has not taken part"),
    Reading.INVALID_TAKES_PART: N_("Invalid ballots have taken part"),
    Reading.INVALID_OUT: N_("Invalid ballots have not taken part"),
    Reading.BLANK_ABSTAINS: N_("A question left blank is an abstention"),
    Reading.BLANK_OUT: N_("Who leaves a question blank takes no part in it"),
    Reading.SILENT_OUT: N_("Only ballots that came back count; silence means nothing"),
    Reading.SILENT_ABSTAIN: N_("Who was served and did not answer has taken part"),
    Reading.SILENT_JOIN_MAJORITY: N_("Who was served and did not answer joins the larger side"),
    Reading.FOLLOWERS_ABSTAIN: N_("Who follows the majority has only taken part"),
    Reading.PARKING_COUNTS: N_("Parking and storage count"),
    Reading.PARKING_OUT: N_("Parking and storage do not count"),
}
"""Reading → what is read differently."""


def reading_rows(words: Words, questions: Sequence[Question], reads: Sequence[Read]) -> list[list[str]]:
    """A row for each reading: what is read differently, what comes of it, and whether a verdict changes."""
    return [[_name(words, read, reads), _came_of_it(words, questions, read), _change(words, read)] for read in reads]


def _name(words: Words, read: Read, reads: Sequence[Read]) -> str:
    """What is read differently; where silence was counted, the first line says so, and the next one leaves it out."""
    if read.reading is Reading.AS_DECIDED and any(one.reading is Reading.SILENT_OUT for one in reads):
        return words.gettext("As counted, with the deemed ballots")
    return words.gettext(READINGS[read.reading])


def decisive_lines(words: Words, questions: Sequence[Question], reads: Sequence[Read]) -> list[str]:
    """Why a reading changes a verdict: the reading, the question, and every requirement as it then stands."""
    asked = {question.number: question for question in questions}
    return [
        words.gettext(
            "%(reading)s. %(verdict)s: %(why)s",
            reading=words.gettext(READINGS[read.reading]),
            verdict=_verdict(words, asked[number], key, read.outcomes[number, key]),
            why=("；" if words.is_chinese else "; ").join(
                f"{needed_now(words, finding.requirement, finding.denominator)} → {finding_words(words, finding)}"
                for finding in read.outcomes[number, key]
            ),
        )
        for read in reads
        for number, key in read.changed
    ]


def _came_of_it(words: Words, questions: Sequence[Question], read: Read) -> str:
    if read.refused is not None:
        return sentence(words, read.refused)
    asked = {question.number: question for question in questions}
    said = [_verdict(words, asked[number], key, outcome) for (number, key), outcome in read.outcomes.items()]
    return ("；" if words.is_chinese else "; ").join(said)


def _verdict(words: Words, question: Question, key: str, outcome: Outcome) -> str:
    return words.gettext(
        "Question %(question)s%(plan)s: %(verdict)s",
        question=words.integer(question.number),
        plan=_plan(words, question, key),
        verdict=verdict_name(words, outcome.verdict, asks_turnout=bool(outcome.participation)),
    )


def _plan(words: Words, question: Question, key: str) -> str:
    if key == AGREE:
        return ""
    label = choice_label(words, question, key)
    return f"“{label}”" if words.is_chinese else f", “{label}”"


def _change(words: Words, read: Read) -> str:
    if read.refused is not None or read.reading is Reading.AS_DECIDED:
        return "—"
    return words.gettext("changes the outcome") if read.is_decisive else words.gettext("no change")
