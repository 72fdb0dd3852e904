"""Every screen of the doorstep app under axe, on narrow phones, and in the largest letters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.enrol_device import revoke_device
from consult.domain.refusal import Refusal
from consult.models.doorstep import Device
from tests import people
from tests.browser import look
from tests.browser.leader import Phone
from tests.people import MIDWAY


@pytest.mark.parametrize("text", ["100", "200"])
def test_every_screen_can_be_read_and_reached_by_everybody(phone: Phone, text: str) -> None:
    phone.do("settings")
    phone.do(f"text-size-{text}")
    found = _looked_at(phone, text)
    for name in ("rooms", "explain", "summary", "unsent"):
        phone.do(name)
        found += _looked_at(phone, text)
        if name == "explain":
            assert len(phone.page.locator("[data-name=todays-word]").inner_text()) == 2
    phone.do("rooms")
    phone.go_to_door("302")
    found += _looked_at(phone, text)
    for kind in ("served", "refused", "paper"):
        phone.do(kind)
        found += _looked_at(phone, text)
        phone.do("back")
    phone.do("answers")
    found += _looked_at(phone, text)
    assert not found


@pytest.mark.exhaustive
@pytest.mark.parametrize("text", ["100", "200"])
@pytest.mark.parametrize(
    "window",
    [{"locale": "en-GB", "color_scheme": "light"}, {"locale": "zh-CN"}],
    ids=["English by day", "Chinese at night"],
)
def test_the_screens_around_a_round(make_phone: Callable[..., Phone], window: dict[str, str], text: str) -> None:
    phone = make_phone(**window)
    found = list[str]()

    def look_at(*presses: str) -> None:
        for press in presses:
            phone.tap(press)
        phone.page.wait_for_timeout(300)
        classes = str(phone.page.evaluate("document.documentElement.className"))
        found.extend(_looked_at(phone, text if f"text-{text}" in classes else "100"))

    phone.page.goto(f"{phone.app}#e={phone.beat.token()}")
    phone.page.locator("button[type=submit]").wait_for()
    look_at()
    phone.tap("button[type=submit]")
    phone.page.locator("#pin").wait_for()
    look_at()
    phone.type_pin()
    phone.page.wait_for_timeout(500)
    phone.type_pin()
    phone.page.locator(".room").first.wait_for()
    phone.wait_until_kept()
    phone.do("settings")
    phone.do(f"text-size-{text}")
    phone.do("rooms")
    phone.context.set_offline(True)
    phone.go_to_door("302")
    look_at("[data-do=answers]", "label[for=q1-2]", "[data-do=check]")
    look_at("[data-do=send]")
    look_at("[data-do=give-back]")
    look_at("summary", "[data-do=enrol]")
    look_at("[data-do=back]")
    # The household answers on the web meanwhile; in the second of these rounds it has already.
    with Session(phone.beat.here.engine) as session, suppress(Refusal):
        people.vote(session, phone.beat.view, people.HOUSING_OFFICE, {1: "agree"}, now=MIDWAY)
    phone.context.set_offline(False)
    phone.wait_until_sent()
    phone.unlock()
    look_at("[data-do=notices]")
    look_at("[data-do=understood]", "[data-do=rooms]")
    phone.context.set_offline(True)
    phone.go_to_door("401")
    look_at("[data-do=not-home]")
    _switch_off(phone)
    phone.context.set_offline(False)
    phone.page.locator("html[data-screen=gone]").wait_for()
    look_at()
    assert not found


def _switch_off(phone: Phone) -> None:
    with Session(phone.beat.here.engine) as session:
        for device in session.scalars(select(Device.id)).all():
            revoke_device(session, phone.beat.view.estate.id, device, by=people.SECRETARY.name, now=MIDWAY)
        session.commit()


def _looked_at(phone: Phone, text: str) -> list[str]:
    screen = phone.page.evaluate("document.documentElement.dataset.screen")
    found = (*look.axe(phone.page), *look.too_wide(phone.page), *look.small_targets(phone.page, text))
    return [f"{screen}: {fault}" for fault in found]
