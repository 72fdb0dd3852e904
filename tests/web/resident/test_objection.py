"""Objecting to a posted result on the page: the last day, the form, the number, the decision, taking it back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.close_consultation import close_consultation
from consult.actions.decide_objection import Decision, decide_objection
from consult.models.photo import KeptPhoto
from consult.models.result_objection import ResultObjection
from consult.queries.consultations import ConsultationView
from tests import a_picture, people
from tests.looking_client import LookingClient
from tests.people import CLOSES_AT
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, send

LATER = CLOSES_AT + timedelta(hours=1)
OVER = CLOSES_AT + timedelta(days=9)


@pytest.fixture
def closed(
    session: Session, consultation: ConsultationView, client: LookingClient, at: Callable[[datetime], None]
) -> ConsultationView:
    """A result that hangs on the board since an hour; 陈阿姨 is signed in."""
    close_consultation(session, consultation.estate.id, consultation.id, by=people.SECRETARY.name, now=CLOSES_AT)
    at(LATER)
    come_in_as_household(client, session, people.elector_of(session, consultation, people.CHEN_AYI), now=LATER)
    return consultation


@pytest.fixture
def page(closed: ConsultationView) -> str:
    return f"/c/{closed.code}/objection"


def kept(session: Session) -> list[ResultObjection]:
    session.expire_all()
    return list(session.scalars(select(ResultObjection)))


def test_the_question_page_says_until_when_and_how_without_signing_in(
    client: LookingClient, closed: ConsultationView
) -> None:
    seen = text_of(client.get(f"/c/{closed.code}"))
    last = (CLOSES_AT + timedelta(days=7)).date()
    assert f"异议受理至{last.year}年{last.month}月{last.day}日（周" in seen
    assert "写在纸上" in seen
    assert "目前没有收到异议" in seen


def test_raised_once_numbered_decided_and_read(
    client: LookingClient, session: Session, closed: ConsultationView, page: str
) -> None:
    for _ in range(3):
        assert send(client, page, {"matter": "count", "said": "三号楼的票数加不拢"}).status_code == 303
    [one] = kept(session)
    seen = text_of(client.get(page))
    assert "异议1号" in seen
    assert "等待处理" in seen
    decision = Decision(1, "partly", "已复核三号楼，更正一张")
    decide_objection(session, closed.estate.id, closed.id, decision, by="丁一平", now=LATER)
    seen = text_of(client.get(page))
    assert "部分成立" in seen
    assert "已复核三号楼，更正一张" in seen
    public = text_of(client.get(f"/c/{closed.code}"))
    assert "共收到异议1件，已作出决定1件" in public
    assert "三号楼的票数加不拢" not in public
    assert one.number == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"matter": "", "said": "<b>票</b>不对"}, "请选择对哪方面有异议", id="about nothing"),
        pytest.param({"matter": "count", "said": "  "}, "请写明哪里不对", id="empty"),
        pytest.param({"matter": "count", "said": "票" * 1001}, "最多1000个字", id="one sign too long"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(
    client: LookingClient, session: Session, page: str, typed: dict[str, str], said: str
) -> None:
    answer = send(client, page, typed)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert typed["said"].replace("<", "&lt;").replace(">", "&gt;") in answer.get_data(as_text=True)
    assert not kept(session)


def test_a_photo_is_cleaned_and_what_is_none_keeps_the_words(
    client: LookingClient, session: Session, page: str
) -> None:
    typed = {"matter": "conduct", "said": "公告没有贴"}
    refused = send(client, page, {**typed, "photo": (io.BytesIO(b"%PDF-1.7"), "a.pdf")})
    assert refused.status_code == 400
    assert "公告没有贴" in text_of(refused)
    refused.request.input_stream.close()
    sent = send(client, page, {**typed, "photo": (io.BytesIO(a_picture.picture()), "a.png")})
    assert sent.status_code == 303
    sent.request.input_stream.close()
    [one] = kept(session)
    assert session.scalar(select(KeptPhoto.sha256)) == one.photo_sha256


def test_taken_back_by_the_household_and_nobody_else(
    client: LookingClient, session: Session, closed: ConsultationView, page: str
) -> None:
    send(client, page, {"matter": "other", "said": "时间太短"})
    other = people.elector_of(session, closed, people.ZHAO_KE)
    come_in_as_household(client, session, other, now=LATER)
    assert send(client, page, {"number": "1"}, to=f"{page}/back").status_code == 400
    assert "时间太短" not in text_of(client.get(page))
    own = people.elector_of(session, closed, people.CHEN_AYI)
    come_in_as_household(client, session, own, now=LATER)
    assert send(client, page, {"number": "1"}, to=f"{page}/back").status_code == 303
    assert kept(session)[0].outcome == "withdrawn"


def test_after_the_last_day_the_result_is_final_and_there_is_no_form(
    client: LookingClient, session: Session, closed: ConsultationView, page: str, at: Callable[[datetime], None]
) -> None:
    at(OVER)
    come_in_as_household(client, session, people.elector_of(session, closed, people.CHEN_AYI), now=OVER)
    assert "公示期满，无未决异议" in text_of(client.get(f"/c/{closed.code}"))
    assert 'name="matter"' not in client.get(page).get_data(as_text=True)


def test_before_the_result_there_is_nothing_to_object_to(
    signed_in: LookingClient, consultation: ConsultationView
) -> None:
    answer = signed_in.get(f"/c/{consultation.code}/objection")
    assert "自结果公示之日起" in text_of(answer)
    assert 'name="matter"' not in answer.get_data(as_text=True)


def test_nobody_else_reads_it(client: LookingClient, page: str) -> None:
    client.delete_cookie("session")
    with client.session_transaction() as cookie:
        cookie.clear()
    assert client.get(page).location.startswith("/sign-in?next=")


def test_in_a_survey_no_sentence_of_it_speaks_of_a_vote(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    survey = people.make_closed_consultation(
        session, ballots={people.CHEN_AYI: {2: "1"}}, rule="advisory", questions=(people.CHOICE,)
    )
    at(LATER)
    come_in_as_household(client, session, people.elector_of(session, survey, people.CHEN_AYI), now=LATER)
    for page in ("objection", "contest", "about-us"):
        answer = client.get(f"/c/{survey.code}/{page}")
        assert answer.status_code == 200
        seen = text_of(answer)
        said = seen.replace(survey.title["zh"], "").replace("监票", "")  # the title is the committee's own
        assert not re.findall("票|表决|投的", said), page
