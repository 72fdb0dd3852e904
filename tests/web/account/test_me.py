"""“My sign-in”: where I am signed in, ending one or all others, and another password."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.sign_in_staff import sign_in_staff
from consult.domain.refusal import Refusal
from consult.domain.visit import Audience
from consult.models.account import Staff, Visit
from consult.models.kept_secret import is_password, password_hash
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.web.visitors import come_in_as_staff, make_staff, send

NOW = people.MIDWAY
PASSWORD = "the garden in spring"
PHONE = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0"


@pytest.fixture
def me(client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> Staff:
    monkeypatch.setattr("consult.clock.now", lambda: NOW)
    staff = make_staff(session, people.make_estate(session), login="qian.min")
    staff.password_hash = password_hash(PASSWORD)
    session.commit()
    come_in_as_staff(client, session, staff, now=NOW)
    return staff


def elsewhere(app: Flask, session: Session, staff: Staff) -> LookingClient:
    other = app.test_client()
    other.session = session  # type: ignore[attr-defined]
    come_in_as_staff(other, session, staff, now=NOW)
    return other  # type: ignore[return-value]


def test_sign_ins_are_listed_by_the_kind_of_browser(client: LookingClient, session: Session, me: Staff) -> None:
    session.add(
        Visit.begun(
            "another", Audience.STAFF, now=NOW, estate_id=me.estate_id, subject_id=me.id, browser="wechat-android"
        )
    )
    page = client.get("/staff/me").get_data(as_text=True)
    assert "微信 · Android" in page
    assert page.count("就是这里") == 1
    assert page.count("结束这处登录") == 1


def test_one_sign_in_is_ended(app: Flask, client: LookingClient, session: Session, me: Staff) -> None:
    other = elsewhere(app, session, me)
    handle = re.findall(r'name="sign_in" value="(\w+)"', client.get("/staff/me").get_data(as_text=True))
    assert other.get("/console").status_code == 200
    send(client, "/staff/me", {"sign_in": handle[0]}, to="/staff/me/sign-ins/end")
    assert other.get("/console").status_code == 303
    assert client.get("/console").status_code == 200


@pytest.mark.parametrize("handle", ["", "%", "_" * 20, "0" * 20, "x" * 64])
def test_a_made_up_handle_ends_nothing(
    app: Flask, client: LookingClient, session: Session, me: Staff, handle: str
) -> None:
    other = elsewhere(app, session, me)
    send(client, "/staff/me", {"sign_in": handle}, to="/staff/me/sign-ins/end")
    assert (client.get("/console").status_code, other.get("/console").status_code) == (200, 200)


def test_nobody_ends_a_colleagues_sign_in(app: Flask, client: LookingClient, session: Session, me: Staff) -> None:
    other = elsewhere(app, session, make_staff(session, me.estate_id))
    theirs = session.scalars(select(Visit.key_hash).where(Visit.subject_id != me.id)).one()
    send(client, "/staff/me", {"sign_in": theirs[:20]}, to="/staff/me/sign-ins/end")
    assert other.get("/console").status_code == 200


def test_all_others_are_ended(app: Flask, client: LookingClient, session: Session, me: Staff) -> None:
    others = [elsewhere(app, session, me) for _ in range(2)]
    send(client, "/staff/me", to="/staff/me/sign-ins/end-others")
    assert [other.get("/console").status_code for other in others] == [303, 303]
    assert "已结束其他 2 处登录" in client.get("/staff/me").get_data(as_text=True)


def test_another_password_ends_all_other_sign_ins(
    app: Flask, client: LookingClient, session: Session, me: Staff
) -> None:
    other = elsewhere(app, session, me)
    short = send(client, "/staff/me/password", {"new_password": "kurz-9"})
    assert short.status_code == 400
    assert "kurz-9" not in short.get_data(as_text=True)
    assert send(client, "/staff/me/password", {"new_password": "osmanthus in autumn"}).location == "/staff/me"
    assert other.get("/console").status_code == 303
    session.expire_all()
    assert is_password(session.get_one(Staff, (me.estate_id, me.id)).password_hash, "osmanthus in autumn")
    with pytest.raises(Refusal, match="wrong-login"):
        sign_in_staff(session, "qian.min", PASSWORD, address="192.0.2.1", secret=SECRET, now=NOW)
