"""Watching a consultation: what is told and what is not, the rooms, the list of today, and how the page renews."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.domain.consultation import Channel
from consult.queries.rooms import RoomTurnout
from consult.queries.turnout import returned_so_far
from consult.web.console.rooms import entrances
from tests import people
from tests.looking_client import LookingClient
from tests.secret_polls import CONTENT
from tests.web.forms import page_of, text_of
from tests.web.visitors import come_in_as_staff, make_staff


def test_the_last_row_over_time_is_what_the_counters_say(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    for who in (people.CHEN_AYI, people.LIU_SAN):
        people.vote(session, view, who, {1: "agree"})
    answer = secretary.get(f"/console/c/{view.code}/watch")
    rows = [[cell.text_content().strip() for cell in row] for row in page_of(answer).xpath("//details//tbody/tr")]
    in_all = returned_so_far(session, view)
    assert rows[-1][2] == str(in_all.heads) == "2"
    assert rows[-1][3] == f"{in_all.area / 100:.2f}"
    assert sum(int(row[1]) for row in rows) == 2
    assert "须达到 66.67%" in text_of(answer)
    assert "手机或电脑" in text_of(answer)


def test_a_secret_poll_tells_no_time_no_building_and_no_room(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(
        session, estate, rule="advisory", secrecy="secret", channels=(Channel.WEB,), questions=(CONTENT,)
    )
    said = text_of(secretary.get(f"/console/c/{view.code}/watch"))
    assert "只说整十数" in said
    assert "各楼栋" not in said
    assert "票是怎么来的" not in said
    rooms = secretary.get(f"/console/c/{view.code}/rooms?building=1")
    assert "谁也不应知道哪户答了" in text_of(rooms)
    assert not page_of(rooms).find_class("room_grid__room")


def test_rooms_say_whether_and_never_how(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    page = page_of(secretary.get(f"/console/c/{view.code}/rooms?building=1"))
    rooms = {room.text.strip(): " ".join(room.text_content().split()) for room in page.find_class("room_grid__room")}
    assert rooms["101"] == "101 ✓已参与"
    assert rooms["102"] == "102 还没有"
    assert "同意" not in text_of(secretary.get(f"/console/c/{view.code}/rooms?building=1"))


def test_rooms_lie_as_one_sees_the_house() -> None:
    labels = [("", "101"), ("", "102"), ("", "1201"), ("", "201"), ("2", "101")]
    found = [RoomTurnout(("1", entrance, room), took_part=False, waits=False) for entrance, room in labels]
    first, second = entrances(found)
    assert [[room.place[2] for room in floor] for floor in first.floors] == [["1201"], ["201"], ["101", "102"]]
    assert (second.name, len(second.floors)) == ("2", 1)


def test_nothing_changed_is_answered_with_nothing(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    address = f"/console/c/{view.code}/watch/now"
    mark = secretary.get(address).headers["ETag"]
    again = secretary.get(address, headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    session.commit()
    assert secretary.get(address, headers={"If-None-Match": mark}).status_code == 200


def test_a_page_that_renews_itself_keeps_nobody_signed_in(
    client: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = people.make_open_consultation(session, estate)
    come_in_as_staff(client, session, make_staff(session, estate), now=people.MIDWAY)
    for minutes in (8, 16):
        monkeypatch.setattr("consult.clock.now", lambda at=minutes: people.MIDWAY + timedelta(minutes=at))
        status = client.get(f"/console/c/{view.code}/watch/now").status_code
    assert status == 303


@pytest.mark.parametrize("role", ["leader", "property"])
def test_collectors_never_see_running_totals(client: LookingClient, session: Session, estate: int, role: str) -> None:
    view = people.make_open_consultation(session, estate)
    come_in_as_staff(client, session, make_staff(session, estate, role), now=people.MIDWAY)
    for page in ("watch", "watch/now", "rooms"):
        assert client.get(f"/console/c/{view.code}/{page}").status_code == 403


def test_today_says_what_waits_and_where(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    tasks = page_of(secretary.get(f"/console/c/{view.code}/watch")).find_class("task_list__task")
    assert ["再问问还没有答复的住户" in task.text_content() for task in tasks] == [True]
    assert tasks[0].xpath(".//a/@href") == [f"/console/c/{view.code}/rooms"]


def test_a_draft_has_nothing_to_watch(secretary: LookingClient, session: Session, estate: int) -> None:
    draft = people.make_draft(session, estate)
    assert secretary.get(f"/console/c/{draft.code}/watch").status_code == 409


def test_the_page_for_the_wall_has_figures_and_nothing_to_press(
    client: LookingClient, session: Session, estate: int
) -> None:
    view = people.make_open_consultation(session, estate)
    people.vote(session, view, people.CHEN_AYI, {1: "agree"})
    answer = client.get(f"/c/{view.code}/screen")
    page = page_of(answer)
    assert not page.xpath("//main//button | //main//a | //main//form")
    assert view.code in text_of(answer)
    assert "陈桂芳" not in text_of(answer)
    mark = client.get(f"/c/{view.code}/screen/now").headers["ETag"]
    assert client.get(f"/c/{view.code}/screen/now", headers={"If-None-Match": mark}).status_code == 304


def test_the_first_page_leads_to_what_is_due_now(
    secretary: LookingClient, session: Session, estate: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = people.make_open_consultation(session, estate)
    quiet = page_of(secretary.get("/console"))
    assert not quiet.xpath("//*[@id='today-title']")
    monkeypatch.setattr("consult.clock.now", lambda: view.closes_at)
    come_in_as_staff(secretary, session, make_staff(session, estate), now=view.closes_at)
    due = page_of(secretary.get("/console")).xpath("//section[h2[@id='today-title']]//a")
    assert [(link.text_content(), link.get("href")) for link in due] == [("结束并计票", f"/console/c/{view.code}")]
