"""Changes by hand make versions of the roll, are kept with their history, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.actions.change_roll import change_roll, undo_roll_change
from consult.actions.send_record_request import Asking, send_record_request
from consult.domain.electorate import Unit
from consult.domain.record_request import Reply
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import ChangeKind, UnitEdit
from consult.queries.record_requests import record_requests
from consult.queries.roll import roll_in_force, units_of
from consult.queries.roll_changes import changes_since_file, roll_changes
from tests import people

FLAT = people.UNITS[0]
LARGER = replace(FLAT, area=8_920)


@pytest.fixture
def estate(session: Session) -> int:
    return people.make_estate(session)


def changed(session: Session, estate: int, *edits: UnitEdit, reason: str = "凭产证更正") -> int:
    return change_roll(session, estate, edits, ChangeKind.EDIT, reason, by="钱敏", now=people.MIDWAY)


def standing(session: Session, estate: int) -> set[Unit]:
    return set(units_of(session, estate, roll_in_force(session, estate).id))


def test_a_change_makes_a_version_and_leaves_the_one_before(session: Session, estate: int) -> None:
    first = roll_in_force(session, estate)
    assert changed(session, estate, UnitEdit(FLAT, LARGER)) == first.version + 1
    assert standing(session, estate) == {LARGER, *people.UNITS[1:]}
    assert set(units_of(session, estate, first.id)) == set(people.UNITS)


def test_the_history_says_who_when_what_and_why(session: Session, estate: int) -> None:
    changed(session, estate, UnitEdit(FLAT, LARGER), UnitEdit(None, Unit("9", "1")))
    (told,) = roll_changes(session, estate)
    assert (told.by, told.at, told.reason, told.kind) == ("钱敏", people.MIDWAY, "凭产证更正", ChangeKind.EDIT)
    assert told.edits == (UnitEdit(FLAT, LARGER), UnitEdit(None, Unit("9", "1")))
    assert roll_changes(session, estate, FLAT.place) == [told]
    assert roll_changes(session, estate, people.UNITS[1].place) == []
    assert changes_since_file(session, estate) == [told]


def test_a_change_is_taken_back_once_and_that_too_can_be_undone(session: Session, estate: int) -> None:
    changed(session, estate, UnitEdit(FLAT, LARGER))
    (told,) = roll_changes(session, estate)
    version = undo_roll_change(session, estate, told.id, "看错了", by="钱敏", now=people.MIDWAY)
    assert standing(session, estate) == set(people.UNITS)
    undo, first = roll_changes(session, estate)
    assert (undo.kind, first.undone_in) == (ChangeKind.UNDO, version)
    with pytest.raises(Refusal, match="roll-change-undone"):
        undo_roll_change(session, estate, told.id, "看错了", by="钱敏", now=people.MIDWAY)
    undo_roll_change(session, estate, undo.id, "没看错", by="钱敏", now=people.MIDWAY)
    assert LARGER in standing(session, estate)


def test_what_was_changed_again_is_not_taken_back(session: Session, estate: int) -> None:
    changed(session, estate, UnitEdit(FLAT, LARGER))
    (told,) = roll_changes(session, estate)
    changed(session, estate, UnitEdit(LARGER, replace(LARGER, note="转角")))
    with pytest.raises(Refusal, match="roll-change-overtaken"):
        undo_roll_change(session, estate, told.id, "看错了", by="钱敏", now=people.MIDWAY)


def test_the_slower_of_two_writes_over_nothing(session: Session, estate: int) -> None:
    changed(session, estate, UnitEdit(FLAT, LARGER))
    with pytest.raises(Refusal, match="roll-unit-changed"):
        changed(session, estate, UnitEdit(FLAT, replace(FLAT, area=1)))
    assert LARGER in standing(session, estate)


def test_what_is_refused_leaves_nothing_behind(session: Session, estate: int) -> None:
    with pytest.raises(Refusal, match="roll-edit-without-reason"):
        changed(session, estate, UnitEdit(FLAT, LARGER), reason=" ")
    with pytest.raises(Refusal, match="roll-change-unknown"):
        undo_roll_change(session, estate, 7, "看错了", by="钱敏", now=people.MIDWAY)
    with pytest.raises(Refusal, match="unknown-request"):
        change_roll(
            session,
            estate,
            [UnitEdit(FLAT, LARGER)],
            ChangeKind.EDIT,
            "凭产证更正",
            by="钱敏",
            now=people.MIDWAY,
            request_id=7,
        )
    assert roll_changes(session, estate) == []
    assert roll_in_force(session, estate).version == 1


def test_an_announced_vote_keeps_the_roll_it_was_made_from(session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    changed(session, estate, UnitEdit(FLAT, LARGER))
    assert sum(elector.area for elector in people.electors(session, view)) == people.AREA


def test_a_correction_answers_the_household_that_asked_for_it(session: Session, estate: int) -> None:
    view = people.make_open_consultation(session, estate)
    elector = people.elector_of(session, view, people.CHEN_AYI).id
    asking = Asking(estate, view.id, elector, "area", "产证上是 89.20")
    request = send_record_request(session, asking, now=people.MIDWAY)
    edits = [UnitEdit(FLAT, LARGER)]
    made = {"by": "钱敏", "now": people.MIDWAY, "request_id": request}
    change_roll(session, estate, edits, ChangeKind.EDIT, "已核对产证", **made)
    (told,) = record_requests(session, estate, view.id)
    assert (told.reply, told.reason, told.by) == (Reply.AGREED, "已核对产证", "钱敏")
    assert roll_changes(session, estate)[0].request_id == request
    with pytest.raises(Refusal, match="request-answered"):
        change_roll(session, estate, [edit.reverse for edit in edits], ChangeKind.EDIT, "再改", **made)
