"""What a draft's form lets people choose from, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consult.domain.consent import Rule, Weight
from consult.domain.consultation import SERVED_NOW, Channel, Kind
from consult.domain.deemed import DeemedMode
from consult.domain.electorate import Basis
from consult.domain.matter import MATTERS
from consult.domain.privacy import Secrecy
from consult.domain.question import ABSTAIN, NONE_OF_THESE, SIDES, Method, QuestionType
from consult.domain.question_faults import CAN_BE_WAITED_FOR
from consult.domain.rules import CUSTOM, RULES
from consult.domain.scope import Place
from consult.web.console.draft_fields import DraftFields, QuestionFields
from consult.web.console.draft_plan import place_value
from consult.web.own_rule import STAND_IN, Choices, rule_lists
from consult.wording.counting import METHOD_NAMES
from consult.wording.language import Words
from consult.wording.marking import N_
from consult.wording.matters import Circumstances, RuleSuggestion, name_of_matter, suggestion, warning_of
from consult.wording.places import place_name
from consult.wording.procedure import DEEMED_SAID, SWITCHES_SAID
from consult.wording.rules import RULE_NAMES, rule_name, rule_sentences
from consult.wording.secrecy import FORM_NOTE, NAMED, SECRET
from consult.wording.states import BASES, CHANNELS, KINDS, QUESTION_TYPES

_FIXED_ANSWERS = {
    "agree": N_("Agree"),
    "oppose": N_("Oppose"),
    ABSTAIN: N_("Abstain"),
    NONE_OF_THESE: N_("None of these"),
}


def lists(words: Words, typed: DraftFields, places: Iterable[Place]) -> dict[str, object]:
    """Every list of the form."""
    return rule_lists(words) | {
        "kinds": [(kind.value, words.gettext(KINDS[kind])) for kind in Kind],
        "bases": [(basis.value, words.gettext(BASES[basis])) for basis in Basis],
        "secrecies": [(Secrecy.NAMED.value, words.gettext(NAMED)), (Secrecy.UNNAMED.value, words.gettext(SECRET))],
        "secrecy_note": words.gettext(FORM_NOTE),
        "channels": _channels(words, typed),
        "rules": [*(_rule(words, rule) for rule in RULES.values()), _own_rule(words)],
        "types": [(kind.value, words.gettext(QUESTION_TYPES[kind.value])) for kind in QuestionType],
        "matters": [(key, name_of_matter(words, key)) for key in MATTERS],
        "suggested": _suggested(words, typed),
        "rule_warning": _warning(words, typed),
        "methods": {method.value: words.gettext(METHOD_NAMES[method.value]) for method in Method},
        "places": [(place_value(place), place_name(words, place.building, place.entrance, "")) for place in places],
        "conditions": conditions(words, typed),
        "switches": [(key, words.gettext(name), words.gettext(does)) for key, (name, does) in SWITCHES_SAID.items()],
        "silences": [
            (mode.value, words.gettext(DEEMED_SAID[mode][0]), words.gettext(DEEMED_SAID[mode][1]))
            for mode in DeemedMode
        ],
    }


def _circumstances(typed: DraftFields) -> Circumstances:
    return {"is_binding": typed.kind == Kind.BINDING, "in_part": typed.scope == "places"}


def _suggested(words: Words, typed: DraftFields) -> RuleSuggestion | None:
    """The rule that the law asks for what the vote is about, once somebody has said that."""
    return suggestion(words, typed.matter, **_circumstances(typed))


def _warning(words: Words, typed: DraftFields) -> str:
    """What to say where another rule is chosen; of an own rule its key is enough."""
    chosen = replace(STAND_IN, key=CUSTOM) if typed.rule == CUSTOM else RULES.get(typed.rule)
    return warning_of(words, typed.matter, chosen, **_circumstances(typed)) if chosen else ""


def _channels(words: Words, typed: DraftFields) -> Choices:
    """The ways that can be served; another one is listed where the draft names it, so that it is not lost."""
    return [
        (channel.value, words.gettext(CHANNELS[channel]))
        for channel in Channel
        if channel in SERVED_NOW or channel.value in typed.channels
    ]


def _rule(words: Words, rule: Rule) -> tuple[str, str, str]:
    return rule.key, rule_name(words, rule), " ".join(rule_sentences(words, rule, Weight()))


def _own_rule(words: Words) -> tuple[str, str, str]:
    return CUSTOM, words.gettext(RULE_NAMES[CUSTOM]), words.gettext("Its shares, and what it rests on, stand below.")


def conditions(words: Words, typed: DraftFields) -> list[Choices]:
    """For each question, the answers to earlier ones that it may wait for; one no longer offered stays in sight."""
    return [list(_waits(words, typed, at)) for at in range(len(typed.questions))]


def _waits(words: Words, typed: DraftFields, at: int) -> Iterator[tuple[str, str]]:
    chosen, offered = typed.questions[at].show_if, set()
    for number, earlier in enumerate(typed.questions[:at], start=1):
        for row, label in _answers(words, earlier, is_binding=typed.kind == Kind.BINDING):
            value = f"{number}:{row}"
            offered.add(value)
            yield (
                value,
                words.gettext("only after “%(answer)s” to question %(number)s", number=number, answer=label),
            )
    if chosen and chosen not in offered:
        yield chosen, words.gettext("only after an answer that is no longer there")


def _answers(words: Words, question: QuestionFields, *, is_binding: bool) -> Choices:
    """The answers of a question that another may wait for, by their row."""
    if question.type not in CAN_BE_WAITED_FOR:
        return []
    if not question.has_options:
        return [(side, words.gettext(_FIXED_ANSWERS[side])) for side in SIDES]
    rows = [
        (str(row), words.pick({"zh": option.label_zh, "en": option.label_en}) or str(row))
        for row, option in enumerate(question.options, start=1)
        if not option.is_empty
    ]
    can_refuse = is_binding and question.type in (QuestionType.CHOOSE_ONE, QuestionType.CHOOSE_SOME)
    refusals = (NONE_OF_THESE, ABSTAIN) if can_refuse else ()
    return rows + [(key, words.gettext(_FIXED_ANSWERS[key])) for key in refusals]
