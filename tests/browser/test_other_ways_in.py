"""A code by message and one tap in WeChat, walked through on a phone: every page in order, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Route
from sqlalchemy.orm import Session

from consult.actions.issue_letters import issue_letters
from consult.sign_in_ways.outbox import OUTBOX
from tests import people
from tests.browser.household import sign_in_by_letter
from tests.browser.installation import Installation
from tests.browser.look import faults
from tests.browser.visits import read_in
from tests.browser.window import PHONE, Window, window
from tests.databases import SECRET
from tests.fake_providers import Provider, a_provider
from tests.on_the_roll import open_with_phones
from tests.web.resident.offering import WECHAT_BROWSER, choose

MAIN = "main form button.button--main"
LANGUAGES = pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.exhaustive)])
CODE, OPENID = "031Code-From-WeChat", "oLVPpjqs9BhvzwPj5A-vTYAX3GLc"


@dataclass(frozen=True)
class Estate:
    """An estate with telephone numbers, its open consultation, 陈阿姨's letter, and who answers outside."""

    code: str
    letter: str
    provider: Provider


@pytest.fixture(scope="module")
def estate(served: Installation) -> Iterator[Estate]:
    with Session(served.engine) as session, a_provider() as provider:
        view = open_with_phones(session)
        letters = issue_letters(session, view.estate.id, view.id, secret=SECRET, by="钱敏", now=people.MIDWAY)
        [chen] = [letter for letter in letters if letter.place == people.CHEN_AYI.place]
        choose(served.app, provider)
        yield Estate(view.code, chen.token, provider)


def look(here: Window) -> None:
    """Look at the page that is open, as those will who read it large, narrow or aloud."""
    assert not faults(here.page, (360,), (320, 1280)), here.page.url


@LANGUAGES
def test_by_message(chromium: Browser, served: Installation, estate: Estate, language: str) -> None:
    with window(chromium, served.address, PHONE) as here:
        read_in(here.context, served.address, language)
        here.open(f"/sign-in?code={estate.code}")
        here.follow("main a[href^='/sign-in/message']")
        look(here)
        here.page.select_option("#building", "1")
        here.page.fill("#room", "101")
        here.follow(MAIN)
        look(here)
        OUTBOX.wait()
        here.page.fill("#digits", estate.provider.last["code"])
        here.follow(MAIN)
        here.page.wait_for_url("**/ballot")


@LANGUAGES
def test_by_wechat(chromium: Browser, served: Installation, estate: Estate, language: str) -> None:
    with window(chromium, served.address, PHONE, user_agent=WECHAT_BROWSER) as here:
        read_in(here.context, served.address, language)
        here.page.route("**/wechat/go?*", lambda route: _as_wechat(route, served.address))
        sign_in_by_letter(here, f"/h/{estate.letter}")
        here.open(f"/c/{estate.code}/wechat")
        look(here)
        _go_and_come_back(here, estate, "main a[href^='/wechat/go']")
        look(here)
        here.follow(MAIN)
        look(here)
        here.context.clear_cookies(name=served.app.config["SESSION_COOKIE_NAME"])
        here.open(f"/sign-in?code={estate.code}")
        _go_and_come_back(here, estate, "main a[href^='/wechat/go']")
        look(here)
        here.follow(MAIN)
        here.page.wait_for_url("**/ballot")


def _go_and_come_back(here: Window, estate: Estate, link: str) -> None:
    estate.provider.openids[CODE] = OPENID
    here.press(link)
    here.page.wait_for_url("**/wechat/back?**")


def _as_wechat(route: Route, address: str) -> None:
    """Send the browser back at once, as WeChat does for `snsapi_base`; its public address is served here."""
    answer = route.fetch(max_redirects=0)
    sent = urlsplit(answer.headers["location"])
    assert sent.netloc == "open.weixin.qq.com"
    asked = {name: values[0] for name, values in parse_qs(sent.query).items()}
    back = f"{address}{urlsplit(asked['redirect_uri']).path}?code={CODE}&state={asked['state']}"
    route.fulfill(response=answer, headers={**answer.headers, "location": back})
