"""The service log on the page: building by building, several households at once, and who may write in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.service import ServiceAttempt
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.visitors import send

DEEMED = {"deemed": {"mode": "majority", "clause": {"zh": "送达后未反馈的，视为同意多数意见。"}}}


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    """Open, with silence joining the larger side."""
    return people.make_open_consultation(session, estate, procedure=DEEMED)


def page_of(view: ConsultationView, more: str = "") -> str:
    return f"/console/c/{view.code}/service{more}"


def form(view: ConsultationView, session: Session, *who: people.Person, **typed: str) -> dict[str, object]:
    return {
        "elector": [str(people.elector_of(session, view, person).id) for person in who],
        "method": "in-person",
        "at": "2026-12-18T19:30",
        "recipient": "陈桂芳",
        "relation": "本人",
        "evidence": "签收表第三行",
        "building": "1",
        **typed,
    }


def test_a_building_is_listed_with_what_is_known_of_every_door(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    people.vote(session, view, people.LEADER, {1: "agree"})
    page = secretary.get(page_of(view, "?building=1"))
    assert page.status_code == 200
    assert page.text.count("未送达</span>") == 7
    assert page.text.count("已收回表决票") == 1
    assert "共15户，已送达1户。" in page.text
    assert "1号101室" in page.text
    assert "2号201室" not in page.text


def test_only_those_not_served_can_be_shown(secretary: LookingClient, session: Session, view: ConsultationView) -> None:
    people.vote(session, view, people.LEADER, {1: "agree"})
    page = secretary.get(page_of(view, "?building=1&show=waiting"))
    assert "1号201室" not in page.text
    assert "1号101室" in page.text


def test_several_households_are_recorded_at_once(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    sent = send(secretary, page_of(view), form(view, session, people.CHEN_AYI, people.LIU_SAN, show="waiting"))
    assert sent.status_code == 303
    assert sent.location.endswith(page_of(view, "?building=1&show=waiting"))
    rows = session.scalars(select(ServiceAttempt)).all()
    assert [row.at.isoformat() for row in rows] == ["2026-12-18T11:30:00+00:00"] * 2
    assert {row.recorded_by for row in rows} == {"钱敏"}
    page = secretary.get(page_of(view, "?building=1"))
    assert "已登记2户。" in page.text
    assert page.text.count("2026年12月18日（周五）19:30，当面送达，陈桂芳（本人），签收表第三行") == 2


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        pytest.param({"elector": []}, "electors", "还没有勾选住户", id="nobody ticked"),
        pytest.param({"at": "2027-01-01T10:00"}, "at", "还没到", id="in the future"),
        pytest.param({"at": "2026-11-01T10:00"}, "at", "此前不可能送达", id="before it was announced"),
        pytest.param({"at": "昨天"}, "at", "不是日期和时间", id="no time"),
        pytest.param({"method": "by-owl"}, "method", "不是送达方式", id="no such way"),
        pytest.param({"recipient": "人" * 201}, "recipient", "不超过200个字", id="too long a name"),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(
    secretary: LookingClient,
    session: Session,
    view: ConsultationView,
    typed: dict[str, str],
    field: str,
    said: str,
) -> None:
    sent = send(secretary, page_of(view), form(view, session, people.CHEN_AYI) | typed)
    assert sent.status_code == 400
    assert said in sent.text
    assert f'href="#{field}"' in sent.text
    assert "签收表第三行" in sent.text
    assert session.scalars(select(ServiceAttempt)).all() == []


def test_another_estates_elector_is_nobody_here(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    other = people.make_open_consultation(session, people.make_estate(session, code="other"))
    sent = send(secretary, page_of(view), form(other, session, people.CHEN_AYI))
    assert sent.status_code == 404
    assert session.scalars(select(ServiceAttempt)).all() == []


def test_a_draft_leads_back_and_a_closed_one_is_only_read(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    draft = people.make_draft(session, estate)
    assert secretary.get(page_of(draft)).status_code == 303
    closed = people.make_closed_consultation(session, estate, ballots={})
    page = secretary.get(page_of(closed))
    assert page.status_code == 200
    assert "登记已勾选的" not in page.text


def test_the_consultation_leads_there_and_says_why(
    secretary: LookingClient, session: Session, view: ConsultationView
) -> None:
    page = secretary.get(f"/console/c/{view.code}").text
    assert page_of(view) in page
    assert "只有送达过的，不反馈才会计入。" in page


def test_the_moment_offered_is_now(secretary: LookingClient, view: ConsultationView) -> None:
    local = (MIDWAY + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M")
    assert f'value="{local}"' in secretary.get(page_of(view)).text
