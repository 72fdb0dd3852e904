"""Before the opening and after the end no ballot that cannot count is called recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader
from tests import people
from tests.browser.installation import Installation
from tests.browser.leader import Beat, Phone, arrived
from tests.browser.window import PHONE
from tests.doorstep.rounds import CHANNELS, LEADER
from tests.people import CLOSES_AT, MIDWAY, OPENS_AT


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
        expect(phone.page.locator("main")).to_contain_text("投票还没开始或者已经截止")
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


def test_before_the_opening_a_leader_calls_and_takes_no_ballot(chromium: Browser, served: Installation) -> None:
    served.hands.at = OPENS_AT - timedelta(days=2)
    context = chromium.new_context(**PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
    try:
        with Session(served.engine) as session:
            estate = people.make_estate(session, code="early")
            view = people.make_announced_consultation(session, estate, channels=CHANNELS, questions=(people.CONSENT,))
            leader = add_leader(session, estate, LEADER, ("1",), now=served.hands.at)
            session.commit()
        phone = Phone(context, context.new_page(), Beat(served, view, leader))
        phone.begin()
        phone.go_to_door("101")
        assert deeds(phone) == ["served", "not-home", "refused"]
        expect(phone.page.locator(".door_untimely")).to_contain_text("起才能收票")
        phone.do("not-home")
        phone.send_all()
        assert arrived(phone.beat)["recorded"] == 1
    finally:
        served.hands.at = MIDWAY
        context.close()
