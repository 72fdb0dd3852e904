"""Signing in with a code by message: off by default, alike for every room, and never in anybody's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.queries.consultations import ConsultationView
from consult.sign_in_ways.outbox import OUTBOX
from tests import people
from tests.fake_providers import Provider, a_provider
from tests.looking_client import LookingClient
from tests.on_the_roll import CHENS, open_with_phones
from tests.web.forms import submit, text_of
from tests.web.resident.offering import choose

pytestmark = pytest.mark.one_database


@pytest.fixture
def provider(app: Flask) -> Iterator[Provider]:
    with a_provider() as server:
        choose(app, server)
        yield server


@pytest.fixture
def view(session: Session, at: Callable[[datetime], None]) -> ConsultationView:
    return open_with_phones(session)


def ask(client: LookingClient, view: ConsultationView, building: str, room: str) -> TestResponse:
    page = client.get(f"/sign-in/message?code={view.code}")
    answer = submit(client, page, building=building, room=room)
    OUTBOX.wait()
    return answer


def test_off_unless_chosen(client: LookingClient, view: ConsultationView) -> None:
    assert "短信" not in text_of(client.get(f"/sign-in?code={view.code}"))
    for path in ("/sign-in/message", "/sign-in/message/code"):
        assert client.get(f"{path}?code={view.code}").status_code == 404


def test_from_the_sign_in_page_to_the_ballot(client: LookingClient, provider: Provider, view: ConsultationView) -> None:
    assert f"/sign-in/message?code={view.code}" in client.get(f"/sign-in?code={view.code}").get_data(as_text=True)
    answer = ask(client, view, "1", "101室")
    assert (answer.status_code, answer.location) == (303, "/sign-in/message/code")
    assert provider.last["to"] == CHENS
    assert provider.last["code"] in provider.last["text"]
    page = client.get(answer.location)
    assert "one-time-code" in page.get_data(as_text=True)
    signed_in = submit(client, page, digits=provider.last["code"])
    assert (signed_in.status_code, signed_in.location) == (303, f"/c/{view.code}/ballot")
    assert "1号101室" in text_of(client.get(signed_in.location))


def test_every_room_sees_the_same(client: LookingClient, provider: Provider, view: ConsultationView) -> None:
    """With a number, with a landline, without any, and a room that is on no roll."""
    seen = set()
    for building, room in (("1", "101"), ("2", "202"), ("2", "301"), ("1", "999")):
        answer = ask(client, view, building, room)
        page = client.get(answer.location)
        wrong = submit(client, page, digits="000000" if not provider.taken else wrong_of(provider))
        told = (answer.status_code, answer.location, page.status_code, wrong.status_code)
        seen.add((*told, text_of(page), text_of(wrong)))
    assert len(seen) == 1
    assert len(provider.taken) == 1
    assert not any(part in str(seen) for part in (CHENS[-11:], CHENS[-4:], CHENS[-2:] + " "))


def wrong_of(provider: Provider) -> str:
    return f"{(int(provider.last['code']) + 1) % 1_000_000:06d}"


def test_a_wrong_code_keeps_the_field_and_says_what_to_do(
    client: LookingClient, provider: Provider, view: ConsultationView
) -> None:
    page = client.get(ask(client, view, "1", "101").location)
    wrong = submit(client, page, digits=wrong_of(provider))
    assert wrong.status_code == 403
    assert "这个验证码不对，或者已经用过、过期了" in text_of(wrong)
    short = submit(client, page, digits="123")
    assert short.status_code == 400
    assert "六位数字" in text_of(short)


def test_after_five_minutes_it_is_told_like_a_wrong_one(
    client: LookingClient, provider: Provider, view: ConsultationView, at: Callable[[datetime], None]
) -> None:
    page = client.get(ask(client, view, "1", "101").location)
    wrong = submit(client, page, digits=wrong_of(provider))
    at(people.MIDWAY + timedelta(minutes=5, seconds=1))
    late = submit(client, page, digits=provider.last["code"])
    assert (late.status_code, text_of(late)) == (wrong.status_code, text_of(wrong))


def test_another_browser_has_no_use_for_the_digits(
    app: Flask, client: LookingClient, provider: Provider, view: ConsultationView
) -> None:
    page = client.get(ask(client, view, "1", "101").location)
    assert page.status_code == 200
    other = app.test_client()
    assert isinstance(other, LookingClient)
    assert other.get("/sign-in/message/code").location == "/sign-in"
    ask(other, view, "1", "102")
    with other.session_transaction() as cookie:
        assert cookie["asked_for_code"][0]
    answer = submit(other, other.get("/sign-in/message/code"), digits=provider.taken[0]["code"])
    assert answer.status_code == 403 or provider.taken[0]["code"] == provider.taken[-1]["code"]


def test_what_is_missing_is_named_before_anything_is_sent(
    client: LookingClient, provider: Provider, view: ConsultationView
) -> None:
    answer = ask(client, view, "", "101")
    assert answer.status_code == 400
    assert "请选择楼号" in text_of(answer) or "楼" in text_of(answer)
    assert provider.questions == []


def test_the_fourth_message_for_a_door_waits_and_the_letter_does_not(
    client: LookingClient, provider: Provider, view: ConsultationView
) -> None:
    for _ in range(3):
        assert ask(client, view, "1", "101").status_code == 303
    answer = ask(client, view, "1", "101")
    assert answer.status_code == 429
    assert "信上的二维码随时可以用" in text_of(answer)
    assert len(provider.taken) == 3


@pytest.mark.parametrize("mood", ["slow", "broken", "rubbish"])
def test_a_provider_in_a_bad_mood_holds_up_no_page(
    client: LookingClient, provider: Provider, view: ConsultationView, mood: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The page stands before anything is sent; the log has a word for it, and neither number nor digits."""
    provider.mood = mood
    page = client.get(f"/sign-in/message?code={view.code}")
    answer = submit(client, page, building="1", room="101")
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
    provider.freed.set()
    OUTBOX.wait()
    [told] = [record.getMessage() for record in caplog.records if record.getMessage().startswith("message failed")]
    assert told.endswith("by https")
    assert CHENS[-11:] not in caplog.text


def test_robots_that_open_the_pages_cost_nothing(
    client: LookingClient, provider: Provider, view: ConsultationView
) -> None:
    for _ in range(20):
        client.get(f"/sign-in/message?code={view.code}&building=1&room=101")
        client.get("/sign-in/message/code")
    OUTBOX.wait()
    assert provider.questions == []
