"""Before the opening and after the end no ballot that cannot count is called recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.leader import Phone, arrived
from tests.people import CLOSES_AT, MIDWAY


def deeds(phone: Phone) -> list[str | None]:
    return [one.get_attribute("data-do") for one in phone.page.locator(".door_deeds button").all()]


def test_the_end_comes_while_a_resident_is_answering(make_phone: Callable[[], Phone]) -> None:
    phone = make_phone()
    hands = phone.beat.here.hands
    phone.page.clock.install()
    hands.at = CLOSES_AT - timedelta(minutes=3)
    try:
        phone.begin()
        phone.wait_until_kept()
        phone.context.set_offline(True)
        phone.go_to_door("101")
        phone.do("answers")
        phone.tap("label[for=q1-1]")
        phone.do("check")
        phone.page.clock.run_for(200_000)
        phone.do("send")
        expect(phone.page.locator("[data-fault]").first).to_contain_text("投票还没开始或者已经截止")
        assert phone.unsent() == 0
        phone.page.locator("[data-do=change]").tap()
        phone.do("give-back")
        phone.unlock()
        phone.go_to_door("101")
        assert deeds(phone) == []
        expect(phone.page.locator(".door_untimely")).to_contain_text("截止")
    finally:
        hands.at = MIDWAY
    assert arrived(phone.beat) == {}
