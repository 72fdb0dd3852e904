"""The count of a secret poll: ballots without names go in, and only what may be published comes out.

What is published is told question by question, never by ballot, never by part of the estate, and never by area. Every
figure is one of how many ballots say a thing; whose they are is not known here, nor anywhere else. Therefore a
household could be found out only where all ballots (but those of the one or two who put their own together) say the
same; `may_tell_secretly` keeps such questions back. One that was asked on a condition is also kept back where the
earlier question is: how many it was asked of would tell what was kept back there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.domain.consent import Rule, Weight
from consult.domain.counting.book_count import BookCount
from consult.domain.counting.tally import CountedBallot, QuestionTally, tally
from consult.domain.ledger import canonical, private_fingerprint
from consult.domain.privacy import Secrecy, may_tell_secretly, turnout_permille
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Question, QuestionType
from consult.domain.question_json import answers_to_json, to_json
from consult.domain.result import BookEnd, Returns, question_result, result_json

WHOLE = "ballots"
"""Under this name the seal over all ballots stands beside those of the questions."""

Openings = Mapping[str, bytes]
"""By question number (as text), and `WHOLE`: 32 random bytes with which a seal is opened."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who took part, in heads and area (0.01 m²), and how many second ballots were refused."""

    returned: Weight
    double: int


@dataclass(frozen=True, slots=True)
class Urn:
    """What a secret poll's ballots say, in no order: the answers of each, and the written words by question."""

    ballots: Sequence[Mapping[int, Answer]]
    words: Mapping[int, Sequence[str]]


def count_urn(questions: Sequence[Question], electorate: Weight, urn: Urn) -> tuple[QuestionTally, ...]:
    """Every question's figures in heads; of written answers only whom they were asked."""
    return tally(questions, electorate, (CountedBallot(0, answers) for answers in urn.ballots))


def tables(tallies: Sequence[QuestionTally], urn: Urn) -> dict[str, Any]:
    """What CLOSE seals, by question number: how many answered, and how many said what; written words in their order."""
    found: dict[str, Any] = {}
    for counted in tallies:
        number = counted.question.number
        is_text = counted.question.type is QuestionType.TEXT
        found[str(number)] = {"words": sorted(urn.words.get(number, ()))} if is_text else table_of(counted)
    whole = sorted(canonical(answers_to_json(dict(answers))) for answers in urn.ballots)
    return found | {WHOLE: whole}


def table_of(counted: QuestionTally) -> dict[str, Any]:
    """One question's table, without the words."""
    return {
        "answered": counted.participating.heads,
        "counts": {key: weight.heads for key, weight in counted.counts.items()},
    }


def seals(tables_: Mapping[str, Any], openings: Openings) -> dict[str, str]:
    """The fingerprints that fix the tables at CLOSE; none can be guessed without its opening."""
    return {name: seal(openings[name], table) for name, table in tables_.items()}


def seal(opening: bytes, table: Any) -> str:
    """`sha256:` and the fingerprint of the opening and the table's canonical form."""
    return f"sha256:{private_fingerprint(opening, canonical(table))}"


def told_questions(
    tallies: Sequence[QuestionTally], urn: Urn, openings: Openings, rule: Rule, procedure: Procedure
) -> list[dict[str, Any]]:
    """Every question of the published result: its figures with what opens their seal, or that they are kept back."""
    told: set[int] = set()
    published = []
    for counted in tallies:
        number, condition = counted.question.number, counted.question.show_if
        is_told = (condition is None or condition.question in told) and _may_be_told(counted, urn)
        if is_told:
            told.add(number)
        published.append(_told(counted, urn, openings, rule, procedure) if is_told else withheld(counted.question))
    return published


def _may_be_told(counted: QuestionTally, urn: Urn) -> bool:
    if counted.question.type is QuestionType.TEXT:
        # How many wrote is a choice too: to write or not to.
        wrote = len(urn.words.get(counted.question.number, ()))
        return may_tell_secretly(counted.shown_to.heads, (wrote, counted.shown_to.heads - wrote))
    return may_tell_secretly(counted.participating.heads, (weight.heads for weight in counted.counts.values()))


def _told(counted: QuestionTally, urn: Urn, openings: Openings, rule: Rule, procedure: Procedure) -> dict[str, Any]:
    result = question_result(counted, rule, procedure) | {"withheld": False}
    number = counted.question.number
    if counted.question.type is QuestionType.TEXT:
        wrote, asked = len(urn.words.get(number, ())), counted.shown_to.heads
        took_part = asked if procedure.blank_abstains else wrote
        heads = {"participating": took_part, "expressed": wrote, "blank": asked - wrote}
        return result | {key: {"heads": n, "area": 0} for key, n in heads.items()}
    return result | {"opening": openings[str(number)].hex()}


def withheld(question: Question) -> dict[str, Any]:
    """A question whose figures are kept back: not even how many answered it is told."""
    return {"number": question.number, "question": to_json(question), "withheld": True}


def secret_result_json(
    *,
    consultation: Mapping[str, Any],
    rule: Rule,
    procedure: Procedure,
    electorate: Weight,
    questions: Sequence[dict[str, Any]],
    turnout: Turnout,
    returns: Returns,
    book: BookEnd,
) -> dict[str, Any]:
    """The whole result of a secret poll: as of a named one, with the turnout's rounded area and no other."""
    frame = result_json(
        consultation=consultation,
        rule=rule,
        procedure=procedure,
        electorate=electorate,
        count=BookCount((), doubles=turnout.double),
        returns=returns,
        book=book,
    )
    area = turnout_permille(turnout.returned.area, electorate.area)
    return frame | {
        "secrecy": Secrecy.UNNAMED.value,
        "turnout": {"heads": turnout.returned.heads, "area_permille": area},
        "questions": list(questions),
    }


def is_of_secret_poll(question: Mapping[str, Any]) -> bool:
    """Whether a question of a result is one of a secret poll, in which only heads are counted."""
    return "withheld" in question
