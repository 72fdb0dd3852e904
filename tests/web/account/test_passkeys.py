"""Passkeys on the pages: set up, asked for at sign-in and in between, named and removed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.app import settings_of
from consult.models.account import Staff, Visit
from consult.models.kept_secret import password_hash
from consult.models.passkeys import passkey_site
from consult.models.second_factor import CodeApp, Passkey
from tests import people
from tests.looking_client import LookingClient
from tests.soft_passkey import SoftPasskey
from tests.web.visitors import come_in_as_staff, form_token, make_staff, send

NOW = people.MIDWAY
PASSWORD = "the garden in spring"
HOST = "http://localhost:8000"
LOGIN = {"login": "qian.min", "password": PASSWORD}


@pytest.fixture
def me(app: Flask, client: LookingClient, session: Session, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The secretary, signed in, without any second factor yet."""
    monkeypatch.setattr("consult.clock.now", lambda: NOW)
    monkeypatch.setitem(app.extensions, "consult_settings", replace(settings_of(app), public_url=HOST))
    staff = make_staff(session, people.make_estate(session), login="qian.min")
    staff.password_hash = password_hash(PASSWORD)
    session.execute(delete(CodeApp))
    session.commit()
    come_in_as_staff(client, session, staff, now=NOW)
    return staff


def question(client: LookingClient, page: str, address: str) -> dict[str, Any]:
    """What the page's script is told to ask a passkey."""
    answer = client.post(address, data={"csrf_token": form_token(client, page)})
    assert answer.mimetype == "application/json"
    found: dict[str, Any] = json.loads(answer.get_data(as_text=True))
    return found


def register(client: LookingClient, key: SoftPasskey, name: str = "我的手机") -> Any:
    """Set the passkey up, as the page does."""
    page = "/staff/me/second-factor"
    asked = question(client, page, "/staff/me/passkeys/ask")
    return send(client, page, {"name": name, "passkey": key.make(asked)}, to="/staff/me/passkeys")


def to_the_second_step(client: LookingClient) -> None:
    send(client, "/staff/me", to="/staff/sign-out")
    assert send(client, "/staff/sign-in", LOGIN).location.startswith("/staff/second")


def test_from_setting_up_to_signing_in(client: LookingClient, session: Session, me: Staff) -> None:
    key = SoftPasskey(HOST)
    assert client.get("/console").location == "/staff/me/second-factor"
    assert "十个备用码" in register(client, key).get_data(as_text=True)
    assert client.get("/console").status_code == 200
    to_the_second_step(client)
    answer = key.answer(question(client, "/staff/second", "/staff/passkey"))
    assert send(client, "/staff/second", {"passkey": answer}).location == "/console"
    assert client.get("/console").status_code == 200
    assert session.scalars(select(Passkey)).one().sign_count == 1
    assert "我的手机" in client.get("/staff/me").get_data(as_text=True)


def test_an_answer_counts_once(client: LookingClient, session: Session, me: Staff) -> None:
    key = SoftPasskey(HOST)
    register(client, key)
    to_the_second_step(client)
    answer = key.answer(question(client, "/staff/second", "/staff/passkey"))
    assert send(client, "/staff/second", {"passkey": answer}).status_code == 303
    to_the_second_step(client)
    assert send(client, "/staff/second", {"passkey": answer}).status_code == 400
    question(client, "/staff/second", "/staff/passkey")
    assert send(client, "/staff/second", {"passkey": answer}).status_code == 400


@pytest.mark.parametrize(
    "other",
    [SoftPasskey(HOST), SoftPasskey("https://evil.example")],
    ids=["a key that is not known", "another site's page"],
)
def test_what_does_not_fit_stays_outside(
    client: LookingClient, session: Session, me: Staff, other: SoftPasskey
) -> None:
    key = SoftPasskey(HOST)
    register(client, key)
    if other.origin != HOST:
        other.key, other.credential = key.key, key.credential
    to_the_second_step(client)
    answer = other.answer(question(client, "/staff/second", "/staff/passkey"))
    refused = send(client, "/staff/second", {"passkey": answer})
    assert refused.status_code == 400
    assert "通行密钥没有通过" in refused.get_data(as_text=True)
    assert client.get("/console").status_code == 303


