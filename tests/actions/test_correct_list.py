"""Until voting opens the list of a vote follows the corrections of the roll; from then on it stands still."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actions.change_roll import change_roll
from consult.actions.correct_list import correct_list
from consult.actions.open_consultation import open_consultation
from consult.domain.electorate import Unit
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import ChangeKind, UnitEdit
from consult.models.ballot import BuildingTurnout
from consult.queries.consultations import ConsultationView, consultation_of_id
from tests import people

CHEN = people.UNITS[0]
BEFORE = people.OPENS_AT - timedelta(days=3)


def corrected(session: Session, view: ConsultationView, before: Unit | None, after: Unit | None) -> None:
    edits = [UnitEdit(before, after)]
    change_roll(session, view.estate.id, edits, ChangeKind.EDIT, "凭产证更正", by="钱敏", now=BEFORE)


def test_the_list_follows_and_everything_adds_up(session: Session) -> None:
    view = people.make_announced_consultation(session)
    corrected(session, view, CHEN, replace(CHEN, area=8_920))
    number = people.elector_of(session, view, people.CHEN_AYI).number
    correct_list(session, view.estate.id, view.id, by="钱敏", now=BEFORE)
    elector = people.elector_of(session, view, people.CHEN_AYI)
    assert (elector.area, elector.number) == (8_920, number)
    after = consultation_of_id(session, view.estate.id, view.id).electorate
    assert (after.heads, after.area) == (people.HEADS, people.AREA - 5_432 + 8_920)
    totals = select(func.sum(BuildingTurnout.area_total)).where(BuildingTurnout.consultation_id == view.id)
    assert session.scalar(totals) == after.area == sum(one.area for one in people.electors(session, view))
    with pytest.raises(Refusal, match="list-not-changed"):
        correct_list(session, view.estate.id, view.id, by="钱敏", now=BEFORE)
    open_consultation(session, view.estate.id, view.id, by="钱敏", now=people.OPENS_AT)


def test_a_list_that_has_opened_stands_still(session: Session) -> None:
    view = people.make_open_consultation(session)
    corrected(session, view, CHEN, replace(CHEN, area=8_920))
    with pytest.raises(Refusal, match="list-stands-still"):
        correct_list(session, view.estate.id, view.id, by="钱敏", now=people.MIDWAY)
    assert people.elector_of(session, view, people.CHEN_AYI).area == 5_432


def test_a_room_with_another_elector_leaves_the_list_as_it_is(session: Session) -> None:
    view = people.make_announced_consultation(session)
    corrected(session, view, CHEN, replace(CHEN, area=8_920))
    corrected(session, view, None, Unit("3", "101", area=1_00))
    with pytest.raises(Refusal, match="list-regrouped"):
        correct_list(session, view.estate.id, view.id, by="钱敏", now=BEFORE)
    assert people.elector_of(session, view, people.CHEN_AYI).area == 5_432


def test_an_area_taken_away_cannot_be_weighed(session: Session) -> None:
    view = people.make_announced_consultation(session)
    corrected(session, view, CHEN, replace(CHEN, area=None))
    with pytest.raises(Refusal, match="area-missing"):
        correct_list(session, view.estate.id, view.id, by="钱敏", now=BEFORE)
