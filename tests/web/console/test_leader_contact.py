"""A leader's name and number: entered as the leader wants it, seen by households of the leader's buildings alone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader, assign_buildings
from consult.actions.retire_leader import retire_leader
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.people import MIDWAY
from tests.web.forms import text_of
from tests.web.visitors import come_in_as_household, come_in_as_staff, make_staff, send

PAGE, MINE = "/console/doorstep", "/staff/me"


@pytest.fixture
def view(session: Session, monkeypatch: pytest.MonkeyPatch, client: LookingClient) -> ConsultationView:
    """An open consultation; the secretary is signed in."""
    view = people.make_open_consultation(session)
    monkeypatch.setattr("consult.clock.now", lambda: MIDWAY)
    come_in_as_staff(client, session, make_staff(session, view.estate.id), now=MIDWAY)
    return view


@pytest.fixture
def leader(session: Session, view: ConsultationView) -> int:
    """马建国, who walks building 1 and has no password."""
    return add_leader(session, view.estate.id, "马建国", ["1"], now=MIDWAY)


def show(client: LookingClient, leader: int, phone: str = "138 0013 8000", **more: str) -> int:
    typed = {"staff": str(leader), f"shown_name_{leader}": "马阿姨" if phone else "", f"shown_phone_{leader}": phone}
    return send(client, PAGE, typed | more, to=f"{PAGE}/contact").status_code


def seen_by(client: LookingClient, session: Session, view: ConsultationView, person: people.Person, page: str) -> str:
    come_in_as_household(client, session, people.elector_of(session, view, person), now=MIDWAY)
    return text_of(client.get(page))


def test_households_of_the_building_see_it_and_nobody_else(
    client: LookingClient, session: Session, view: ConsultationView, leader: int
) -> None:
    assert show(client, leader, agreed="yes") == 303
    page, missing = f"/c/{view.code}/about-us", "/c/NOBODY/ballot"
    assert "138 0013 8000" in seen_by(client, session, view, people.CHEN_AYI, page)
    seen = text_of(client.get(missing))
    assert "马阿姨" in seen
    assert "马建国" not in seen
    assert "138 0013 8000" not in text_of(client.get(f"/c/{view.code}"))  # kept for everybody
    assign_buildings(session, view.estate.id, leader, ["2"])
    assert "138 0013 8000" not in text_of(client.get(page))
    assign_buildings(session, view.estate.id, leader, ["1"])
    retire_leader(session, view.estate.id, leader, by=people.SECRETARY.name, now=MIDWAY)
    assert "138 0013 8000" not in text_of(client.get(page))


def test_nothing_is_shown_that_the_leader_does_not_want(
    client: LookingClient, session: Session, view: ConsultationView, leader: int
) -> None:
    assert show(client, leader) == 400
    assert show(client, leader, phone="一三八", agreed="yes") == 400
    assert "您的楼组长" not in seen_by(client, session, view, people.CHEN_AYI, f"/c/{view.code}/about-us")


def test_it_is_taken_back_by_leaving_both_empty(
    client: LookingClient, session: Session, view: ConsultationView, leader: int
) -> None:
    show(client, leader, agreed="yes")
    assert show(client, leader, phone="") == 303
    assert "您的楼组长" not in seen_by(client, session, view, people.CHEN_AYI, f"/c/{view.code}/about-us")


def test_a_leader_with_a_password_enters_their_own(
    client: LookingClient, session: Session, view: ConsultationView
) -> None:
    own = make_staff(session, view.estate.id, "leader", name="周敏")
    assign_buildings(session, view.estate.id, own.id, ["1"])
    come_in_as_staff(client, session, own, now=MIDWAY)
    refused = send(client, MINE, {"name": "周阿姨", "phone": "12"}, to=f"{MINE}/contact")
    assert refused.status_code == 400
    assert 'value="周阿姨"' in refused.get_data(as_text=True)
    assert send(client, MINE, {"name": "周阿姨", "phone": "021-55550199"}, to=f"{MINE}/contact").status_code == 303
    assert "周阿姨" in seen_by(client, session, view, people.CHEN_AYI, f"/c/{view.code}/about-us")