def test_what_was_asked_is_spent_with_a_wrong_answer(client: LookingClient, session: Session, me: Staff) -> None:
    key = SoftPasskey(HOST)
    register(client, key)
    to_the_second_step(client)
    asked = question(client, "/staff/second", "/staff/passkey")
    assert send(client, "/staff/second", {"passkey": "{}"}).status_code == 400
    assert send(client, "/staff/second", {"passkey": key.answer(asked)}).status_code == 400
    fresh = question(client, "/staff/second", "/staff/passkey")
    assert send(client, "/staff/second", {"passkey": key.answer(fresh)}).location == "/console"


def test_what_a_new_key_was_asked_is_spent_too(client: LookingClient, session: Session, me: Staff) -> None:
    page, key = "/staff/me/second-factor", SoftPasskey(HOST)
    asked = question(client, page, "/staff/me/passkeys/ask")
    for made in ("{}", key.make(asked)):
        assert send(client, page, {"name": "x", "passkey": made}, to="/staff/me/passkeys").status_code == 400
    assert not session.scalars(select(Passkey)).all()


@pytest.mark.parametrize("garbage", ["{", "[]", '{"id": 1}', "x" * 9000, "null"])
def test_garbage_is_refused_in_a_sentence(client: LookingClient, session: Session, me: Staff, garbage: str) -> None:
    register(client, SoftPasskey(HOST))
    assert register_garbage(client, garbage) == 400
    to_the_second_step(client)
    question(client, "/staff/second", "/staff/passkey")
    assert send(client, "/staff/second", {"passkey": garbage}).status_code == 400


def register_garbage(client: LookingClient, garbage: str) -> int:
    page = "/staff/me/second-factor"
    question(client, page, "/staff/me/passkeys/ask")
    return send(client, page, {"name": "x", "passkey": garbage}, to="/staff/me/passkeys").status_code


def test_a_key_is_registered_once_and_needs_a_name(client: LookingClient, session: Session, me: Staff) -> None:
    key = SoftPasskey(HOST)
    assert register(client, key, " ").status_code == 400
    assert register(client, key).status_code == 200
    again = register(client, key)
    assert again.status_code == 400
    assert "已经设置过" in again.get_data(as_text=True)


def test_it_is_still_me(client: LookingClient, session: Session, me: Staff) -> None:
    key = SoftPasskey(HOST)
    register(client, key)
    session.scalars(select(Visit)).one().proved_at = None
    assert send(client, "/console/people", {"role": "town"}, to="/console/people/invite").status_code == 401
    answer = key.answer(question(client, "/console/people", "/staff/passkey"))
    data = {"role": "town", "still_you_passkey": answer}
    assert send(client, "/console/people", data, to="/console/people/invite").status_code == 200


def test_several_keys_are_told_apart_and_removed(client: LookingClient, session: Session, me: Staff) -> None:
    register(client, SoftPasskey(HOST), "手机")
    register(client, SoftPasskey(HOST), "电脑")
    keys = {key.name: key.id for key in session.scalars(select(Passkey))}
    session.rollback()
    assert send(client, "/staff/me", {"key": str(keys["手机"])}, to="/staff/me/passkeys/remove").status_code == 303
    last = send(client, "/staff/me", {"key": str(keys["电脑"])}, to="/staff/me/passkeys/remove")
    assert last.status_code == 400, "the only one stays"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://vote.example.org", "vote.example.org"),
        ("https://vote.example.org:8443/x", "vote.example.org"),
        ("http://localhost:8000", "localhost"),
        ("http://vote.example.org", None),
        ("https://192.0.2.7", None),
        ("http://127.0.0.1:8000", None),
    ],
)
def test_where_browsers_make_passkeys(address: str, host: str | None) -> None:
    site = passkey_site(address)
    assert (site.host if site else None) == host
