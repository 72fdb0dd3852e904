"""Opinions that no rule judges: rankings, scores, numbers (the document, 6, Opinions)."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from tests.verifier.second.counts import Figures
from tests.verifier.second.elections import borda, instant_runoff, schulze
from tests.verifier.second.questions import Question, option_keys
from tests.verifier.second.shares import equal_shares, greedy

Answers = list[tuple[int, Any]]
FEW = 5
USUAL = {
    "rank": ("borda", "instant-runoff", "schulze"),
    "score": ("mean", "median"),
    "budget": ("greedy", "equal-shares"),
}


def methods(question: Question, figures: Figures) -> dict[str, Any]:
    """All ways in which a question is counted as an opinion."""
    kind, refusing = question["type"], question.get("can_refuse")
    said = [(weight.heads, answer) for weight, answer in figures.answered if answer not in ("none", "abstain")]
    said = [(heads, answer) for heads, answer in said if answer not in (["none"], ["abstain"])]
    if kind == "choose-some" and not refusing:
        return {"approval": by_counts(question, figures)}
    if kind in ("choose-one", "place") and not refusing:
        return {"plurality": by_counts(question, figures)}
    if kind == "number":
        return {"figures": numbers(said)}
    return {name: COUNTED[name](question, said) for name in question.get("methods") or USUAL.get(kind, ())}


def text(value: Fraction) -> str:
    """An exact number in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def levels(keys: Iterable[str], worth: Callable[[str], Any]) -> list[list[str]]:
    """Groups by falling worth, each in printed order."""
    named = list(keys)
    return [[key for key in named if worth(key) == one] for one in sorted({worth(key) for key in named}, reverse=True)]


def ranked(ranking: list[list[str]]) -> dict[str, Any]:
    """A ranking and its first group."""
    return {"ranking": ranking, "winners": ranking[0] if ranking else []}


def by_counts(question: Question, figures: Figures) -> dict[str, Any]:
    """By heads that chose each option."""
    keys = option_keys(question)
    if not any(figures.counts[key].heads for key in keys):
        return ranked([])
    return ranked(levels(keys, lambda key: figures.counts[key].heads))


def numbers(said: Answers) -> dict[str, Any]:
    """Heads, mean and median, and the fifth from each end."""
    values = sorted(Fraction(answer) for heads, answer in said for _ in range(heads))
    found: dict[str, Any] = {"heads": len(values)}
    if values:
        found |= {"mean": text(sum(values) / len(values)), "median": text(middle(values))}
    if len(values) >= FEW:
        found |= {"five_lowest": text(values[FEW - 1]), "five_highest": text(values[-FEW])}
    return found


def middle(values: list[Fraction]) -> Fraction:
    """The median: halfway between the middle two."""
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def averages(question: Question, said: Answers, average: Callable[[list[Fraction]], Fraction]) -> dict[str, Any]:
    """Scores by their mean or their median."""
    keys = option_keys(question)
    given = {key: sorted(Fraction(one[key]) for heads, one in said if key in one for _ in range(heads)) for key in keys}
    found = {key: average(scores) for key, scores in given.items() if scores}
    return {
        "averages": {key: text(value) for key, value in found.items()},
        **ranked(levels(found, found.__getitem__)),
        "unscored": [key for key in keys if key not in found] if found else [],
        "spread": {key: spread(question["scale"], scores) for key, scores in given.items()},
    }


def spread(scale: dict[str, int], scores: list[Fraction]) -> dict[str, int]:
    """How many gave each score, neighbours together until five gave one of them."""
    if len(scores) < FEW:
        return {}
    groups: list[list[int]] = []
    first, heads = scale["low"], 0
    for score in range(scale["low"], scale["high"] + 1):
        heads += scores.count(Fraction(score))
        if heads >= FEW:
            groups.append([first, score, heads])
            first, heads = score + 1, 0
    if first <= scale["high"]:
        groups[-1][1:] = [scale["high"], groups[-1][2] + heads]
    return {str(low) if low == high else f"{low}-{high}": heads for low, high, heads in groups}


def mean(values: list[Fraction]) -> Fraction:
    """The mean."""
    return sum(values, Fraction(0)) / len(values)


def ranking_of(count: Callable[[list[str], Answers], dict[str, Any]]) -> Callable[[Question, Answers], dict[str, Any]]:
    """A way to count rankings needs only the options' keys."""
    return lambda question, said: count(option_keys(question), said)


COUNTED: dict[str, Callable[[Question, Answers], dict[str, Any]]] = {
    "borda": ranking_of(borda),
    "schulze": ranking_of(schulze),
    "instant-runoff": ranking_of(instant_runoff),
    "mean": lambda question, said: averages(question, said, mean),
    "median": lambda question, said: averages(question, said, middle),
    "greedy": greedy,
    "equal-shares": equal_shares,
}
