"""A resident's ballot on the leader's phone: given once, helped by somebody, interrupted, or not given at all."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.leader import Phone

_SLOWLY = """() => { const quick = crypto.subtle.encrypt.bind(crypto.subtle);
  const wait = () => new Promise((go) => setTimeout(go, 600));
  crypto.subtle.encrypt = async (...given) => { await wait(); return quick(...given); }; }"""
_DOORS = """() => document.body.innerText.includes("102")"""


def answer(phone: Phone, room: str) -> None:
    phone.go_to_door(room)
    phone.do("answers")
    phone.tap("label[for=q1-1]")
    phone.do("check")


def test_going_back_while_a_ballot_is_sealed_gives_it_once(phone: Phone) -> None:
    phone.context.set_offline(True)
    answer(phone, "101")
    phone.page.evaluate(_SLOWLY)
    phone.do("send")
    phone.page.go_back()
    phone.page.locator(".confirmation_panel").wait_for()
    assert phone.unsent() == 1
    phone.do("give-back")
    phone.context.set_offline(False)
    phone.wait_until_sent()


def test_who_helped_outlives_larger_letters_and_the_phone_is_given_back_unanswered(phone: Phone) -> None:
    answer(phone, "201")
    phone.page.fill("#helper", "陈雪")
    phone.do("text")
    phone.do("language")
    expect(phone.page.locator("#helper")).to_have_value("陈雪")
    phone.do("language")
    phone.do("give-back")
    expect(phone.page.locator("#pin")).to_be_visible()
    phone.unlock()
    phone.go_to_door("201")
    phone.do("answers")
    expect(phone.page.locator("#q1-1")).not_to_be_checked()
    assert not phone.page.evaluate(_DOORS), "no other door while the phone is in a resident's hands"
    phone.do("give-back")


def test_a_ballot_that_was_left_lying_is_there_after_the_next_unlocking_and_not_later(
    make_phone: Callable[[], Phone],
) -> None:
    phone = make_phone()
    phone.page.clock.install()
    phone.begin()
    answer(phone, "301")
    phone.page.fill("#helper", "陈雪")
    phone.page.clock.run_for(6 * 60_000)
    phone.unlock()
    phone.go_to_door("302")
    phone.do("answers")
    expect(phone.page.locator("#q1-1")).not_to_be_checked()
    phone.page.clock.run_for(6 * 60_000)
    phone.unlock()
    answer(phone, "301")
    phone.page.clock.run_for(6 * 60_000)
    phone.unlock()
    phone.go_to_door("301")
    phone.do("answers")
    expect(phone.page.locator("#q1-1")).to_be_checked()
    phone.do("give-back")
    phone.unlock()
    phone.go_to_door("301")
    phone.do("answers")
    expect(phone.page.locator("#q1-1")).not_to_be_checked()
