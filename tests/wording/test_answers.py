"""Answers as cards, check page and tables say them."""

from __future__ import annotations

import pytest

from consult.domain.consultation import Channel
from consult.domain.question import Question, QuestionType
from consult.wording.answers import CHANNELS, answer_said, channel_name, choice_label, yuan
from consult.wording.language import CHINESE, ENGLISH, words_for
from tests.people import CHOICE, CONSENT

ZH, EN = words_for(CHINESE), words_for(ENGLISH)
WISH = Question(3, QuestionType.TEXT, {"zh": "还有什么？"})


@pytest.mark.parametrize(
    ("key", "chinese", "english"),
    [("agree", "同意", "Agree"), ("oppose", "反对", "Oppose"), ("abstain", "弃权", "Abstain")],
)
def test_consent_has_fixed_words(key: str, chinese: str, english: str) -> None:
    assert (choice_label(ZH, CONSENT, key), choice_label(EN, CONSENT, key)) == (chinese, english)


def test_an_option_has_the_committees_words() -> None:
    assert choice_label(ZH, CHOICE, "1") == "彩钢板"
    assert choice_label(EN, CHOICE, "none") == "None of these"


@pytest.mark.parametrize("blank", [None, "", ()])
def test_a_blank_is_said_to_be_one(blank: str | None) -> None:
    assert answer_said(ZH, CONSENT, blank) == "未作答"


def test_several_choices_are_joined_as_the_reader_joins_them() -> None:
    assert answer_said(ZH, CHOICE, ("1", "2")) == "彩钢板、阳光板"
    assert answer_said(EN, CHOICE, ("1", "2")) == "Steel sheet, Polycarbonate"


def test_written_words_stay_as_written() -> None:
    assert answer_said(ZH, WISH, "agree") == "agree"


def test_a_sum_has_two_decimals_and_its_unit() -> None:
    assert yuan(ZH, 3_800_000) == "38\N{NO-BREAK SPACE}000.00\N{NO-BREAK SPACE}元"
    assert yuan(EN, 5) == "CNY\N{NO-BREAK SPACE}0.05"


def test_every_channel_has_a_name() -> None:
    assert set(CHANNELS) == set(Channel)
    assert channel_name(ZH, "paper") == "用纸质票"
