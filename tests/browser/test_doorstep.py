"""The doorstep app on a real browser, with the network really cut."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.enrol_device import revoke_device
from consult.models.ballot import Ballot
from consult.models.doorstep import CollectedPaper, Device, DoorstepEntry
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.models.sealed_entry import is_signed
from consult.models.service import ServiceAttempt
from consult.web.doorstep import shell
from tests import people
from tests.browser import look
from tests.browser.installation import Installation
from tests.browser.leader import Beat, Phone, begin_beat
from tests.browser.window import PHONE
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


@pytest.fixture(scope="module")
def beat(served: Installation) -> Beat:
    return begin_beat(served)


@pytest.fixture(scope="module")
def make_phone(chromium: Browser, beat: Beat) -> Iterator[Callable[[], Phone]]:
    contexts = []

    def make() -> Phone:
        context = chromium.new_context(**PHONE, locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme="dark")
        context.set_default_timeout(15_000)
        contexts.append(context)
        phone = Phone(context, context.new_page(), beat)
        context.on("weberror", lambda error: phone.troubles.append(str(error.error)))
        return phone

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def enrolled(make_phone: Callable[[], Phone]) -> Phone:
    """One phone for the tests that leave it as they found it: enrolled, and ready to lose the network."""
    made = make_phone()
    made.begin()
    made.wait_until_kept()
    return made


@pytest.fixture
def phone(enrolled: Phone) -> Iterator[Phone]:
    """The phone at its rooms, everything sent."""
    enrolled.context.set_offline(False)
    enrolled.restart()
    enrolled.unlock()
    yield enrolled
    assert not enrolled.troubles


def arrived(beat: Beat) -> dict[str, int]:
    """What the estate has been told so far, by what came of it."""
    with Session(beat.here.engine) as session:
        rows = session.execute(select(DoorstepEntry.status, func.count()).group_by(DoorstepEntry.status))
        return {row[0]: row[1] for row in rows}


def last_attempt_at(beat: Beat, person: people.Person) -> datetime:
    """When somebody was last at a door, by the service's own clock."""
    with Session(beat.here.engine) as session:
        elector = people.elector_of(session, beat.view, person)
        attempts = select(ServiceAttempt.at).where(ServiceAttempt.elector_id == elector.id)
        return session.scalars(attempts.order_by(ServiceAttempt.at.desc())).first() or datetime.min.replace(tzinfo=UTC)


def serial_of(beat: Beat, room: str) -> str:
    """The serial of the ballot that was issued to a room of building 1."""
    with Session(beat.here.engine) as session:
        return session.scalars(
            select(ElectorRow.paper_serial)
            .join(ElectorUnit, ElectorUnit.elector_id == ElectorRow.id)
            .where(ElectorRow.consultation_id == beat.view.id, ElectorUnit.building == "1", ElectorUnit.room == room)
        ).one()


def test_the_first_visit_needs_no_network_and_outlives_the_page(phone: Phone) -> None:
    before = arrived(phone.beat).get("recorded", 0)
    phone.context.set_offline(True)
    phone.restart()
    phone.unlock()
    assert "手机时间差了" in phone.page.locator("main").inner_text(), "the server's clock stands weeks away"
    phone.go_to_door("101")
    phone.do("not-home")
    phone.restart()
    assert phone.unsent() == 1, "said before anybody unlocks"
    assert not phone.page.locator(".room").count()
    phone.unlock()
    expect(phone.page.locator("[data-room='101']")).to_have_class("room room--not-home")
    phone.context.set_offline(False)
    phone.send_all()
    assert arrived(phone.beat)["recorded"] == before + 1
    assert abs(last_attempt_at(phone.beat, people.CHEN_AYI) - MIDWAY) < timedelta(minutes=5)


def test_each_kind_of_visit_takes_six_taps_at_most(phone: Phone) -> None:
    phone.context.set_offline(True)
    taps = dict[str, int]()

    def at(room: str, kind: str, *presses: str) -> None:
        phone.taps = 0
        phone.go_to_door(room)
        phone.do(kind)
        for press in presses:
            phone.tap(press)
        taps[kind] = phone.taps

    at("102", "not-home")
    at("301", "served", "label[for=relation-1]", "[data-do=save]")
    at("401", "refused", "label[for=reason-1]", "[data-do=save]")
    serial = serial_of(phone.beat, "402")
    phone.show_to_camera(serial)
    phone.taps = 0
    phone.go_to_door("402")
    phone.do("paper")
    expect(phone.page.locator("#serial")).to_have_value(serial)
    phone.do("take-photo")
    phone.page.locator("img.paper_view").wait_for()
    phone.do("save")
    taps["paper"] = phone.taps
    at("201", "answers", "label[for=q1-1]", "[data-do=check]", "[data-do=send]")
    assert max(taps.values()) <= 6, taps
    phone.page.locator(".confirmation_panel").wait_for()
    assert phone.unsent() == 5
    phone.context.set_offline(False)
    phone.wait_until_sent()
    expect(phone.page.locator(".confirmation_panel__code")).to_be_visible()
    with Session(phone.beat.here.engine) as session:
        sheet = session.scalars(select(CollectedPaper).where(CollectedPaper.serial == serial)).one()
        assert sheet.photo_id is not None
        assert session.scalars(select(Ballot.channel)).all() == ["doorstep"]
    assert set(arrived(phone.beat)) == {"recorded"}


def test_a_household_that_answered_meanwhile_is_explained_on_the_phone(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.go_to_door("302")
    phone.do("answers")
    phone.tap("label[for=q1-2]")
    phone.do("check")
    phone.do("send")
    phone.do("give-back")
    phone.unlock()
    with Session(phone.beat.here.engine) as session:
        people.vote(session, phone.beat.view, people.HOUSING_OFFICE, {1: "agree"}, now=MIDWAY)
    phone.context.set_offline(False)
    phone.wait_until_sent()
    phone.do("notices")
    said = phone.page.locator("main").inner_text()
    assert "302" in said
    assert "已收到，但没有计入" in said
    phone.do("understood")
    expect(phone.page.locator("[data-do=understood]")).to_have_count(0)


def test_whoever_holds_a_phone_that_was_handed_over_sees_the_ballot_and_nothing_else(phone: Phone) -> None:
    phone.go_to_door("302")
    phone.do("answers")
    for _ in range(3):
        phone.page.go_back()
    expect(phone.page.locator("#ballot")).to_be_visible()
    phone.do("give-back")
    expect(phone.page.locator("#pin")).to_be_visible()
    assert "302" not in phone.page.locator("body").inner_text()


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


@pytest.mark.parametrize("text", ["100", "200"])
def test_every_screen_can_be_read_and_reached_by_everybody(phone: Phone, text: str) -> None:
    phone.do("settings")
    phone.do(f"text-size-{text}")
    found = _looked_at(phone, text)
    for name in ("rooms", "explain", "summary", "unsent"):
        phone.do(name)
        found += _looked_at(phone, text)
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


def _looked_at(phone: Phone, text: str) -> list[str]:
    screen = phone.page.evaluate("document.documentElement.dataset.screen")
    found = (*look.axe(phone.page), *look.too_wide(phone.page), *look.small_targets(phone.page, text))
    return [f"{screen}: {fault}" for fault in found]


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
