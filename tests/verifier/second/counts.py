"""The figures of one question (the document, 6)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.verifier.second.questions import SIDES, Question, is_shown, on_offer, option_keys
from tests.verifier.second.roll import NOBODY, Weight, together

Ballot = tuple[Weight, dict[str, Any]]


@dataclass
class Figures:
    """Who took part in a question, a plan or a row, and what they said."""

    participating: Weight = NOBODY
    expressed: Weight = NOBODY
    void: Weight = NOBODY
    blank: Weight = NOBODY
    shown_to: Weight = NOBODY
    counts: dict[str, Weight] = field(default_factory=dict)
    answered: list[tuple[Weight, Any]] = field(default_factory=list)
    rows: dict[str, "Figures"] = field(default_factory=dict)


def chosen(question: Question, answer: Any) -> list[str]:
    """The keys that an answer gives its weight to."""
    kind = question["type"]
    if kind == "rank":
        return answer[:1] if isinstance(answer, list) else [answer]
    if kind in ("text", "number", "each-plan"):
        return []
    return list(answer) if isinstance(answer, list | dict) else [answer]


def is_silent_answer(answer: Any) -> bool:
    """Whether somebody took part without saying anything."""
    return answer in ("abstain", "follow", ["abstain"])


def is_void(answer: Any) -> bool:
    """Whether an answer is void; with rows, nothing but void rows."""
    return answer == "void" or (isinstance(answer, dict) and bool(answer) and set(answer.values()) == {"void"})


def count(question: Question, ballots: list[Ballot], invalid: Weight, procedure: dict[str, Any]) -> Figures:
    """The figures of one question; the invalid take part only where the rules of procedure say so."""
    number = str(question["number"])
    shown = [(weight, said.get(number)) for weight, said in ballots if is_shown(question, said)]
    if question["type"] == "score":
        void: Callable[[Any], bool] = lambda answer: answer == "void"  # noqa: E731
    else:
        void = is_void
    found = figures(shown, invalid, procedure, void, is_expressed)
    for key in on_offer(question):
        found.counts[key] = together([weight for weight, answer in found.answered if key in chosen(question, answer)])
    if question["type"] == "each-plan":
        for key in option_keys(question):
            found.rows[key] = row(key, shown, invalid, procedure)
    return found


def is_expressed(answer: Any) -> bool:
    """Whether an answer says something; with rows, in at least one."""
    if isinstance(answer, dict) and set(answer.values()) & {*SIDES, "void"}:
        return bool(set(answer.values()) & {"agree", "oppose"})
    return not is_silent_answer(answer)


def row(key: str, shown: list[tuple[Weight, Any]], invalid: Weight, procedure: dict[str, Any]) -> Figures:
    """One row, counted like a question of its own."""
    own = [(weight, answer.get(key) if isinstance(answer, dict) else answer) for weight, answer in shown]
    found = figures(own, invalid, procedure, is_void, is_expressed)
    for side in SIDES:
        found.counts[side] = together([weight for weight, answer in found.answered if answer == side])
    return found


def figures(
    shown: list[tuple[Weight, Any]],
    invalid: Weight,
    procedure: dict[str, Any],
    void: Callable[[Any], bool],
    expressed: Callable[[Any], bool],
) -> Figures:
    """Shown, void, blank, answered, participating, expressed."""
    found = Figures()
    found.shown_to = together([weight for weight, _ in shown])
    found.void = together([weight for weight, answer in shown if answer is not None and void(answer)])
    found.blank = together([weight for weight, answer in shown if answer is None])
    found.answered = [(weight, answer) for weight, answer in shown if answer is not None and not void(answer)]
    found.expressed = together([weight for weight, answer in found.answered if expressed(answer)])
    found.participating = together([weight for weight, _ in found.answered])
    if procedure["blank_abstains"]:
        found.participating = found.participating.and_(found.blank)
    if procedure["invalid_takes_part"]:
        found.participating = found.participating.and_(found.void).and_(invalid)
    return found
