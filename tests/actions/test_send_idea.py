"""Ideas from sending to the committee's answer: once each, within their time and budget, and never of another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.answer_idea import AnswerGiven, answer_idea
from consult.actions.ask_for_ideas import ask_for_ideas, end_asking_for_ideas
from consult.actions.judge_idea import Ruling, judge_idea
from consult.actions.open_consultation import open_consultation
from consult.actions.send_idea import SentIdea, send_idea
from consult.actions.support_idea import Support, support_idea
from consult.actions.withdraw_idea import withdraw_idea
from consult.domain.idea import A_DAY, MOST_A_DAY
from consult.domain.refusal import Refusal
from consult.models.idea import Idea, IdeaPhoto, IdeaSupport
from consult.models.ledger import LedgerLine
from consult.queries.consultations import ConsultationView
from consult.queries.ideas import idea_photo, ideas_to_judge, own_ideas, shown_ideas
from tests import a_picture, people, some_ideas
from tests.some_ideas import BEFORE, let_through


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return some_ideas.make_asking_consultation(session)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_same_words_five_times_are_one_idea(session: Session, view: ConsultationView) -> None:
    kept = [some_ideas.send(session, view, people.CHEN_AYI, f"车棚装雨棚{'！' * n}") for n in range(5)]
    assert {one.id for one in kept} == {kept[0].id}
    assert [one.is_again for one in kept] == [False, True, True, True, True]
    assert some_ideas.send(session, view, people.ZHAO_KE, "车棚装雨棚").id != kept[0].id


def test_a_photo_forgotten_the_first_time_is_put_to_it(session: Session, view: ConsultationView) -> None:
    some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚", photo=a_picture.kept())
    [own] = own_ideas(session, view.estate.id, view.id, people.elector_of(session, view, people.CHEN_AYI).id)
    assert own.photo == a_picture.kept().sha256


def test_what_is_seen_by_everybody_gets_no_photo_unseen(session: Session, view: ConsultationView) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    let_through(session, view, idea.id)
    some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚", photo=a_picture.kept())
    [shown] = shown_ideas(session, view.estate.id, view.id)
    assert shown.photo == ""
    assert count(session, IdeaPhoto) == 0


def test_as_many_a_day_as_may_and_more_the_next_day(session: Session, view: ConsultationView) -> None:
    for n in range(MOST_A_DAY):
        some_ideas.send(session, view, people.CHEN_AYI, f"建议{n}")
    with pytest.raises(Refusal) as refused:
        some_ideas.send(session, view, people.CHEN_AYI, "再来一条")
    assert refused.value.reason == "too-many-ideas-today"
    assert some_ideas.send(session, view, people.CHEN_AYI, "建议0").is_again
    some_ideas.send(session, view, people.ZHAO_KE, "别家不受影响")
    some_ideas.send(session, view, people.CHEN_AYI, "再来一条", after=A_DAY)


@pytest.mark.parametrize("ended", ["opened", "by the committee"])
def test_ended_nothing_is_taken_and_what_was_shown_stays(session: Session, view: ConsultationView, ended: str) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    let_through(session, view, idea.id)
    if ended == "opened":
        open_consultation(session, view.estate.id, view.id, by="钱敏", now=view.opens_at)
    else:
        end_asking_for_ideas(session, view.estate.id, view.id)
    zhao = people.elector_of(session, view, people.ZHAO_KE).id
    with pytest.raises(Refusal, match="ideas-"):
        some_ideas.send(session, view, people.ZHAO_KE, "晚了的")
    with pytest.raises(Refusal, match="ideas-"):
        support_idea(session, Support(view.estate.id, view.id, zhao, idea.id), now=BEFORE)
    assert len(shown_ideas(session, view.estate.id, view.id)) == 1


def test_a_draft_and_an_open_one_ask_for_nothing(session: Session, view: ConsultationView) -> None:
    draft = people.make_draft(session, view.estate.id)
    with pytest.raises(Refusal, match="not-announced"):
        ask_for_ideas(session, draft.estate.id, draft.id, now=BEFORE)
    opened = people.make_open_consultation(session, view.estate.id)
    with pytest.raises(Refusal, match="ideas-ended"):
        ask_for_ideas(session, opened.estate.id, opened.id, now=people.MIDWAY)


def test_an_elector_of_another_vote_sends_nothing(session: Session, view: ConsultationView) -> None:
    other = people.make_announced_consultation(session, view.estate.id)
    stranger = people.elector_of(session, other, people.CHEN_AYI)
    with pytest.raises(Refusal, match="unknown-elector"):
        send_idea(session, SentIdea(view.estate.id, view.id, stranger.id, "idea", "雨棚"), now=BEFORE)


def test_supported_once_by_each_household_and_taken_back(session: Session, view: ConsultationView) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    support = Support(view.estate.id, view.id, people.elector_of(session, view, people.ZHAO_KE).id, idea.id)
    with pytest.raises(Refusal, match="unknown-idea"):
        support_idea(session, support, now=BEFORE)
    let_through(session, view, idea.id)
    for _ in range(3):
        support_idea(session, support, now=BEFORE)
    [seen] = shown_ideas(session, view.estate.id, view.id, support.elector_id)
    assert (seen.supports, seen.is_supported, seen.is_mine) == (1, True, False)
    for _ in range(2):
        support_idea(session, replace(support, is_given=False), now=BEFORE)
    assert count(session, IdeaSupport) == 0
    own = replace(support, elector_id=people.elector_of(session, view, people.CHEN_AYI).id)
    with pytest.raises(Refusal, match="own-idea"):
        support_idea(session, own, now=BEFORE)


def test_most_supported_first_or_newest_first(session: Session, view: ConsultationView) -> None:
    first = some_ideas.send(session, view, people.CHEN_AYI, "雨棚")
    second = some_ideas.send(session, view, people.CHEN_AYI, "长椅", after=timedelta(hours=1))
    for idea in (first, second):
        let_through(session, view, idea.id)
    zhao = people.elector_of(session, view, people.ZHAO_KE).id
    support_idea(session, Support(view.estate.id, view.id, zhao, first.id), now=BEFORE)
    assert [one.text for one in shown_ideas(session, view.estate.id, view.id)] == ["雨棚", "长椅"]
    assert [one.text for one in shown_ideas(session, view.estate.id, view.id, newest=True)] == ["长椅", "雨棚"]


def test_taken_back_by_its_household_only_and_its_photo_is_deleted(session: Session, view: ConsultationView) -> None:
    photo = a_picture.kept()
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚", photo=photo)
    keys = (view.estate.id, view.id)
    assert idea_photo(session, *keys, photo.sha256, public=True) is None
    assert idea_photo(session, *keys, photo.sha256, public=False) == photo.jpeg
    let_through(session, view, idea.id)
    assert idea_photo(session, *keys, photo.sha256, public=True) == photo.jpeg
    with pytest.raises(Refusal, match="unknown-idea"):
        withdraw_idea(session, *keys, people.elector_of(session, view, people.ZHAO_KE).id, idea.id)
    withdraw_idea(session, *keys, people.elector_of(session, view, people.CHEN_AYI).id, idea.id)
    assert shown_ideas(session, *keys) == []
    assert ideas_to_judge(session, *keys) == []
    assert count(session, IdeaPhoto) == 0
    with pytest.raises(Refusal, match="idea-taken-back"):
        judge_idea(session, Ruling(*keys, idea.id, "shown", "refused", "names"), by="钱敏", now=BEFORE)


def test_judged_once_at_a_time_and_turned_round(session: Session, view: ConsultationView) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "王某某乱停车")
    refused = Ruling(view.estate.id, view.id, idea.id, "waiting", "refused", "names", "请不要写姓名")
    for _ in range(2):
        judge_idea(session, refused, by="钱敏", now=BEFORE)
    with pytest.raises(Refusal, match="idea-ruled-meanwhile"):
        judge_idea(session, replace(refused, ruling="shown"), by="丁一平", now=BEFORE)
    [own] = own_ideas(session, view.estate.id, view.id, people.elector_of(session, view, people.CHEN_AYI).id)
    assert (own.state, own.why, own.said) == ("refused", "names", "请不要写姓名")
    judge_idea(session, replace(refused, stood="refused", ruling="shown"), by="丁一平", now=BEFORE)
    assert len(shown_ideas(session, view.estate.id, view.id)) == 1


def test_answered_with_a_reason_also_after_opening_and_the_book_knows_nothing(
    session: Session, view: ConsultationView
) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    given = AnswerGiven(view.estate.id, view.id, idea.id, "declined", "超出预算")
    with pytest.raises(Refusal, match="idea-not-public"):
        answer_idea(session, given, by="钱敏", now=BEFORE)
    let_through(session, view, idea.id)
    open_consultation(session, view.estate.id, view.id, by="钱敏", now=view.opens_at)
    lines = count(session, LedgerLine)
    answer_idea(session, given, by="钱敏", now=people.MIDWAY)
    answer_idea(session, replace(given, answer="partly", reason="先装一处"), by="钱敏", now=people.MIDWAY)
    [seen] = shown_ideas(session, view.estate.id, view.id)
    assert (seen.answer, seen.reason, seen.answered_at) == ("partly", "先装一处", people.MIDWAY)
    assert count(session, LedgerLine) == lines


def test_an_idea_of_another_consultation_is_none(session: Session, view: ConsultationView) -> None:
    idea = some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚")
    other = some_ideas.make_asking_consultation(session, view.estate.id)
    with pytest.raises(Refusal, match="unknown-idea"):
        judge_idea(session, Ruling(other.estate.id, other.id, idea.id, "waiting", "shown"), by="x", now=BEFORE)
    assert session.scalars(select(Idea.state)).one() == "waiting"
