"""What a locked phone may do, what lies open on it, and whose work it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.assign_buildings import add_leader
from consult.models.doorstep import DoorstepEntry
from tests import people
from tests.browser.installation import Installation
from tests.browser.leader import Beat, Phone
from tests.doorstep.rounds import CHANNELS, LEADER

_KEPT = """() => new Promise((done) => { indexedDB.open("consult-doorstep").onsuccess = (opened) => {
  const base = opened.target.result, kept = base.transaction("kept").objectStore("kept"), out = {};
  kept.openCursor().onsuccess = (at) => {
    const one = at.target.result;
    if (!one) { base.close(); return done(out); }
    if (typeof one.value === "string") out[one.key] = one.value;
    one.continue();
  };
}; })"""
_ASK = (
    """async (secret) => (await fetch("/doorstep/api/round", {headers: {Authorization: `Bearer ${secret}`}})).status"""
)


def kept(phone: Phone) -> dict[str, Any]:
    """What is written in plain on the phone, by name."""
    found: dict[str, Any] = phone.page.evaluate(_KEPT)
    return found


def test_a_locked_phone_sends_and_nothing_that_lies_open_reads_the_rooms(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.go_to_door("101")
    phone.do("not-home")
    phone.restart()
    assert phone.unsent() == 1
    assert set(kept(phone)) == {"sending"}
    phone.context.set_offline(False)
    phone.wait_until_sent()
    expect(phone.page.locator("#pin")).to_be_visible()
    assert phone.page.evaluate(_ASK, kept(phone)["sending"]) == 403


def elsewhere(here: Installation) -> Beat:
    """A consultation in another estate of the same installation."""
    with Session(here.engine) as session:
        estate = people.make_estate(session, code="elsewhere")
        view = people.make_open_consultation(session, estate, channels=CHANNELS, questions=(people.CONSENT,))
        leader = add_leader(session, view.estate.id, LEADER, ("1",), now=here.hands())
        session.commit()
        return Beat(here, view, leader)


def connect(phone: Phone, beat: Beat) -> None:
    """Connect a locked phone anew, by a code that is typed."""
    phone.page.locator("summary").tap()
    phone.do("enrol")
    phone.page.fill("#token", beat.token())
    phone.tap("button[type=submit]")
    phone.type_pin()
    phone.page.locator("text=请再输一遍").wait_for()
    phone.type_pin()
    phone.page.locator(".room").first.wait_for()


def arrived_at(beat: Beat) -> list[str]:
    with Session(beat.here.engine) as session:
        mine = DoorstepEntry.estate_id == beat.view.estate.id
        return list(session.scalars(select(DoorstepEntry.status).where(mine)))


def test_work_for_one_estate_is_not_sent_to_another_and_not_lost(make_phone: Callable[[], Phone], beat: Beat) -> None:
    phone, other = make_phone(), elsewhere(beat.here)
    before = len(arrived_at(beat))
    phone.begin()
    phone.wait_until_kept()
    phone.context.set_offline(True)
    phone.go_to_door("101")
    phone.do("not-home")
    phone.restart()
    phone.context.route("**/doorstep/api/bundles", lambda route: route.abort())
    phone.context.set_offline(False)
    connect(phone, other)
    phone.context.unroute("**/doorstep/api/bundles")
    expect(phone.page.locator("main")).to_contain_text("手机里还有别的小区的记录：1条")
    phone.do("unsent")
    phone.do("send-now")
    phone.do("rooms")
    assert phone.unsent() == 1
    assert arrived_at(other) == []
    phone.do("settings")
    phone.do("lock")
    connect(phone, beat)
    phone.wait_until_sent()
    assert len(arrived_at(beat)) == before + 1
    assert arrived_at(other) == []
