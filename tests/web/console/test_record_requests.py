"""The committee reads what households say about their records, and answers with a reason."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.send_record_request import Asking, send_record_request
from consult.queries.consultations import ConsultationView
from consult.queries.record_requests import record_requests
from tests import people
from tests.looking_client import LookingClient
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture
def view(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """An open consultation whose 陈阿姨 says that her area is wrong; the committee is signed in."""
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    view = people.make_open_consultation(session)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    session.commit()
    asking = Asking(view.estate.id, view.id, elector.id, "area", "证上是89.20平方米")
    send_record_request(session, asking, now=people.MIDWAY)
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=people.MIDWAY)
    return view


def test_the_first_page_says_that_a_request_waits(client: LookingClient, view: ConsultationView) -> None:
    assert "有1条住户对登记信息的意见等待答复" in text_of(client.get("/console"))


def test_answered_with_its_reason(client: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/requests"
    assert "证上是89.20平方米" in text_of(client.get(page))
    [one] = record_requests(session, view.estate.id, view.id)
    told = {"request": str(one.id), "reply": "agreed", "reason": ""}
    assert send(client, page, told).status_code == 400
    assert send(client, page, told | {"reason": "已核对"}).status_code == 303
    assert "已核对" in text_of(client.get(page))
    [answered] = record_requests(session, view.estate.id, view.id)
    assert (answered.reply, answered.by) == ("agreed", "钱敏")
    assert "等待答复" not in text_of(client.get("/console"))


def test_a_request_of_another_vote_is_none(client: LookingClient, session: Session, view: ConsultationView) -> None:
    [one] = record_requests(session, view.estate.id, view.id)
    other = people.make_open_consultation(session, view.estate.id)
    session.commit()
    told = {"request": str(one.id), "reply": "agreed", "reason": "x"}
    answer = send(client, f"/console/c/{view.code}/requests", told, to=f"/console/c/{other.code}/requests")
    assert answer.status_code == 400
    assert record_requests(session, view.estate.id, view.id)[0].reply is None
