"""Random questions of every type, and what one ballot says to them."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from consult.domain.question import (
    METHODS,
    Answer,
    Bounds,
    Condition,
    Method,
    Option,
    Point,
    Question,
    QuestionType,
    Rows,
    Scale,
    Scores,
)

CONDITIONED = (QuestionType.CONSENT, QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME, QuestionType.PLACE)
BLANK, VOID = 3, 4
"""Camps: 0 is for it, 1 against, 2 abstains, 3 is blank, 4 void, 5 anything."""


def questions(chance: random.Random, *, follow: bool) -> tuple[Question, ...]:
    """One to three questions of different types, some of them asked only after certain answers."""
    made: list[Question] = []
    for number, kind in enumerate(_kinds(chance), start=1):
        more = _MAKERS[kind](chance)
        if kind is QuestionType.CONSENT:
            more["can_follow"] = follow
        condition = _condition(chance, made)
        title = {"zh": f"第{number}题", "en": f"Question {number}"}
        made.append(Question(number, kind, title, show_if=condition, **more))
    return tuple(made)


def _kinds(chance: random.Random) -> list[QuestionType]:
    """Types to ask; agreement more often than chance would have it, for most rules are about agreement."""
    kinds = chance.sample(list(_MAKERS), chance.randint(1, 3))
    if QuestionType.CONSENT not in kinds and chance.random() < 0.4:
        kinds[0] = QuestionType.CONSENT
    return kinds


def _condition(chance: random.Random, earlier: list[Question]) -> Condition | None:
    asked = [question for question in earlier if question.type in CONDITIONED]
    if not asked or chance.random() < 0.6:
        return None
    question = chance.choice(asked)
    return Condition(question.number, chance.choice(question.choices))


def _options(chance: random.Random, most: int = 4, *, costs: bool = False, points: bool = False) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(n),
            {"zh": f"方案{n}"},
            cost=chance.choice((100, 200, 300, 150 * n)) if costs else None,
            point=Point(n, n) if points else None,
        )
        for n in range(1, chance.randint(2, most) + 1)
    )


def _plans(chance: random.Random) -> dict[str, Any]:
    return {"options": _options(chance), "can_refuse": chance.random() < 0.7}


def _some(chance: random.Random) -> dict[str, Any]:
    return {**_plans(chance), "most": chance.choice((None, 1, 2))}


def _methods(chance: random.Random, kind: QuestionType) -> tuple[Method, ...]:
    known = METHODS[kind]
    return chance.choice(((), known, (chance.choice(known),)))


def _rank(chance: random.Random) -> dict[str, Any]:
    options = _options(chance, 5)
    return {"options": options, "methods": _methods(chance, QuestionType.RANK), "most": chance.choice((None, None, 2))}


def _score(chance: random.Random) -> dict[str, Any]:
    scale = Scale(chance.choice((-2, 0, 1)), chance.randint(2, 5))
    return {"options": _options(chance), "methods": _methods(chance, QuestionType.SCORE), "scale": scale}


def _budget(chance: random.Random) -> dict[str, Any]:
    options = _options(chance, 5, costs=True)
    costs = [option.cost or 0 for option in options]
    budget = chance.randint(max(costs), sum(costs))
    return {"options": options, "methods": _methods(chance, QuestionType.BUDGET), "budget": budget}


def _number(chance: random.Random) -> dict[str, Any]:
    least, most = chance.choice(((None, None), (Decimal(-2), None), (Decimal("0.5"), Decimal(9))))
    return {"bounds": Bounds(least, most, chance.choice((Decimal(1), Decimal("0.5"))))}


_MAKERS: dict[QuestionType, Callable[[random.Random], dict[str, Any]]] = {
    QuestionType.CONSENT: lambda chance: {},
    QuestionType.EACH_PLAN: lambda chance: {"options": _options(chance)},
    QuestionType.CHOOSE_ONE: _plans,
    QuestionType.CHOOSE_SOME: _some,
    QuestionType.PLACE: lambda chance: {**_plans(chance), "options": _options(chance, points=True)},
    QuestionType.TEXT: lambda chance: {},
    QuestionType.NUMBER: _number,
    QuestionType.RANK: _rank,
    QuestionType.SCORE: _score,
    QuestionType.BUDGET: _budget,
}


def answers(
    chance: random.Random, asked: tuple[Question, ...], edge: Question | None, camp: int, *, on_paper: bool
) -> dict[int, Answer]:
    """One ballot; to the question on the edge its camp decides what it says, to the others chance does."""
    said: dict[int, Answer] = {}
    for question in asked:
        if question.show_if is not None and not question.show_if.holds(said):
            continue
        answer = _answer(chance, question, camp if question is edge else None, on_paper=on_paper)
        if answer:
            said[question.number] = answer
    return said


def _answer(chance: random.Random, question: Question, camp: int | None, *, on_paper: bool) -> Answer | None:
    if camp == BLANK or (camp is None and chance.random() < 0.15):
        return None
    if on_paper and (camp == VOID or (camp is None and chance.random() < 0.1)):
        whole = Rows((option.key, "void") for option in question.options)
        return whole if question.type is QuestionType.EACH_PLAN else "void"
    return _SAYERS[question.type](chance, question, camp, on_paper)


def _one(chance: random.Random, question: Question, camp: int | None, _on_paper: bool) -> str:
    choices = question.choices
    wanted = {0: choices[0], 1: "oppose" if "oppose" in choices else "none", 2: "abstain"}.get(
        5 if camp is None else camp
    )
    return wanted if wanted in choices else chance.choice(choices)


def _several(chance: random.Random, question: Question, camp: int | None, on_paper: bool) -> Answer:
    chosen = _one(chance, question, camp, on_paper)
    if chosen in ("none", "abstain"):
        return (chosen,)
    keys = [option.key for option in question.options]
    chosen_too = {*chance.sample(keys, chance.randint(0, question.limit - 1)), chosen}
    return tuple(key for key in keys if key in chosen_too)[: question.limit]


def _rows(chance: random.Random, question: Question, camp: int | None, on_paper: bool) -> Answer:
    sides = ("agree", "oppose", "abstain", "", "void" if on_paper else "")
    camps = sides[camp] if camp is not None and camp < len(sides) else None
    said = {option.key: camps or chance.choice(sides) for option in question.options}
    return Rows(sorted((option, side) for option, side in said.items() if side))


def _order(chance: random.Random, question: Question, _camp: int | None, _on_paper: bool) -> Answer:
    keys = [option.key for option in question.options]
    return tuple(chance.sample(keys, chance.randint(1, question.limit)))


def _scored(chance: random.Random, question: Question, _camp: int | None, _on_paper: bool) -> Answer:
    keys = [option.key for option in question.options]
    scored = chance.sample(keys, chance.randint(1, len(keys)))
    return Scores(sorted((key, chance.choice(question.scale.steps)) for key in scored))


def _bought(chance: random.Random, question: Question, _camp: int | None, _on_paper: bool) -> Answer:
    costs, left, chosen = question.costs, question.budget or 0, set[str]()
    for key in chance.sample(list(costs), len(costs)):
        if costs[key] <= left and (not chosen or chance.random() < 0.6):
            chosen.add(key)
            left -= costs[key]
    return tuple(key for key in costs if key in chosen)


def _figure(chance: random.Random, question: Question, _camp: int | None, _on_paper: bool) -> Answer:
    bounds = question.bounds
    number = (bounds.least or Decimal(0)) + bounds.step * chance.randint(0, 8)
    return format(number.normalize(), "f") if bounds.most is None or number <= bounds.most else "0.5"


def _words(chance: random.Random, _question: Question, _camp: int | None, _on_paper: bool) -> Answer:
    return "sha256:" + f"{chance.getrandbits(256):064x}"


_SAYERS: dict[QuestionType, Callable[[random.Random, Question, int | None, bool], Answer]] = {
    QuestionType.CONSENT: _one,
    QuestionType.EACH_PLAN: _rows,
    QuestionType.CHOOSE_ONE: _one,
    QuestionType.CHOOSE_SOME: _several,
    QuestionType.PLACE: _one,
    QuestionType.TEXT: _words,
    QuestionType.NUMBER: _figure,
    QuestionType.RANK: _order,
    QuestionType.SCORE: _scored,
    QuestionType.BUDGET: _bought,
}
