"""The pages by which staff come in and go out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.actions.invite_staff import invite_staff, make_sign_in_link
from consult.app import settings_of
from consult.domain.second_factor import OFFERED
from tests import people
from tests.databases import SECRET
from tests.looking_client import LookingClient
from tests.second_factor import shown
from tests.web.visitors import form_token, make_staff, send

PASSWORD = "the garden in spring"
ACCOUNT = {"name": "钱敏", "login": "qian.min", "password": PASSWORD}


@pytest.fixture
def estate(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("consult.clock.now", lambda: people.MIDWAY)
    # How the second factor is asked for is told in test_second_factor.py.
    chosen = replace(settings_of(app), staff_second_factor=OFFERED)
    monkeypatch.setitem(app.extensions, "consult_settings", chosen)
    return people.make_estate(session)


@pytest.fixture
def invitation(session: Session, estate: int) -> str:
    return "/staff/" + invite_staff(session, estate, "committee", secret=SECRET, now=people.MIDWAY)


def key_of(client: LookingClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie.get("staff", [""])[0])


def test_from_invitation_to_console(client: LookingClient, invitation: str) -> None:
    page = client.get(invitation).get_data(as_text=True)
    assert "里弄新村" in page
    assert "业委会" in page
    response = send(client, invitation, ACCOUNT)
    assert (response.status_code, response.location) == (303, "/console")
    assert client.get("/console").status_code == 200
    used = client.get(invitation)
    assert used.status_code == 404
    assert "已经用过" in used.get_data(as_text=True)


def test_a_building_leader_is_led_to_the_doors(client: LookingClient, session: Session, estate: int) -> None:
    leaders = "/staff/" + invite_staff(session, estate, "leader", secret=SECRET, now=people.MIDWAY)
    assert send(client, leaders, ACCOUNT).location == "/doorstep/"
    with client.session_transaction() as cookie:
        cookie.clear()
    assert send(client, "/staff/sign-in", ACCOUNT | {"next": "/console"}).location == "/doorstep/"


def test_a_robot_that_opens_the_link_does_not_use_it_up(client: LookingClient, invitation: str) -> None:
    for _ in range(20):
        assert client.get(invitation).status_code == 200
    assert send(client, invitation, ACCOUNT).status_code == 303


def test_what_was_typed_stays_but_the_password(client: LookingClient, invitation: str) -> None:
    response = send(client, invitation, ACCOUNT | {"password": "tooshort"})
    page = response.get_data(as_text=True)
    assert response.status_code == 400
    assert 'value="钱敏"' in page
    assert 'value="qian.min"' in page
    assert "tooshort" not in page
    assert "密码太短" in page
    assert 'href="#password"' in page


def test_signing_out_ends_the_visit_everywhere(app: Flask, client: LookingClient, invitation: str) -> None:
    send(client, invitation, ACCOUNT)
    key = key_of(client)
    copied = app.test_client()
    with copied.session_transaction() as cookie:
        cookie["staff"] = [key, int(people.MIDWAY.timestamp())]
    assert copied.get("/console").status_code == 200
    send(client, "/console", to="/staff/sign-out")
    assert client.get("/console").status_code == 303
    with copied.session_transaction() as cookie:
        cookie["staff"] = [key, int(people.MIDWAY.timestamp())]
    assert copied.get("/console").status_code == 303


def test_every_sign_in_gets_a_new_key_and_a_new_form_token(client: LookingClient, invitation: str) -> None:
    send(client, invitation, ACCOUNT)
    first = key_of(client)
    send(client, "/console", to="/staff/sign-out")
    with client.session_transaction() as cookie:
        planted = cookie.get("csrf_token")
    assert send(client, "/staff/sign-in", ACCOUNT).status_code == 303
    assert key_of(client) not in ("", first)
    with client.session_transaction() as cookie:
        assert cookie.get("csrf_token") != planted or planted is None


def test_a_wrong_password_says_so_and_no_more(client: LookingClient, invitation: str) -> None:
    send(client, invitation, ACCOUNT)
    send(client, "/console", to="/staff/sign-out")
    pages = []
    for login in ("qian.min", "nobody"):
        response = send(client, "/staff/sign-in", {"login": login, "password": "wrong password"})
        assert response.status_code == 400
        page = response.get_data(as_text=True)
        assert "wrong password" not in page
        pages.append(page.partition("<main")[2].replace(login, ""))
    assert "登录名和密码对不上" in pages[0]


def test_too_many_tries_wait(client: LookingClient, invitation: str) -> None:
    send(client, invitation, ACCOUNT)
    send(client, "/console", to="/staff/sign-out")
    statuses = [send(client, "/staff/sign-in", ACCOUNT | {"password": "wrong password"}).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]


def test_the_way_leads_on_to_the_page_that_was_wanted(client: LookingClient, invitation: str) -> None:
    send(client, invitation, ACCOUNT)
    send(client, "/console", to="/staff/sign-out")
    asked = client.get("/console/roll").location
    assert asked == "/staff/sign-in?next=/console/roll"
    response = send(client, asked, ACCOUNT | {"next": "/console/roll"}, to="/staff/sign-in")
    assert response.location == "/console/roll"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\n/console", ""],
)
def test_the_way_never_leads_to_another_site(client: LookingClient, invitation: str, elsewhere: str) -> None:
    send(client, invitation, ACCOUNT)
    send(client, "/console", to="/staff/sign-out")
    response = send(client, "/staff/sign-in", ACCOUNT | {"next": elsewhere})
    assert response.location == "/console"


def test_a_one_time_sign_in_link(client: LookingClient, session: Session, estate: int) -> None:
    make_staff(session, estate, login="feng.hai", name="冯海")
    link = "/staff/" + make_sign_in_link(session, estate, "feng.hai", secret=SECRET, now=people.MIDWAY)
    assert "冯海" in client.get(link).get_data(as_text=True)
    assert client.get("/console").status_code == 303
    assert send(client, link).location == "/staff/second"
    assert client.get("/console").status_code == 303
    data = {"code": shown(people.MIDWAY)}
    assert send(client, "/staff/second", data).location == "/console"
    assert client.get("/console").status_code == 200
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 26, "%F0%9F%92%A5"])
def test_unknown_links(client: LookingClient, estate: int, token: str) -> None:
    assert client.get(f"/staff/{token}").status_code == 404


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_both_languages(client: LookingClient, invitation: str, language: str) -> None:
    client.set_cookie("consult_language", language)
    for page in (invitation, "/staff/sign-in"):
        assert client.get(page).status_code == 200


DRAFT = {"title_zh": "花园补种征询", "channel": ["web", "paper"], "do": "add-question", "q1_type": "consent"}


@pytest.fixture
def interrupted(client: LookingClient, invitation: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A long form sent sixteen minutes after it was opened; answers the page that comes back."""
    send(client, invitation, ACCOUNT)
    token = form_token(client, "/console/new")
    later = people.MIDWAY + timedelta(minutes=16)
    monkeypatch.setattr("consult.clock.now", lambda: later)
    response = client.post("/console/new", data={"csrf_token": token, **DRAFT})
    assert response.status_code == 401
    return response.get_data(as_text=True)


