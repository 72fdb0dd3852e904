"""Proxies (上海市住宅物业管理规定 18): written, with the principal's own choice for each question.

The agent hands the choice in and cannot make one. A cap on principals per agent is a setting (default 3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from consult.domain.answers import has_blank_rows
from consult.domain.consent import Rule
from consult.domain.question import VOID, Answer, Question, QuestionType, Rows, Text
from consult.domain.refusal import Refusal, reasons

reasons(
    proxy_without_photo="a written proxy without its photo where every sheet must be photographed",
    proxies_not_allowed="rule: a rule under which everyone votes in person",
    proxy_for_oneself="an elector named as their own agent",
    proxy_in_circle="agent: an agent who is represented by somebody else in the same consultation",
    proxy_beyond_cap="agent, cap: more principals than one agent may represent",
    proxy_twice="a principal who has named an agent already, whose proxy was not annulled since",
    proxy_without_choice="question: a question for which the principal states no choice",
    proxy_expired="until: a proxy whose time is over",
    proxy_signed_later="signed: a proxy signed after the moment it is handed in",
    proxy_agent_on_roll="name, agent: an agent typed by a name that an owner of the same roll bears",
    proxy_without_agent="a proxy that names nobody",
    proxy_not_filed="a proxy of which nobody says where the paper is filed",
    proxy_dates_missing="a proxy without the day it was signed, or the last day it is good for",
)

USUAL_CAP = 3


@dataclass(frozen=True, slots=True)
class Proxy:
    """One written authorisation: principal and agent (an elector's number, or `name_key` of somebody else's name).

    `answers` are the principal's own, as `check_answers` reads them. `own_names` are the principal's, as `name_key`:
    one of several co-owners is no agent. `said` is how a refusal names the agent.
    """

    principal: int
    agent: int | str
    answers: Mapping[int, Answer]
    signed_at: datetime
    valid_until: datetime
    own_names: Collection[str] = field(default_factory=frozenset)
    said: Text | str = ""


def name_key(name: str) -> str:
    """A name as it is compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


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
    _refuse_agent(proxy)
    if proxy.signed_at > now:
        raise Refusal("proxy-signed-later", signed=proxy.signed_at)
    if now >= proxy.valid_until:
        raise Refusal("proxy-expired", until=proxy.valid_until)
    _refuse_unstated(proxy, questions)
    registered = tuple(earlier)
    _refuse_beside(proxy, registered)
    represented = sum(other.agent == proxy.agent for other in registered)
    if represented >= cap:
        raise Refusal("proxy-beyond-cap", agent=_said(proxy), cap=cap)
    return proxy


def _refuse_agent(proxy: Proxy) -> None:
    if proxy.agent == "":
        raise Refusal("proxy-without-agent")
    if proxy.agent == proxy.principal or proxy.agent in proxy.own_names:
        raise Refusal("proxy-for-oneself")


def _said(proxy: Proxy) -> Text | str:
    return proxy.said or str(proxy.agent)


def _refuse_unstated(proxy: Proxy, questions: Sequence[Question]) -> None:
    for question in questions:
        is_shown = question.show_if is None or question.show_if.holds(proxy.answers)
        if is_shown and not _is_stated(question, proxy.answers.get(question.number)):
            raise Refusal("proxy-without-choice", question=question.number)


def _is_stated(question: Question, answer: Answer | None) -> bool:
    """Whether the principal chose: a remark may be left out, a void row is no choice, each plan needs its own."""
    if question.type is QuestionType.TEXT:
        return True
    is_void = answer == VOID or (isinstance(answer, Rows) and VOID in dict(answer).values())
    return bool(answer) and not is_void and not has_blank_rows(question, answer)


def _refuse_beside(proxy: Proxy, registered: tuple[Proxy, ...]) -> None:
    if any(other.principal == proxy.principal for other in registered):
        raise Refusal("proxy-twice")
    # A chain would let an agent carry choices that a third person collected: nobody represents and is represented.
    # So no circle can come about either, however long.
    if any(other.principal == proxy.agent or other.agent == proxy.principal for other in registered):
        raise Refusal("proxy-in-circle", agent=_said(proxy))
