"""Which elector a room or a serial leads to."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from consult.domain.electorate import Owner, Unit
from consult.domain.refusal import Refusal
from consult.queries.consultations import ConsultationView
from consult.queries.electors_typed import elector_typed
from tests import people


@pytest.fixture
def view(session: Session) -> ConsultationView:
    return people.make_open_consultation(session)


def reason(session: Session, view: ConsultationView, typed: str) -> str:
    with pytest.raises(Refusal) as refused:
        elector_typed(session, view.estate.id, view.id, typed)
    return refused.value.reason


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        pytest.param("1号101室", people.CHEN_AYI, id="as it is said"),
        pytest.param(" 1-101 ", people.CHEN_AYI, id="short"),
        pytest.param("2-102", people.LIU_SAN, id="any room of an owner of several"),
        pytest.param("1 商铺1", people.SHOPKEEPER, id="a shop"),
    ],
)
def test_a_room(session: Session, view: ConsultationView, typed: str, person: people.Person) -> None:
    found = elector_typed(session, view.estate.id, view.id, typed)
    assert found.id == people.elector_of(session, view, person).id


def test_a_serial(session: Session, view: ConsultationView) -> None:
    chen = people.elector_of(session, view, people.CHEN_AYI)
    assert elector_typed(session, view.estate.id, view.id, f" {chen.paper_serial} ").id == chen.id


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        pytest.param("  ", "door-missing", id="nothing"),
        pytest.param("1-999", "unknown-door", id="a room that is not there"),
        pytest.param("101", "unknown-door", id="a room without its building"),
        pytest.param("-", "unknown-door", id="a dash alone"),
        pytest.param("%", "unknown-door", id="a sign that databases read as anything"),
        pytest.param("00013", "serial-mistyped", id="a serial with a wrong digit"),
        pytest.param("99994", "unknown-serial", id="a serial that was never issued"),
    ],
)
def test_what_leads_nowhere(session: Session, view: ConsultationView, typed: str, refused: str) -> None:
    assert reason(session, view, typed) == refused


def test_two_doors_that_are_written_alike_lead_to_neither(session: Session) -> None:
    doors = (("1", "2", "301", "甲"), ("1-2", "", "301", "乙"))
    units = [Unit(b, r, entrance=e, area=5_000, owners=(Owner(name, "1"),)) for b, e, r, name in doors]
    view = people.make_open_consultation(session, people.make_estate(session, units))
    assert reason(session, view, "1-2-301") == "unknown-door"


ENTRANCES = (("12", "1", "301", "甲"), ("12", "2", "301", "乙"), ("12", "1", "402", "丙"), ("12", "2", "502", "丁"))


@pytest.fixture
def with_entrances(session: Session) -> ConsultationView:
    units = [Unit(b, r, entrance=e, area=5_000, owners=(Owner(name, "1"),)) for b, e, r, name in ENTRANCES]
    return people.make_open_consultation(session, people.make_estate(session, units))


@pytest.mark.parametrize(
    ("typed", "room"),
    [
        pytest.param("12-402", "402", id="short"),
        pytest.param("12号502室", "502", id="as it is said"),
        pytest.param("12-2-301", "301", id="in full, where two entrances have the room"),
    ],
)
def test_the_entrance_may_be_left_out_where_one_has_the_room(
    session: Session, with_entrances: ConsultationView, typed: str, room: str
) -> None:
    view = with_entrances
    assert elector_typed(session, view.estate.id, view.id, typed).room == room


def test_doors_that_could_be_meant_are_named(session: Session, with_entrances: ConsultationView) -> None:
    view = with_entrances
    with pytest.raises(Refusal) as refused:
        elector_typed(session, view.estate.id, view.id, " 12-301 ")
    assert refused.value.reason == "ambiguous-door"
    assert refused.value.details == {"typed": "12-301", "known": ("12-1-301", "12-2-301")}
    assert reason(session, view, "2-301") == "unknown-door"


def test_another_consultations_electors_are_not_found(session: Session, view: ConsultationView) -> None:
    other = people.make_draft(session, people.make_estate(session, code="other"))
    assert reason(session, other, "1-101") == "unknown-door"
