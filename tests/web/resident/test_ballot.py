"""From the ballot to the receipt, with everything that can happen on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.issue_letters import IssuedLetter
from consult.models.ballot import Ballot, UncountedBallot
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import fields_of, main_form, page_of, submit, text_of

WHOLE: dict[str, Any] = {"q1": "agree", "q2": "1", "q3": ["1", "3"], "q4": "谢谢大家。"}


def ballots(session: Session) -> list[Ballot]:
    session.rollback()
    return list(session.scalars(select(Ballot)))


def checked(client: LookingClient, view: ConsultationView, **answers: Any) -> TestResponse:
    """The page on which these answers are checked."""
    return submit(client, client.get(f"/c/{view.code}/ballot"), step="check", **answers)


def test_from_the_form_to_the_receipt(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = checked(signed_in, consultation, **WHOLE)
    assert check.status_code == 200
    seen = text_of(check)
    assert all(said in seen for said in ("同意", "彩钢板", "1号位、3号位", "谢谢大家。"))
    assert not ballots(session), "nothing is recorded before the answers were checked"
    sent = submit(signed_in, check, step="send")
    assert (sent.status_code, sent.location) == (303, f"/c/{consultation.code}/receipt")
    [kept] = ballots(session)
    assert kept.answers == {"1": "agree", "2": "1", "3": ["1", "3"], "4": "谢谢大家。"}
    receipt = text_of(signed_in.get(sent.location))
    assert kept.receipt in receipt
    assert f"第 {kept.seq} 号" in receipt


def test_coming_back_shows_the_receipt_and_never_the_ballot(
    signed_in: LookingClient, consultation: ConsultationView
) -> None:
    submit(signed_in, checked(signed_in, consultation, q1="agree"), step="send")
    back = signed_in.get(f"/c/{consultation.code}/ballot")
    assert (back.status_code, back.location) == (303, f"/c/{consultation.code}/receipt")


def test_changing_takes_the_answers_back_to_the_form(signed_in: LookingClient, consultation: ConsultationView) -> None:
    form = submit(signed_in, checked(signed_in, consultation, **WHOLE), step="change")
    fields = fields_of(main_form(form))
    assert fields["q1"] == "agree"
    assert fields.getlist("q3") == ["1", "3"]
    assert fields["q4"] == "谢谢大家。"


def test_a_retry_after_a_lost_answer_gets_the_same_receipt(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = checked(signed_in, consultation, q1="agree")
    first, again = submit(signed_in, check, step="send"), submit(signed_in, check, step="send")
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert len(ballots(session)) == 1
    session.rollback()
    assert not session.scalars(select(UncountedBallot)).all()


def test_the_second_of_two_phones_is_told_that_the_first_counts(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    here, there = checked(signed_in, consultation, q1="agree"), checked(signed_in, consultation, q1="oppose")
    submit(signed_in, here, step="send")
    answer = submit(signed_in, there, step="send")
    assert answer.status_code == 409
    assert "您家已经答过了" in text_of(answer)
    assert "第 2 号，网上交来" in text_of(answer)
    [kept] = ballots(session)
    assert kept.answers["1"] == "agree"


def test_a_ballot_entered_on_paper_meanwhile_is_shown_with_its_way(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = checked(signed_in, consultation, q1="agree")
    people.vote(session, consultation, people.CHEN_AYI, {1: "oppose"}, on_paper=True)
    assert "用纸质票交来" in text_of(submit(signed_in, check, step="send"))
    assert "这不是我们投的" in text_of(signed_in.get(f"/c/{consultation.code}/receipt"))


@pytest.mark.parametrize(
    ("late", "status"),
    [(timedelta(seconds=-1), 303), (timedelta(0), 410), (timedelta(seconds=1), 410)],
    ids=["a second before the end", "exactly at the end", "a second after the end"],
)
def test_a_ballot_at_the_end(
    signed_in: LookingClient,
    session: Session,
    consultation: ConsultationView,
    at: Callable[[datetime], None],
    chen: IssuedLetter,
    late: timedelta,
    status: int,
) -> None:
    at(people.CLOSES_AT - timedelta(minutes=5))
    submit(signed_in, signed_in.get(f"/h/{chen.token}"))
    check = checked(signed_in, consultation, q1="agree")
    at(people.CLOSES_AT + late)
    answer = submit(signed_in, check, step="send")
    assert answer.status_code == status
    assert len(ballots(session)) == (1 if status == 303 else 0)
    if status == 410:
        assert "您的答案来晚了" in text_of(answer)
        assert "2026年12月30日（周三）18:00" in text_of(answer)


def test_the_form_is_not_shown_once_it_is_over(
    signed_in: LookingClient, consultation: ConsultationView, at: Callable[[datetime], None], chen: IssuedLetter
) -> None:
    at(people.CLOSES_AT - timedelta(minutes=5))
    submit(signed_in, signed_in.get(f"/h/{chen.token}"))
    at(people.CLOSES_AT)
    answer = signed_in.get(f"/c/{consultation.code}/ballot")
    assert answer.status_code == 410
    assert "已经截止了" in text_of(answer)


def test_nothing_marked_is_said_and_nothing_is_sent(signed_in: LookingClient, consultation: ConsultationView) -> None:
    answer = checked(signed_in, consultation)
    assert answer.status_code == 400
    assert page_of(answer).xpath("//*[@data-focus]"), "the error summary takes the focus"


def test_a_blank_question_is_said_to_be_one(signed_in: LookingClient, consultation: ConsultationView) -> None:
    answer = checked(signed_in, consultation, q1="oppose")
    assert "还有题目没有回答" in text_of(answer)
    assert "未作答" in text_of(answer)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [(["1", "2", "3"], "最多"), (["1", "none"], "以上均不同意"), (["none", "abstain"], "以上均不同意")],
    ids=["one choice too many", "an option beside none of these", "two refusals at once"],
)
def test_a_mistake_names_its_question_and_keeps_everything(
    signed_in: LookingClient, consultation: ConsultationView, chosen: list[str], said: str
) -> None:
    answer = checked(signed_in, consultation, **(WHOLE | {"q3": chosen}))
    assert answer.status_code == 400
    [summary] = page_of(answer).xpath("//*[@data-focus]//a")
    assert said in summary.text_content()
    assert summary.get("href") == "#q3-1"
    kept = fields_of(main_form(answer))
    assert kept.getlist("q3") == chosen
    assert (kept["q1"], kept["q4"]) == ("agree", "谢谢大家。")


def test_exactly_as_many_as_allowed_pass(signed_in: LookingClient, consultation: ConsultationView) -> None:
    assert checked(signed_in, consultation, q1="agree", q3=["1", "2"]).status_code == 200


def test_a_follow_up_is_not_kept_for_those_it_was_not_asked(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    check = checked(signed_in, consultation, q1="oppose", q3=["1"])
    assert "充电桩装在哪里" not in text_of(check)
    submit(signed_in, check, step="send")
    assert ballots(session)[0].answers == {"1": "oppose"}


@pytest.mark.parametrize("tampered", [{"q1": "maybe"}, {"q9": "agree"}, {"q2": "77"}, {"q4": "长" * 2001}], ids=str)
def test_what_is_not_on_offer_is_never_recorded(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, tampered: dict[str, str]
) -> None:
    answer = submit(signed_in, checked(signed_in, consultation, q1="agree"), step="send", **tampered)
    assert answer.status_code == 400
    assert not ballots(session)


def test_an_option_that_does_not_exist_is_explained_and_loses_no_other_answer(
    signed_in: LookingClient, consultation: ConsultationView
) -> None:
    answer = checked(signed_in, consultation, **WHOLE | {"q2": "77"})
    assert answer.status_code == 400
    page = page_of(answer)
    [named] = page.xpath("//*[contains(@class, 'error_summary')]//a")
    assert named.get("href").startswith("#q2")
    assert named.text_content() == "第2题没有“77”这个选项。请在票面所列的选项中选择。"
    kept = fields_of(main_form(answer))
    assert (kept["q1"], kept["q4"]) == (WHOLE["q1"], WHOLE["q4"])
    assert "q2" not in kept


def test_written_words_are_shown_as_words(signed_in: LookingClient, consultation: ConsultationView) -> None:
    answer = checked(signed_in, consultation, q4="<script>alert(1)</script>\r\n第二行")
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert "<script>alert(1)</script> 第二行" in text_of(answer)


def test_an_ended_visit_keeps_the_answers_through_a_second_sign_in(
    signed_in: LookingClient,
    session: Session,
    consultation: ConsultationView,
    at: Callable[[datetime], None],
    chen: IssuedLetter,
) -> None:
    form = signed_in.get(f"/c/{consultation.code}/ballot")
    at(people.MIDWAY + timedelta(minutes=31))
    again = submit(signed_in, form, step="check", **WHOLE)
    assert again.status_code == 403
    assert "您填的答案还在" in text_of(again)
    mistaken = submit(signed_in, again, building="1", room="101", code="0" * 10)
    check = submit(signed_in, mistaken, building="1", room="101", code=chen.code)
    assert check.status_code == 200
    assert "1号位、3号位" in text_of(check)
    assert submit(signed_in, check, step="send").status_code == 303
    assert ballots(session)[0].answers["4"] == "谢谢大家。"


def test_a_visit_to_one_consultation_is_none_to_another(
    signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    other = people.make_open_consultation(session, consultation.estate.id)
    answer = signed_in.get(f"/c/{other.code}/ballot")
    assert (answer.status_code, answer.location) == (303, f"/sign-in?code={other.code}")
    assert signed_in.get(f"/c/{other.code}/receipt").status_code == 303


def test_the_ballot_is_nobody_elses_to_keep(signed_in: LookingClient, consultation: ConsultationView) -> None:
    assert signed_in.get(f"/c/{consultation.code}/ballot").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("step", ["check", "send"])
def test_a_form_of_another_version_is_shown_again_with_everything_marked(
    step: str, signed_in: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    answer = submit(signed_in, signed_in.get(f"/c/{consultation.code}/ballot"), step=step, text="of yesterday", **WHOLE)
    assert answer.status_code == 409
    assert "请重新核对答案" in text_of(answer)
    assert not ballots(session)
    again = fields_of(main_form(answer))
    assert (again["q1"], again["text"]) == ("agree", consultation.text_hash)
