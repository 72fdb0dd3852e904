"""Before the rooms: connecting from the right browser, a way back from there, and faults told as they are."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Installation
from tests.browser.leader import Phone
from tests.browser.window import PHONE

_WECHAT = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.44"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Safari/604.1"
_CODE = "ABCDEFGH1234567890ABCDEFGH"


@pytest.mark.parametrize(
    ("browser_name", "said", "buttons"),
    [
        pytest.param(_WECHAT, "请用手机自带的浏览器打开", 0, id="a chat's browser would use the code up"),
        pytest.param(_IPHONE, "请先把应用添加到主屏幕", 1, id="an iPhone is told to install before the PIN"),
        pytest.param("", "连接", 1, id="any other browser"),
    ],
)
def test_where_a_phone_is_connected(
    chromium: Browser, served: Installation, browser_name: str, said: str, buttons: int
) -> None:
    window = {**PHONE, "user_agent": browser_name} if browser_name else PHONE
    context = chromium.new_context(**window, locale="zh-CN", service_workers="block")
    page = context.new_page()
    page.goto(f"{served.address}/doorstep/#e={_CODE}")
    expect(page.locator("main")).to_contain_text(said)
    expect(page.locator("button[type=submit]")).to_have_count(buttons)
    assert (_CODE in page.url) == (browser_name == _WECHAT), "elsewhere the code leaves the address"
    context.close()


def test_connecting_anew_leads_back_to_the_lock(phone: Phone) -> None:
    phone.do("settings")
    phone.do("lock")
    phone.page.locator("summary").tap()
    phone.do("enrol")
    phone.do("back")
    phone.unlock()


def test_only_a_lost_connection_is_told_as_no_signal(page: Page) -> None:
    module = """async () => {
      const api = await import('/static/doorstep/api.js');
      const { reason } = await import('/static/doorstep/view_entry.js');
      const refused = new api.Refused(404, {reason: 'unknown-enrolment', title: {zh: '这个码不能用'}}, 0);
      return [reason(new api.Unreachable('')), reason(refused), reason(new TypeError('no crypto')),
        reason(new DOMException('full', 'QuotaExceededError'))];
    }"""
    assert page.evaluate(module) == ["no-signal-now", "这个码不能用", "connect-fault", "storage-full"]


def test_who_takes_the_paper_is_served_whether_they_sign_or_not(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.go_to_door("201")
    phone.do("served")
    phone.tap("label[for=relation-1]")
    phone.tap("label.field__tick")
    phone.do("save")
    expect(phone.page.locator("[data-room='201']")).to_have_class("room room--served")
    phone.context.set_offline(False)
    phone.send_all()
