"""Proxies: the principal's choice for each question, a cap, and no chains."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.proxy import Proxy, admit_proxy
from consult.domain.question import Condition, Question, QuestionType
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES

NOW = datetime(2026, 12, 20, tzinfo=UTC)
QUESTIONS = (
    Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),
    Question(2, QuestionType.CONSENT, {"zh": "是否收费？"}, show_if=Condition(1, "agree")),
    Question(3, QuestionType.TEXT, {"zh": "意见"}),
)
GOOD = Proxy(7, 12, {1: "agree", 2: "oppose"}, NOW - timedelta(days=2), NOW + timedelta(days=10))


def admit(proxy: Proxy, *earlier: Proxy, rule: str = "general") -> str | None:
    try:
        assert admit_proxy(proxy, earlier, rule=RULES[rule], questions=QUESTIONS, now=NOW) is proxy
    except Refusal as refused:
        return refused.reason
    return None


def others(n: int) -> list[Proxy]:
    return [replace(GOOD, principal=100 + at) for at in range(n)]


@pytest.mark.parametrize(
    ("proxy", "refused"),
    [
        pytest.param(GOOD, None, id="a choice for each question"),
        pytest.param(replace(GOOD, agent="张律师"), None, id="an agent who owns nothing here"),
        pytest.param(replace(GOOD, answers={1: "oppose"}), None, id="a hidden question needs no choice"),
        pytest.param(replace(GOOD, answers={1: "agree"}), "proxy-without-choice", id="a shown one does"),
        pytest.param(replace(GOOD, answers={}), "proxy-without-choice", id="no choice at all"),
        pytest.param(replace(GOOD, agent=7), "proxy-for-oneself", id="for oneself"),
        pytest.param(replace(GOOD, valid_until=NOW), "proxy-expired", id="its time is over"),
    ],
)
def test_one_proxy(proxy: Proxy, refused: str | None) -> None:
    assert admit(proxy) == refused


@pytest.mark.parametrize(
    ("registered", "refused"),
    [
        pytest.param(2, None, id="below the cap"),
        pytest.param(3, "proxy-beyond-cap", id="at the cap"),
    ],
)
def test_the_cap(registered: int, refused: str | None) -> None:
    assert admit(GOOD, *others(registered)) == refused


@pytest.mark.parametrize(
    ("earlier", "refused"),
    [
        pytest.param(replace(GOOD, agent=99), "proxy-twice", id="a second agent"),
        pytest.param(replace(GOOD, principal=12, agent=7), "proxy-in-circle", id="each other"),
        pytest.param(replace(GOOD, principal=12, agent=30), "proxy-in-circle", id="the agent is represented"),
        pytest.param(replace(GOOD, principal=30, agent=7), "proxy-in-circle", id="the principal is an agent"),
    ],
)
def test_beside_another(earlier: Proxy, refused: str) -> None:
    assert admit(GOOD, earlier) == refused


def test_a_committee_meeting_knows_no_proxies() -> None:
    assert admit(GOOD, rule="committee-meeting") == "proxies-not-allowed"
