"""How a question is counted, in one sentence a method, and what a method's result says, ties by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from consult.domain.question import Method, Question, QuestionType
from consult.wording.answers import choice_label, yuan
from consult.wording.language import Words
from consult.wording.marking import N_

METHOD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        Method.BORDA: N_("Borda count"),
        Method.INSTANT_RUNOFF: N_("Instant run-off"),
        Method.SCHULZE: N_("Schulze method"),
        Method.MEAN: N_("Mean score"),
        Method.MEDIAN: N_("Median score"),
        Method.GREEDY: N_("By support"),
        Method.EQUAL_SHARES: N_("Equal shares"),
        "approval": N_("Most chosen"),
        "plurality": N_("Most chosen"),
        "figures": N_("Mean and median"),
    }
)
"""Method → its name for a list or a heading."""

_METHODS = {
    Method.BORDA: N_(
        "On each ballot an option gets one point for every option placed below it; options left out share the"
        " points that are left, and the sum decides the order."
    ),
    Method.INSTANT_RUNOFF: N_(
        "The option with the fewest first places is taken out and its ballots go to their next choice, until "
        "one option has more than half of the ballots that still name one."
    ),
    Method.SCHULZE: N_(
        "Every two options are compared: how many put the one before the other; the winner is the option that"
        " no other beats, also not by way of third ones."
    ),
    Method.MEAN: N_("The scores of each option are added up and divided by the number of those who scored it."),
    Method.MEDIAN: N_(
        "The scores of each option are lined up by size and the middle one counts; of two middle ones, the "
        "point halfway between them."
    ),
    Method.GREEDY: N_(
        "The options are funded in order of how many chose them, as long as the money lasts; of two chosen "
        "equally often the cheaper comes first."
    ),
    Method.EQUAL_SHARES: N_(
        "Everyone who answers holds an equal share of the budget and pays with the others for what they "
        "chose, the option that asks the smallest part of its cost from each first; what is left goes to the "
        "most chosen options that still fit."
    ),
}
_TYPES = {
    QuestionType.CONSENT: N_(
        "Agree, oppose and abstain are each added up by heads and by floor area; abstaining is taking part "
        "without agreeing."
    ),
    QuestionType.EACH_PLAN: N_(
        "Every plan has a row of its own, and in each row agree, oppose and abstain are added up by heads and by floor "
        "area; who agrees with several plans counts for each of them."
    ),
    QuestionType.CHOOSE_ONE: N_("Each ballot counts once, for the option it chooses; the most chosen leads."),
    QuestionType.CHOOSE_SOME: N_("Each ballot counts once for every option it chooses; the most chosen leads."),
    QuestionType.PLACE: N_("Each ballot counts once, for the site it chooses; the most chosen leads."),
    QuestionType.NUMBER: N_(
        "The numbers are lined up: their mean, the one in the middle, and how far the five lowest and the five highest "
        "reach are given."
    ),
    QuestionType.TEXT: N_("Written answers are read and sorted by people; only how many wrote is counted."),
}
_PLANS = {
    QuestionType.EACH_PLAN: N_(
        "Every plan has a row of its own, counted like a question by itself: who takes part in a row counts there "
        "only, abstaining is taking part without agreeing, and a plan passes only if its own row meets the conditions."
    ),
    QuestionType.CHOOSE_ONE: N_(
        "Each ballot counts once, for the plan it chooses; a plan passes only if it alone meets the conditions."
    ),
    QuestionType.CHOOSE_SOME: N_(
        "Each ballot counts once for every plan it chooses; a plan passes only if it alone meets the conditions."
    ),
}


def how_counted(words: Words, question: Question, *, is_judged: bool = True, is_secret: bool = False) -> str:
    """How this question is counted, before anybody answers: one sentence for each method, and what a tie means.

    `is_judged` says whether a rule with thresholds is held against plans, `is_secret` that only heads are counted.
    """
    if is_secret and question.type is QuestionType.CONSENT:
        return words.gettext(_BY_HEADS)
    can_refuse = question.can_refuse or question.type is QuestionType.EACH_PLAN
    if is_judged and can_refuse and question.type in _PLANS:
        return words.gettext(_PLANS[question.type])
    if question.type in _TYPES:
        said = [words.gettext(_TYPES[question.type])]
    else:
        said = [_named(words, method, len(question.counted_by)) for method in question.counted_by]
    if question.can_follow:
        said.append(words.gettext("Who follows the majority is added up apart, and joins the larger side only then."))
    if question.type not in _WITHOUT_EQUALS:
        said.append(words.gettext("Each elector has one voice; equals are listed side by side."))
    return ("" if words.is_chinese else " ").join(said)


_BY_HEADS = N_("Agree, oppose and abstain are each added up by heads, never by floor area.")

_WITHOUT_EQUALS = (QuestionType.CONSENT, QuestionType.EACH_PLAN, QuestionType.TEXT, QuestionType.NUMBER)
"""Types whose answers are not set against each other, so that nothing can be tied."""


_TABLES = {
    QuestionType.RANK: N_("The table shows who put each option first."),
    QuestionType.SCORE: N_("The table shows how many scored each option."),
    QuestionType.BUDGET: N_("Several options could be chosen, so the shares overlap."),
    QuestionType.CHOOSE_SOME: N_("Several options could be chosen, so the shares overlap."),
}


def table_said(words: Words, question: Question) -> str:
    """What the figures by option count, where that is more than who chose it; empty where it is plain."""
    sentence = _TABLES.get(question.type)
    return words.gettext(sentence) if sentence else ""


def _named(words: Words, method: Method, of: int) -> str:
    sentence = words.gettext(_METHODS[method])
    if of == 1:
        return sentence
    return words.gettext("%(method)s: %(how)s", method=words.gettext(METHOD_NAMES[method]), how=sentence)


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one method found: its name, and lines that say it."""

    name: str
    lines: tuple[str, ...]


