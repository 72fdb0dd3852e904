"""Units are found, corrected by hand, joined and taken back; what that does is shown first and kept as history."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from consult.actions.change_roll import change_roll
from consult.domain.electorate import Owner, Unit
from consult.domain.roll_edit import ChangeKind, UnitEdit, unit_mark
from consult.domain.roll_typed import typed_of
from consult.queries.roll import roll_in_force, units_of
from consult.queries.roll_changes import roll_changes
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send

CHEN = people.UNITS[0]
AT = "1//101"


def form_of(unit: Unit, **typed: object) -> dict[str, object]:
    return {
        **typed_of(unit),
        "at": AT,
        "mark": unit_mark(unit),
        "owner_name": [owner.name for owner in unit.owners],
        "owner_key": [owner.key for owner in unit.owners],
        "reason": "凭产证更正",
        **typed,
    }


def post(client: LookingClient, to: str, **fields: object) -> TestResponse:
    return send(client, "/console/roll", fields, to=f"/console/roll/{to}")


def standing(session: Session, estate: int) -> dict[str, Unit]:
    session.rollback()
    units = {unit.room: unit for unit in units_of(session, estate, roll_in_force(session, estate).id)}
    session.rollback()
    return units


def test_units_are_found_by_place_and_owner(secretary: LookingClient, estate: int) -> None:
    assert "20" in secretary.get("/console/roll/units").text
    for sought in ("陈桂芳", "1-101", "101 陈"):
        page = secretary.get("/console/roll/units", query_string={"q": sought}).text
        assert "?at=1//101" in page
        assert "刘三立" not in page
    assert "没有找到" in secretary.get("/console/roll/units?q=没有此人").text


def test_a_correction_is_shown_with_what_it_does_then_made(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    assert "54.32" in secretary.get("/console/roll/unit", query_string={"at": AT}).text
    shown = post(secretary, "unit/check", **form_of(CHEN, area="89.20"))
    assert shown.status_code == 200
    for said in ("54.32", "89.20", "1604.09", "1638.97", "1092.65"):
        assert said in shown.text
    assert standing(session, estate)["101"] is not None
    done = post(secretary, "unit/save", **form_of(CHEN, area="89.20"))
    assert done.status_code == 303
    assert 8_920 in {unit.area for unit in standing(session, estate).values()}
    history = secretary.get("/console/roll/history").text
    assert re.search(r"钱敏", history)
    assert "凭产证更正" in history


def test_what_cannot_be_read_changes_nothing_and_stays_in_the_form(
    secretary: LookingClient, session: Session, estate: int
) -> None:
    for to in ("unit/check", "unit/save"):
        page = post(secretary, to, **form_of(CHEN, area="八十"))
        assert page.status_code == 400
        assert "“八十”不是面积" in page.text
        assert 'value="八十"' in page.text
    assert post(secretary, "unit/check", **form_of(CHEN, area="1", reason=" ")).status_code == 400
    assert roll_changes(session, estate) == []


def test_the_slower_of_two_sees_both_states(secretary: LookingClient, session: Session, estate: int) -> None:
    quicker = UnitEdit(CHEN, replace(CHEN, area=60_00))
    change_roll(session, estate, [quicker], ChangeKind.EDIT, "更正", by="田处", now=people.MIDWAY)
    page = post(secretary, "unit/save", **form_of(CHEN, area="89.20"))
    assert page.status_code == 400
    assert "60.00" in page.text
    assert 'value="89.20"' in page.text


def test_a_unit_is_added_and_taken_off(secretary: LookingClient, session: Session, estate: int) -> None:
    new = Unit("3", "101", area=50_00, owners=(Owner("新人"),))
    assert post(secretary, "unit/save", **form_of(new, at="", mark="")).status_code == 303
    added = next(unit for unit in standing(session, estate).values() if unit.building == "3")
    assert added == new
    fields = form_of(new, at="3//101", away="yes")
    assert "3号101室" in post(secretary, "unit/check", **fields).text
    assert post(secretary, "unit/save", **fields).status_code == 303
    assert all(unit.building != "3" for unit in standing(session, estate).values())


def test_owners_are_joined_and_that_is_taken_back(secretary: LookingClient, session: Session, estate: int) -> None:
    twins = [Unit("5", room, area=50_00, owners=(Owner("王芳"),)) for room in ("1", "2")]
    edits = [UnitEdit(None, unit) for unit in twins]
    change_roll(session, estate, edits, ChangeKind.ADD, "新增", by="钱敏", now=people.MIDWAY)
    page = secretary.get("/console/roll/owners").text
    assert page.count("王芳") >= 2
    fields = {
        "unit": ["5//1", "5//2"],
        "shown": ["5//1", "5//2"],
        "mark": [unit_mark(unit) for unit in twins],
        "pattern": "5//1",
        "reason": "核对产证",
    }
    refused = post(secretary, "owners", **fields | {"unit": ["5//1"], "deed": "merge"})
    assert refused.status_code == 400
    assert "核对产证" in refused.text
    assert post(secretary, "owners", deed="merge", **fields).status_code == 303
    joined = [unit.owners for unit in standing(session, estate).values() if unit.building == "5"]
    assert joined == [(Owner("王芳", "M1"),)] * 2
    newest = roll_changes(session, estate)[0]
    session.rollback()
    assert post(secretary, "history", change=str(newest.id), reason="不是一个人").status_code == 303
    apart = [unit.owners for unit in standing(session, estate).values() if unit.building == "5"]
    assert apart == [(Owner("王芳"),)] * 2
    assert post(secretary, "history", change=str(newest.id), reason="再撤").status_code == 400
