"""What stands around every page: headers, the origin of forms, the language, and the operators' probes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from consult.app import UnsafeStart, create_app
from consult.config import Settings, WrongSetting
from consult.models.base import db
from consult.web.i18n import COOKIE
from consult.web.reading import LANGUAGE_COOKIE
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import form_token


def test_every_page_has_a_policy_with_its_own_nonce(client: LookingClient) -> None:
    policies = [client.get(page).headers["Content-Security-Policy"] for page in ("/staff/sign-in", "/missing", "/help")]
    assert all("default-src 'none'" in policy and "frame-ancestors 'none'" in policy for policy in policies)
    assert not any("unsafe" in policy for policy in policies)
    nonces = [re.findall(r"'nonce-([^']+)'", policy) for policy in policies]
    assert all(found[0] == found[1] and len(found[0]) >= 22 for found in nonces)
    assert len({found[0] for found in nonces}) == 3


def test_pages_bring_no_script_or_style_of_their_own_that_the_policy_does_not_name(client: LookingClient) -> None:
    answer = client.get("/staff/sign-in")
    page = answer.get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*(src|nonce)=)", page)
    [styles] = re.findall(r"<style[^>]*>([^<]*)</style>", page)
    named = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    assert f"'sha256-{named}'" in answer.headers["Content-Security-Policy"]
    assert page.count("<style") == 1
    assert not re.search(r"\s(on\w+|style)=", page)


def test_other_headers(client: LookingClient) -> None:
    headers = client.get("/staff/sign-in").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


@pytest.fixture
def app_at(settings: Settings) -> Iterator[Callable[[str], Flask]]:
    """Makes the application for another public address, and closes its connections afterwards."""
    made: list[Flask] = []

    def make(public_url: str) -> Flask:
        made.append(create_app(replace(settings, public_url=public_url)))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_over_tls_browsers_are_told_to_stay(app_at: Callable[[str], Flask]) -> None:
    app = app_at("https://vote.example.org")
    response = app.test_client().get("/staff/sign-in", base_url="https://vote.example.org")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-consult=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Referer": "http://localhost/staff/sign-in"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://localhost:9999"}, 403),
        ({"Referer": "https://evil.example/localhost"}, 403),
        ({"Origin": "https://evil.example", "Referer": "http://localhost/"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "", "Referer": "http://[::1"}, 403),
    ],
    ids=lambda value: str(value),
)
def test_forms_come_from_our_own_pages(client: LookingClient, headers: dict[str, str], status: int) -> None:
    data = {"csrf_token": form_token(client, "/staff/sign-in"), "text": "150", "next": "/staff/sign-in"}
    response = client.post("/reading", data=data, headers=headers, follow_redirects=True)
    assert response.status_code == status


@pytest.mark.parametrize("token", [None, "", "forged"], ids=["none", "empty", "forged"])
def test_a_form_without_its_token_gets_a_page_that_says_what_to_do(client: LookingClient, token: str | None) -> None:
    response = client.post("/staff/sign-out", data={} if token is None else {"csrf_token": token})
    assert response.status_code == 400
    assert "重新" in response.get_data(as_text=True) or "再" in response.get_data(as_text=True)


def test_the_public_address_counts_behind_a_proxy(app_at: Callable[[str], Flask]) -> None:
    client = app_at("http://vote.example.org").test_client()
    page = client.get("/staff/sign-in", base_url="http://127.0.0.1:8000").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    response = client.post(
        "/reading",
        data={"csrf_token": token[1]},
        headers={"Origin": "http://vote.example.org"},
        base_url="http://127.0.0.1:8000",
    )
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("cookie", "accept", "lang"),
    [
        ("", "", "zh-Hans-CN"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr-FR,fr;q=0.9", "zh-Hans-CN"),
        ("", "fr,en;q=0.5", "en"),
        ("", "zh-TW,en;q=0.8", "zh-Hans-CN"),
        ("", "en;q=0.3,zh;q=0.8", "zh-Hans-CN"),
        ("en", "zh-CN", "en"),
        ("zh_Hans_CN", "en", "zh-Hans-CN"),
        ("klingon", "en", "en"),
    ],
)
def test_the_readers_language(client: LookingClient, cookie: str, accept: str, lang: str) -> None:
    if cookie:
        client.set_cookie(COOKIE, cookie)
    page = client.get("/staff/sign-in", headers={"Accept-Language": accept} if accept else {})
    assert f'<html lang="{lang}"' in page.get_data(as_text=True)


def test_the_language_switch_and_the_reader_agree_on_the_cookie() -> None:
    assert COOKIE == LANGUAGE_COOKIE


def test_no_start_with_debugging(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(UnsafeStart, match="FLASK_DEBUG"):
        create_app(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONSULT_SECRET_KEY", "k" * 64),
        ("CONSULT_SECRET_KEY", "change-me-change-me-change-me-1234567890"),
        ("CONSULT_SECRET_KEY", ""),
        ("CONSULT_DATABASE_URL", "postgresql://consult:consult@127.0.0.1/consult"),
        ("CONSULT_DATABASE_URL", "postgresql://keeper:pass%77ord@127.0.0.1/consult"),
        ("CONSULT_DATABASE_URL", "postgresql://consult:put-yours-here@127.0.0.1/consult"),
    ],
)
def test_no_start_with_what_everybody_knows(settings: Settings, name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        Settings.from_environ({"CONSULT_INSTANCE": str(settings.instance), name: value})
    assert refused.value.name == name
    assert value not in str(refused.value) or not value


def test_alive_and_ready(client: LookingClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ready\n")


def test_not_ready_without_the_books_guards(client: LookingClient, engine: Engine) -> None:
    drop = "DROP TRIGGER ledger_line_no_update"
    if engine.dialect.name == "postgresql":
        drop = "DROP TRIGGER ledger_line_guard ON ledger_line"
    with engine.begin() as connection:
        connection.execute(text(drop))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "guard" in response.text


def test_not_ready_when_nothing_can_be_written(client: LookingClient, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE sign_in_failure"))
    assert client.get("/readyz").status_code == 503


def test_not_ready_on_a_full_disk(client: LookingClient, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("the server looks after its own disk")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("consult.web.operations.os.fsync", full)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "No space left" in response.text


def test_figures_for_prometheus(client: LookingClient, session: Session) -> None:
    estate = people.make_estate(session)
    people.make_draft(session, estate)
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    said = client.get("/metrics")
    assert said.mimetype == "text/plain"
    assert 'consult_consultations{state="draft"} 1' in said.text
    assert 'consult_consultations{state="open"} 1' in said.text
    assert "consult_ballots_total 1" in said.text
    assert re.search(r'consult_build_info\{version="[^"]+"\} 1', said.text)


def test_pages_of_one_app_know_no_other_hosts(app: Flask, client: LookingClient) -> None:
    response = client.get("/console", headers={"Host": "evil.example"})
    assert "evil.example" not in response.location
