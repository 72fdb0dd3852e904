"""The privacy notice, what a household sees of what is kept about it, and what it says is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.actions.answer_record_request import answer_record_request
from consult.actions.close_consultation import close_consultation
from consult.actions.open_consultation import open_consultation
from consult.actions.raise_objection import Objecting, raise_objection
from consult.actions.support_idea import Support, support_idea
from consult.domain.record_request import MOST_WAITING
from consult.models.record_request import RecordRequest
from consult.models.roll import RollUnit
from consult.queries.consultations import ConsultationView
from consult.queries.record_requests import areas_confirmed, record_requests
from tests import people, some_ideas
from tests.looking_client import LookingClient
from tests.matters import AFTER, OPENS_AT
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, send


@pytest.fixture
def page(consultation: ConsultationView, signed_in: LookingClient) -> str:
    return f"/c/{consultation.code}/about-us"


def test_before_voting_opens_a_household_is_asked_whether_its_area_is_right(
    client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = OPENS_AT - timedelta(days=3)
    monkeypatch.setattr("consult.clock.now", lambda: before)
    view = people.make_announced_consultation(session)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    come_in_as_household(client, session, elector, now=before)
    page = f"/c/{view.code}/about-us"
    assert "54.32\u00a0平方米，对吗？" in client.get(page).text
    assert send(client, page, {"area": "1"}, to=f"{page}/right").status_code == 400
    assert areas_confirmed(session, view.estate.id, view.id) == 0
    for _again in range(2):
        assert send(client, page, {"area": str(elector.area)}, to=f"{page}/right").status_code == 303
    assert areas_confirmed(session, view.estate.id, view.id) == 1
    assert "对吗？" in client.get(page, query_string={"wanted": "area"}).text
    assert 'value="area" checked' in client.get(page, query_string={"wanted": "area"}).text
    session.rollback()


def kept(session: Session) -> list[RecordRequest]:
    session.expire_all()
    return list(session.scalars(select(RecordRequest)))


def test_the_notice_says_who_why_what_how_long_and_the_rights(client: LookingClient) -> None:
    seen = text_of(client.get("/privacy"))
    for said in ("谁在处理", "保存哪些信息", "谁能看到", "保存多久", "您的权利", "第四十七条", "30分钟"):
        assert said in seen


def test_the_notice_of_a_vote_names_whom_to_ask(client: LookingClient, consultation: ConsultationView) -> None:
    seen = text_of(client.get(f"/c/{consultation.code}/privacy"))
    assert consultation.estate.committee["zh"] in seen
    assert "无记名征询" not in seen


def test_the_notice_stands_beside_the_sign_in(client: LookingClient, consultation: ConsultationView) -> None:
    body = client.get(f"/sign-in?code={consultation.code}").get_data(as_text=True)
    assert f'href="/c/{consultation.code}/privacy"' in body
    assert 'href="/privacy"' in client.get(f"/c/{consultation.code}").get_data(as_text=True)


def test_a_household_sees_what_is_kept_of_it_with_names_and_numbers_covered(
    signed_in: LookingClient, session: Session, page: str
) -> None:
    session.execute(update(RollUnit).where(RollUnit.room == "101").values(phones=["13812345678"]))
    session.commit()
    seen = text_of(signed_in.get(page))
    for said in ("陈＊＊", "1号101室", "54.32", "138＊＊＊＊＊＊78", "目前有1处登录"):
        assert said in seen
    assert "陈桂芳" not in seen
    assert "13812345678" not in seen


def test_nobody_else_sees_it(client: LookingClient, consultation: ConsultationView) -> None:
    answer = client.get(f"/c/{consultation.code}/about-us")
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=")


def test_another_household_does_not_see_what_was_asked(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, page: str
) -> None:
    send(signed_in, page, {"wanted": "area", "said": "证上是五十八平方米"})
    come_in_as_household(
        signed_in, session, people.elector_of(session, consultation, people.ZHAO_KE), now=people.MIDWAY
    )
    assert "证上是五十八平方米" not in text_of(signed_in.get(page))


def test_said_once_however_often_it_is_sent_and_answered_with_a_reason(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, page: str
) -> None:
    for _ in range(3):
        assert send(signed_in, page, {"wanted": "area", "said": "证上是89.20平方米"}).status_code == 303
    [one] = kept(session)
    assert "等待答复" in text_of(signed_in.get(page))
    keys = (consultation.estate.id, consultation.id, one.id)
    answer_record_request(session, *keys, "agreed", "已核对产权证，下一版名册更正", by="钱敏", now=people.MIDWAY)
    seen = text_of(signed_in.get(page))
    assert "已核对产权证，下一版名册更正" in seen
    assert "等待答复" not in seen


def test_what_was_typed_stays_when_it_is_refused(signed_in: LookingClient, session: Session, page: str) -> None:
    answer = send(signed_in, page, {"wanted": "", "said": "<b>面积</b>不对"})
    assert answer.status_code == 400
    assert "请选择是哪方面的问题" in text_of(answer)
    assert "&lt;b&gt;面积&lt;/b&gt;不对" in answer.get_data(as_text=True)
    assert not kept(session)


def test_no_more_wait_than_may(signed_in: LookingClient, session: Session, page: str) -> None:
    for at in range(MOST_WAITING):
        send(signed_in, page, {"wanted": "other", "said": f"第{at}件"})
    assert send(signed_in, page, {"wanted": "other", "said": "又一件"}).status_code == 400
    assert len(kept(session)) == MOST_WAITING


def test_taken_back_by_whoever_asked_and_nobody_else(
    signed_in: LookingClient, session: Session, consultation: ConsultationView, page: str
) -> None:
    send(signed_in, page, {"wanted": "copy"})
    [one] = kept(session)
    other = people.elector_of(session, consultation, people.ZHAO_KE)
    come_in_as_household(signed_in, session, other, now=people.MIDWAY)
    assert send(signed_in, page, {"request": str(one.id)}, to=f"{page}/back").status_code == 400
    own = people.elector_of(session, consultation, people.CHEN_AYI)
    come_in_as_household(signed_in, session, own, now=people.MIDWAY)
    assert send(signed_in, page, {"request": str(one.id)}, to=f"{page}/back").status_code == 303
    [view] = record_requests(session, consultation.estate.id, consultation.id)
    assert view.reply == "withdrawn"


def test_it_shows_what_the_household_wrote_supported_and_objected_to_and_nothing_of_neighbours(
    client: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    view = some_ideas.make_asking_consultation(session)
    keys, zone = (view.estate.id, view.id), ZoneInfo("Asia/Shanghai")
    chen = people.elector_of(session, view, people.CHEN_AYI)
    at(some_ideas.BEFORE)
    some_ideas.send(session, view, people.CHEN_AYI, "先把照明修好")
    others = [some_ideas.send(session, view, people.ZHAO_KE, text).id for text in ("车棚装雨棚", "多装两个插座")]
    for idea in others:
        some_ideas.let_through(session, view, idea)
    support_idea(session, Support(*keys, chen.id, others[0], True), now=some_ideas.BEFORE)
    open_consultation(session, *keys, by=people.SECRETARY.name, now=OPENS_AT)
    close_consultation(session, *keys, by=people.SECRETARY.name, now=people.CLOSES_AT)
    raise_objection(session, Objecting(*keys, chen.id, "count", "三号楼加不拢"), now=AFTER, zone=zone)
    other = people.elector_of(session, view, people.ZHAO_KE)
    raise_objection(session, Objecting(*keys, other.id, "roll", "名册上少了一户"), now=AFTER, zone=zone)
    at(AFTER)
    come_in_as_household(client, session, chen, now=AFTER)
    seen = text_of(client.get(f"/c/{view.code}/about-us"))
    for said in ("先把照明修好", "等业委会看过后公开", "您支持的", "车棚装雨棚", "异议1号", "三号楼加不拢"):
        assert said in seen
    for said in ("多装两个插座", "名册上少了一户"):
        assert said not in seen
