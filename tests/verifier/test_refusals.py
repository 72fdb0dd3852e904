"""What a book may not say is named in one plain sentence, the right one; hand-built books, line by line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from consult.domain.deemed import DeemedMode
from consult.domain.procedure import Procedure, procedure_json
from consult.domain.question import Bounds, Condition, Option, Question, QuestionType, Scale
from consult.domain.question_json import to_json
from consult.domain.rules import RULES, rule_json
from consult.verifier import verify

SHEDS = tuple(Option(str(n), {"zh": f"方案{n}"}, cost=n * 100) for n in range(1, 4))
ASKED = (
    Question(1, QuestionType.CONSENT, {"zh": "是否同意？"}),
    Question(2, QuestionType.CHOOSE_SOME, {"zh": "选"}, options=SHEDS, most=2, can_refuse=True),
    Question(3, QuestionType.BUDGET, {"zh": "分"}, options=SHEDS, budget=500),
    Question(4, QuestionType.SCORE, {"zh": "打分"}, options=SHEDS, scale=Scale(1, 5)),
    Question(5, QuestionType.RANK, {"zh": "排"}, options=SHEDS, most=2),
    Question(6, QuestionType.NUMBER, {"zh": "几个"}, bounds=Bounds(Decimal(-2), Decimal(5))),
    Question(7, QuestionType.EACH_PLAN, {"zh": "逐个"}, options=SHEDS),
    Question(8, QuestionType.TEXT, {"zh": "还有什么？"}),
    Question(9, QuestionType.CONSENT, {"zh": "那么呢？"}, show_if=Condition(1, "agree")),
)
AT, LATE = "2026-12-20T01:00:00.000Z", "2026-12-30T10:00:00.000Z"
DOCUMENT = "sha256:" + "ab" * 32

Line = tuple[str, dict[str, Any]]


def votes(
    *lines: Line, procedure: Procedure | None = None, rule: str = "general", at: str = AT
) -> tuple[verify.Votes, list[str]]:
    """What the verifier makes of these lines, the first of them number 2; nine electors, and the end at LATE."""
    report = verify.Report()
    roll = verify.Roll([str(number), "1", "1000", ""] for number in range(1, 10))
    book = verify.Votes(report, roll, [to_json(question) for question in ASKED])
    book.settled = {one["elector"]: seq for seq, (kind, one) in enumerate(lines, start=2) if kind == "RESOLVE"}
    opening: dict[str, Any] = {"rule": rule_json(RULES[rule]), "closes_at": LATE}
    if procedure is not None:
        opening["procedure"] = procedure_json(procedure)
    book.begin(opening)
    for seq, (kind, payload) in enumerate(lines, start=2):
        book.read(seq, kind, at, payload)
    book.finish()
    return book, [english for _, english in report.faults]


def web(elector: int, answers: dict[str, Any] | None = None) -> Line:
    return "BALLOT", {"elector": elector, "channel": "web", "answers": answers or {"1": "agree"}, "nonce": "00"}


def paper(elector: int, answers: dict[str, Any] | None = None) -> Line:
    return "PAPER", {"elector": elector, "channel": "paper", "answers": answers or {"1": "agree"}, "nonce": "00"}


def proxy(elector: int, agent: object, document: str = DOCUMENT) -> Line:
    _, payload = web(elector)
    return "BALLOT", payload | {"channel": "proxy", "proxy": {"agent": agent, "document": document}}


def double(elector: int, counted: int, channel: str = "web") -> Line:
    return "DUPLICATE", {"elector": elector, "channel": channel, "counted": counted, "nonce": "00"}


def settled(elector: object, counted: int, duplicate: int, decision: str, **more: Any) -> Line:
    payload = {"elector": elector, "counted": counted, "duplicate": duplicate, "decision": decision, "nonce": "00"}
    return "RESOLVE", payload | more


UNKNOWN = "something was chosen that does not stand on the ballot"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a choice that is not there": ({"1": "perhaps"}, f"question 1: {UNKNOWN}"),
    "following that is not offered": ({"1": "follow"}, f"question 1: {UNKNOWN}"),
    "three of at most two": ({"2": ["1", "2", "3"]}, "question 2: more was chosen than allowed"),
    "one option twice": ({"2": ["1", "1"]}, "question 2: one option was chosen twice"),
    "none beside an option": ({"2": ["1", "none"]}, "question 2: 'none of these' or 'abstain' was chosen beside"),
    "one yuan over the budget": ({"3": ["1", "2", "3"]}, "question 3: what was chosen costs more than the budget"),
    "a score above the scale": ({"4": {"1": 6}}, "question 4: a score is off the scale"),
    "a score below the scale": ({"4": {"1": 0}}, "question 4: a score is off the scale"),
    "a score that is text": ({"4": {"1": "5"}}, "question 4: a score is off the scale"),
    "three ranked of at most two": ({"5": ["3", "1", "2"]}, "question 5: more was chosen than allowed"),
    "one ranked twice": ({"5": ["3", "3"]}, "question 5: one option was chosen twice"),
    "half a step": ({"6": "1.5"}, "question 6: a number is outside its bounds"),
    "one below the least": ({"6": "-3"}, "question 6: a number is outside its bounds"),
    "one above the most": ({"6": "6"}, "question 6: a number is outside its bounds"),
    "a number with a zero too many": ({"6": "01"}, "question 6: what was written is not in the prescribed form"),
    "a void row on the web": ({"7": {"1": "void"}}, f"question 7: {UNKNOWN}"),
    "a row for no plan": ({"7": {"4": "agree"}}, f"question 7: {UNKNOWN}"),
    "words in the book": ({"8": "我家在三楼"}, "question 8: what was written is not in the prescribed form"),
    "a question too many": ({"10": "agree"}, "a question was answered that was not asked"),
    "a question that was not shown": ({"1": "oppose", "9": "agree"}, "a question was answered that was not asked"),
    "nothing": ({}, "nothing was answered"),
}
RIGHT: dict[str, dict[str, Any]] = {
    "two of at most two": {"2": ["1", "2"]},
    "none alone": {"2": ["none"]},
    "just the budget": {"3": ["2", "3"]},
    "the ends of the scale": {"4": {"1": 1, "2": 5}},
    "two ranked of at most two": {"5": ["3", "1"]},
    "the least number": {"6": "-2"},
    "the greatest number": {"6": "5"},
    "some rows": {"7": {"1": "agree", "3": "abstain"}},
    "a question that was shown": {"1": "agree", "9": "agree"},
}


@pytest.mark.parametrize(("answers", "sentence"), WRONG.values(), ids=list(WRONG))
def test_a_ballot_that_could_not_be_filled_in(answers: dict[str, Any], sentence: str) -> None:
    _, faults = votes(("BALLOT", web(1)[1] | {"answers": answers}))
    assert len(faults) == 1
    assert faults[0].startswith(f"Line 2: a ballot cannot be filled in like this: {sentence}")


@pytest.mark.parametrize("answers", RIGHT.values(), ids=list(RIGHT))
def test_a_ballot_just_within_its_bounds(answers: dict[str, Any]) -> None:
    assert not votes(web(1, answers))[1]


CAP_OF_TWO = {"procedure": Procedure(proxy_cap=2)}
SILENCE = Procedure(deemed=DeemedMode.ABSTAIN, clause={"zh": "视为弃权"})
OPINION: Line = ("OPINION", {"answers": {"1": "agree"}, "nonce": "00"})
INVALID: Line = ("INVALID", {"elector": 1, "serial": "1-001", "reason": "spoilt", "nonce": "00"})

REFUSED: dict[str, tuple[tuple[Line, ...], dict[str, Any], str]] = {
    "two ballots of one elector": ((web(1), paper(1)), {}, "Elector 1 is counted twice: in lines 2 and 3."),
    "nobody on the roll": ((web(10),), {}, "Line 2 is about somebody who is not on the roll."),
    "at the very end": ((web(1),), {"at": LATE}, "a ballot after the end that was announced"),
    "a late paper where none is taken": ((paper(1),), {"at": LATE}, "a ballot after the end that was announced"),
    "the web after the end, where papers may be late": (
        (web(1),),
        {"at": LATE, "procedure": Procedure(late_paper=True)},
        "a ballot after the end that was announced",
    ),
    "a proxy for oneself": ((proxy(1, 1),), {}, "elector 1 is named as their own agent"),
    "two who represent each other": ((proxy(1, 2), proxy(2, 1)), {}, "in a chain or a circle"),
    "a circle of three": ((proxy(1, 2), proxy(2, 3), proxy(3, 1)), {}, "in a chain or a circle"),
    "a chain": ((proxy(1, 2), proxy(2, 3)), {}, "in a chain or a circle"),
    "one more than the cap": ((proxy(1, 9), proxy(2, 9), proxy(3, 9)), CAP_OF_TWO, "elector 9 represents more than 2"),
    "an agent from elsewhere": ((proxy(1, 10),), {}, "the agent is not on the roll"),
    "an agent that is text": ((proxy(1, "9"),), {}, "what it says of a proxy does not fit"),
    "a document in plain words": ((proxy(1, 9, "委托书"),), {}, "what it says of a proxy does not fit"),
    "a proxy without a word of it": (
        (("BALLOT", web(1)[1] | {"channel": "proxy"}),),
        {"procedure": Procedure()},
        "what it says of a proxy does not fit",
    ),
    "a proxy at a committee's meeting": (
        (proxy(1, 9),),
        {"rule": "committee-meeting"},
        "which the rule does not allow",
    ),
    "a second ballot without a first": ((double(1, 2),), {}, "speaks of a second ballot, but there is no first"),
    "a settlement of nothing": ((web(1), settled(1, 2, 3, "first-stands")), {}, "points at no ballot or at no second"),
    "a settlement at another's second ballot": (
        (web(1), web(2), double(1, 2), double(2, 3), settled(1, 2, 5, "first-stands")),
        {},
        "points at no ballot or at no second",
    ),
    "a settlement at another's ballot": (
        (web(1), web(2), double(1, 2), settled(1, 3, 4, "first-stands")),
        {},
        "points at no ballot or at no second",
    ),
    "a decision that nobody knows": ((web(1), double(1, 2), settled(1, 2, 3, "both")), {}, "the decision does not fit"),
    "a second that counts without answers": (
        (web(1), double(1, 2), settled(1, 2, 3, "second-counts")),
        {},
        "the decision does not fit",
    ),
    "a void row of a second ballot from the web": (
        (web(1), double(1, 2), settled(1, 2, 3, "second-counts", answers={"1": "void"})),
        {},
        "a ballot cannot be filled in like this",
    ),
    "a paper set aside for no reason": (
        (("INVALID", INVALID[1] | {"reason": "late"}),),
        {},
        "no such reason for setting a ballot aside",
    ),
    "a paper set aside too late": ((INVALID,), {"at": LATE}, "a paper ballot after the end that was announced"),
    "service of a stranger": (
        (("SERVED", {"electors": [1, 10]}),),
        {"procedure": SILENCE},
        "names somebody who is not",
    ),
    "service twice": (
        (("SERVED", {"electors": [1]}), ("SERVED", {"electors": [1]})),
        {"procedure": SILENCE},
        "there was such a line before",
    ),
    "service where silence means nothing": ((("SERVED", {"electors": [1]}),), {}, "silence means nothing here"),
    "a ballot after service": (
        (("SERVED", {"electors": [1]}), web(1)),
        {"procedure": SILENCE},
        "was written after SERVED",
    ),
    "silence under a rule that gives it no meaning": (
        (),
        {"procedure": SILENCE, "rule": "lift"},
        "which this rule does not allow",
    ),
    "an opinion that nobody asked for": ((OPINION,), {}, "which is not collected here"),
    "an opinion with a name": (
        (("OPINION", OPINION[1] | {"elector": 1}),),
        {"procedure": Procedure(tenants=True)},
        "that names an elector",
    ),
}


@pytest.mark.parametrize(("lines", "setting", "sentence"), REFUSED.values(), ids=list(REFUSED))
def test_one_plain_sentence(lines: tuple[Line, ...], setting: dict[str, Any], sentence: str) -> None:
    _, faults = votes(*lines, **setting)
    assert faults
    assert all(sentence in fault for fault in faults), faults


TAKEN: dict[str, tuple[tuple[Line, ...], dict[str, Any]]] = {
    "a late paper": ((paper(1),), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "a late proxy": ((proxy(1, 9),), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "a late invalid paper": ((INVALID,), {"at": LATE, "procedure": Procedure(late_paper=True)}),
    "just the cap": ((proxy(1, 9), proxy(2, 9)), CAP_OF_TWO),
    "an agent who is no elector": ((proxy(1, None),), {}),
    "an agent who votes too": ((web(9), proxy(1, 9)), {}),
    "a void row of a second ballot on paper": (
        (web(1), double(1, 2, "paper"), settled(1, 2, 3, "second-counts", answers={"1": "void"})),
        {},
    ),
    "nobody served": ((("SERVED", {"electors": []}),), {"procedure": SILENCE}),
}


@pytest.mark.parametrize(("lines", "setting"), TAKEN.values(), ids=list(TAKEN))
def test_what_is_allowed(lines: tuple[Line, ...], setting: dict[str, Any]) -> None:
    assert not votes(*lines, **setting)[1]


def test_the_last_settlement_holds() -> None:
    first = (web(1, {"1": "agree"}), double(1, 2))
    counts = settled(1, 2, 3, "second-counts", answers={"1": "oppose"})
    for last, agree, oppose, valid in (
        (settled(1, 2, 3, "first-stands"), 1, 0, 1),
        (settled(1, 2, 3, "neither-counts"), 0, 0, 0),
        (settled(1, 2, 3, "second-counts", answers={"1": "oppose"}), 0, 1, 1),
    ):
        book, faults = votes(*first, counts, last)
        assert not faults
        assert (book.counts[0].counts["agree"][0], book.counts[0].counts["oppose"][0]) == (agree, oppose)
        assert sum(book.counted.values()) == valid


def test_who_is_silent_and_who_only_invalid() -> None:
    lines = (
        web(1),
        web(2),
        double(2, 3),
        settled(2, 3, 4, "neither-counts"),
        ("INVALID", INVALID[1] | {"elector": 3}),
        INVALID,
        ("SERVED", {"electors": [1, 2, 3, 4, 5]}),
    )
    book, faults = votes(*lines, procedure=SILENCE)
    assert not faults
    terms = book.terms(rule_json(RULES["general"]))
    assert terms.silent == (2, 2_000)
    assert book.invalid == {3: "spoilt"}
