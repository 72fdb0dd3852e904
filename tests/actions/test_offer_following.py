"""Following the majority is offered where the rules of procedure say so, and the text's fingerprint knows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.close_consultation import close_consultation
from consult.domain.procedure_guards import ADOPTED
from consult.domain.question import Question
from consult.domain.question_json import from_json, text_hash, to_json
from consult.domain.refusal import Refusal
from consult.models.place import Estate
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people
from tests.people import AFTER, CONSENT, OPENS_AT

FOLLOW = {"follow": True}


def offered(view: ConsultationView) -> list[bool]:
    return [question.can_follow for question in view.questions]


def settle(session: Session, estate_id: int, procedure: dict[str, Any]) -> None:
    kept = {ADOPTED: dict(people.ADOPTION), "procedure": procedure}
    session.execute(update(Estate).where(Estate.id == estate_id).values(settings=kept))
    session.commit()


def announce(session: Session, view: ConsultationView) -> ConsultationView:
    announce_consultation(session, view.estate.id, view.id, by="钱敏", now=OPENS_AT - timedelta(days=20))
    return consultation_of_id(session, view.estate.id, view.id)


def test_only_a_question_of_agree_or_oppose_offers_it(session: Session) -> None:
    view = people.make_draft(session, procedure=FOLLOW)
    assert offered(view) == [True, False]
    assert view.questions[0].choices == ("agree", "oppose", "abstain", "follow")
    assert view.text_hash == text_hash(view.title, view.intro, view.questions)


def test_by_default_nothing_is_written_about_it(session: Session) -> None:
    view = people.make_draft(session)
    assert offered(view) == [False, False]
    assert all("can_follow" not in to_json(question) for question in view.questions)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({}, FOLLOW, id="offered only since the draft was written"),
        pytest.param(FOLLOW, {}, id="not offered any more"),
        pytest.param(FOLLOW, FOLLOW, id="the same as before"),
    ],
)
def test_announcing_settles_what_is_offered(session: Session, before: dict[str, Any], after: dict[str, Any]) -> None:
    estate = people.make_estate(session, settings={"procedure": before})
    draft = people.make_draft(session, estate)
    settle(session, estate, after)
    announced = announce(session, draft)
    assert offered(announced) == [bool(after), False]
    assert announced.text_hash == text_hash(announced.title, announced.intro, announced.questions)
    assert (announced.text_hash == draft.text_hash) is (before == after)


def test_a_special_matter_never_offers_it(session: Session) -> None:
    estate = people.make_estate(session, settings={"procedure": FOLLOW})
    assert offered(people.make_draft(session, estate, rule="special")) == [False, False]
    with pytest.raises(Refusal, match="plan-faults"):
        people.make_draft(session, estate, rule="special", procedure=FOLLOW)


@pytest.mark.parametrize("is_offered", [True, False])
def test_the_choice_is_taken_only_where_it_is_offered(session: Session, is_offered: bool) -> None:
    view = people.make_open_consultation(session, procedure=FOLLOW if is_offered else {})
    if not is_offered:
        with pytest.raises(Refusal, match="unknown-answer"):
            people.vote(session, view, people.CHEN_AYI, {1: "follow"})
        return
    people.vote(session, view, people.CHEN_AYI, {1: "follow"})
    people.vote(session, view, people.LIU_SAN, {1: "follow"}, on_paper=True)
    people.vote(session, view, people.ZHAO_KE, {1: "agree"})
    result = close_consultation(session, view.estate.id, view.id, by="钱敏", now=AFTER)
    question = result["questions"][0]
    assert question["counts"]["follow"]["heads"] == 2
    assert question["followed"] == {"agree": question["counts"]["follow"]}
    assert (question["participating"]["heads"], question["expressed"]["heads"]) == (3, 1)


@pytest.mark.parametrize("question", [CONSENT, replace(CONSENT, can_follow=True)])
def test_the_question_reads_back_as_it_was_written(question: Question) -> None:
    assert from_json(to_json(question)) == question
