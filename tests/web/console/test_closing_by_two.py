"""Closing a binding vote in the console: one proposes, another confirms."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.switch_off_staff import switch_off_staff
from consult.models.account import Staff
from consult.models.place import CLOSES_ALONE
from consult.queries.consultations import ConsultationView
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, make_staff, send

AFTER = people.AFTER


@pytest.fixture
def view(session: Session, monkeypatch: pytest.MonkeyPatch) -> ConsultationView:
    monkeypatch.setattr("consult.clock.now", lambda: AFTER)
    return people.make_open_consultation(session, people.make_estate(session, settings={CLOSES_ALONE: False}))


@pytest.fixture
def secretary(client: LookingClient, session: Session, view: ConsultationView) -> Staff:
    staff = make_staff(session, view.estate.id)
    come_in_as_staff(client, session, staff, now=AFTER)
    return staff


def press(client: LookingClient, view: ConsultationView) -> int:
    page = f"/console/c/{view.code}/close"
    return send(client, page).status_code


def page_of(client: LookingClient, view: ConsultationView) -> str:
    return client.get(f"/console/c/{view.code}").get_data(as_text=True)


@pytest.mark.parametrize("role", ["committee", "scrutineer"])
def test_one_proposes_and_another_confirms(
    app: Flask, client: LookingClient, session: Session, view: ConsultationView, secretary: Staff, role: str
) -> None:
    assert "两个人截止" in client.get(f"/console/c/{view.code}/close").get_data(as_text=True)
    assert press(client, view) == 303
    assert "等另一个人确认" in page_of(client, view)
    assert "确认，截止并计票" not in client.get(f"/console/c/{view.code}/close").get_data(as_text=True)
    come_in_as_staff(client, session, make_staff(session, view.estate.id, role, name="丁一平"), now=AFTER)
    assert "确认截止" in page_of(client, view)
    assert press(client, view) == 303
    assert "钱敏提出，丁一平确认" in page_of(client, view)


def test_nobody_confirms_their_own_proposal(
    client: LookingClient, session: Session, view: ConsultationView, secretary: Staff
) -> None:
    assert press(client, view) == 303
    refused = send(client, f"/console/c/{view.code}/corrections", to=f"/console/c/{view.code}/close")
    assert refused.status_code == 400
    assert "截止是您提出的" in refused.get_data(as_text=True)


def test_a_proposal_falls_with_the_account_that_made_it(
    client: LookingClient, session: Session, view: ConsultationView, secretary: Staff
) -> None:
    assert press(client, view) == 303
    other = make_staff(session, view.estate.id, name="丁一平")
    switch_off_staff(session, view.estate.id, secretary.id, by=other.name, by_id=other.id, now=AFTER)
    come_in_as_staff(client, session, other, now=AFTER)
    assert press(client, view) == 303
    page = page_of(client, view)
    assert "等另一个人确认" in page
    assert "钱敏提出" not in page


def test_a_scrutineer_proposes_nothing(client: LookingClient, session: Session, view: ConsultationView) -> None:
    come_in_as_staff(client, session, make_staff(session, view.estate.id, "scrutineer"), now=AFTER)
    assert client.get(f"/console/c/{view.code}/close").status_code == 403
    assert client.get(f"/console/c/{view.code}/announce").status_code == 403
    data = f"/console/c/{view.code}/close"
    assert send(client, f"/console/c/{view.code}/corrections", to=data).status_code in (403, 400)
