"""The committee's queue of objections to a result: decide once, enter letters, see that it is final."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.actions.raise_objection import Objecting, raise_objection
from consult.queries.consultations import ConsultationView
from consult.queries.result_objections import result_objections
from consult.wording.language import SHANGHAI
from tests import people
from tests.looking_client import LookingClient
from tests.people import CLOSES_AT
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send

LATER = CLOSES_AT + timedelta(hours=1)
OVER = CLOSES_AT + timedelta(days=9)


@pytest.fixture
def view(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    """A posted result to which 陈阿姨 objects; the committee is signed in."""
    view = people.make_closed_consultation(session)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    made = Objecting(view.estate.id, view.id, elector.id, "count", "三号楼的票数加不拢")
    raise_objection(session, made, now=LATER, zone=SHANGHAI)
    enter_at(client, session, view, monkeypatch, LATER)
    return view


def enter_at(
    client: LookingClient, session: Session, view: ConsultationView, patch: pytest.MonkeyPatch, now: datetime
) -> None:
    patch.setattr("consult.clock.now", lambda: now)
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=now)


def test_the_first_page_says_what_waits_and_until_when(client: LookingClient, view: ConsultationView) -> None:
    seen = text_of(client.get("/console"))
    assert "有1件对结果的异议等待处理" in seen
    assert "异议受理至" in seen


def test_decided_with_its_reason_once(client: LookingClient, session: Session, view: ConsultationView) -> None:
    page = f"/console/c/{view.code}/objections"
    told = {"number": "1", "outcome": "upheld", "reason": ""}
    refused = send(client, page, told)
    assert refused.status_code == 400
    assert send(client, page, told | {"reason": "三号楼少录一张"}).status_code == 303
    second = send(client, page, told | {"outcome": "not-upheld", "reason": "我看没有问题"})
    assert second.status_code == 409
    seen = text_of(second)
    assert "三号楼少录一张" in seen
    assert "我看没有问题" in seen
    [one] = result_objections(session, view.estate.id, view.id)
    assert (one.outcome, one.reason) == ("upheld", "三号楼少录一张")


def test_a_letter_is_entered_and_a_wrong_one_keeps_its_words(
    client: LookingClient, session: Session, view: ConsultationView
) -> None:
    page = f"/console/c/{view.code}/objections"
    letter = {"raised_by": "王芳 2号301室", "received_on": "", "matter": "conduct", "said": "公告没有贴"}
    refused = send(client, page, letter, to=f"{page}/paper")
    assert refused.status_code == 400
    assert "请填写收到书面异议的日期" in text_of(refused)
    assert "王芳 2号301室" in refused.get_data(as_text=True)
    day = LATER.astimezone(SHANGHAI).date().isoformat()
    assert send(client, page, letter | {"received_on": day}, to=f"{page}/paper").status_code == 303
    assert [one.raised_by for one in result_objections(session, view.estate.id, view.id)] == ["", "王芳 2号301室"]


def test_final_only_once_all_is_decided(
    client: LookingClient, session: Session, view: ConsultationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_at(client, session, view, monkeypatch, OVER)
    page = f"/console/c/{view.code}/objections"
    assert "全部有了决定后" in text_of(client.get("/console"))
    send(client, page, {"number": "1", "outcome": "not-upheld", "reason": "已复核"})
    assert "公示期满，无未决异议" in text_of(client.get("/console"))
    assert "公示期满，无未决异议" in text_of(client.get(page))


def test_an_auditor_reads_and_does_not_decide(client: LookingClient, session: Session, view: ConsultationView) -> None:
    come_in_as_staff(client, session, make_staff(session, view.estate.id, "auditor"), now=LATER)
    body = client.get(f"/console/c/{view.code}/objections").get_data(as_text=True)
    assert "三号楼的票数加不拢" in body
    assert 'name="outcome"' not in body
