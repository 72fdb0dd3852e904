"""A vote of the cast that silence decides: returned ballots alone are too few, with the served and silent it passes."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.record_service import record_service
from consult.domain.question import Option, Question, QuestionType
from consult.domain.service import Attempt, Method
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.matters import AFTER, CHOICE, CONSENT, MIDWAY

CLAUSE = {
    "zh": "已送达而逾期未反馈的，视为同意多数意见。",
    "en": "Who was served and does not answer in time is deemed to agree with the majority.",
}
SILENCE = MappingProxyType({"deemed": {"mode": "majority", "clause": CLAUSE}, "follow": True})
"""The procedure: silence joins the larger side, and following it is offered."""

EACH = Question(
    3,
    QuestionType.EACH_PLAN,
    {"zh": "停车规则两个方案", "en": "Two plans for parking"},
    options=(Option("1", {"zh": "先到先得", "en": "First come"}), Option("2", {"zh": "按户轮换", "en": "In turn"})),
)
QUESTIONS = (CONSENT, CHOICE, EACH)


def make_silent_vote(session: Session, estate_id: int | None = None, **changed: Any) -> ConsultationView:
    """Open, with nine ballots in, four electors served and silent, and two who were reached by nobody."""
    procedure = {"procedure": dict(SILENCE), "questions": QUESTIONS} | changed
    view = people.make_open_consultation(session, estate_id, **procedure)
    everybody = people.electors(session, view)
    rows = {"1": "agree", "2": "oppose"}
    for elector in everybody[:6]:
        people.vote(session, view, elector, {1: "agree", 2: "1", 3: rows})
    for elector, other in zip(everybody[6:9], ("oppose", "follow", "abstain"), strict=True):
        answer = other if other != "follow" or view.procedure.follow else "abstain"
        people.vote(session, view, elector, {1: answer, 2: "2", 3: {"1": "oppose", "2": "agree"}})
    _serve(session, view, everybody[9:12], Attempt(Method.IN_PERSON, MIDWAY, "本人"))
    _serve(session, view, everybody[12:13], Attempt(Method.REGISTERED_POST, MIDWAY, evidence="XA 1234"))
    _serve(session, view, everybody[13:], Attempt(Method.LETTERBOX, MIDWAY))
    return view


def _serve(session: Session, view: ConsultationView, electors: list[Any], attempt: Attempt) -> None:
    ids = [elector.id for elector in electors]
    record_service(session, view.estate.id, view.id, ids, attempt, by="马建国", now=MIDWAY)


def close_silent_vote(session: Session, view: ConsultationView) -> ConsultationView:
    """The same, closed and counted."""
    close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    return consultation_of_id(session, view.estate.id, view.id)
