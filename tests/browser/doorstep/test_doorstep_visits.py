"""The doorstep app on a real browser, with the network really cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.models.ballot import Ballot
from consult.models.doorstep import CollectedPaper
from consult.models.electorate import ElectorRow, ElectorUnit
from consult.models.service import ServiceAttempt
from tests import people
from tests.browser.leader import Beat, Phone, arrived
from tests.people import MIDWAY


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
    assert "手机时间差了约" in phone.page.locator("main").inner_text(), "the server's clock stands weeks away"
    phone.go_to_door("101")
    phone.page.locator("[data-do=not-home]").evaluate("button => { button.click(); button.click(); }")
    phone.page.locator("html[data-screen=rooms]").wait_for()
    phone.restart()
    assert phone.unsent() == 1, "one visit, however the thumb trembled; said before anybody unlocks"
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
        phone.page.wait_for_function("() => history.state && history.state.isInside")
    expect(phone.page.locator("#ballot")).to_be_visible()
    phone.do("give-back")
    expect(phone.page.locator("#pin")).to_be_visible()
    assert "302" not in phone.page.locator("body").inner_text()
