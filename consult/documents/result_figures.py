"""The figures of a result (`result.json`) as the rows and sentences that a notice prints.

Nothing is counted or decided here: every number and outcome is taken from the result, only shares of what took part
are written as percentages beside their integers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from consult.domain.consent import Finding, Measure, Subject
from consult.domain.question import NONE_OF_THESE, Question, QuestionType
from consult.domain.question_json import from_json
from consult.domain.result import finding_from_json
from consult.domain.rules import requirement_from_json
from consult.domain.secret_count import is_of_secret_poll
from consult.wording.answers import choice_label
from consult.wording.counting import MethodResult, how_counted, method_results, table_said
from consult.wording.deeming import Beside, beside_returned
from consult.wording.households import counting_words
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.rules import amount, needed_now, shortfall
from consult.wording.secrecy import answered_said, withheld_said
from consult.wording.verdicts import kept_verdict

_MEASURES = {"heads": N_("Heads"), "area": N_("Floor area")}


@dataclass(frozen=True, slots=True)
class Row:
    """One answer's figures, with their share of what took part in the question; `bar` is in per cent of heads.

    A secret poll has no areas: they are empty.
    """

    label: str
    heads: str
    heads_share: str
    area: str
    area_share: str
    bar: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """One requirement held against the figures."""

    measure: str
    whole: str
    reached: str
    share: str
    needed: str
    said: str


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """A plan judged alone: its conditions and verdict, and its own figures where it has a row of its own."""

    name: str
    conditions: Sequence[Condition]
    verdict: str
    rows: Sequence[Row] = ()
    took_part: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question as the notice shows it. `plans` are there where plans are judged alone."""

    number: int
    title: str
    rows: Sequence[Row]
    took_part: str
    turnout: Sequence[Condition]
    conditions: Sequence[Condition]
    plans: Sequence[PlanFigures]
    outcome: str
    verdict: str
    passed_plans: str
    void: str
    table: str
    beside: Sequence[Beside]
    has_plans: bool
    how: str = ""
    methods: Sequence[MethodResult] = ()


def share_of(words: Words, part: int, whole: int) -> str:
    """A part of a whole in per cent with two decimals; a dash where there is no whole."""
    return words.percent(Fraction(part, whole)) if whole else "—"


def conditions(words: Words, requirements: Sequence[Mapping[str, Any]], stage: str) -> list[Condition]:
    """The requirements of one stage, `participation` or `approval`."""
    return [_condition(words, said) for said in requirements if said["stage"] == stage]


def _condition(words: Words, said: Mapping[str, Any]) -> Condition:
    finding = finding_from_json(said)
    measure = finding.requirement.measure
    return Condition(
        measure=words.gettext(_MEASURES[measure.value]),
        whole=amount(words, measure, finding.denominator),
        reached=amount(words, measure, finding.numerator),
        share=share_of(words, finding.numerator, finding.denominator),
        needed=_needed(words, finding),
        said=_met(words, finding),
    )


def _needed(words: Words, finding: Finding) -> str:
    """The share with its whole and the number on its edge; a ceiling says how many may stand against it."""
    requirement = finding.requirement
    if requirement.is_ceiling:
        edge = amount(words, requirement.measure, finding.needed)
        return words.gettext("%(amount)s against at most", amount=edge)
    return needed_now(words, requirement, finding.denominator)


def _met(words: Words, finding: Finding) -> str:
    """Met, or how much was missing or too much."""
    if finding.is_met:
        return words.gettext("Met")
    return words.gettext("Not met: %(shortfall)s", shortfall=shortfall(words, finding))


def question_figures(words: Words, result: Mapping[str, Any]) -> list[QuestionFigures]:
    """Every question of a result, in order."""
    words = counting_words(words, result)
    return [_question(words, counted, result["electorate"]) for counted in result["questions"]]


def _question(words: Words, counted: Mapping[str, Any], electorate: Mapping[str, int]) -> QuestionFigures:
    question = from_json(counted["question"])
    if counted.get("withheld"):
        return _withheld(words, question)
    return QuestionFigures(
        number=counted["number"],
        title=words.pick(question.title),
        rows=list(_rows(words, question, counted)),
        took_part=_took_part(words, counted),
        turnout=_turnout(words, counted, electorate),
        conditions=conditions(words, counted["requirements"], "approval"),
        plans=list(_plans(words, question, counted)),
        outcome=counted["outcome"],
        verdict=_verdict(words, question, counted),
        passed_plans=_passed_plans(words, question, counted),
        void=_void(words, counted["void"]),
        table=table_said(words, question),
        beside=beside_returned(words, question, counted),
        has_plans=bool(counted.get("plans")) and counted["outcome"] != "figures",
        how=how_counted(
            words, question, is_judged=counted["outcome"] != "figures", is_secret=is_of_secret_poll(counted)
        ),
        methods=method_results(words, question, counted.get("methods", {})),
    )


def _withheld(words: Words, question: Question) -> QuestionFigures:
    """A question of a secret poll whose figures are kept back: one sentence says why."""
    title = words.pick(question.title)
    return QuestionFigures(
        question.number, title, [], withheld_said(words), [], [], [], "figures", "", "", "", "", [], has_plans=False
    )


