"""What can be wrong with a question before it is asked: every fault at once, each by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consult.domain.question import (
    METHODS,
    RANKINGS_ONLY_ADVISE,
    WITH_OPTIONS,
    Bounds,
    Point,
    Question,
    QuestionType,
)
from consult.domain.refusal import Refusal, reasons

reasons(
    title_too_long="field, limit: a title or label longer than allowed",
    question_title_missing="question: a question without words",
    options_missing="question: a choice between fewer than two options, or an option without a label",
    option_doubled="question, label: two options with the same label",
    limit_impossible="question, limit: a limit on choices outside 1 … number of options",
    condition_impossible="question: a condition on a question that does not come earlier, or on no such answer",
    condition_on_each_plan="question, earlier: a condition on a question that says something to each plan",
    too_many_options="question, limit: more options than anybody can put in order",
    method_not_for_type="question, method, known: a way of counting that does not fit the type of question",
    scale_impossible="question, limit: a scale that does not rise, or has more steps than allowed",
    budget_missing="question: a budget to share out without a sum above zero",
    cost_missing="question, label: an option of a budget without a cost above zero",
    cost_above_budget="question, label: an option that costs more than the whole budget",
    point_missing="question, label: a site that has no point on the plan, or one outside it",
    bounds_impossible="question: a range of numbers that no number fits, or a step that is not above zero",
    type_only_advises="question: a ranking, score, budget or site in a binding consultation",
    plans_without_refusal="question: plans to choose from in a binding consultation, and no way to refuse them all",
    nothing_to_decide="a binding consultation that asks for words or numbers only",
)

LONGEST_TITLE = 300
MOST_RANKED = 12
"""Options that can be ranked: nobody orders more with care, and every order after ties can still be followed."""
MOST_STEPS = 11
"""Steps of a scale: 0 to 10."""
_EDGE = 10_000
"""The far edge of the plan's picture in 0.01 %."""

CAN_BE_WAITED_FOR = frozenset(
    {
        QuestionType.CONSENT,
        QuestionType.CHOOSE_ONE,
        QuestionType.CHOOSE_SOME,
        QuestionType.PLACE,
        QuestionType.BUDGET,
    }
)
"""Types on whose answers a later question may depend: those that choose."""


CHOOSE_PLANS = frozenset({QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME})
"""Types that choose between plans: in a binding vote "none of these" and abstaining stand beside them, always."""

NOT_HELD_AGAINST_A_RULE = frozenset({QuestionType.TEXT, QuestionType.NUMBER})
"""Types that may stand beside a proposal in a binding vote; with them alone nothing is decided."""


def question_faults(question: Question, questions: Sequence[Question], *, is_binding: bool) -> Iterable[Refusal]:
    """Everything wrong with one question of a plan."""
    number = question.number
    if not any(question.title.values()):
        yield Refusal("question-title-missing", question=number)
    if any(len(words) > LONGEST_TITLE for words in question.title.values()):
        yield Refusal("title-too-long", field=f"question {number}", limit=LONGEST_TITLE)
    if is_binding and question.type in RANKINGS_ONLY_ADVISE:
        yield Refusal("type-only-advises", question=number)
    if is_binding and question.type in CHOOSE_PLANS and not question.can_refuse:
        yield Refusal("plans-without-refusal", question=number)
    if question.type in WITH_OPTIONS:
        yield from _option_faults(question)
    yield from _method_faults(question)
    yield from _type_faults(question)
    yield from _condition_faults(question, questions)


def deciding_faults(questions: Sequence[Question]) -> Iterable[Refusal]:
    """A binding vote needs a question to decide; of a ranking in it `question_faults` says that it only advises."""
    if questions and all(question.type in NOT_HELD_AGAINST_A_RULE for question in questions):
        yield Refusal("nothing-to-decide")


def _option_faults(question: Question) -> Iterable[Refusal]:
    labels = [next(filter(None, option.label.values()), "") for option in question.options]
    if len(labels) < 2 or not all(labels):
        yield Refusal("options-missing", question=question.number)
    for label in sorted({label for label in labels if label and labels.count(label) > 1}):
        yield Refusal("option-doubled", question=question.number, label=label)
    if question.most is not None and not 1 <= question.most <= len(question.options):
        yield Refusal("limit-impossible", question=question.number, limit=question.most)


def _method_faults(question: Question) -> Iterable[Refusal]:
    known = METHODS.get(question.type, ())
    for method in question.methods:
        if method not in known:
            yield Refusal("method-not-for-type", question=question.number, method=method.value, known=known)


def _type_faults(question: Question) -> Iterable[Refusal]:
    number = question.number
    match question.type:
        case QuestionType.RANK if len(question.options) > MOST_RANKED:
            yield Refusal("too-many-options", question=number, limit=MOST_RANKED)
        case QuestionType.SCORE if not 2 <= len(question.scale.steps) <= MOST_STEPS:
            yield Refusal("scale-impossible", question=number, limit=MOST_STEPS)
        case QuestionType.BUDGET:
            yield from _budget_faults(question)
        case QuestionType.PLACE:
            yield from _point_faults(question)
        case QuestionType.NUMBER if not _is_possible(question.bounds):
            yield Refusal("bounds-impossible", question=number)


def _budget_faults(question: Question) -> Iterable[Refusal]:
    if not question.budget or question.budget < 0:
        yield Refusal("budget-missing", question=question.number)
        return
    for option in question.options:
        if not option.cost:
            yield Refusal("cost-missing", question=question.number, label=option.label)
        elif option.cost > question.budget:
            yield Refusal("cost-above-budget", question=question.number, label=option.label)


def _point_faults(question: Question) -> Iterable[Refusal]:
    for option in question.options:
        if option.point is None or not _is_on_plan(option.point):
            yield Refusal("point-missing", question=question.number, label=option.label)


def _is_on_plan(point: Point) -> bool:
    return 0 <= point.x <= _EDGE and 0 <= point.y <= _EDGE


def _is_possible(bounds: Bounds) -> bool:
    """Whether any number fits; the least always does, and without one zero or another whole number of steps."""
    if bounds.step <= 0:
        return False
    if bounds.least is not None:
        return bounds.most is None or bounds.least <= bounds.most
    return True


def _condition_faults(question: Question, questions: Sequence[Question]) -> Iterable[Refusal]:
    condition = question.show_if
    if condition is None:
        return
    earlier = {other.number: other for other in questions if other.number < question.number}
    asked = earlier.get(condition.question)
    if asked is not None and asked.type is QuestionType.EACH_PLAN:
        yield Refusal("condition-on-each-plan", question=question.number, earlier=asked.number)
    elif asked is None or asked.type not in CAN_BE_WAITED_FOR or condition.answer not in asked.choices:
        yield Refusal("condition-impossible", question=question.number)
