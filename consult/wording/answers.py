"""Answers in words: what stands on a card, on the page to check, and in a table of figures."""

from __future__ import annotations

from collections.abc import Sequence

from consult.domain.consultation import Channel
from consult.domain.question import ABSTAIN, AGREE, NONE_OF_THESE, OPPOSE, VOID, Answer, Question
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
    fixed = {
        AGREE: words.gettext("Agree"),
        OPPOSE: words.gettext("Oppose"),
        ABSTAIN: words.gettext("Abstain"),
        NONE_OF_THESE: words.gettext("None of these"),
        VOID: words.gettext("Void"),
    }
    own = {option.key: words.pick(option.label) for option in question.options}
    return own.get(key) or fixed.get(key, key)


def answer_said(words: Words, question: Question, answer: Answer | None) -> str:
    """A whole answer in words; a blank is said to be one."""
    if answer is None or answer in ("", ()):
        return words.gettext("Not answered")
    if not question.choices:
        return str(answer)
    keys: Sequence[str] = (answer,) if isinstance(answer, str) else answer
    joint = "、" if words.is_chinese else ", "
    return joint.join(choice_label(words, question, key) for key in keys)


def yuan(words: Words, hundredths: int) -> str:
    """A sum given in 0.01 yuan: 38000.00元, or CNY 38 000.00."""
    figure = words.square_metres(hundredths)
    return f"{figure}{chr(0xA0)}元" if words.is_chinese else f"CNY{chr(0xA0)}{figure}"


def channel_name(words: Words, channel: str) -> str:
    """How a ballot came."""
    return words.gettext(CHANNELS[Channel(channel)])
