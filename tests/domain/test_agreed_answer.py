"""Agreed answers: read from a file, bounded, and part of the announced text only where there are any."""

from __future__ import annotations

import pytest

from consult.domain.agreed_answer import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    MOST,
    AgreedAnswer,
    agreed_faults,
    agreed_from_json,
    agreed_json,
)
from consult.domain.consultation_file import read_plan
from consult.domain.ledger import fingerprint
from consult.domain.picture import Picture
from consult.domain.question_json import text_hash, text_json, to_json
from consult.domain.refusal import Refusal
from consult.wording.language import SHANGHAI
from tests.cli.test_consultation import GOOD
from tests.matters import CHOICE, CONSENT

ONE = AgreedAnswer({"zh": "要钱吗？"}, {"zh": "不要。", "en": "No."})
TITLE, INTRO, QUESTIONS = {"zh": "征询"}, {"zh": "请看"}, (CONSENT, CHOICE)
ASKED = """
[[answers]]
question.zh = "充电会不会起火？"
question.en = "Could charging start a fire?"
answer.zh = "离楼至少6米。"
answer.en = "Six metres from the buildings."

[[answers]]
question = "要不要业主出钱？"
answer = "不要。"
"""


def reasons_of(text: str) -> list[str]:
    with pytest.raises(Refusal) as refused:
        read_plan(text.encode(), SHANGHAI)
    faults = refused.value.details.get("faults") or (refused.value,)
    return [fault.reason for fault in faults]


def test_a_file_says_what_residents_ask() -> None:
    fire, money = read_plan((GOOD + ASKED).encode(), SHANGHAI).agreed
    assert fire.question == {"zh": "充电会不会起火？", "en": "Could charging start a fire?"}
    assert (money.question, money.answer) == ({"zh": "要不要业主出钱？"}, {"zh": "不要。"})
    assert read_plan(GOOD.encode(), SHANGHAI).agreed == ()


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        pytest.param('[[answers]]\nquestion = "问？"\n', "key-missing", id="no answer"),
        pytest.param('[[answers]]\nanswer = "答。"\n', "key-missing", id="no question"),
        pytest.param(
            '[[answers]]\nquestion = "问？"\nanswer = " "\n', "agreed-answer-incomplete", id="an empty answer"
        ),
        pytest.param('[[answers]]\nquestion = "问？"\nanswer = "答"\nby = "我"\n', "unknown-key", id="another key"),
        pytest.param("[answers]\nquestion = 1\n", "wrong-value", id="no list"),
        pytest.param('[[answers]]\nquestion = 1\nanswer = "答"\n', "wrong-value", id="a number"),
    ],
)
def test_what_a_file_says_wrongly_is_named(written: str, reason: str) -> None:
    assert reason in reasons_of(GOOD + written)


def test_a_list_where_no_table_stands_is_named() -> None:
    assert reasons_of('answers = ["问？"]\n' + GOOD) == ["wrong-value"]


@pytest.mark.parametrize(
    ("agreed", "reasons"),
    [
        pytest.param((ONE,) * MOST, [], id="exactly twelve"),
        pytest.param((ONE,) * (MOST + 1), ["too-many-agreed-answers"], id="thirteen"),
        pytest.param((AgreedAnswer({"zh": "问" * LONGEST_QUESTION}, {"zh": "答" * LONGEST_ANSWER}),), [], id="longest"),
        pytest.param(
            (AgreedAnswer({"zh": "问" * (LONGEST_QUESTION + 1)}, {"zh": "答"}),),
            ["agreed-question-too-long"],
            id="a character more to ask",
        ),
        pytest.param(
            (AgreedAnswer({"zh": "问"}, {"zh": "答", "en": "a" * (LONGEST_ANSWER + 1)}),),
            ["agreed-answer-too-long"],
            id="a character more to answer",
        ),
        pytest.param((AgreedAnswer({}, {"zh": "答"}),), ["agreed-answer-incomplete"], id="nothing asked"),
    ],
)
def test_bounds(agreed: tuple[AgreedAnswer, ...], reasons: list[str]) -> None:
    assert [fault.reason for fault in agreed_faults(agreed)] == reasons


def test_they_come_back_as_they_were_kept() -> None:
    assert agreed_from_json(agreed_json([ONE])) == (ONE,)


def test_a_text_without_them_keeps_the_fingerprint_it_always_had() -> None:
    plain = {"title": TITLE, "intro": INTRO, "questions": [to_json(question) for question in QUESTIONS]}
    assert text_json(TITLE, INTRO, plain["questions"]) == plain
    assert text_hash(TITLE, INTRO, QUESTIONS) == fingerprint(plain)


def test_picture_and_answers_change_the_fingerprint_each_by_themselves() -> None:
    picture = Picture("ab" * 32, 100, 80, {"zh": "平面图"})
    turned = Picture("ab" * 32, 80, 100, {"zh": "平面图"})
    asked = (ONE,)
    versions = {
        text_hash(TITLE, INTRO, QUESTIONS),
        text_hash(TITLE, INTRO, QUESTIONS, picture),
        text_hash(TITLE, INTRO, QUESTIONS, None, asked),
        text_hash(TITLE, INTRO, QUESTIONS, picture, asked),
        text_hash(TITLE, INTRO, QUESTIONS, None, (*asked, AgreedAnswer({"zh": "几时？"}, {"zh": "明年"}))),
    }
    assert len(versions) == 5
    assert text_hash(TITLE, INTRO, QUESTIONS, turned) in versions, "its sides follow from its bytes"
