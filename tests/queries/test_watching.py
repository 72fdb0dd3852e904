"""What is watched, asked of either database: turnout by step and way, rooms, and the log of deeds."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from consult.domain.consent import Weight
from consult.queries.deed_log import Asked, log_page, people_in_log
from consult.queries.rooms import rooms_of
from consult.queries.turnout import returned_so_far
from consult.queries.turnout_over_time import turnout_over_time
from tests import people


def test_steps_add_up_to_the_counters_and_rooms_know_who_came(session: Session) -> None:
    view = people.make_open_consultation(session)
    for who in (people.CHEN_AYI, people.ZHAO_KE):
        people.vote(session, view, who, {1: "agree"}, now=people.MIDWAY)
    ends = [people.MIDWAY - timedelta(hours=1), people.MIDWAY + timedelta(hours=1), people.MIDWAY + timedelta(days=1)]
    growth = turnout_over_time(session, view, ends)
    assert [step.heads for step in growth.steps] == [0, 2, 0]
    assert sum(growth.steps, Weight()) == returned_so_far(session, view)
    assert sum(n for _, n in growth.channels) == 2
    rooms = {room.place[2]: room.took_part for room in rooms_of(session, view, "1")}
    assert (rooms["101"], rooms["102"]) == (True, False)


def test_the_log_is_searched_and_paged(session: Session) -> None:
    view = people.make_open_consultation(session)
    asked = Asked(person=people.SECRETARY.name, code=view.code, before=people.MIDWAY)
    page = log_page(session, view.estate.id, asked, 99)
    assert (page.page, page.pages) == (1, 1)
    assert [line.deed for line in page.lines] == ["open_consultation", "announce_consultation", "draft_consultation"]
    assert people.SECRETARY.name in people_in_log(session, view.estate.id)
