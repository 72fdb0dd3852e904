"""Proxies (上海市住宅物业管理规定 18): written, with the principal's own choice for each question.

The agent hands the choice in and cannot make one. A cap on principals per agent is a setting (default 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.domain.consent import Rule
from consult.domain.question import Question
from consult.domain.refusal import Refusal, reasons

reasons(
    proxies_not_allowed="rule: a rule under which everyone votes in person",
    proxy_for_oneself="an elector named as their own agent",
    proxy_in_circle="agent: an agent who is represented by somebody else in the same consultation",
    proxy_beyond_cap="agent, cap: more principals than one agent may represent",
    proxy_twice="a principal who has named an agent already",
    proxy_without_choice="question: a question for which the principal states no choice",
    proxy_expired="until: a proxy whose time is over",
)

USUAL_CAP = 3


@dataclass(frozen=True, slots=True)
class Proxy:
    """One written authorisation: principal and agent (an elector's number, or a name for somebody else)."""

    principal: int
    agent: int | str
    answers: Mapping[int, object]
    signed_at: datetime
    valid_until: datetime


def admit_proxy(
    proxy: Proxy,
    earlier: Iterable[Proxy],
    *,
    rule: Rule,
    questions: Sequence[Question],
    now: datetime,
    cap: int = USUAL_CAP,
) -> Proxy:
    """Answer the proxy itself, or refuse why it cannot stand beside the ones registered earlier."""
    if not rule.allows_proxies:
        raise Refusal("proxies-not-allowed", rule=rule.key)
    if proxy.agent == proxy.principal:
        raise Refusal("proxy-for-oneself")
    if now >= proxy.valid_until:
        raise Refusal("proxy-expired", until=proxy.valid_until)
    _refuse_unstated(proxy, questions)
    registered = tuple(earlier)
    _refuse_beside(proxy, registered)
    represented = sum(other.agent == proxy.agent for other in registered)
    if represented >= cap:
        raise Refusal("proxy-beyond-cap", agent=str(proxy.agent), cap=cap)
    return proxy


def _refuse_unstated(proxy: Proxy, questions: Sequence[Question]) -> None:
    for question in questions:
        is_shown = question.show_if is None or proxy.answers.get(question.show_if.question) == question.show_if.answer
        if question.choices and is_shown and not proxy.answers.get(question.number):
            raise Refusal("proxy-without-choice", question=question.number)


def _refuse_beside(proxy: Proxy, registered: tuple[Proxy, ...]) -> None:
    if any(other.principal == proxy.principal for other in registered):
        raise Refusal("proxy-twice")
    # A chain would let an agent carry choices that a third person collected: nobody represents and is represented.
    if any(other.principal == proxy.agent or other.agent == proxy.principal for other in registered):
        raise Refusal("proxy-in-circle", agent=str(proxy.agent))