def _passed_plans(words: Words, question: Question, counted: Mapping[str, Any]) -> str:
    """The names of the plans that passed, each on its own."""
    passed = [key for key, judged in (counted.get("plans") or {}).items() if judged["outcome"] == "passed"]
    return ("、" if words.is_chinese else ", ").join(choice_label(words, question, key) for key in passed)


def _verdict(words: Words, question: Question, counted: Mapping[str, Any]) -> str:
    if plans := _passed_plans(words, question, counted):
        return words.gettext("%(plans)s: passed", plans=plans)
    return kept_verdict(words, counted)


def _took_part(words: Words, counted: Mapping[str, Any]) -> str:
    weight = counted["participating"]
    if is_of_secret_poll(counted):
        asked = counted["shown_to"]["heads"]
        return answered_said(words, asked - counted["blank"]["heads"], asked)
    return words.gettext(
        "Took part in this question: %(heads)s, %(area)s.",
        heads=amount(words, Measure.HEADS, weight["heads"]),
        area=words.area(weight["area"]),
    )


def _turnout(words: Words, counted: Mapping[str, Any], electorate: Mapping[str, int]) -> list[Condition]:
    """Who took part, against the shares needed; plain figures where no share is needed."""
    required = conditions(words, counted["requirements"], "participation")
    if required:
        return required
    measures = (Measure.HEADS,) if is_of_secret_poll(counted) else (Measure.HEADS, Measure.AREA)
    return [_plain_turnout(words, measure, counted, electorate) for measure in measures]


def _plain_turnout(
    words: Words, measure: Measure, counted: Mapping[str, Any], electorate: Mapping[str, int]
) -> Condition:
    reached, whole = counted["participating"][measure.value], electorate[measure.value]
    return Condition(
        measure=words.gettext(_MEASURES[measure.value]),
        whole=amount(words, measure, whole),
        reached=amount(words, measure, reached),
        share=share_of(words, reached, whole),
        needed="",
        said="",
    )


def _rows(words: Words, question: Question, counted: Mapping[str, Any]) -> Iterator[Row]:
    plans = counted.get("plans") or {}
    for key, weight in counted["counts"].items():
        yield replace(
            _figures_row(words, question, key, counted, weight),
            verdict=kept_verdict(words, plans[key]) if key in plans else "",
        )


def _figures_row(
    words: Words, question: Question, key: str, counted: Mapping[str, Any], weight: Mapping[str, int]
) -> Row:
    """One answer's figures as parts of those taking part, in a question or in one plan's row of it."""
    took_part = counted["participating"]
    return Row(
        label=choice_label(words, question, key),
        heads=words.integer(weight["heads"]),
        heads_share=share_of(words, weight["heads"], took_part["heads"]),
        area="" if is_of_secret_poll(counted) else words.square_metres(weight["area"]),
        area_share="" if is_of_secret_poll(counted) else share_of(words, weight["area"], took_part["area"]),
        bar=f"{100 * weight['heads'] / took_part['heads']:.2f}" if took_part["heads"] else "0",
    )


def _plans(words: Words, question: Question, counted: Mapping[str, Any]) -> Iterator[PlanFigures]:
    """Each plan's own conditions and verdict: a plan passes only if it alone meets them."""
    for key, judged in (counted.get("plans") or {}).items():
        if question.type is QuestionType.EACH_PLAN:
            yield _plan_with_row(words, question, key, judged)
            continue
        found = conditions(words, judged["requirements"], "approval")
        if found and key != NONE_OF_THESE:
            yield PlanFigures(choice_label(words, question, key), found, kept_verdict(words, judged))


def _plan_with_row(words: Words, question: Question, key: str, judged: Mapping[str, Any]) -> PlanFigures:
    """A plan's row is shown like a question: who took part in it, what was said, and all its conditions."""
    required = [_named_condition(words, requirement) for requirement in judged["requirements"]]
    return PlanFigures(
        choice_label(words, question, key),
        required,
        kept_verdict(words, judged) if required else "",
        rows=[_figures_row(words, question, side, judged, judged["counts"][side]) for side in judged["counts"]],
        took_part=_took_part_in_row(words, judged["participating"]),
        void=_void(words, judged["void"], _VOID_IN_ROW),
    )


def _named_condition(words: Words, said: Mapping[str, Any]) -> Condition:
    """A condition that says for itself whether it asks for taking part, agreeing, or few opposing."""
    found = _condition(words, said)
    frame = _TAKING_PART if said["stage"] == "participation" else _SUBJECTS[requirement_from_json(said).subject]
    return replace(found, measure=words.gettext(frame, measure=found.measure))


_TAKING_PART = N_("Taking part: %(measure)s")
_SUBJECTS = {Subject.AGREE: N_("Agreeing: %(measure)s"), Subject.OPPOSE: N_("Opposing: %(measure)s")}


def _took_part_in_row(words: Words, weight: Mapping[str, int]) -> str:
    return words.gettext(
        "Took part in the vote on this plan: %(heads)s, %(area)s.",
        heads=amount(words, Measure.HEADS, weight["heads"]),
        area=words.area(weight["area"]),
    )


_VOID = N_("Rows void on this question: %(heads)s, %(area)s.")
_VOID_IN_ROW = N_("Rows void on this plan: %(heads)s, %(area)s.")


def _void(words: Words, void: Mapping[str, int], frame: str = _VOID) -> str:
    if not void["heads"]:
        return ""
    return words.gettext(frame, heads=words.integer(void["heads"]), area=words.area(void["area"]))
