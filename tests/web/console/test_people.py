"""Who works here: inviting somebody, and switching an account off."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.models.account import Staff
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, make_staff, send

NOW = people.MIDWAY


@pytest.fixture
def secretary(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> Staff:
    monkeypatch.setattr("consult.clock.now", lambda: NOW)
    staff = make_staff(session, people.make_estate(session))
    come_in_as_staff(client, session, staff, now=NOW)
    return staff


def test_an_invitation_makes_an_account(app: Flask, client: LookingClient, session: Session, secretary: Staff) -> None:
    page = send(client, "/console/people", {"role": "auditor"}, to="/console/people/invite").get_data(as_text=True)
    found = re.search(r"http://[^<\s]+(/staff/\w{26})", page)
    assert found
    newcomer = app.test_client()
    account = {"name": "审计", "login": "shen.ji", "password": "the garden in spring"}
    assert send(newcomer, found[1], account).location == "/staff/me/second-factor"
    shown = client.get("/console/people").get_data(as_text=True)
    assert "shen.ji" in shown
    assert "由钱敏邀请。别人担保以前" in shown
    assert "/people/vouch" not in shown, "not by whoever invited"


def test_somebody_else_vouches_on_the_page(client: LookingClient, session: Session, secretary: Staff) -> None:
    guest = make_staff(session, secretary.estate_id, "scrutineer", name="审计")
    guest.invited_by = secretary.name
    session.commit()
    alone = send(client, "/console/people", {"staff": str(guest.id)}, to="/console/people/vouch")
    assert alone.status_code == 400
    assert "您和审计在这里只算一个人" in alone.get_data(as_text=True)
    town = make_staff(session, secretary.estate_id, "town", name="赵干事")
    come_in_as_staff(client, session, town, now=NOW)
    assert "我认识审计" in client.get("/console/people").get_data(as_text=True)
    assert send(client, "/console/people", {"staff": str(guest.id)}, to="/console/people/vouch").status_code == 303
    assert "由钱敏邀请，赵干事已担保" in client.get("/console/people").get_data(as_text=True)


def test_an_unknown_role_is_refused(client: LookingClient, secretary: Staff) -> None:
    assert send(client, "/console/people", {"role": "caretaker"}, to="/console/people/invite").status_code == 400


def test_switching_off_ends_the_sign_ins(app: Flask, client: LookingClient, session: Session, secretary: Staff) -> None:
    other = make_staff(session, secretary.estate_id, "scrutineer")
    theirs = app.test_client()
    come_in_as_staff(theirs, session, other, now=NOW)
    assert theirs.get("/console").status_code == 200
    done = send(client, "/console/people", {"staff": str(other.id)}, to="/console/people/switch-off")
    assert done.status_code == 303
    assert theirs.get("/console").status_code == 303
    again = send(client, "/console/people", {"staff": str(other.id)}, to="/console/people/switch-off")
    assert again.status_code == 400


def test_nobody_switches_themself_off(client: LookingClient, session: Session, secretary: Staff) -> None:
    answer = send(client, "/console/people", {"staff": str(secretary.id)}, to="/console/people/switch-off")
    assert answer.status_code == 400
    assert client.get("/console").status_code == 200


def test_another_estates_account_is_missing(client: LookingClient, session: Session, secretary: Staff) -> None:
    other = make_staff(session, people.make_estate(session, code="other"))
    answer = send(client, "/console/people", {"staff": str(other.id)}, to="/console/people/switch-off")
    assert answer.status_code == 400
    session.refresh(other)
    assert other.is_active


def test_who_only_reads_sees_no_buttons(client: LookingClient, session: Session, secretary: Staff) -> None:
    come_in_as_staff(client, session, make_staff(session, secretary.estate_id, "auditor"), now=NOW)
    page = client.get("/console/people").get_data(as_text=True)
    assert "switch-off" not in page
    assert "people/invite" not in page
