"""Visitors of the web pages: staff and households who are signed in already, and forms sent as a browser would."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.domain.visit import Audience
from consult.models.account import Staff, Visit
from consult.models.base import new_id
from consult.models.electorate import ElectorRow
from tests.begun_visit import begin_visit
from tests.second_factor import give_second_factor

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def make_staff(
    session: Session, estate_id: int, role: str = "committee", *, name: str = "钱敏", login: str = ""
) -> Staff:
    """An account with a second factor and no password; where its name is taken it carries one of its own."""
    staff_id = new_id()
    if session.scalar(select(Staff.id).where(Staff.estate_id == estate_id, Staff.name == name)) is not None:
        name = f"{name}（{role}{staff_id % 1000}）"
    staff = Staff(
        estate_id=estate_id,
        id=staff_id,
        name=name,
        login=login or f"{role}{staff_id}",
        role=role,
        password_hash=None,
        is_active=True,
        created_at=datetime.fromisoformat("2026-01-01T00:00:00+00:00"),
    )
    session.add(staff)
    session.flush()
    give_second_factor(session, staff)
    session.commit()
    return staff


def come_in_as_staff(client: FlaskClient, session: Session, staff: Staff, *, now: datetime) -> None:
    """Give the browser a staff visit that began now."""
    key = begin_visit(session, Audience.STAFF, estate_id=staff.estate_id, subject_id=staff.id, now=now)
    _hold(client, Audience.STAFF, key, now)


def prove_anew(session: Session, *, now: datetime) -> None:
    """Let everybody who is signed in have shown just now that it is still them."""
    session.execute(update(Visit).values(proved_at=now))
    session.commit()


def come_in_as_household(client: FlaskClient, session: Session, elector: ElectorRow, *, now: datetime) -> None:
    """Give the browser a household visit that began now."""
    key = begin_visit(
        session,
        Audience.HOUSEHOLD,
        estate_id=elector.estate_id,
        subject_id=elector.id,
        consultation_id=elector.consultation_id,
        now=now,
    )
    _hold(client, Audience.HOUSEHOLD, key, now)


def _hold(client: FlaskClient, audience: Audience, key: str, now: datetime) -> None:
    with client.session_transaction() as cookie:
        cookie[audience.value] = [key, int(now.timestamp())]


def form_token(client: FlaskClient, page: str) -> str:
    """The token of the forms on a page."""
    found = _TOKEN.search(client.get(page).get_data(as_text=True))
    assert found, f"{page} has no form"
    return found[1]


def send(client: FlaskClient, page: str, data: dict[str, Any] | None = None, *, to: str = "") -> TestResponse:
    """Open a page, fill in its form and send it (to another address of the page's, if named)."""
    token = form_token(client, page)
    return client.post(to or page, data={"csrf_token": token, **(data or {})})
