"""Signing in with a remembered WeChat account: off by default, begun with the letter, one button, no way astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.issue_letters import IssuedLetter, issue_letters
from consult.actions.remember_wechat import remember_wechat
from consult.models.account import Visit
from consult.models.wechat_link import WechatLink
from consult.queries.consultations import ConsultationView
from tests import people
from tests.databases import PUBLIC_URL, SECRET
from tests.fake_providers import Provider, a_provider
from tests.house.rounds import fingerprint
from tests.looking_client import LookingClient
from tests.web.forms import main_form, page_of, submit, text_of
from tests.web.resident.offering import WECHAT_BROWSER, choose
from tests.web.visitors import send

pytestmark = pytest.mark.one_database

CODE, OPENID = "031Code-From-WeChat", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"


@pytest.fixture
def provider(app: Flask) -> Iterator[Provider]:
    with a_provider() as server:
        choose(app, server)
        server.openids[CODE] = OPENID
        yield server


@pytest.fixture
def phone(client: LookingClient, provider: Provider) -> LookingClient:
    """A telephone with the page open inside WeChat."""
    client.environ_base["HTTP_USER_AGENT"] = WECHAT_BROWSER
    return client


def journey(phone: LookingClient, view: ConsultationView, to: str = "") -> TestResponse:
    """To WeChat and back: what it answers the browser with."""
    sent = phone.get(f"/wechat/go?code={view.code}" + (f"&to={to}" if to else ""))
    assert sent.status_code == 303
    return phone.get(back_of(sent))


def back_of(sent: TestResponse, code: str = CODE) -> str:
    """Where WeChat sends the browser, as the address asked it to."""
    parts = urlsplit(sent.location)
    assert parts.netloc == "open.weixin.qq.com"
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert asked["redirect_uri"] == f"{PUBLIC_URL}/wechat/back"
    return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"


def remember(session: Session, view: ConsultationView, who: people.Person) -> None:
    elector = people.elector_of(session, view, who)
    remember_wechat(session, view.estate.id, elector.id, OPENID, way="letter", secret=SECRET, now=people.MIDWAY)


def visits(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Visit)) or 0


def links(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(WechatLink)) or 0


def test_off_unless_chosen(signed_in: LookingClient, consultation: ConsultationView) -> None:
    for path in ("/wechat/go", "/wechat/back", f"/c/{consultation.code}/wechat"):
        assert signed_in.get(f"{path}?code={consultation.code}").status_code == 404
    signed_in.environ_base["HTTP_USER_AGENT"] = WECHAT_BROWSER
    assert "微信登录" not in text_of(signed_in.get(f"/sign-in?code={consultation.code}"))


def test_the_sign_in_page_offers_it_inside_wechat_only(phone: LookingClient, consultation: ConsultationView) -> None:
    assert "用这个微信登录" in text_of(phone.get(f"/sign-in?code={consultation.code}"))
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 Firefox/140.0"
    assert "用这个微信登录" not in text_of(phone.get(f"/sign-in?code={consultation.code}"))


def test_remembered_with_the_letter_and_next_time_one_tap(
    phone: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter, provider: Provider
) -> None:
    submit(phone, phone.get(f"/h/{chen.token}"))
    agreed = journey(phone, consultation, to="remember")
    assert "好，记住它" in text_of(agreed)
    assert links(session) == 0, "coming back from WeChat remembers nothing by itself"
    answer = submit(phone, agreed)
    assert (answer.status_code, answer.location) == (303, f"/c/{consultation.code}/wechat?done=remembered")
    assert "这个微信已经记住" in text_of(phone.get(answer.location))

    send(phone, f"/c/{consultation.code}/ballot", to="/sign-out")
    provider.openids[CODE] = OPENID
    back = journey(phone, consultation)
    assert len(main_form(back).xpath(".//button")) == 1
    answer = submit(phone, back)
    assert (answer.status_code, answer.location) == (303, f"/c/{consultation.code}/ballot")
    assert "1号101室" in text_of(phone.get(answer.location))


def test_opening_the_way_back_changes_nothing(
    phone: LookingClient, session: Session, engine: Engine, consultation: ConsultationView, provider: Provider
) -> None:
    remember(session, consultation, people.CHEN_AYI)
    sent = phone.get(f"/wechat/go?code={consultation.code}")
    before = fingerprint(engine)
    for _ in range(20):
        assert phone.get(back_of(sent)).status_code == 200
    assert fingerprint(engine) == before
    assert provider.questions == [], "WeChat is asked by the button only"


@pytest.mark.parametrize("state", ["", "0" * 32, "💥", "x" * 5000], ids=["none", "another", "no letters", "long"])
def test_a_state_that_this_browser_did_not_get_is_refused(
    phone: LookingClient, session: Session, consultation: ConsultationView, provider: Provider, state: str
) -> None:
    remember(session, consultation, people.CHEN_AYI)
    page = journey(phone, consultation)
    assert phone.get("/wechat/back", query_string={"code": CODE, "state": state}).status_code == 400
    assert submit(phone, page, state=state).status_code == 400
    assert provider.questions == []
    assert visits(session) == 0


def test_a_state_is_good_once(
    phone: LookingClient, session: Session, consultation: ConsultationView, provider: Provider
) -> None:
    remember(session, consultation, people.CHEN_AYI)
    page = journey(phone, consultation)
    provider.mood = "broken"
    assert submit(phone, page).status_code == 503
    provider.mood = ""
    assert submit(phone, page).status_code == 400
    assert provider.openids == {CODE: OPENID}, "WeChat was not asked again"
    assert visits(session) == 0


@pytest.mark.parametrize(
    ("later", "status"),
    [(timedelta(minutes=10), 303), (timedelta(minutes=10, seconds=1), 400)],
    ids=["exactly ten minutes", "a second more"],
)
def test_an_answer_comes_in_ten_minutes(
    phone: LookingClient,
    session: Session,
    consultation: ConsultationView,
    at: Callable[[datetime], None],
    later: timedelta,
    status: int,
) -> None:
    remember(session, consultation, people.CHEN_AYI)
    page = journey(phone, consultation)
    at(people.MIDWAY + later)
    assert submit(phone, page).status_code == status


def test_an_attackers_code_cannot_be_slipped_into_a_households_browser(
    app: Flask, phone: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    """The attacker's own journey gives a code and a state; the household's browser knows neither."""
    submit(phone, phone.get(f"/h/{chen.token}"))
    attacker = app.test_client()
    theirs = back_of(attacker.get(f"/wechat/go?code={consultation.code}"))
    assert phone.get(theirs).status_code == 400
    assert links(session) == 0


def test_nobody_is_led_to_another_site(phone: LookingClient, consultation: ConsultationView) -> None:
    """The way back is the settings' own address, whatever host or address the request names."""
    wanted = f"/wechat/go?code={consultation.code}&redirect_uri=https://evil.example&next=https://evil.example"
    sent = phone.get(wanted, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil" not in sent.location
    assert parse_qs(urlsplit(sent.location).query)["redirect_uri"] == [f"{PUBLIC_URL}/wechat/back"]


def test_an_unknown_account_is_led_to_the_letter(
    phone: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    answer = submit(phone, journey(phone, consultation))
    assert answer.status_code == 403
    assert "这个微信还没有被哪一户记住" in text_of(answer)
    assert visits(session) == 0


def test_without_the_letter_nobody_is_sent_to_be_remembered(
    phone: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    """Neither a stranger nor somebody who came in by WeChat itself."""
    assert phone.get(f"/wechat/go?code={consultation.code}&to=remember").status_code == 403
    remember(session, consultation, people.CHEN_AYI)
    submit(phone, journey(phone, consultation))
    assert phone.get(f"/wechat/go?code={consultation.code}&to=remember").status_code == 403
    assert "记住的微信不能再添加别的微信" in text_of(phone.get(f"/c/{consultation.code}/wechat"))


def test_a_visit_that_ended_on_the_way_remembers_nothing(
    phone: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    submit(phone, phone.get(f"/h/{chen.token}"))
    page = journey(phone, consultation, to="remember")
    issue_letters(
        session, consultation.estate.id, consultation.id, [chen.elector_id], secret=SECRET, by="钱敏", now=people.MIDWAY
    )
    assert submit(phone, page).location.startswith("/sign-in")
    assert links(session) == 0


def test_forgetting_is_a_button_and_for_ones_own_only(
    phone: LookingClient, session: Session, consultation: ConsultationView, chen: IssuedLetter
) -> None:
    for who in (people.CHEN_AYI, people.ZHAO_KE):
        remember(session, consultation, who)
    submit(phone, phone.get(f"/h/{chen.token}"))
    page = phone.get(f"/c/{consultation.code}/wechat")
    forms = page_of(page).xpath("//main//form[contains(@action, '/forget')]")
    assert len(forms) == 1, "the neighbours' is not listed"
    for foreign in ("1", "x", "9" * 30):
        assert submit(phone, page, account=foreign).status_code == 303
    assert links(session) == 2
    answer = submit(phone, page)
    assert "那个微信不能再为您家登录" in text_of(phone.get(answer.location))
    assert links(session) == 1


def test_whoever_helps_two_households_is_asked_which(
    phone: LookingClient, session: Session, consultation: ConsultationView
) -> None:
    for who in (people.CHEN_AYI, people.ZHAO_KE):
        remember(session, consultation, who)
    page = submit(phone, journey(phone, consultation))
    assert page.status_code == 200
    assert visits(session) == 0
    stranger = people.elector_of(session, consultation, people.SHEN_MEI).id
    assert submit(phone, page, household=str(stranger)).status_code == 403
    answer = submit(phone, page)
    assert answer.status_code == 303
    assert "1号101室" in text_of(phone.get(answer.location))


def test_choosing_without_having_been_asked_is_refused(phone: LookingClient, consultation: ConsultationView) -> None:
    token = main_form(journey(phone, consultation)).xpath("string(.//input[@name='csrf_token']/@value)")
    assert phone.post("/wechat/choose", data={"csrf_token": token, "household": "1"}).status_code == 400


@pytest.mark.parametrize("mood", ["broken", "rubbish", "huge", "moved", "hangs up"])
def test_when_wechat_is_silent_the_letter_is_offered(
    phone: LookingClient,
    session: Session,
    consultation: ConsultationView,
    provider: Provider,
    mood: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    remember(session, consultation, people.CHEN_AYI)
    page = journey(phone, consultation)
    provider.mood = mood
    answer = submit(phone, page)
    assert answer.status_code == 503
    assert "微信暂时没有回应" in text_of(answer)
    assert any(record.getMessage().startswith("sign-in by wechat failed: ") for record in caplog.records)
    assert CODE not in caplog.text
    assert OPENID not in caplog.text


def test_a_code_that_wechat_refuses_begins_again(phone: LookingClient, consultation: ConsultationView) -> None:
    sent = phone.get(f"/wechat/go?code={consultation.code}")
    answer = submit(phone, phone.get(back_of(sent, code="another-code")))
    assert answer.status_code == 400
    assert "请重新开始" in text_of(answer)


def test_where_tenants_hold_the_letter_too_the_owner_says_so_first(
    phone: LookingClient, session: Session, at: Callable[[datetime], None]
) -> None:
    view = people.make_open_consultation(session, procedure={"tenants": True})
    [letter, *_] = issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=people.MIDWAY)
    submit(phone, phone.get(f"/h/{letter.token}"))
    assert phone.get(f"/c/{view.code}/wechat").location == f"/c/{view.code}/who"
    assert submit(phone, journey(phone, view, to="remember")).location == f"/c/{view.code}/who"
    assert links(session) == 0
