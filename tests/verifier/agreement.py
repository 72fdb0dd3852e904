"""Two counters, one election: the product's count and the package's own verifier, which share no code."""

from __future__ import annotations

from typing import Any

from consult.domain.consent import Weight
from consult.domain.counting.tally import CountedBallot, tally
from consult.domain.question_json import answers_to_json, to_json
from consult.domain.result import question_result
from consult.domain.rules import rule_json
from consult.verifier import verify
from tests.verifier.elections import Election

NOT_RECOUNTED = {"methods", "deemed"}


def by_the_product(election: Election) -> list[dict[str, Any]]:
    """The questions of the result as the product counts them."""
    electorate = Weight(len(election.areas), sum(election.areas))
    ballots = [CountedBallot(election.areas[at], answers) for at, answers in election.ballots]
    counted = tally(election.questions, electorate, ballots)
    return [question_result(one, election.rule) for one in counted]


def by_the_verifier(election: Election) -> list[dict[str, Any]]:
    """The same, as `verify.py` counts it from what stands in a package."""
    return verify.recount(
        [to_json(question) for question in election.questions],
        rule_json(election.rule),
        (len(election.areas), sum(election.areas)),
        [((1, election.areas[at]), answers_to_json(answers)) for at, answers in election.ballots],
    )


def differences(election: Election) -> list[str]:
    """Where the two counters differ, to the letter; nothing but what the verifier says it leaves out may be missing."""
    found = []
    for product, verifier in zip(by_the_product(election), by_the_verifier(election), strict=True):
        for key in sorted(product.keys() | verifier.keys()):
            if key in NOT_RECOUNTED and key not in verifier:
                continue
            mine, theirs = verifier.get(key, "missing"), product.get(key, "missing")
            if verify.canonical(mine) != verify.canonical(theirs):
                found.append(f"question {product['number']} {key}:\n  product  {theirs}\n  verifier {mine}")
    return found