def fields_of(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form in the main part of a page."""
    main = page.partition("<main")[2]
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', main):
        found.setdefault(name, []).append(value)
    return found


def test_a_form_outlives_the_visit(client: LookingClient, interrupted: str) -> None:
    """Wrong password first, then the right one; then the form is sent as it was written."""
    refused = client.post(
        "/staff/sign-in", data=fields_of(interrupted) | ACCOUNT | {"password": "wrong password"}
    ).get_data(as_text=True)
    ready = client.post("/staff/sign-in", data=fields_of(refused) | ACCOUNT).get_data(as_text=True)
    kept = fields_of(ready)
    assert kept["channel"] == ["web", "paper"]
    assert "password" not in kept
    assert 'action="/console/new"' in ready
    response = client.post("/console/new", data=kept)
    page = response.get_data(as_text=True)
    assert response.status_code == 200
    assert 'value="花园补种征询"' in page
    assert 'id="question-2"' in page


@pytest.mark.parametrize("page", ["https://evil.example", "//evil.example", "/console/../sign-out", "/reading"])
def test_a_kept_form_goes_nowhere_else(client: LookingClient, invitation: str, page: str) -> None:
    send(client, invitation, ACCOUNT)
    send(client, "/console", to="/staff/sign-out")
    response = send(client, "/staff/sign-in", ACCOUNT | {"kept_page": page, "kept:x": "1"})
    assert (response.status_code, response.location) == (303, "/console")
