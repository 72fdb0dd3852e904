"""The list of an announced vote follows the roll when the committee says so; an open one stands still."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.actions.change_roll import change_roll
from consult.domain.roll_edit import ChangeKind, UnitEdit
from tests import people
from tests.looking_client import LookingClient
from tests.web.visitors import send

CHEN = people.UNITS[0]


@pytest.fixture
def corrected(session: Session, estate: int) -> None:
    edits = [UnitEdit(CHEN, replace(CHEN, area=8_920))]
    change_roll(session, estate, edits, ChangeKind.EDIT, "凭产证更正", by="钱敏", now=people.MIDWAY)


def test_corrections_are_shown_and_taken_over(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_announced_consultation(session, estate)
    page = f"/console/c/{view.code}/list"
    assert "与业主名册一致" in secretary.get(page).text
    edits = [UnitEdit(CHEN, replace(CHEN, area=8_920))]
    change_roll(session, estate, edits, ChangeKind.EDIT, "凭产证更正", by="钱敏", now=people.MIDWAY)
    shown = secretary.get(page).text
    assert "54.32" in shown
    assert "89.20" in shown
    assert send(secretary, page, {}).status_code == 303
    session.expire_all()
    assert people.elector_of(session, view, people.CHEN_AYI).area == 8_920


@pytest.mark.usefixtures("corrected")
def test_an_open_vote_has_no_button(secretary: LookingClient, session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    page = f"/console/c/{view.code}/list"
    assert "不再变动" in secretary.get(page).text
    assert send(secretary, page, {}).status_code == 400
