"""A draft's scope names places of the roll in force, every one of them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.actions.announce_consultation import announce_consultation
from consult.actions.create_estate import NewEstate, create_estate
from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.domain.consent import Weight
from consult.domain.refusal import Refusal
from consult.domain.scope import Door, Place
from consult.models.ledger import LedgerLine
from consult.models.roll import Roll, RollUnit
from consult.queries.consultations import consultation_of_id
from consult.queries.papers import scope_text, who_may_answer
from consult.wording.language import SHANGHAI
from tests import people
from tests.people import OPENS_AT

ENTRANCES = (
    people.owned(people.CHEN_AYI, "1", "101", 5_000, entrance="1"),
    people.owned(people.LEADER, "1", "102", 5_000, entrance="2"),
    people.owned(people.ZHAO_KE, "2", "101", 5_000),
)


@pytest.mark.parametrize(
    ("scope", "absent"),
    [
        pytest.param((), None, id="the whole estate"),
        pytest.param((Place("1"), Place("2")), None, id="buildings of the roll"),
        pytest.param((Place("1", "2"),), None, id="an entrance of the roll"),
        pytest.param((Place("1"), Place("99")), ["99"], id="one building of two is not there"),
        pytest.param((Place("1", "3"),), ["1 3"], id="an entrance that is not there"),
        pytest.param((Place("2", "1"),), ["2 1"], id="an entrance of another building"),
        pytest.param((Place("１"), Place("9")), ["１", "9"], id="none is there"),
    ],
)
def test_a_draft_names_only_places_of_the_roll(
    session: Session, scope: tuple[Place, ...], absent: list[str] | None
) -> None:
    estate = people.make_estate(session, ENTRANCES)
    draft = people.make_draft(session, estate)
    plan = people.a_plan(scope=scope)
    if absent is None:
        change_draft(session, estate, draft.id, plan, made_from=1, by="钱敏", now=OPENS_AT, zone=SHANGHAI)
        assert consultation_of_id(session, estate, draft.id).scope == scope
        assert people.make_draft(session, estate, scope=scope).scope == scope
        return
    with pytest.raises(Refusal, match="scope-empty") as changing:
        change_draft(session, estate, draft.id, plan, made_from=1, by="钱敏", now=OPENS_AT, zone=SHANGHAI)
    with pytest.raises(Refusal, match="scope-empty") as drafting:
        draft_consultation(session, estate, plan, by="钱敏", now=OPENS_AT, zone=SHANGHAI)
    assert changing.value.details["buildings"] == drafting.value.details["buildings"] == absent
    assert consultation_of_id(session, estate, draft.id).scope == ()


ROOM, BESIDE, ELSEWHERE = (unit.place for unit in ENTRANCES)


def test_who_asks_the_others_is_not_asked(session: Session) -> None:
    estate = people.make_estate(session, ENTRANCES)
    asked = people.make_open_consultation(session, estate, rule="unanimous", scope=(Place("1"),), left_out=(ROOM,))
    assert asked.electorate == Weight(1, 5_000)
    assert (asked.scope, asked.left_out) == ((Place("1"),), (ROOM,))
    opening = json.loads(next(iter(session.scalars(select(LedgerLine.entry)))))["payload"]
    assert opening["scope"] == [["1", ""], list(ROOM)]
    assert scope_text(asked) == {
        "zh": "1号（不含1号1单元101室）",
        "en": "Building 1, without Building 1, Entrance 1, Room 101",
    }
    assert who_may_answer(asked)["zh"] == "1号（不含1号1单元101室）的业主"


def test_who_holds_another_unit_too_is_asked_with_that(session: Session) -> None:
    both = (*ENTRANCES, people.owned(people.CHEN_AYI, "1", "201", 7_000, entrance="1"))
    estate = people.make_estate(session, both)
    asked = people.make_announced_consultation(session, estate, rule="unanimous", left_out=(ROOM,))
    assert asked.electorate == Weight(3, 17_000)


@pytest.mark.parametrize("door", [ELSEWHERE, ("1", "", "101")], ids=["outside the scope", "no such door"])
def test_only_units_of_the_scope_are_left_out(session: Session, door: Door) -> None:
    estate = people.make_estate(session, ENTRANCES)
    with pytest.raises(Refusal, match="left-out-unknown"):
        people.make_draft(session, estate, rule="unanimous", scope=(Place("1"),), left_out=(door,))


def test_a_unit_that_left_the_roll_is_missed_when_it_is_announced(session: Session) -> None:
    estate = people.make_estate(session, ENTRANCES)
    draft = people.make_draft(session, estate, rule="unanimous", left_out=(ROOM,))
    session.execute(update(RollUnit).where(RollUnit.room == "101", RollUnit.building == "1").values(room="101A"))
    session.commit()
    with pytest.raises(Refusal, match="left-out-unknown") as caught:
        announce_consultation(session, estate, draft.id, by="钱敏", now=OPENS_AT - timedelta(days=20))
    assert caught.value.details["units"] == ["1 1 101"]


def test_a_committee_of_three_decides_by_heads(session: Session) -> None:
    homes = tuple(unit.place for unit in ENTRANCES)
    meeting = people.make_open_consultation(session, people.make_estate(session, ENTRANCES), **COMMITTEE, members=homes)
    assert meeting.electorate.heads == 3
    assert [requirement.needed(3) for requirement in meeting.rule.requirements] == [2, 2]
    assert scope_text(meeting)["zh"] == "会议成员：1号1单元101室、1号2单元102室、2号101室"
    assert who_may_answer(meeting)["en"].startswith("The members of the meeting: Building 1")
    opening = json.loads(next(iter(session.scalars(select(LedgerLine.entry)))))["payload"]
    assert opening["scope"] == [["member", *home] for home in homes]


COMMITTEE = {"rule": "committee-meeting", "questions": (people.CONSENT,)}


def test_a_member_who_is_not_on_the_roll_is_missed(session: Session) -> None:
    estate = people.make_estate(session, ENTRANCES)
    with pytest.raises(Refusal, match="member-unknown"):
        people.make_draft(session, estate, **COMMITTEE, members=(ROOM, ("9", "", "999")))


def test_a_draft_may_come_before_the_roll(session: Session) -> None:
    estate = create_estate(session, NewEstate("early", {"zh": "早苑"}))
    assert people.make_draft(session, estate, scope=(Place("99"),)).scope == (Place("99"),)


def test_the_newest_roll_decides_which_places_there_are(session: Session) -> None:
    estate = people.make_estate(session, ENTRANCES)
    newest = session.scalars(select(Roll.id)).one() + 1
    newer = {"version": 2, "imported_at": OPENS_AT, "imported_by": "钱敏", "file_name": "新.xlsx", "rows": 1}
    session.add(Roll(estate_id=estate, id=newest, file_sha256="0" * 64, **newer))
    session.flush()
    where = {"building": "2", "entrance": "", "room": "101", "kind": "dwelling", "area": 5_000, "owner_kind": "person"}
    session.add(RollUnit(estate_id=estate, roll_id=newest, owners=[["赵可", "8021"]], phones=[], note="", **where))
    session.commit()
    assert people.make_draft(session, estate, scope=(Place("2"),)).scope == (Place("2"),)
    with pytest.raises(Refusal, match="scope-empty"):
        people.make_draft(session, estate, scope=(Place("1"),))
