"""Requirements and outcomes, in whole numbers (the document, 6)."""

from typing import Any, NamedTuple

from tests.verifier.second.roll import Weight

Requirement = dict[str, Any]


class Side(NamedTuple):
    """What a rule is asked about: a proposal, a plan or a row."""

    electorate: Weight
    participating: Weight
    expressed: Weight
    agree: Weight
    oppose: Weight


def needed(requirement: Requirement, whole: int) -> int:
    """The smallest number that is enough; for a ceiling the largest that is not too many."""
    p, q = map(int, requirement["share"].split("/"))
    least, rest = divmod(whole * p, q)
    if requirement.get("ceiling"):
        return max(0, least - 1) if requirement["strict"] and not rest else least
    if requirement["strict"]:
        return least + 1
    return max(1, least + bool(rest))


def is_met(requirement: Requirement, numerator: int, whole: int) -> bool:
    """Whether so many of so many are enough, or not too many."""
    edge = needed(requirement, whole)
    return numerator <= edge if requirement.get("ceiling") else numerator >= edge


def missing_from_new(requirement: Requirement, numerator: int, whole: int, most: int | None) -> int | None:
    """How many more would have to come; None where no number is enough. Being met never ends as more come."""
    grows = requirement["of"] != "electorate"

    def met(more: int) -> bool:
        joined = 0 if requirement.get("ceiling") else more
        return is_met(requirement, numerator + joined, whole + more * grows)

    high = most if most is not None else (numerator + whole + 2) * (int(requirement["share"].split("/")[1]) + 1)
    if not met(high):
        return None
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if met(middle) else (middle + 1, high)
    return low


def finding(requirement: Requirement, stage: str, side: Side, form: int) -> dict[str, Any]:
    """What became of one requirement."""
    of = requirement["measure"]
    whole = getattr(getattr(side, requirement["of"]), of)
    subject = side.participating if stage == "participation" else getattr(side, requirement.get("subject", "agree"))
    numerator, edge = getattr(subject, of), needed(requirement, whole)
    met = is_met(requirement, numerator, whole)
    remaining = getattr(side.electorate, of) - getattr(side.participating, of)
    found = {
        **requirement,
        "stage": stage,
        "numerator": numerator,
        "denominator": whole,
        "needed": edge,
        "met": met,
        "missing": 0 if met else abs(edge - numerator),
        "missing_from_new": 0
        if met
        else missing_from_new(requirement, numerator, whole, remaining if form == 2 else None),
    }
    return {**found, "remaining": remaining} if form == 2 else found


def judged(rule: dict[str, Any], side: Side, form: int) -> dict[str, Any]:
    """Outcome and requirements of one proposal, plan or row."""
    participation = [finding(one, "participation", side, form) for one in rule["participation"]]
    approval = [finding(one, "approval", side, form) for one in rule["approval"]]
    return {"outcome": outcome(participation, approval, side, form), "requirements": participation + approval}


def outcome(participation: list[Requirement], approval: list[Requirement], side: Side, form: int) -> str:
    """The one word."""
    if not participation and not approval:
        return "figures"
    if not side.participating.heads or not all(one["met"] for one in participation):
        return "inquorate"
    if not approval and form == 2:
        return "figures"
    return "passed" if all(one["met"] for one in approval) else "rejected"


def over_plans(outcomes: list[str]) -> str:
    """The one word over several plans."""
    return next(word for word in ("figures", "passed", "rejected", "inquorate") if word in outcomes)
