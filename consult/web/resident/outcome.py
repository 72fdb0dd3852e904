"""The result on the page, from the same `result.json` that the notice carries: one question after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from consult.documents.returned_figures import amended_rows, neither_rows
from consult.domain.consent import Verdict
from consult.domain.question import Question, QuestionType
from consult.domain.question_json import from_json
from consult.domain.result import finding_from_json
from consult.domain.secret_count import is_of_secret_poll
from consult.wording.answers import channel_name, choice_label
from consult.wording.counting import MethodResult, how_counted, method_results, table_said
from consult.wording.deeming import Beside, beside_returned
from consult.wording.language import Words
from consult.wording.rules import finding_words, needed_now
from consult.wording.secrecy import withheld_said
from consult.wording.verdicts import kept_verdict


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer: its share of those taking part, by area, for the eye; the figure in words."""

    label: str
    figure: str
    share: float


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What was said to one plan that has a row of its own, and how it came out."""

    name: str
    verdict: str
    look: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, ...], ...]
    requirements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """One question's result in words and figures."""

    number: int
    title: str
    verdict: str
    look: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, ...], ...]
    requirements: tuple[tuple[str, str], ...]
    written: str
    how: str = ""
    table: str = ""
    methods: tuple[MethodResult, ...] = ()
    plans: tuple[PlanOutcome, ...] = ()
    beside: tuple[Beside, ...] = ()


def outcomes(words: Words, result: Mapping[str, Any]) -> list[QuestionOutcome]:
    """Every question's result, in order."""
    return [_outcome(words, kept) for kept in result["questions"]]


def returned_rows(words: Words, result: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What came back and over which channel, for a table beside the answers."""
    came = [
        (words.gettext("Came %(how)s", how=channel_name(words, channel)), words.integer(n))
        for channel, n in result["returned"].items()
        if n
    ]
    return [
        (words.gettext("Electors in all"), words.integer(result["electorate"]["heads"])),
        (words.gettext("Area in all"), words.area(result["electorate"]["area"])),
        *_area_share(words, result),
        *came,
        (words.gettext("Valid ballots"), words.integer(result["valid"])),
        (words.gettext("Invalid ballots"), words.integer(sum(result["invalid"].values()))),
        (words.gettext("Second ballots, not counted"), words.integer(result["double"])),
        *neither_rows(words, result),
        *amended_rows(words, result),
        (words.gettext("Too late, not counted"), words.integer(result["late"])),
    ]


def _area_share(words: Words, result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The one area that a secret poll tells: that of all who took part, to 0.1 % of the estate."""
    permille = result.get("turnout", {}).get("area_permille")
    if permille is not None:
        yield words.gettext("Their share of the area, rounded"), f"{permille // 10}.{permille % 10}%"


def _outcome(words: Words, kept: Mapping[str, Any]) -> QuestionOutcome:
    question = from_json(kept["question"])
    if kept.get("withheld"):
        return _withheld(words, question)
    has_rows = question.type is QuestionType.EACH_PLAN
    is_written = not question.choices
    return QuestionOutcome(
        number=question.number,
        title=words.pick(question.title),
        # With a row for each plan every one has its own verdict, and one word over all of them would mislead.
        verdict="" if is_written or has_rows else kept_verdict(words, kept),
        look=_look(kept),
        bars=tuple(_bars(words, question, kept)),
        rows=tuple(_rows(words, question, kept)),
        requirements=() if has_rows else tuple(_requirements(words, question, kept)),
        written=_written(words, kept) if is_written else "",
        how=how_counted(
            words, question, is_judged=kept["outcome"] != Verdict.FIGURES, is_secret=is_of_secret_poll(kept)
        ),
        table=table_said(words, question),
        methods=tuple(method_results(words, question, kept.get("methods", {}))),
        plans=tuple(_plans(words, question, kept)) if has_rows else (),
        beside=beside_returned(words, question, kept),
    )


def _withheld(words: Words, question: Question) -> QuestionOutcome:
    """A question of a secret poll whose figures are kept back."""
    title = words.pick(question.title)
    return QuestionOutcome(question.number, title, "", "", (), (), (), written=withheld_said(words))


def _plans(words: Words, question: Question, kept: Mapping[str, Any]) -> Iterator[PlanOutcome]:
    for key, plan in kept["plans"].items():
        yield PlanOutcome(
            choice_label(words, question, key),
            kept_verdict(words, plan),
            _look(plan),
            bars=tuple(_bars(words, question, plan)),
            rows=tuple(_rows(words, question, plan)),
            requirements=tuple(_requirement(words, requirement) for requirement in plan["requirements"]),
        )


_LOOKS = {Verdict.PASSED: "good", Verdict.REJECTED: "bad", Verdict.INQUORATE: "warning"}


def _look(kept: Mapping[str, Any]) -> str:
    """How an outcome looks; figures are neither good nor bad."""
    return _LOOKS.get(Verdict(kept["outcome"]), "")


def _written(words: Words, kept: Mapping[str, Any]) -> str:
    # Who left it blank may take part by abstaining, but wrote nothing.
    heads = kept["expressed"]["heads"]
    return words.ngettext("%(n)s household wrote something.", "%(n)s households wrote something.", heads)


def _bars(words: Words, question: Question, kept: Mapping[str, Any]) -> Iterator[Bar]:
    """The bars of a question, or of one plan of it that has figures of its own."""
    whole = kept["participating"]["heads"]
    for key, weight in kept["counts"].items():
        share = Fraction(weight["heads"], whole) if whole else Fraction(0)
        figure = f"{words.integer(weight['heads'])} · {words.percent(share)}"
        yield Bar(choice_label(words, question, key), figure, float(round(share * 100, 1)))


def _rows(words: Words, question: Question, kept: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    said = [(choice_label(words, question, key), weight) for key, weight in kept["counts"].items()]
    if question.choices:
        said.append((words.gettext("Took part"), kept["participating"]))
    for label, weight in said:
        row = _row(words, label, weight, kept["participating"])
        yield row[:3] if is_of_secret_poll(kept) else row


def _row(words: Words, label: str, weight: Mapping[str, int], whole: Mapping[str, int]) -> tuple[str, ...]:
    """Heads and area with their shares; a secret poll has the heads only."""
    return (
        label,
        words.integer(weight["heads"]),
        _percent(words, weight["heads"], whole["heads"]),
        words.square_metres(weight["area"]),
        _percent(words, weight["area"], whole["area"]),
    )


def _percent(words: Words, part: int, whole: int) -> str:
    return words.percent(Fraction(part, whole)) if whole else "–"


def _requirements(words: Words, question: Question, kept: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each requirement with how it came out; a plan's own approval stands under the plan's name."""
    for requirement in kept["requirements"]:
        yield _requirement(words, requirement)
    for key, plan in kept.get("plans", {}).items():
        for requirement in _approvals(plan["requirements"]):
            needed, found = _requirement(words, requirement)
            yield f"{choice_label(words, question, key)}: {needed}", found


def _approvals(requirements: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [requirement for requirement in requirements if requirement["stage"] == "approval"]


def _requirement(words: Words, kept: Mapping[str, Any]) -> tuple[str, str]:
    finding = finding_from_json(kept)
    return needed_now(words, finding.requirement, finding.denominator), finding_words(words, finding)
