"""Silence and following: the second outcome (the document, 6)."""

from typing import Any

from tests.verifier.second.requirements import Side
from tests.verifier.second.roll import Weight

UNDECIDED = "deeming-undecided"


def larger_side(side: Side) -> str | None:
    """Agree or oppose, whichever is larger by heads and by area."""
    agree, oppose = side.agree, side.oppose
    if agree.heads > oppose.heads and agree.area > oppose.area:
        return "agree"
    return "oppose" if agree.heads < oppose.heads and agree.area < oppose.area else None


def silent_side(question: dict[str, Any], mode: str, side: Side) -> str | None:
    """Where the silent go."""
    if mode == "off" or question.get("show_if"):
        return None
    if mode == "majority" and question["type"] in ("consent", "each-plan"):
        return larger_side(side)
    return "abstain"


def joined(side: Side, silent: tuple[str | None, Weight], followed: tuple[str | None, Weight]) -> Side:
    """The figures with the silent and the followers in them."""
    grown = side._asdict()
    for (to, weight), newcomers in ((silent, True), (followed, False)):
        if to is None:
            continue
        if newcomers:
            grown["participating"] = grown["participating"].and_(weight)
        if to != "abstain":
            grown["expressed"] = grown["expressed"].and_(weight)
            grown[to] = grown[to].and_(weight)
    return Side(**grown)


def deemed(question: dict[str, Any], mode: str, side: Side, silent: Weight, follow: Weight | None) -> dict[str, Any]:
    """`deemed`, `followed` and `deemed_refused` of a proposal, plan or row, and the figures with them."""
    where = silent_side(question, mode, side)
    asked = mode == "majority" and question["type"] in ("consent", "each-plan") and not question.get("show_if")
    to = larger_side(side) if follow is not None else None
    refused = (asked or follow is not None) and larger_side(side) is None
    return {
        "deemed": {where: silent.json()} if where else None,
        "followed": {to: (follow or Weight(0, 0)).json()} if to else None,
        "deemed_refused": UNDECIDED if refused else None,
        "side": joined(side, (where, silent), (to, follow or Weight(0, 0))) if where or to else None,
    }