def method_results(words: Words, question: Question, methods: Mapping[str, Mapping[str, Any]]) -> list[MethodResult]:
    """The `methods` of a question's result in words; nothing where nobody answered."""
    return [
        MethodResult(words.gettext(METHOD_NAMES[name]), tuple(lines))
        for name, found in methods.items()
        if (lines := list(_lines(words, question, found)))
    ]


def _lines(words: Words, question: Question, found: Mapping[str, Any]) -> Iterator[str]:
    if "funded" in found:
        yield from _shares(words, question, found)
    elif "ranking" in found:
        yield from _ranking(words, question, found)
        yield from _unsettled(words, question, found)
    elif found.get("heads"):
        yield from _figures(words, question, found)


def _ranking(words: Words, question: Question, found: Mapping[str, Any]) -> Iterator[str]:
    place = 1
    for group in found["ranking"]:
        names = _names(words, question, group)
        reached = _reached(words, found, group[0])
        figure = f" ({reached})" if reached and not words.is_chinese else f"（{reached}）" if reached else ""
        if len(group) == 1:
            yield f"{place}. {names}{figure}"
        else:
            yield words.gettext("%(place)s. tied: %(names)s", place=place, names=names) + figure
        place += len(group)


def _reached(words: Words, found: Mapping[str, Any], option: str) -> str:
    """The points or the average that put an option where it is."""
    if option in found.get("points", {}):
        return words.gettext("points: %(points)s", points=figure_said(words, Fraction(found["points"][option])))
    average = found.get("averages", {}).get(option)
    return figure_said(words, Fraction(average)) if average else ""


def _unsettled(words: Words, question: Question, found: Mapping[str, Any]) -> Iterator[str]:
    """Ties for the last place of a round, which the ballots cannot settle; options that nobody scored."""
    for at, one in enumerate(found.get("rounds", ()), start=1):
        if one["tied"]:
            yield words.gettext(
                "In round %(round)s the last place is tied: %(names)s. Every order was followed to its end.",
                round=at,
                names=_names(words, question, one["tied"]),
            )
    if found.get("unscored"):
        yield words.gettext("Scored by nobody: %(names)s", names=_names(words, question, found["unscored"]))


def _shares(words: Words, question: Question, found: Mapping[str, Any]) -> Iterator[str]:
    if found["funded"]:
        yield words.gettext("Funded: %(names)s", names=_names(words, question, found["funded"]))
    for tie in found["ties"]:
        few = words.integer(tie["fewest"])
        count = few if tie["fewest"] == tie["most"] else f"{few}–{words.integer(tie['most'])}"
        yield words.gettext(
            "Tied, with money for %(count)s of them: %(names)s",
            count=count,
            names=_names(words, question, tie["options"]),
        )
    if found["funded"] or found["ties"]:
        yield words.gettext(
            "Spent on what is certain: %(spent)s of %(budget)s",
            spent=yuan(words, found["spent"]),
            budget=yuan(words, found["budget"]),
        )


def _figures(words: Words, question: Question, found: Mapping[str, Any]) -> Iterator[str]:
    frames = {
        "mean": N_("Mean: %(figure)s"),
        "median": N_("Median: %(figure)s"),
        "five_lowest": N_("The five lowest: up to %(figure)s"),
        "five_highest": N_("The five highest: from %(figure)s up"),
    }
    unit = words.pick(question.unit)
    for name, frame in frames.items():
        if name not in found:
            continue  # of fewer than five numbers the ends would be what one elector said
        said = figure_said(words, Fraction(found[name]))
        yield words.gettext(frame, figure=f"{said}\N{NO-BREAK SPACE}{unit}" if unit else said)


def _names(words: Words, question: Question, options: Sequence[str]) -> str:
    return ("、" if words.is_chinese else ", ").join(choice_label(words, question, option) for option in options)


def figure_said(words: Words, exact: Fraction) -> str:
    """An exact figure for print: whole as it is, else with two decimals, rounded half away from zero."""
    if exact.denominator == 1:
        return words.integer(int(exact))
    sign = "-" if exact < 0 else ""
    return sign + words.square_metres(int(abs(exact) * 100 + Fraction(1, 2)))
