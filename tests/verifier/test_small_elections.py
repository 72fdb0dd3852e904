"""Every election of three electors, judged a third time straight from the sentences of the rules, in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from consult.domain.consent import Requirement
from consult.domain.deemed import DeemedMode
from consult.domain.ledger import LineType
from consult.domain.procedure import Procedure
from consult.domain.question import Question, QuestionType
from consult.domain.rules import RULES
from tests.verifier.agreement import by_the_verifier, differences
from tests.verifier.elections import Election, held

ANSWERS = ("agree", "oppose", "abstain", "void", None)
AREAS = (100, 200, 300)
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})


@pytest.mark.parametrize("key", RULES)
def test_every_election_of_three(key: str) -> None:
    for answers in product(ANSWERS, repeat=len(AREAS)):
        ballots = tuple((at, {1: answer}) for at, answer in enumerate(answers) if answer is not None)
        election = held((CONSENT,), RULES[key], AREAS, ballots)
        assert not differences(election), answers
        counted = by_the_verifier(election)["questions"][0]
        took = [at for at, answer in enumerate(answers) if answer in ("agree", "oppose", "abstain")]
        assert counted["participating"] == {"heads": len(took), "area": sum(AREAS[at] for at in took)}
        assert counted["outcome"] == verdict(key, answers), answers


def verdict(key: str, said: Sequence[str | None]) -> str:
    """The outcome where each elector agrees, opposes, abstains, or (anything else) takes no part."""
    rule = RULES[key]
    if not rule.participation and not rule.approval:
        return "figures"
    weights = {"heads": [1] * len(AREAS), "area": list(AREAS)}

    def share(measure: str, those: set[str]) -> int:
        return sum(weight for weight, answer in zip(weights[measure], said, strict=True) if answer in those)

    took = {"agree", "oppose", "abstain"}
    wholes = {"participating": took, "expressed": {"agree", "oppose"}}

    def holds(requirement: Requirement, those: set[str]) -> bool:
        measure, of = str(requirement.measure), str(requirement.of)
        whole = sum(weights[measure]) if of == "electorate" else share(measure, wholes[of])
        limit, part = requirement.share * whole, Fraction(share(measure, those))
        return part > limit if requirement.strict else part >= limit and part > 0

    if not share("heads", took) or not all(holds(one, took) for one in rule.participation):
        return "inquorate"
    return "passed" if all(holds(one, {"agree"}) for one in rule.approval) else "rejected"


# ---- With everything that the rules of procedure can say ----------------------------------------------------------

FOLLOWED = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}, can_follow=True)
WORDS = Question(2, QuestionType.TEXT, {"zh": "还有什么？"})
STATES = ("agree", "oppose", "abstain", "follow", "void", "blank", "invalid", "silent", "unserved")
PROCEDURES = {
    "silence abstains": Procedure(deemed=DeemedMode.ABSTAIN, clause={"zh": "视为弃权"}, follow=True),
    "silence joins": Procedure(deemed=DeemedMode.MAJORITY, clause={"zh": "随多数"}, follow=True),
    "silence joins, blanks abstain": Procedure(
        deemed=DeemedMode.MAJORITY, clause={"zh": "随多数"}, follow=True, blank_abstains=True
    ),
    "silence joins, invalid ones take part": Procedure(
        deemed=DeemedMode.MAJORITY, clause={"zh": "随多数"}, follow=True, invalid_takes_part=True
    ),
}


def _election(states: Sequence[str], procedure: Procedure) -> Election:
    lines: list[tuple[LineType, dict[str, Any]]] = []
    for elector, state in enumerate(states, start=1):
        answers = {"2": "sha256:" + "0" * 64} if state == "blank" else {"1": state}
        payload = {"elector": elector, "channel": "paper", "answers": answers, "nonce": "00"}
        if state == "invalid":
            lines.append((LineType.INVALID, {"elector": elector, "serial": "1", "reason": "spoilt", "nonce": "00"}))
        elif state not in ("silent", "unserved"):
            lines.append((LineType.PAPER, payload))
    served = [elector for elector, state in enumerate(states, start=1) if state != "unserved"]
    lines.append((LineType.SERVED, {"electors": served}))
    return Election((FOLLOWED, WORDS), RULES["general"], procedure, AREAS, tuple(lines))


def _side(states: Sequence[str]) -> str | None:
    """Which of agree and oppose is larger by heads and by area; AREAS are 100, 200 and 300."""
    sums = {
        side: [(1, area) for area, state in zip(AREAS, states, strict=True) if state == side] for side in STATES[:2]
    }
    agree, oppose = (tuple(map(sum, zip(*sums[side], strict=True))) or (0, 0) for side in STATES[:2])
    if agree[0] > oppose[0] and agree[1] > oppose[1]:
        return "agree"
    return "oppose" if oppose[0] > agree[0] and oppose[1] > agree[1] else None


def _returned(state: str, procedure: Procedure) -> str | None:
    """What an elector counts as in the first outcome."""
    without_a_view = {"follow"}
    if procedure.blank_abstains:
        without_a_view.add("blank")
    if procedure.invalid_takes_part:
        without_a_view |= {"void", "invalid"}
    return "abstain" if state in without_a_view else state


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=list(PROCEDURES))
def test_every_election_of_three_with_silence_and_followers(procedure: Procedure) -> None:
    for states in product(STATES, repeat=len(AREAS)):
        election = _election(states, procedure)
        assert not differences(election), states
        counted, side = by_the_verifier(election)["questions"][0], _side(states)
        assert counted["outcome"] == verdict("general", [_returned(state, procedure) for state in states]), states
        assert (counted["deemed_refused"] is None) == (side is not None), states
        silent = "abstain" if procedure.deemed is DeemedMode.ABSTAIN else side
        joining = {"silent": silent, "follow": side or "abstain"}
        second = [joining.get(state) or _returned(state, procedure) for state in states]
        if silent is None:
            assert counted["with_deemed"] is None, states
        else:
            assert counted["with_deemed"]["outcome"] == verdict("general", second), states
