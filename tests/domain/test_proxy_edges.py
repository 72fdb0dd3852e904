"""A proxy on its edges: the moment it is signed and ends, whom it names, what counts as a choice, who else is near."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consult.domain.proxy import Proxy, admit_proxy, name_key
from consult.domain.question import VOID, Answer, Option, Question, QuestionType, Rows
from consult.domain.refusal import Refusal
from consult.domain.rules import RULES

NOW = datetime(2026, 12, 20, 9, 30, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
CONSENT = Question(1, QuestionType.CONSENT, {"zh": "是否同意？"})
PLANS = Question(
    1,
    QuestionType.EACH_PLAN,
    {"zh": "两家物业公司，逐家表决"},
    options=(Option("1", {"zh": "甲"}), Option("2", {"zh": "乙"})),
)
GOOD = Proxy(7, 12, {1: "agree"}, NOW - timedelta(days=2), NOW + timedelta(days=10))


def refused(proxy: Proxy, *earlier: Proxy, question: Question = CONSENT) -> Refusal | None:
    try:
        admit_proxy(proxy, earlier, rule=RULES["general"], questions=(question,), now=NOW)
    except Refusal as said_no:
        return said_no
    return None


def reason(proxy: Proxy, *earlier: Proxy, question: Question = CONSENT) -> str | None:
    said_no = refused(proxy, *earlier, question=question)
    return said_no and said_no.reason


@pytest.mark.parametrize(
    ("proxy", "expected"),
    [
        pytest.param(replace(GOOD, signed_at=NOW), None, id="signed this moment"),
        pytest.param(replace(GOOD, signed_at=NOW + MOMENT), "proxy-signed-later", id="signed a moment from now"),
        pytest.param(replace(GOOD, valid_until=NOW + MOMENT), None, id="over in a moment"),
        pytest.param(replace(GOOD, valid_until=NOW), "proxy-expired", id="over this moment"),
        pytest.param(replace(GOOD, valid_until=NOW - timedelta(days=1)), "proxy-expired", id="over since yesterday"),
    ],
)
def test_when_a_proxy_holds(proxy: Proxy, expected: str | None) -> None:
    assert reason(proxy) == expected


@pytest.mark.parametrize(
    ("proxy", "expected"),
    [
        pytest.param(replace(GOOD, agent=""), "proxy-without-agent", id="nobody"),
        pytest.param(
            replace(GOOD, agent=name_key("李 伟"), own_names={name_key("李伟")}), "proxy-for-oneself", id="self"
        ),
        pytest.param(replace(GOOD, agent=name_key("王芳"), own_names={name_key("李伟")}), None, id="somebody else"),
    ],
)
def test_whom_a_proxy_names(proxy: Proxy, expected: str | None) -> None:
    assert reason(proxy) == expected


def test_width_case_and_spaces_make_no_other_name() -> None:
    assert name_key("Ｌｉ　Wei ") == name_key("li wei") == "liwei"
    assert name_key("李伟") != name_key("李炜")


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        pytest.param(CONSENT, "abstain", None, id="abstaining is a choice"),
        pytest.param(CONSENT, VOID, "proxy-without-choice", id="a void row is none"),
        pytest.param(PLANS, Rows((("1", "agree"), ("2", "oppose"))), None, id="a choice for each plan"),
        pytest.param(PLANS, Rows((("1", "agree"),)), "proxy-without-choice", id="a plan left blank"),
        pytest.param(PLANS, Rows((("1", "agree"), ("2", VOID))), "proxy-without-choice", id="a void row among plans"),
    ],
)
def test_what_is_a_choice(question: Question, answer: Answer, expected: str | None) -> None:
    assert reason(replace(GOOD, answers={1: answer}), question=question) == expected


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        pytest.param([11, 11, 11, 13, 13, 13], None, id="others' principals do not count"),
        pytest.param([12, 12], None, id="two before"),
        pytest.param([12, 12, 12], "proxy-beyond-cap", id="three before"),
        pytest.param([12, 12, 12, 12], "proxy-beyond-cap", id="four before, from when more were allowed"),
    ],
)
def test_how_many_one_agent_may_represent(agents: list[int], expected: str | None) -> None:
    earlier = [replace(GOOD, principal=100 + at, agent=agent) for at, agent in enumerate(agents)]
    assert reason(GOOD, *earlier) == expected


@pytest.mark.parametrize(("principal", "agent"), [(1, 2), (40, 50)], ids=["lower numbers", "higher numbers"])
def test_a_proxy_between_others_is_no_concern_of_this_one(principal: int, agent: int) -> None:
    assert reason(GOOD, replace(GOOD, principal=principal, agent=agent)) is None


@pytest.mark.parametrize(
    ("said", "named"), [("3号楼的王芳", "3号楼的王芳"), ("", "12")], ids=["by what is said", "else by number"]
)
def test_how_a_refusal_names_the_agent(said: str, named: str) -> None:
    proxy = replace(GOOD, said=said)
    for earlier in ([replace(GOOD, principal=12, agent=30)], [replace(GOOD, principal=100 + at) for at in range(3)]):
        said_no = refused(proxy, *earlier)
        assert said_no is not None
        assert said_no.details["agent"] == named
