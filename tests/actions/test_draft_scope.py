"""A draft's scope names places of the roll in force, every one of them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actions.create_estate import NewEstate, create_estate
from consult.actions.draft_consultation import change_draft, draft_consultation
from consult.domain.consultation import Place
from consult.domain.refusal import Refusal
from consult.models.roll import Roll, RollUnit
from consult.queries.consultations import consultation_of_id
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
        change_draft(session, estate, draft.id, plan, zone=SHANGHAI)
        assert consultation_of_id(session, estate, draft.id).scope == scope
        assert people.make_draft(session, estate, scope=scope).scope == scope
        return
    with pytest.raises(Refusal, match="scope-empty") as changing:
        change_draft(session, estate, draft.id, plan, zone=SHANGHAI)
    with pytest.raises(Refusal, match="scope-empty") as drafting:
        draft_consultation(session, estate, plan, by="钱敏", now=OPENS_AT, zone=SHANGHAI)
    assert changing.value.details["buildings"] == drafting.value.details["buildings"] == absent
    assert consultation_of_id(session, estate, draft.id).scope == ()


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
