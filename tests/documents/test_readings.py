"""The appendix of disputed readings: every row on paper, and why a verdict changes."""

from __future__ import annotations

import pytest

from consult.documents.readings import ReadingsSheet, readings_pdf
from consult.domain.deemed import Service
from consult.domain.question import Question, QuestionType
from consult.domain.rules import rule_named
from consult.domain.sensitivity import Holder, sensitivity
from consult.wording.language import CHINESE, ENGLISH, Words, words_for
from consult.wording.readings import decisive_lines, reading_rows
from tests.documents import reading
from tests.documents.sheets import IMPRINT

WORDS = {"zh": words_for(CHINESE), "en": words_for(ENGLISH)}
ASKED = (Question(1, QuestionType.CONSENT, {"zh": "是否同意？", "en": "Agreed?"}),)


def a_sheet(words: Words, holders: list[Holder]) -> ReadingsSheet:
    """The appendix of a vote by the general rule."""
    reads = sensitivity(ASKED, rule_named("general"), holders)
    return ReadingsSheet(
        estate="临园小区",
        title="车棚",
        rows=tuple((what, outcome, change) for what, outcome, change in reading_rows(words, ASKED, reads)),
        reasons=tuple(decisive_lines(words, ASKED, reads)),
        issuer="业主委员会",
        dated="2026年12月31日",
        imprint=IMPRINT,
    )


@pytest.mark.parametrize("language", WORDS)
def test_a_vote_that_hangs_on_silence_says_why(language: str) -> None:
    words = WORDS[language]
    agreeing = [Holder((5_000,), answers={1: "agree"}) for _ in range(5)]
    sheet = a_sheet(words, [*agreeing, *(Holder((5_000,), service=Service.SIGNED_IN) for _ in range(4))])
    text = reading.body_of(pdf := readings_pdf(sheet, words))
    assert reading.is_sound(pdf)
    assert sheet.reasons
    for said in (*sheet.reasons, *(cell for row in sheet.rows for cell in row)):
        assert reading.packed(said) in text
    assert reading.packed(words.gettext("At least one reading would change the outcome.")) in text


def test_a_vote_that_hangs_on_nothing_says_so(zh: Words) -> None:
    sheet = a_sheet(zh, [Holder((5_000,), answers={1: "agree"}) for _ in range(5)])
    assert sheet.reasons == ()
    text = reading.text_of(readings_pdf(sheet, zh))
    assert "无论怎样理解，结果都不变" in text
    assert "结果为什么会变" not in text
