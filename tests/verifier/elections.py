"""Random elections that like to stand on an edge: exactly a half, a third, a quarter of the heads or of the area."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

from consult.domain.consent import Measure, Of, Requirement, Rule, Subject
from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.domain.question import Answer, Question
from consult.domain.question_json import answers_to_json
from consult.domain.rules import RULES, SPECIAL_SHARE, custom_rule
from tests.verifier.events import Camps, events, procedure
from tests.verifier.questions import questions

SHARES = tuple(Fraction(share) for share in ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "1/1", "34/100", "5/8"))
_HEADS = (1, 2, 3, 4, 6, 9, 12, 12, 24, 36, 60)


@dataclass(frozen=True, slots=True)
class Election:
    """A frozen electorate and what the book then says: areas by elector from number 1 (0.01 m²), and the lines."""

    questions: tuple[Question, ...]
    rule: Rule
    procedure: Procedure
    areas: tuple[int, ...]
    lines: tuple[tuple[LineType, dict[str, Any]], ...]
    """Type and payload of every line after OPEN and before CLOSE."""


def held(
    asked: tuple[Question, ...], rule: Rule, areas: tuple[int, ...], ballots: Iterable[tuple[int, Mapping[int, Answer]]]
) -> Election:
    """An election as usual, with these ballots: each an elector's place in `areas`, and answers."""
    lines = [
        (LineType.PAPER, {"elector": at + 1, "channel": "paper", "answers": answers_to_json(answers), "nonce": "00"})
        for at, answers in ballots
    ]
    return Election(asked, rule, Procedure(), areas, tuple(lines))


def elections(times: int, seed: int, *, read_twice: bool = False) -> Iterator[Election]:
    """That many elections, the same ones for the same seed; `read_twice` where two people read each sheet of paper."""
    chance = random.Random(seed)
    for _ in range(times):
        yield _election(chance, read_twice=read_twice)


def mixed(times: int, seed: int) -> Iterator[Election]:
    """That many elections, every fourth with sheets that two people read."""
    read_twice = elections(times // 4, seed, read_twice=True)
    for at, election in enumerate(elections(times - times // 4, seed), start=1):
        yield election
        if at % 3 == 0:
            yield from islice(read_twice, 1)


def _election(chance: random.Random, *, read_twice: bool) -> Election:
    rule = _rule(chance)
    frozen = replace(procedure(chance, rule), paper_twice=read_twice)
    asked = questions(chance, follow=frozen.follow)
    areas, turnout = _electorate(chance)
    camps = Camps(asked, chance.choice(asked), _split(chance, turnout), len(areas))
    return Election(asked, rule, frozen, areas, tuple(events(chance, rule, frozen, camps)))


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


def _rule(chance: random.Random) -> Rule:
    if chance.random() < 0.5:
        return chance.choice(list(RULES.values()))
    participation = tuple(
        _floor(chance.choice(list(Measure)), chance.choice(SHARES), Of.ELECTORATE, chance.random() < 0.5)
        for _ in range(chance.randint(0, 2))
    )
    approval = tuple(_approval(chance) for _ in range(chance.randint(0 if participation else 1, 3)))
    is_special = any(not one.is_ceiling and one.share >= SPECIAL_SHARE for one in approval)
    can_deem = not is_special and chance.random() < 0.7
    return custom_rule(participation, approval, ("议事规则第十二条",), allows_deeming=can_deem)


def _approval(chance: random.Random) -> Requirement:
    is_veto = chance.random() < 0.4
    asked = (chance.choice(list(Measure)), chance.choice(SHARES), chance.choice(list(Of)), chance.random() < 0.5)
    return _ceiling(*asked) if is_veto else _floor(*asked)


def _ceiling(measure: Measure, share: Fraction, of: Of, strict: bool) -> Requirement:
    """A share that may oppose at most; all of them may not, or there would be no veto."""
    return Requirement(measure, share, of, strict or share == 1, Subject.OPPOSE, is_ceiling=True)


def _floor(measure: Measure, share: Fraction, of: Of, strict: bool) -> Requirement:
    """A share to reach; more than everyone is no rule that anybody could make."""
    return Requirement(measure, share, of, strict and share < 1)
