"""What a ballot can say (the document, 5 and 6)."""

import re
from fractions import Fraction
from typing import Any

from tests.verifier.second.canonical import is_salted
from tests.verifier.second.faulty import need

Question = dict[str, Any]
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
SIDES = ("agree", "oppose", "abstain")
LISTS = ("choose-some", "budget")


def option_keys(question: Question) -> list[str]:
    """The options, in printed order."""
    return [one["key"] for one in question.get("options") or []]


def on_offer(question: Question) -> list[str]:
    """The keys that are counted."""
    if question["type"] == "consent":
        return [*SIDES, *(["follow"] if question.get("can_follow") else [])]
    if question["type"] in ("text", "number", "each-plan"):
        return []
    return [*option_keys(question), *(["none", "abstain"] if question.get("can_refuse") else [])]


def is_shown(question: Question, answers: dict[str, Any]) -> bool:
    """Whether whoever answered so was asked this question."""
    asked = question.get("show_if")
    if not asked:
        return True
    said = answers.get(str(asked["question"]))
    return asked["answer"] in said if isinstance(said, list) else said == asked["answer"]


def check_answers(questions: list[Question], answers: Any, on_paper: bool, where: str) -> None:
    """A fault unless a ballot can say this."""
    numbers = {str(one["number"]) for one in questions}
    need(isinstance(answers, dict) and answers and set(answers) <= numbers, f"{where} answers what was not asked.")
    for question in questions:
        number = str(question["number"])
        if number in answers:
            need(is_shown(question, answers), f"{where} answers a question that was not put to it.")
            fits = can_be_said(question, answers[number], on_paper)
            need(fits, f"{where} has an answer to question {number} that cannot be.")


def can_be_said(question: Question, answer: Any, on_paper: bool) -> bool:
    """Whether this question can be answered so."""
    kind = question["type"]
    if kind == "each-plan":
        sides = {*SIDES, "void"} if on_paper else set(SIDES)
        return (
            isinstance(answer, dict)
            and bool(answer)
            and set(answer) <= set(option_keys(question))
            and all(isinstance(side, str) and side in sides for side in answer.values())
        )
    if on_paper and answer == "void":
        return True
    if kind in ("consent", "choose-one", "place"):
        return isinstance(answer, str) and answer in on_offer(question)
    if kind in LISTS or kind == "rank":
        return list_can_be_said(question, answer)
    return {"score": score_fits, "number": number_fits, "text": lambda _, text: is_salted(text)}[kind](question, answer)


def list_can_be_said(question: Question, answer: Any) -> bool:
    """Keys that are on offer, none twice, not too many, not too dear."""
    if not isinstance(answer, list) or not answer or not all(isinstance(key, str) for key in answer):
        return False
    if question["type"] in LISTS and question.get("can_refuse") and answer in (["none"], ["abstain"]):
        return True
    keys = option_keys(question)
    costs = {one["key"]: one.get("cost") for one in question["options"]}
    return (
        len(set(answer)) == len(answer) <= question.get("most", len(keys))
        and set(answer) <= set(keys)
        and (question["type"] != "budget" or sum(costs[key] for key in answer) <= question["budget"])
    )


def score_fits(question: Question, answer: Any) -> bool:
    """Whole numbers on the scale by option key."""
    low, high = question["scale"]["low"], question["scale"]["high"]
    return (
        isinstance(answer, dict)
        and bool(answer)
        and set(answer) <= set(option_keys(question))
        and all(type(score) is int and low <= score <= high for score in answer.values())
    )


def number_fits(question: Question, answer: Any) -> bool:
    """A decimal number, between the bounds, on a step."""
    if not isinstance(answer, str) or not NUMBER.fullmatch(answer) or answer == "-0":
        return False
    bounds = question["bounds"]
    value, step, start = Fraction(answer), Fraction(bounds["step"]), Fraction(bounds.get("least") or "0")
    if bounds.get("least") is not None and value < start:
        return False
    if bounds.get("most") is not None and value > Fraction(bounds["most"]):
        return False
    return ((value - start) / step).denominator == 1
