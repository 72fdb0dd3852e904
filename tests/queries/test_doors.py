"""Buildings and entrances for the sign-in form, in the order people count them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from consult.queries.doors import doors_of
from tests import people
from tests.people import owned


def test_buildings_are_counted_and_parking_is_left_out(session: Session) -> None:
    units = [owned(people.ZHAO_KE, building, "101", 5_000) for building in ("10", "2", "1", "1甲")]
    view = people.make_open_consultation(session, people.make_estate(session, units))
    assert doors_of(session, view.estate.id, view.id).buildings == ("1", "1甲", "2", "10")


def test_entrances_are_offered_only_where_there_are_some(session: Session) -> None:
    view = people.make_open_consultation(session)
    assert doors_of(session, view.estate.id, view.id).entrances == ()
    entered = [owned(people.ZHAO_KE, "3", "101", 5_000, entrance=entrance) for entrance in ("2", "1")]
    other = people.make_open_consultation(session, people.make_estate(session, entered, code="other"))
    assert doors_of(session, other.estate.id, other.id).entrances == ("1", "2")
