"""Books built by hand, line by line, and what the verifier makes of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from consult.domain.procedure import Procedure, procedure_json
from consult.domain.question import Bounds, Condition, Option, Question, QuestionType, Scale
from consult.domain.question_json import to_json
from consult.domain.rules import RULES, rule_json
from consult.verifier import verify
from tests.verifier.events import sealed

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
    book.first_look = verify.FirstLook(verify.canonical({"type": kind, "payload": one}) for kind, one in lines)
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


KEY = "cd" * 32


def sealed_double(answers: dict[str, Any]) -> Line:
    """A second ballot of elector 1, whose first is line 2, with its answers sealed."""
    return "DUPLICATE", double(1, 2)[1] | {"answers": sealed(answers, KEY)}


def settled(elector: object, counted: int, duplicate: int, decision: str, **more: Any) -> Line:
    payload = {"elector": elector, "counted": counted, "duplicate": duplicate, "decision": decision, "nonce": "00"}
    return "RESOLVE", payload | more
