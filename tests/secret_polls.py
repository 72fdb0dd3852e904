"""A secret poll and its estate, for tests: homes of one owner each, and ballots cast through the deed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.actions.open_consultation import open_consultation
from consult.domain.consultation import Channel
from consult.domain.electorate import Owner, Unit
from consult.domain.question import Condition, Option, Question, QuestionType
from consult.models.electorate import ElectorRow
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.matters import OPENS_AT

CONTENT = Question(1, QuestionType.CONSENT, {"zh": "对物业服务满意吗？", "en": "Are you content with the service?"})
WHAT = Question(
    2,
    QuestionType.CHOOSE_SOME,
    {"zh": "哪些要改进？", "en": "What should be better?"},
    options=(Option("1", {"zh": "保洁", "en": "Cleaning"}), Option("2", {"zh": "保安", "en": "Guards"})),
    most=2,
    show_if=Condition(1, "oppose"),
)
WORDS = Question(3, QuestionType.TEXT, {"zh": "还有什么想说的？", "en": "Anything else?"})


def units(homes: int) -> list[Unit]:
    """So many homes in buildings of ten, each of one owner, with areas of two decimals that are all different."""
    return [
        Unit(str(1 + at // 10), f"{101 + at % 10}", area=5_000 + 137 * at, owners=(Owner(f"业主{at}", f"9{at:03d}"),))
        for at in range(homes)
    ]


def make_announced(session: Session, homes: int = 30, **changed: Any) -> ConsultationView:
    """An announced secret poll."""
    estate_id = people.make_estate(session, units(homes))
    plan = {"rule": "advisory", "questions": (CONTENT, WHAT, WORDS), "secrecy": "secret"} | changed
    plan = {"channels": (Channel.WEB,)} | plan
    draft = people.make_draft(session, estate_id, **plan)
    announce_consultation(session, estate_id, draft.id, by="赵干事", now=OPENS_AT - timedelta(days=20))
    return consultation_of_id(session, estate_id, draft.id)


def make_open(session: Session, homes: int = 30, **changed: Any) -> ConsultationView:
    """An open one."""
    view = make_announced(session, homes, **changed)
    open_consultation(session, view.estate.id, view.id, by="赵干事", now=view.opens_at)
    return consultation_of_id(session, view.estate.id, view.id)


def make_closed(session: Session, ballots: Sequence[dict[int, object]], homes: int = 30) -> ConsultationView:
    """A closed one, in which the first homes answered so, in this order."""
    view = make_open(session, homes)
    for elector, answers in zip(people.electors(session, view), ballots, strict=False):
        people.vote(session, view, elector, answers)
    return close(session, view)


def close(session: Session, view: ConsultationView) -> ConsultationView:
    """Closed at its announced end."""
    close_consultation(session, view.estate.id, view.id, by="赵干事", now=view.closes_at)
    return consultation_of_id(session, view.estate.id, view.id)


def elector(session: Session, view: ConsultationView, at: int = 0) -> ElectorRow:
    """One of its electors, in walking order."""
    return people.electors(session, view)[at]


MIXED: list[dict[int, object]] = [
    *({1: "agree"} for _ in range(17)),
    *({1: "oppose", 2: ["1", "2"]} for _ in range(2)),
    {1: "oppose", 2: ["1"], 3: "门口的灯坏了"},
    {1: "abstain"},
]
"""21 ballots: question 1 may be told, the two others may not."""
