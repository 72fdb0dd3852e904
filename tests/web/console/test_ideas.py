"""The committee asks for ideas, reads them, lets them through or turns them away, and answers."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.queries.consultations import ConsultationView
from consult.queries.ideas import ideas_to_judge
from tests import a_picture, people, some_ideas
from tests.looking_client import LookingClient
from tests.some_ideas import BEFORE
from tests.web.forms import page_of, text_of
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture
def view(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """An announced consultation whose 陈阿姨 has sent an idea with a photo; the committee is signed in."""
    monkeypatch.setattr("consult.clock.now", lambda: BEFORE)
    view = some_ideas.make_asking_consultation(session)
    session.commit()
    some_ideas.send(session, view, people.CHEN_AYI, "车棚装雨棚", photo=a_picture.kept())
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=BEFORE)
    return view


@pytest.fixture
def page(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/ideas"


def idea_of(session: Session, view: ConsultationView) -> str:
    session.expire_all()
    return str(ideas_to_judge(session, view.estate.id, view.id)[0].id)


def test_the_first_page_says_that_an_idea_waits(client: LookingClient, view: ConsultationView, page: str) -> None:
    assert "有1条居民建议等待审看" in text_of(client.get("/console"))
    assert f'href="{page}"' in client.get(f"/console/c/{view.code}").get_data(as_text=True)


def test_read_with_its_photo_and_without_knowing_whose_it_is(
    client: LookingClient, view: ConsultationView, page: str
) -> None:
    seen = client.get(page)
    assert "车棚装雨棚" in text_of(seen)
    for told in ("陈桂芳", "101"):
        assert told not in text_of(seen)
    [address] = page_of(seen).xpath("//img[@class='idea_photo']/@src")
    assert client.get(address).get_data() == a_picture.kept().jpeg


def test_let_through_and_answered(client: LookingClient, session: Session, view: ConsultationView, page: str) -> None:
    idea = idea_of(session, view)
    assert send(client, page, {"idea": idea, "stood": "waiting", "ruling": "shown"}).status_code == 303
    assert "等待审看" not in text_of(client.get("/console"))
    told = {"idea": idea, "answer": "adopted", "reason": ""}
    assert send(client, page, told, to=f"{page}/answer").status_code == 400
    assert send(client, page, told | {"reason": "列入方案"}, to=f"{page}/answer").status_code == 303
    assert "列入方案" in text_of(client.get(f"/c/{view.code}/ideas"))


def test_turned_away_with_a_reason_that_stays_when_it_is_missing(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    told = {"idea": idea_of(session, view), "stood": "waiting", "ruling": "refused", "said": "换一张照片"}
    refused = send(client, page, told)
    assert refused.status_code == 400
    assert "请选择不公开的原因" in text_of(refused)
    assert "换一张照片" in text_of(refused)
    assert send(client, page, told | {"why": "photo"}).status_code == 303
    assert "车棚装雨棚" not in text_of(client.get(f"/c/{view.code}/ideas"))


def test_two_people_at_once_do_not_overrule_each_other_unseen(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    idea = idea_of(session, view)
    send(client, page, {"idea": idea, "stood": "waiting", "ruling": "shown"})
    late = send(client, page, {"idea": idea, "stood": "waiting", "ruling": "refused", "why": "advert"})
    assert late.status_code == 409
    assert "别的同事刚刚处理了" in text_of(late)


def test_asking_ends_and_begins_again(client: LookingClient, view: ConsultationView, page: str) -> None:
    assert send(client, page, {"asking": "end"}, to=f"{page}/asking").status_code == 303
    assert "收集已经结束" in text_of(client.get(f"/c/{view.code}/ideas"))
    assert send(client, page, {"asking": "start"}, to=f"{page}/asking").status_code == 303
    assert page_of(client.get(f"/c/{view.code}/ideas")).xpath("//textarea")


def test_an_idea_of_another_vote_is_none(
    client: LookingClient, session: Session, view: ConsultationView, page: str
) -> None:
    other = some_ideas.make_asking_consultation(session, view.estate.id)
    session.commit()
    told = {"idea": idea_of(session, view), "stood": "waiting", "ruling": "shown"}
    assert send(client, page, told, to=f"/console/c/{other.code}/ideas").status_code == 404
    assert ideas_to_judge(session, view.estate.id, view.id)[0].state == "waiting"
