"""Error pages: what happened, that nothing is lost, the next step, in both languages."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from flask import Flask, abort

from consult.app import create_app
from consult.config import Settings
from consult.domain.refusal import REASONS, Refusal
from consult.models.base import db
from consult.web import errors
from consult.web.access import allow
from tests.looking_client import LookingClient
from tests.web.forms import page_of, text_of

LANGUAGES = [("zh-CN", "zh-Hans-CN"), ("en", "en")]


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """An application of its own, with doors behind which something goes wrong."""
    app = create_app(settings)
    app.testing = True

    @allow.anyone
    def fail(code: int) -> str:
        abort(code)

    @allow.anyone
    def break_down() -> str:
        raise ZeroDivisionError("a bug")

    @allow.anyone
    def refuse() -> str:
        raise Refusal("not-yet-open", opens_at="2026")

    app.add_url_rule("/fail/<int:code>", view_func=fail)
    app.add_url_rule("/break-down", view_func=break_down)
    app.add_url_rule("/refuse", view_func=refuse)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize(("asked", "lang"), LANGUAGES)
@pytest.mark.parametrize("code", sorted(errors.PAGES - {500}))
def test_every_error_has_a_page_with_a_way_on(client: LookingClient, code: int, asked: str, lang: str) -> None:
    answer = client.get(f"/fail/{code}", headers={"Accept-Language": asked})
    assert answer.status_code == code
    page = page_of(answer)
    assert page.get("lang") == lang
    assert page.xpath("//main//a[@href]"), "a next step"
    assert str(code) not in text_of(answer), "never a bare number"


def test_a_status_without_a_page_of_its_own_keeps_its_number(client: LookingClient) -> None:
    assert client.get("/fail/418").status_code == 418


def test_a_door_that_is_only_pushed_says_how(client: LookingClient) -> None:
    answer = client.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_fault_of_ours_says_so_and_is_logged(client: LookingClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/break-down")
    assert answer.status_code == 500
    assert "这是我们的问题" in text_of(answer)
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in answer.get_data(as_text=True)


def test_when_even_the_error_page_fails_there_is_one(
    client: LookingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_values: object) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(errors, "render_template", broken)
    client.looks = False
    with caplog.at_level(logging.CRITICAL):
        answer = client.get("/break-down")
    assert answer.status_code == 500
    assert "网站出了点问题" in answer.get_data(as_text=True)
    assert "Please try again" in answer.get_data(as_text=True)


def test_a_refusal_gets_its_sentence_and_its_status(client: LookingClient) -> None:
    answer = client.get("/refuse")
    assert answer.status_code == 409
    assert "2026" in text_of(answer)


def test_every_status_stands_for_a_reason_that_exists() -> None:
    assert set(errors.STATUSES) <= set(REASONS)
