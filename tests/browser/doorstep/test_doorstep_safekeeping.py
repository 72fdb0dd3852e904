"""What happens to recorded work when something goes wrong: no network, no room, a new version, a lock, a lost phone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.enrol_device import revoke_device
from consult.models.doorstep import Device
from consult.models.sealed_entry import is_signed
from consult.web.doorstep import shell
from tests import people
from tests.browser.leader import Phone, arrived
from tests.doorstep.phone import unb64
from tests.people import MIDWAY

_FORGET_BOOK = """() => new Promise((done) => { indexedDB.open("consult-doorstep").onsuccess = (opened) => {
  const kept = opened.target.result.transaction("kept", "readwrite").objectStore("kept");
  kept.get("books").onsuccess = (found) => {
    const books = found.target.result;
    for (const code of Object.keys(books)) books[code].head = "f".repeat(64);
    kept.put(books, "books").onsuccess = () => done();
  };
}; })"""
_FILL = """() => {
  window.added = IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
  navigator.storage.estimate = async () => ({quota: 50_000_000, usage: 49_000_000});
}"""


def test_what_cannot_be_sent_leaves_as_a_signed_file_and_a_slip_is_taken_back(phone: Phone, tmp_path: Path) -> None:
    phone.context.set_offline(True)
    phone.go_to_door("101")
    phone.do("not-home")
    phone.do("unsent")
    with phone.page.expect_download() as coming:
        phone.do("export")
    coming.value.save_as(tmp_path / "entries.json")
    told = json.loads((tmp_path / "entries.json").read_text("utf-8"))
    with Session(phone.beat.here.engine) as session:
        device = session.get_one(Device, (phone.beat.view.estate.id, int(told["device"])))
        signed = "\n".join(["consult-doorstep-1", told["device"], *map(_fingerprint, told["entries"])])
        assert is_signed(device.public_key, unb64(told["signature"]), signed.encode())
    phone.do("rooms")
    phone.go_to_door("102")
    phone.do("not-home")
    phone.do("take-back")
    expect(phone.page.locator("[data-do=take-back]")).to_have_count(0)
    assert phone.unsent() == 1
    phone.context.set_offline(False)
    phone.send_all()


def _fingerprint(envelope: dict[str, str]) -> str:
    return hashlib.sha256(unb64(envelope["sealed"])).hexdigest()


def test_a_full_phone_says_so_and_never_pretends_to_have_saved(phone: Phone) -> None:
    phone.page.evaluate(_FILL)
    phone.go_to_door("101")
    phone.do("refused")
    phone.tap("label[for=reason-1]")
    phone.do("save")
    expect(phone.page.locator("[data-fault]")).to_contain_text("没有存上")
    assert phone.unsent() == 0
    phone.page.evaluate("() => { IDBObjectStore.prototype.add = window.added; }")
    phone.do("save")
    phone.page.locator("html[data-screen=rooms]").wait_for()
    expect(phone.page.locator("main")).to_contain_text("手机存储空间快满了")
    phone.send_all()


def test_a_new_version_takes_over_when_asked_and_drops_nothing(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    phone.context.set_offline(True)
    phone.go_to_door("301")
    phone.do("not-home")
    monkeypatch.setattr(shell, "app_version", lambda: "another")
    phone.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no signal')); }")
    phone.context.set_offline(False)
    phone.page.evaluate("() => navigator.serviceWorker.getRegistration().then((here) => here.update())")
    phone.page.locator("[data-do=update]").wait_for()
    with phone.page.expect_navigation():
        phone.do("update")
    phone.page.locator("#pin").wait_for()
    assert phone.unsent() == 1
    assert phone.page.evaluate("() => caches.keys()") == ["consult-doorstep-another"]
    phone.unlock()
    phone.send_all()


def test_a_book_that_does_not_go_on_is_told_and_gets_nothing_more(phone: Phone) -> None:
    # Not beside the app, which looks at the book itself now and then and would write over what is done to it here.
    phone.page.goto(phone.app.replace("/doorstep/", "/healthz"))
    phone.page.evaluate(_FORGET_BOOK)
    phone.restart()
    phone.unlock()
    expect(phone.page.locator("main")).to_contain_text("服务器上的登记簿与手机记下的接不上")
    before = arrived(phone.beat)
    phone.go_to_door("101")
    phone.do("not-home")
    phone.do("unsent")
    phone.do("send-now")
    phone.page.wait_for_timeout(300)
    assert phone.unsent() == 1
    assert arrived(phone.beat) == before
    phone.page.get_by_role("button", name="业委会已说明情况，照常发送").tap()
    phone.wait_until_sent()


def test_only_an_answer_makes_the_signal_good(phone: Phone) -> None:
    signal = phone.page.locator(".door_head__signal")
    expect(signal).to_have_text("已联网")
    phone.context.set_offline(True)
    expect(signal).to_have_text("没有信号")
    phone.do("settings")
    phone.do("lock")
    phone.unlock()
    phone.page.wait_for_timeout(500)
    expect(signal).to_have_text("没有信号")
    phone.context.set_offline(False)
    expect(signal).to_have_text("已联网")


def test_an_answer_under_way_when_the_signal_goes_does_not_make_it_good(phone: Phone) -> None:
    signal = phone.page.locator(".door_head__signal")
    expect(signal).to_have_text("已联网")
    held: list[tuple[Route, APIResponse]] = []
    phone.page.route("**/doorstep/api/**", lambda route: held.append((route, route.fetch())))
    phone.context.set_offline(True)
    expect(signal).to_have_text("没有信号")
    phone.context.set_offline(False)
    for _ in range(600):
        if held:
            break
        phone.page.wait_for_timeout(50)
    assert held, "nothing was asked when the signal came back"
    phone.context.set_offline(True)
    expect(signal).to_have_text("没有信号")
    for route, answer in held:
        with phone.page.expect_response(route.request.url):
            route.fulfill(response=answer)
    phone.do("settings")
    phone.page.wait_for_timeout(300)
    expect(signal).to_have_text("没有信号")
    phone.page.unroute_all()


def test_it_locks_itself_after_five_minutes(make_phone: Callable[[], Phone]) -> None:
    phone = make_phone()
    phone.page.clock.install()
    phone.begin()
    phone.page.clock.run_for(4 * 60_000)
    assert phone.page.locator(".room").count()
    phone.page.clock.run_for(62_000)
    expect(phone.page.locator("#pin")).to_be_visible()
    assert not phone.page.locator(".room").count()


def test_a_phone_that_was_switched_off_forgets_the_rooms_and_still_sends(make_phone: Callable[[], Phone]) -> None:
    phone = make_phone()
    phone.begin()
    phone.wait_until_kept()
    phone.context.set_offline(True)
    phone.go_to_door("401")
    phone.do("not-home")
    with Session(phone.beat.here.engine) as session:
        for device in session.scalars(select(Device.id)).all():
            revoke_device(session, phone.beat.view.estate.id, device, by=people.SECRETARY.name, now=MIDWAY)
        session.commit()
    phone.restart()
    phone.unlock()
    phone.context.set_offline(False)
    expect(phone.page.locator("h1")).to_have_text("这部手机已被停用")
    assert not phone.page.locator(".room").count()
    phone.wait_until_sent()
    assert arrived(phone.beat)["quarantined"] == 1
