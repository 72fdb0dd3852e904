"""What the ways of counting make of a question's answers, as plain JSON: rankings with their ties, figures, rounds.

Every method counts heads; the floor area behind the answers stands in the question's `counts`. Averages and points are
exact, written as fractions like "7/2"; sums of money are in 0.01 yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from consult.domain.counting.averages import mean, median
from consult.domain.counting.borda import borda
from consult.domain.counting.budgeting import Shares, greedy
from consult.domain.counting.equal_shares import equal_shares
from consult.domain.counting.ranking import Ranking, by_points, winners
from consult.domain.counting.runoff import Round, instant_runoff
from consult.domain.counting.schulze import schulze
from consult.domain.counting.scoring import ScoreCount, by_mean, by_median, spread
from consult.domain.counting.tally import QuestionTally
from consult.domain.privacy import told_ends, told_steps
from consult.domain.question import Answer, Method, Question, QuestionType, Rows, Scores

Heads = Mapping[Answer, int]
"""Distinct answer → how many heads give it."""


def methods_json(counted: QuestionTally) -> dict[str, Any]:
    """Each method's result by its name; empty for agreement, written answers, and plans that a rule judges."""
    heads: Heads = {answer: weight.heads for answer, weight in counted.said.items()}
    question = counted.question
    match question.type:
        case QuestionType.CHOOSE_SOME if not question.can_refuse:
            return {"approval": _by_support(counted)}
        case QuestionType.CHOOSE_ONE | QuestionType.PLACE if not question.can_refuse:
            return {"plurality": _by_support(counted)}
        case QuestionType.NUMBER:
            return {"figures": _figures(heads)}
    return {method.value: _WRITERS[method](question, heads) for method in question.counted_by}


def _ranking_json(ranking: Ranking) -> dict[str, Any]:
    return {"ranking": [list(group) for group in ranking], "winners": list(winners(ranking))}


def _fraction(exact: Fraction) -> str:
    return f"{exact.numerator}/{exact.denominator}"


def _by_support(counted: QuestionTally) -> dict[str, Any]:
    options = [option.key for option in counted.question.options]
    wanted = {option: counted.counts[option].heads for option in options}
    return _ranking_json(by_points(options, wanted) if any(wanted.values()) else ())


def _figures(heads: Heads) -> dict[str, Any]:
    numbers = {Fraction(Decimal(answer)): n for answer, n in heads.items() if isinstance(answer, str)}
    middle, average = median(numbers), mean(numbers)
    if middle is None or average is None:
        return {"heads": 0}
    told = {"heads": sum(numbers.values()), "mean": _fraction(average), "median": _fraction(middle)}
    if ends := told_ends(numbers):
        told |= zip(("five_lowest", "five_highest"), map(_fraction, ends), strict=True)
    return told


def _keys(question: Question) -> tuple[str, ...]:
    return tuple(option.key for option in question.options)


def _lists(heads: Heads) -> dict[tuple[str, ...], int]:
    """Answers that are lists of options: orders, or choices."""
    return {
        answer: n for answer, n in heads.items() if isinstance(answer, tuple) and not isinstance(answer, Scores | Rows)
    }


def _borda(question: Question, heads: Heads) -> dict[str, Any]:
    count = borda(_keys(question), _lists(heads))
    points = {option: _fraction(points) for option, points in count.points.items()}
    return _ranking_json(count.ranking) | {"points": points}


def _instant_runoff(question: Question, heads: Heads) -> dict[str, Any]:
    count = instant_runoff(_keys(question), _lists(heads))
    rounds = [_round(one) for one in count.rounds]
    return _ranking_json(count.ranking) | {"winners": list(count.winners), "rounds": rounds}


def _round(one: Round) -> dict[str, Any]:
    return {
        "counts": dict(one.counts),
        "set_aside": one.set_aside,
        "out": list(one.out),
        "tied": list(one.tied),
    }


def _schulze(question: Question, heads: Heads) -> dict[str, Any]:
    count = schulze(_keys(question), _lists(heads))
    return _ranking_json(count.ranking) | {"pairs": count.pairs}


def _scores(average: Callable[[dict[str, dict[int, int]]], ScoreCount], question: Question, heads: Heads) -> Any:
    ballots = ((answer, n) for answer, n in heads.items() if isinstance(answer, Scores))
    given = spread(_keys(question), question.scale.steps, ballots)
    count = average(given)
    return _ranking_json(count.ranking) | {
        "averages": {option: _fraction(reached) for option, reached in count.averages.items()},
        "unscored": list(count.unscored),
        "spread": {option: _steps(counted) for option, counted in given.items()},
    }


def _steps(counted: Mapping[int, int]) -> dict[str, int]:
    """How many gave each score, or several neighbouring ones together ("1-2") where they were few."""
    return {f"{low}-{high}" if low < high else str(low): n for (low, high), n in told_steps(counted).items()}


def _mean(question: Question, heads: Heads) -> dict[str, Any]:
    return dict(_scores(by_mean, question, heads))


def _median(question: Question, heads: Heads) -> dict[str, Any]:
    return dict(_scores(by_median, question, heads))


def _shares_json(question: Question, shares: Shares) -> dict[str, Any]:
    return {
        "funded": list(shares.funded),
        "ties": [{"options": list(tie.options), "fewest": tie.fewest, "most": tie.most} for tie in shares.ties],
        "spent": shares.spent,
        "budget": question.budget or 0,
    }


def _greedy(question: Question, heads: Heads) -> dict[str, Any]:
    return _shares_json(question, greedy(question.costs, question.budget or 0, _lists(heads)))


def _equal_shares(question: Question, heads: Heads) -> dict[str, Any]:
    found = equal_shares(question.costs, question.budget or 0, _lists(heads))
    purchases: Sequence[dict[str, Any]] = [
        {"option": bought.option, "price": _fraction(bought.price), "heads": bought.heads} for bought in found.purchases
    ]
    return _shares_json(question, found.shares) | {
        "each": _fraction(found.each),
        "purchases": purchases,
        "completed": list(found.completed),
    }


_WRITERS: Mapping[Method, Callable[[Question, Heads], dict[str, Any]]] = MappingProxyType(
    {
        Method.BORDA: _borda,
        Method.INSTANT_RUNOFF: _instant_runoff,
        Method.SCHULZE: _schulze,
        Method.MEAN: _mean,
        Method.MEDIAN: _median,
        Method.GREEDY: _greedy,
        Method.EQUAL_SHARES: _equal_shares,
    }
)
