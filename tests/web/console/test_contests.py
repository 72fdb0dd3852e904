"""Contested ballots on the committee's pages: listed, decided by somebody else than who entered them, told."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.contest_ballot import Contesting, contest_ballot
from consult.queries.consultations import ConsultationView
from consult.queries.results import count_now
from consult.wording.language import SHANGHAI
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_staff, make_staff, send


@pytest.fixture
def view(session: Session, estate: int) -> ConsultationView:
    """陈阿姨 contests the ballot on paper that 钱敏 entered for her."""
    view = people.make_open_consultation(session, estate)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    seq = people.vote(session, view, elector, {1: "agree"}, on_paper=True).seq
    elector_id = people.elector_of(session, view, people.CHEN_AYI).id
    contest_ballot(session, Contesting(estate, view.id, elector_id, seq, "没人来收过"), now=MIDWAY, zone=SHANGHAI)
    return view


def page_of(view: ConsultationView) -> str:
    return f"/console/c/{view.code}/contests"


def test_who_entered_the_ballot_is_told_that_somebody_else_decides(
    secretary: LookingClient, view: ConsultationView
) -> None:
    seen = text_of(secretary.get(page_of(view)))
    for said in ("1号101室", "没人来收过", "钱敏", "由别的成员来处理"):
        assert said in seen
    assert "agree" not in seen
    assert "有1户提出“这不是我们投的”" in text_of(secretary.get(f"/console/c/{view.code}"))
    assert "有1户提出" in text_of(secretary.get("/console"))
    assert "还有1条异议没有处理" in text_of(secretary.get(f"/console/c/{view.code}/close"))


def test_somebody_else_decides(client: LookingClient, session: Session, estate: int, view: ConsultationView) -> None:
    come_in_as_staff(client, session, make_staff(session, estate, name="冯海"), now=MIDWAY)
    refused = send(client, page_of(view), {"case": "1", "ruling": "upheld", "reason": ""})
    assert refused.status_code == 400
    assert "请写明理由" in text_of(refused)
    assert send(client, page_of(view), {"case": "1", "ruling": "upheld", "reason": "签名不符"}).status_code == 303
    assert "异议成立" in text_of(client.get(page_of(view)))
    assert count_now(session, estate, view.id)["amended"] == {"annulled": 1, "corrected": 0, "replaced": 0}


def test_a_scrutineer_decides_as_well_and_a_town_office_does_not(
    client: LookingClient, session: Session, estate: int, view: ConsultationView
) -> None:
    come_in_as_staff(client, session, make_staff(session, estate, "auditor", name="田处"), now=MIDWAY)
    assert "<form" not in client.get(page_of(view)).text.split("<main")[1].split("</main>")[0]
    come_in_as_staff(client, session, make_staff(session, estate, "scrutineer", name="丁一平"), now=MIDWAY)
    assert send(client, page_of(view), {"case": "1", "ruling": "dismissed", "reason": "签名一致"}).status_code == 303
    assert "录入：钱敏" in text_of(client.get(page_of(view)))
