"""Two implementations that share no code count the same, to the letter (10 000 of them: `scripts/prove/agreement`)."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from consult.domain.question import Question, QuestionType
from consult.domain.rules import RULES
from consult.verifier import verify
from tests.verifier.agreement import by_the_verifier, differences
from tests.verifier.edges import edges_of
from tests.verifier.elections import SHARES, elections, held

ANSWERS = ("agree", "oppose", "abstain", "void", None)
ELECTIONS = 500


def test_random_elections() -> None:
    for number, election in enumerate(elections(ELECTIONS, seed=1)):
        assert not differences(election), f"election {number} of seed 1"


def test_the_elections_stand_on_edges() -> None:
    # Agreement far from every threshold would prove little.
    found = [edge for election in elections(ELECTIONS, seed=1) for edge in edges_of(election)]
    assert {(measure, off) for measure in ("heads", "area") for off in (-1, 0, 1)} <= set(found)
    assert {"passed", "rejected", "inquorate", "figures"} <= {
        question["outcome"]
        for election in elections(ELECTIONS, seed=1)
        for question in by_the_verifier(election)["questions"]
    }


@pytest.mark.parametrize("key", RULES)
def test_every_election_of_three(key: str) -> None:
    question = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
    areas = (100, 200, 300)
    for answers in product(ANSWERS, repeat=len(areas)):
        ballots = tuple((at, {1: answer}) for at, answer in enumerate(answers) if answer is not None)
        election = held((question,), RULES[key], areas, ballots)
        assert not differences(election), answers
        counted = by_the_verifier(election)["questions"][0]
        took = [at for at, answer in enumerate(answers) if answer in ("agree", "oppose", "abstain")]
        assert counted["participating"] == {"heads": len(took), "area": sum(areas[at] for at in took)}
        assert counted["outcome"] == _by_hand(key, areas, answers), answers


def _by_hand(key: str, areas: tuple[int, ...], answers: tuple[str | None, ...]) -> str:
    """The outcome, straight from the sentences of the rules, in fractions."""
    rule = RULES[key]
    if not rule.participation and not rule.approval:
        return "figures"
    weights = {"heads": [1] * len(areas), "area": list(areas)}

    def share(measure: str, those: set[str]) -> int:
        return sum(weight for weight, answer in zip(weights[measure], answers, strict=True) if answer in those)

    took = {"agree", "oppose", "abstain"}
    wholes = {"participating": took, "expressed": {"agree", "oppose"}}

    def holds(requirement: object, those: set[str]) -> bool:
        measure, of = str(requirement.measure), str(requirement.of)  # type: ignore[attr-defined]
        whole = sum(weights[measure]) if of == "electorate" else share(measure, wholes[of])
        limit = requirement.share * whole  # type: ignore[attr-defined]
        part = Fraction(share(measure, those))
        return part > limit if requirement.strict else part >= limit and part > 0  # type: ignore[attr-defined]

    if not share("heads", took) or not all(holds(one, took) for one in rule.participation):
        return "inquorate"
    return "passed" if all(holds(one, {"agree"}) for one in rule.approval) else "rejected"


def _met(requirement: dict[str, object], part: int, whole: int) -> bool:
    limit = Fraction(str(requirement["share"])) * whole
    if requirement["ceiling"]:
        return part < limit if requirement["strict"] else part <= limit
    return part > limit if requirement["strict"] else part >= max(limit, 1)


@pytest.mark.parametrize("of", ["electorate", "participating"])
@pytest.mark.parametrize("is_ceiling", [False, True], ids=["a share to reach", "a ceiling"])
@pytest.mark.parametrize("is_strict", [False, True], ids=["the share is enough", "it must be passed"])
def test_every_small_share_by_trying(of: str, is_ceiling: bool, is_strict: bool) -> None:
    for share, whole in product(SHARES, range(13)):
        requirement = {
            "share": str(share) if share < 1 else "1/1",
            "of": of,
            "strict": is_strict,
            "ceiling": is_ceiling,
        }
        for part in range(whole + 1):
            found = verify.reckon(requirement, part, whole)
            assert found["met"] == _met(requirement, part, whole), (requirement, part, whole)
            step = -1 if is_ceiling else 1
            tried = (x for x in range(80) if _met(requirement, part + step * x, whole))
            assert found["missing"] == next(tried, None), (requirement, part, whole)
            assert found["missing_from_new"] == _from_new(requirement, part, whole), (requirement, part, whole)


def _from_new(requirement: dict[str, object], part: int, whole: int) -> int | None:
    """The smallest number of newcomers with which the requirement is met, by trying one after the other."""
    for x in range(400):
        grown = whole if requirement["of"] == "electorate" else whole + x
        if _met(requirement, part if requirement["ceiling"] else part + x, grown):
            return x
    return None
