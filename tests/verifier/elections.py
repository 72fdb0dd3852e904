"""Random elections that like to stand on an edge: exactly a half, a third, a quarter of the heads or of the area."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.question import Answer, Condition, Option, Question, QuestionType
from consult.domain.rules import RULES, custom_rule

SHARES = tuple(Fraction(share) for share in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "1/1", "34/100", "5/8"))
_HEADS = (1, 2, 3, 4, 6, 9, 12, 12, 24, 36, 60)


@dataclass(frozen=True, slots=True)
class Election:
    """A frozen electorate and what came back: areas by elector (0.01 m²), answers of those who sent a ballot."""

    questions: tuple[Question, ...]
    rule: Rule
    areas: tuple[int, ...]
    ballots: tuple[tuple[int, dict[int, Answer]], ...]
    """Elector's place in `areas` → answers."""


def elections(times: int, seed: int) -> Iterator[Election]:
    """That many elections, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(times):
        yield _election(chance)


def _election(chance: random.Random) -> Election:
    questions = _questions(chance)
    areas, turnout = _electorate(chance)
    edge = chance.choice(questions)
    groups = _split(chance, turnout)
    ballots = []
    for at in range(turnout):
        answers: dict[int, Answer] = {}
        for question in questions:
            if question.show_if is not None and not question.show_if.holds(answers):
                continue
            answer = _answer(chance, question, groups[at] if question is edge else None)
            if answer is not None:
                answers[question.number] = answer
        if answers:
            ballots.append((at, answers))
    return Election(questions, _rule(chance), areas, tuple(ballots))


def _electorate(chance: random.Random) -> tuple[tuple[int, ...], int]:
    """Areas by elector, and how many of them (the first ones) take part: often a share to the head and 0.01 m²."""
    heads = chance.choice(_HEADS)
    turnout = _near(chance, heads)
    area = heads * chance.choice((1, 12, 100_00, 8_637)) * 12
    took = min(max(_near(chance, area), turnout), area - (heads - turnout)) if 0 < turnout < heads else 0
    if not took:
        return _pieces(chance, area, heads), turnout
    return _pieces(chance, took, turnout) + _pieces(chance, area - took, heads - turnout), turnout


def _near(chance: random.Random, whole: int) -> int:
    """A part of a whole: near a share, by less than two, or anywhere."""
    if chance.random() < 0.2:
        return chance.randint(0, whole)
    part = int(chance.choice(SHARES) * whole) + chance.choice((-1, 0, 0, 1))
    return min(max(part, 0), whole)


def _pieces(chance: random.Random, whole: int, count: int) -> tuple[int, ...]:
    """A whole in pieces of one or more each: equal where that goes, or any."""
    if chance.random() < 0.4 and whole % count == 0:
        return (whole // count,) * count
    cuts = sorted(chance.sample(range(1, whole), count - 1))
    return tuple(end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True))


def _split(chance: random.Random, turnout: int) -> list[int]:
    """Which camp each of those taking part belongs to: the first near a share of them, the rest as it comes."""
    first = _near(chance, turnout)
    return [0] * first + [chance.choice((1, 1, 2, 3, 4, 5)) for _ in range(turnout - first)]


def _questions(chance: random.Random) -> tuple[Question, ...]:
    kinds = chance.sample(list(_MAKERS), chance.randint(1, 3))
    return tuple(_MAKERS[kind](number, chance) for number, kind in enumerate(kinds, start=1))


def _condition(number: int, chance: random.Random) -> Condition | None:
    if number == 1 or chance.random() < 0.6:
        return None
    return Condition(chance.randint(1, number - 1), chance.choice(("agree", "1", "2", "none")))


def _options(chance: random.Random) -> tuple[Option, ...]:
    return tuple(Option(str(n), {"zh": f"方案{n}"}) for n in range(1, chance.randint(2, 4) + 1))


def _consent(number: int, chance: random.Random) -> Question:
    return Question(number, QuestionType.CONSENT, {"zh": "是否同意？"}, show_if=_condition(number, chance))


def _choose_one(number: int, chance: random.Random) -> Question:
    return Question(
        number,
        QuestionType.CHOOSE_ONE,
        {"zh": "选一个"},
        options=_options(chance),
        show_if=_condition(number, chance),
        can_refuse=chance.random() < 0.8,
    )


def _choose_some(number: int, chance: random.Random) -> Question:
    return Question(
        number,
        QuestionType.CHOOSE_SOME,
        {"zh": "选几个"},
        options=_options(chance),
        most=chance.choice((None, 1, 2)),
        show_if=_condition(number, chance),
        can_refuse=chance.random() < 0.8,
    )


def _place(number: int, chance: random.Random) -> Question:
    return Question(number, QuestionType.PLACE, {"zh": "放哪里"}, options=_options(chance), can_refuse=True)


def _text(number: int, chance: random.Random) -> Question:
    return Question(number, QuestionType.TEXT, {"zh": "还有什么要说的？"}, show_if=_condition(number, chance))


_MAKERS = {"consent": _consent, "one": _choose_one, "some": _choose_some, "place": _place, "text": _text}


def _answer(chance: random.Random, question: Question, camp: int | None) -> Answer | None:
    """What one ballot says to a question; camp 0 is for it, 1 against, 2 abstains, 3 is blank, 4 void, 5 anything."""
    if camp == 3 or (camp is None and chance.random() < 0.15):
        return None
    if camp == 4 or (camp is None and chance.random() < 0.05):
        return "void"
    if question.type is QuestionType.TEXT:
        return "sha256:" + f"{chance.getrandbits(256):064x}"
    choices = question.choices
    wanted = {0: choices[0], 1: "oppose" if "oppose" in choices else "none", 2: "abstain"}.get(camp if camp else 0)
    chosen = wanted if camp in (0, 1, 2) and wanted in choices else chance.choice(choices)
    if question.type is not QuestionType.CHOOSE_SOME:
        return chosen
    if chosen in ("none", "abstain"):
        return (chosen,)
    keys = [option.key for option in question.options]
    chosen_too = set(chance.sample(keys, chance.randint(0, question.limit - 1))) | {chosen}
    return tuple(key for key in keys if key in chosen_too)[: question.limit]


def _rule(chance: random.Random) -> Rule:
    if chance.random() < 0.5:
        return chance.choice(list(RULES.values()))
    participation = tuple(
        Requirement(chance.choice(list(Measure)), chance.choice(SHARES), Of.ELECTORATE, chance.random() < 0.5)
        for _ in range(chance.randint(0, 2))
    )
    approval = tuple(_approval(chance) for _ in range(chance.randint(0 if participation else 1, 3)))
    return custom_rule(participation, approval, ("议事规则第十二条",))


def _approval(chance: random.Random) -> Requirement:
    is_veto = chance.random() < 0.4
    return Requirement(
        chance.choice(list(Measure)),
        chance.choice(SHARES),
        chance.choice(list(Of)),
        chance.random() < 0.5,
        Subject.OPPOSE if is_veto else Subject.AGREE,
        is_ceiling=is_veto,
    )
