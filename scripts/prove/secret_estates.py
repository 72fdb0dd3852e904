"""Random estates that hold a secret poll, and everything that is published of it, by the product's own code.

The pure part of the product makes it all: lines of the book, seals, what may be told, the result and the package.
Only the database is left out, so that thousands of estates take a minute; the deed that writes the same has tests.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from consult.domain.answers import check_answers
from consult.domain.consent import Weight
from consult.domain.electorate_root import electorate_root
from consult.domain.ledger import GENESIS, Line, LineType, fingerprint, next_line, tree_root, utc_text
from consult.domain.privacy import turnout_step
from consult.domain.procedure import Procedure, procedure_json
from consult.domain.question import Answer, Condition, Option, Question, QuestionType
from consult.domain.question_json import text_hash, text_json, to_json
from consult.domain.refusal import Refusal
from consult.domain.result import BookEnd, Returns
from consult.domain.rules import rule_json, rule_named
from consult.domain.secret_count import (
    Turnout,
    Urn,
    count_urn,
    seals,
    secret_result_json,
    tables,
    told_questions,
)
from consult.packaging.public_package import Checkpoint, PublicPackage, RollRow

OPENS_AT = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
CLOSES_AT = OPENS_AT + timedelta(days=14)
TITLE = {"zh": "物业服务满意度无记名征询", "en": "A secret survey of the property service"}
Answers = Mapping[int, Answer]


@dataclass(frozen=True)
class Estate:
    """Who could answer, what was asked, and what was said: electors by public number, ballots in the order cast."""

    roll: tuple[RollRow, ...]
    questions: tuple[Question, ...]
    rule: str
    procedure: Procedure
    ballots: tuple[tuple[int, Answers], ...]

    @property
    def electorate(self) -> Weight:
        """Everyone."""
        return Weight(len(self.roll), sum(row.area for row in self.roll))


@dataclass(frozen=True)
class Publication:
    """Everything that anybody may see of a poll, while it runs and afterwards."""

    roll: tuple[RollRow, ...]
    lines: tuple[Line, ...]
    result: Mapping[str, Any]
    turnout_by_day: tuple[int, ...]
    package: PublicPackage


def estates(wanted: int, seed: int, *, largest: int = 400) -> Iterator[Estate]:
    """So many random estates; equal seeds give equal ones."""
    for number in range(wanted):
        yield estate(random.Random(f"{seed}-{number}"), largest=largest)


def estate(rng: random.Random, *, largest: int = 400) -> Estate:
    """One estate: small ones as often as large ones, turnout from nobody to everybody."""
    homes = min(largest, int(6 * 2 ** rng.uniform(0, 6.1)))
    questions = tuple(_questions(rng))
    roll = tuple(_roll(rng, homes))
    share = rng.choice((0.05, 0.3, 0.6, 0.8, 0.95, 1.0, rng.random()))
    came = rng.sample([row.number for row in roll], max(0, min(homes, round(homes * share))))
    leanings = {question.number: _leaning(rng, question) for question in questions}
    ballots = ((number, _ballot(rng, questions, leanings)) for number in came)
    procedure = Procedure(blank_abstains=rng.random() < 0.3)
    said = tuple((number, answers) for number, answers in ballots if answers)
    return Estate(roll, questions, "advisory", procedure, said)


def _roll(rng: random.Random, homes: int) -> Iterator[RollRow]:
    """Homes of a few sizes or all different, in buildings; sometimes a developer with many unsold flats."""
    sizes = [rng.randrange(4_000, 16_000) for _ in range(rng.randint(1, 8))]
    are_alike = rng.random() < 0.5
    numbers = list(range(1, homes + 1))
    rng.shuffle(numbers)
    for at, number in enumerate(sorted(numbers)):
        area = rng.choice(sizes) if are_alike else rng.randrange(3_500, 22_000)
        yield RollRow(number, area, str(1 + at * rng.randint(1, 3) % max(1, homes // 12 + 1)))
    if rng.random() < 0.2:
        yield RollRow(homes + 1, sum(rng.randrange(4_000, 16_000) for _ in range(rng.randint(5, 60))), "1")


def _questions(rng: random.Random) -> Iterator[Question]:
    asked: list[Question] = []
    for number in range(1, rng.randint(1, 4) + 1):
        kind = rng.choice((QuestionType.CONSENT,) * 3 + (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME))
        kind = QuestionType.TEXT if number > 1 and rng.random() < 0.2 else kind
        options = tuple(Option(str(n), {"zh": f"方案{n}"}) for n in range(1, rng.randint(2, 5) + 1))
        has_options = kind in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
        question = Question(
            number,
            kind,
            {"zh": f"第{number}题"},
            options=options if has_options else (),
            most=rng.choice((None, 2)) if kind is QuestionType.CHOOSE_SOME else None,
            can_refuse=has_options and rng.random() < 0.5,
            show_if=_condition(rng, asked),
        )
        asked.append(question)
        yield question


def _condition(rng: random.Random, asked: Sequence[Question]) -> Condition | None:
    able = [question for question in asked if question.type is not QuestionType.TEXT]
    if not able or rng.random() < 0.5:
        return None
    earlier = rng.choice(able)
    return Condition(earlier.number, rng.choice(earlier.choices))


Leaning = tuple[float, list[str]]
"""How many leave a question blank, and what the others draw their answers from, each as often as it stands there."""


def _leaning(rng: random.Random, question: Question) -> Leaning:
    """Estates agree with one another, all but one or two, or are split; that is where secrets are lost."""
    keys = list(question.choices) or ["说几句"]
    favourite = rng.choice(keys)
    others = [key for key in keys if key != favourite] or keys
    weight = rng.choice((1, 1, 2, 3, 20, 200, 10**6))
    return rng.choice((0.0, 0.0, 0.1, 0.5)), [favourite] * min(weight, 400) + (others if weight < 10**6 else [])


def _ballot(rng: random.Random, questions: Sequence[Question], leanings: Mapping[int, Leaning]) -> Answers:
    given: dict[int, object] = {}
    for question in questions:
        blank, keys = leanings[question.number]
        if rng.random() < blank:
            continue
        answer = rng.choice(keys)
        is_some = question.type is QuestionType.CHOOSE_SOME and answer not in ("none", "abstain")
        given[question.number] = _several(rng, question, answer) if is_some else _wrapped(question, answer)
    try:
        return check_answers(questions, given)
    except Refusal:
        return {}


def _wrapped(question: Question, answer: str) -> object:
    return [answer] if question.type is QuestionType.CHOOSE_SOME else answer


def _several(rng: random.Random, question: Question, first: str) -> list[str]:
    others = [option.key for option in question.options if option.key != first]
    return [first, *rng.sample(others, rng.randint(0, min(len(others), question.limit - 1)))]


def urn_of(held: Estate) -> Urn:
    """What the urn holds: choices and words apart, as `models.urn.drop_in` keeps them."""
    written = {question.number for question in held.questions if question.type is QuestionType.TEXT}
    words: dict[int, list[str]] = {number: [] for number in written}
    for _, answers in held.ballots:
        for number in written & answers.keys():
            words[number].append(str(answers[number]))
    chosen = [{n: answer for n, answer in answers.items() if n not in written} for _, answers in held.ballots]
    return Urn(chosen, words)


def publish(held: Estate, rng: random.Random) -> Publication:
    """Hold the poll from OPEN to TALLY, and publish it."""
    book = _Book("K7P9QX")
    book.add(LineType.OPEN, _opening(held), OPENS_AT)
    moments = sorted(OPENS_AT + timedelta(seconds=rng.randrange(14 * 86_400)) for _ in held.ballots)
    for (number, _), at in zip(held.ballots, moments, strict=True):
        book.add(LineType.PARTICIPATED, {"elector": number, "nonce": f"{rng.getrandbits(128):032x}"}, at)
    urn, electorate = urn_of(held), held.electorate
    tallies = count_urn(held.questions, electorate, urn)
    found = tables(tallies, urn)
    openings = {name: rng.randbytes(32) for name in found}
    root = tree_root(line.leaf for line in book.lines).hex()
    ending = {"lines": len(book.lines), "ballots": len(held.ballots), "root": root, "sealed": seals(found, openings)}
    book.add(LineType.CLOSE, ending, CLOSES_AT)
    rule = rule_named(held.rule)
    came = {number for number, _ in held.ballots}
    turnout = Turnout(Weight(len(came), sum(row.area for row in held.roll if row.number in came)), 0)
    end = BookEnd(len(book.lines), book.lines[-1].head.hex(), tree_root(line.leaf for line in book.lines).hex())
    result = secret_result_json(
        consultation=_about(held),
        rule=rule,
        procedure=held.procedure,
        electorate=electorate,
        questions=told_questions(tallies, urn, openings, rule, held.procedure),
        turnout=turnout,
        returns=Returns(len(held.roll), len(held.roll), {"web": len(came)}),
        book=end,
    )
    book.add(LineType.TALLY, {"result": fingerprint(result)}, CLOSES_AT)
    days = tuple(turnout_step(sum(at < OPENS_AT + timedelta(days=day) for at in moments)) for day in range(1, 14))
    return Publication(held.roll, tuple(book.lines), result, days, _package(held, book.lines, result))


class _Book:
    def __init__(self, code: str) -> None:
        self.code = code
        self.lines: list[Line] = []

    def add(self, kind: LineType, payload: dict[str, Any], at: datetime) -> None:
        head = self.lines[-1].head if self.lines else GENESIS
        line = next_line(consultation=self.code, seq=len(self.lines) + 1, head=head, kind=kind, at=at, payload=payload)
        self.lines.append(line)


def _opening(held: Estate) -> dict[str, Any]:
    root = electorate_root((row.number, row.area, row.building) for row in held.roll)
    return {
        "text": text_hash(TITLE, {}, held.questions),
        "electorate": {"heads": held.electorate.heads, "area": held.electorate.area, "root": root},
        "rule": rule_json(rule_named(held.rule)),
        "procedure": procedure_json(held.procedure),
        "kind": "advisory",
        "secrecy": "secret",
        "basis": "by-owner",
        "opens_at": utc_text(OPENS_AT),
        "closes_at": utc_text(CLOSES_AT),
        "software": "scripts/prove/attacker",
    }


def _about(held: Estate) -> dict[str, Any]:
    return {
        "code": "K7P9QX",
        "number": 1,
        "title": TITLE,
        "kind": "advisory",
        "basis": "by-owner",
        "text": text_hash(TITLE, {}, held.questions),
        "estate": {"zh": "里弄新村"},
        "opened_at": utc_text(OPENS_AT),
        "closes_at": utc_text(CLOSES_AT),
        "closed_at": utc_text(CLOSES_AT),
    }


def _package(held: Estate, lines: Sequence[Line], result: Mapping[str, Any]) -> PublicPackage:
    noted = [lines[0], *(line for line in lines if line.type is LineType.CLOSE), lines[-1]]
    times = {LineType.OPEN: OPENS_AT, LineType.CLOSE: CLOSES_AT, LineType.TALLY: CLOSES_AT}
    return PublicPackage(
        code="K7P9QX",
        text=text_json(TITLE, {}, [to_json(question) for question in held.questions]),
        rule=rule_json(rule_named(held.rule)),
        roll=held.roll,
        entries=[line.entry for line in lines],
        checkpoints=[Checkpoint(line.seq, utc_text(times[line.type]), line.head.hex()) for line in noted],
        result=result,
    )
