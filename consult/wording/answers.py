"""Answers in words: what stands on a card, on the page to check, and in a table of figures."""

from __future__ import annotations

from collections.abc import Sequence

from consult.domain.consultation import Channel
from consult.domain.question import (
    ABSTAIN,
    AGREE,
    FOLLOW,
    NONE_OF_THESE,
    OPPOSE,
    VOID,
    Answer,
    Question,
    QuestionType,
    Rows,
    Scores,
)
from consult.wording.language import Words
from consult.wording.marking import N_

CHANNELS = {
    Channel.WEB: N_("on the web"),
    Channel.PAPER: N_("on paper"),
    Channel.DOORSTEP: N_("at the door"),
    Channel.PROXY: N_("by proxy"),
}
"""Channel → how a ballot came, inside a sentence or a table."""


def choice_label(words: Words, question: Question, key: str) -> str:
    """What one choice is called: the fixed words of consent and refusal, or the committee's own for an option."""
    own = {option.key: words.pick(option.label) for option in question.options}
    return own.get(key) or fixed_label(words, key)


def fixed_label(words: Words, key: str) -> str:
    """What a choice is called that is no option of the committee's: a side, a refusal, a void row."""
    fixed = {
        AGREE: words.gettext("Agree"),
        OPPOSE: words.gettext("Oppose"),
        ABSTAIN: words.gettext("Abstain"),
        FOLLOW: words.gettext("Follow the majority"),
        NONE_OF_THESE: words.gettext("None of these"),
        VOID: words.gettext("Void"),
    }
    return fixed.get(key, key)


def answer_said(words: Words, question: Question, answer: Answer | None) -> str:
    """A whole answer in words; a blank is said to be one."""
    if answer is None or answer in ("", ()):
        return words.gettext("Not answered")
    if not question.choices:
        return _with_unit(words, question, str(answer))
    if isinstance(answer, Scores):
        return _joined(words, [f"{choice_label(words, question, key)} {score}" for key, score in answer])
    if isinstance(answer, Rows):
        rows = [row_said(words, plan, said) for plan, said in rows_said(words, question, answer)]
        return ("；" if words.is_chinese else "; ").join(rows)
    if question.type is QuestionType.RANK and not isinstance(answer, str):
        return _joined(words, [f"{at}. {choice_label(words, question, key)}" for at, key in enumerate(answer, start=1)])
    keys: Sequence[str] = (answer,) if isinstance(answer, str) else answer
    return _joined(words, [choice_label(words, question, key) for key in keys])


def rows_said(words: Words, question: Question, answer: Rows) -> list[tuple[str, str]]:
    """Each plan's name and what was said to it; a row left blank is said to be one."""
    sides = dict(answer)
    return [
        (choice_label(words, question, key), choice_label(words, question, sides[key]))
        if key in sides
        else (choice_label(words, question, key), words.gettext("Not answered"))
        for key in question.choices
    ]


def row_said(words: Words, plan: str, said: str) -> str:
    """A plan's name and what goes with it."""
    return f"{plan}：{said}" if words.is_chinese else f"{plan}: {said}"


def _joined(words: Words, parts: Sequence[str]) -> str:
    return ("、" if words.is_chinese else ", ").join(parts)


def _with_unit(words: Words, question: Question, answer: str) -> str:
    unit = words.pick(question.unit)
    return f"{answer}{chr(0xA0)}{unit}" if unit else answer


def yuan(words: Words, hundredths: int) -> str:
    """A sum given in 0.01 yuan: 38000.00元, or CNY 38 000.00."""
    return in_yuan(words, words.square_metres(hundredths))


def in_yuan(words: Words, figure: str) -> str:
    """A figure that is written already, with its unit."""
    return f"{figure}{chr(0xA0)}元" if words.is_chinese else f"CNY{chr(0xA0)}{figure}"


def channel_name(words: Words, channel: str) -> str:
    """How a ballot came."""
    return words.gettext(CHANNELS[Channel(channel)])
