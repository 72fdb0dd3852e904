"""A consultation's life on the edges of its times."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from consult.domain.consultation import (
    State,
    refuse_ballot_unless_open,
    refuse_close_unless_due,
    refuse_open_unless_due,
)
from consult.domain.electorate import Basis, Unit
from consult.domain.refusal import Refusal
from consult.domain.scope import Door, Place, in_scope, scope_faults, scope_from_json, scope_json

OPENS = datetime(2026, 12, 16, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


def reason(refuse: object, *args: object, **details: object) -> str | None:
    try:
        refuse(*args, **details)  # type: ignore[operator]
    except Refusal as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.OPEN, CLOSES - MOMENT, None, id="a moment before the end"),
        pytest.param(State.OPEN, CLOSES, None, id="exactly at the end"),
        pytest.param(State.OPEN, CLOSES + timedelta(days=9), None, id="days after the end, not counted yet"),
        pytest.param(State.CLOSED, CLOSES + MOMENT, "closed", id="after the count"),
        pytest.param(State.ANNOUNCED, OPENS, "not-yet-open", id="nobody has opened it"),
        pytest.param(State.ANNOUNCED, CLOSES, "closed", id="nobody ever opened it"),
    ],
)
def test_when_a_sheet_that_may_be_late_counts(state: State, now: datetime, refused: str | None) -> None:
    times = {"opens_at": OPENS, "closes_at": CLOSES, "closed_at": None, "may_be_late": True}
    assert reason(refuse_ballot_unless_open, state, now=now, **times) == refused


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.OPEN, OPENS, None, id="at opening"),
        pytest.param(State.OPEN, CLOSES - MOMENT, None, id="a moment before the end"),
        pytest.param(State.OPEN, CLOSES, "closed", id="exactly at the end"),
        pytest.param(State.OPEN, CLOSES + MOMENT, "closed", id="a moment after the end"),
        pytest.param(State.ANNOUNCED, OPENS, "not-yet-open", id="announced, nobody has opened it"),
        pytest.param(State.DRAFT, OPENS, "not-yet-open", id="a draft"),
        pytest.param(State.CLOSED, OPENS, "closed", id="closed early, all ballots in"),
    ],
)
def test_when_a_ballot_counts(state: State, now: datetime, refused: str | None) -> None:
    times = {"opens_at": OPENS, "closes_at": CLOSES, "closed_at": None}
    assert reason(refuse_ballot_unless_open, state, now=now, **times) == refused


@pytest.mark.parametrize(
    ("state", "now", "refused"),
    [
        pytest.param(State.ANNOUNCED, OPENS - MOMENT, "opens-later", id="a moment too early"),
        pytest.param(State.ANNOUNCED, OPENS, None, id="at its time"),
        pytest.param(State.ANNOUNCED, CLOSES, "already-closed", id="after its end"),
        pytest.param(State.OPEN, OPENS, "already-open", id="twice"),
        pytest.param(State.CLOSED, OPENS, "already-closed", id="never again"),
    ],
)
def test_when_it_may_open(state: State, now: datetime, refused: str | None) -> None:
    found = reason(refuse_open_unless_due, state, code="7KQ2MD", opens_at=OPENS, closes_at=CLOSES, now=now)
    assert found == refused


@pytest.mark.parametrize(
    ("state", "now", "all_in", "refused"),
    [
        pytest.param(State.OPEN, CLOSES - MOMENT, False, "closes-later", id="a moment too early"),
        pytest.param(State.OPEN, CLOSES - MOMENT, True, None, id="early, but every ballot is in"),
        pytest.param(State.OPEN, CLOSES, False, None, id="at its time"),
        pytest.param(State.ANNOUNCED, CLOSES, False, "not-open", id="never opened"),
        pytest.param(State.CLOSED, CLOSES, False, "already-closed", id="twice"),
    ],
)
def test_when_it_may_close(state: State, now: datetime, all_in: bool, refused: str | None) -> None:
    found = reason(refuse_close_unless_due, state, code="7KQ2MD", closes_at=CLOSES, now=now, all_in=all_in)
    assert found == refused


UNITS = (Unit("12", "101", "1"), Unit("12", "101", "2"), Unit("13", "101"))


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        pytest.param((), 3, id="the whole estate"),
        pytest.param((Place("12"),), 2, id="a building"),
        pytest.param((Place("12", "2"),), 1, id="an entrance"),
        pytest.param((Place("12", "2"), Place("13")), 2, id="both"),
    ],
)
def test_scope(scope: tuple[Place, ...], held: int) -> None:
    assert len(in_scope(UNITS, scope, (), ())) == held


def test_a_scope_without_units_is_refused() -> None:
    assert reason(in_scope, UNITS, (Place("99"),), (), ()) == "scope-empty"


FIRST, SECOND, THIRD = (unit.place for unit in UNITS)


@pytest.mark.parametrize(
    ("scope", "left_out", "said"),
    [
        pytest.param((), (FIRST,), [SECOND, THIRD], id="one unit of the whole estate"),
        pytest.param((Place("12"),), (FIRST,), [SECOND], id="one of a building"),
        pytest.param((), (FIRST, THIRD), [SECOND], id="two units"),
        pytest.param((Place("12"),), (FIRST, SECOND), "scope-empty", id="nobody remains"),
        pytest.param((Place("12"),), (THIRD,), "left-out-unknown", id="a unit outside the scope"),
        pytest.param((), (("12", "", "101"),), "left-out-unknown", id="an entrance left away"),
        pytest.param((), (("12", "1", "999"),), "left-out-unknown", id="a room that is not on the roll"),
    ],
)
def test_a_scope_may_leave_units_out(scope: tuple[Place, ...], left_out: tuple[Door, ...], said: object) -> None:
    if isinstance(said, str):
        assert reason(in_scope, UNITS, scope, left_out, ()) == said
    else:
        assert [unit.place for unit in in_scope(UNITS, scope, left_out, ())] == said


@pytest.mark.parametrize("scope", [(), (Place("12"), Place("12", "2"))], ids=["the whole estate", "places"])
@pytest.mark.parametrize("left_out", [(), (FIRST, THIRD)], ids=["everybody", "two left out"])
def test_a_scope_survives_being_kept(scope: tuple[Place, ...], left_out: tuple[Door, ...]) -> None:
    assert scope_from_json(scope_json(scope, left_out, (SECOND,))) == (scope, left_out, (SECOND,))


def test_a_scope_kept_before_units_could_be_left_out_leaves_none_out() -> None:
    assert scope_from_json([["12", ""], ["13", "2"]]) == ((Place("12"), Place("13", "2")), (), ())


@pytest.mark.parametrize(
    ("members", "said"),
    [
        pytest.param((SECOND,), [SECOND], id="one member"),
        pytest.param((THIRD, FIRST), [FIRST, THIRD], id="two, in whatever order they were named"),
        pytest.param((FIRST, ("12", "1", "999")), "member-unknown", id="a home that the roll does not have"),
    ],
)
def test_of_a_meeting_only_the_members_are_asked(members: tuple[Door, ...], said: object) -> None:
    if isinstance(said, str):
        assert reason(in_scope, UNITS, (), (), members) == said
    else:
        assert [unit.place for unit in in_scope(UNITS, (), (), members)] == said


@pytest.mark.parametrize(
    ("rule", "who", "is_binding", "refused"),
    [
        pytest.param("committee-meeting", {}, True, ["members-missing"], id="a committee is not all owners"),
        pytest.param("committee-meeting", {}, False, ["members-missing"], id="nor in a survey"),
        pytest.param("committee-meeting", {"members": (FIRST,)}, True, [], id="a committee's members"),
        pytest.param("residents-meeting", {}, True, ["rule-needs-households"], id="residents are not all owners"),
        pytest.param("residents-meeting", {"basis": Basis.BY_HOUSEHOLD}, True, [], id="every household"),
        pytest.param("residents-meeting", {"members": (FIRST,)}, True, [], id="representatives"),
        pytest.param(
            "general", {"members": (FIRST,)}, True, ["members-not-for-rule"], id="owners are not some of them"
        ),
        pytest.param("advisory", {"members": (FIRST,)}, False, [], id="a survey among some"),
        pytest.param("custom", {"members": (FIRST,)}, True, [], id="an own rule"),
        pytest.param(
            "committee-meeting",
            {"members": (FIRST,), "scope": (Place("12"),)},
            True,
            ["members-beside-scope"],
            id="members and a building",
        ),
        pytest.param(
            "custom",
            {"members": (FIRST,), "left_out": (SECOND,)},
            True,
            ["members-beside-scope"],
            id="members and a unit left out",
        ),
        pytest.param("general", {"left_out": (FIRST,)}, True, ["left-out-not-for-rule"], id="an owner left out"),
        pytest.param("unanimous", {"left_out": (FIRST,)}, True, [], id="who asks the others"),
    ],
)
def test_who_is_asked_is_who_the_rule_counts(
    rule: str, who: dict[str, Any], is_binding: bool, refused: list[str]
) -> None:
    asked = {"scope": (), "left_out": (), "members": (), "basis": Basis.BY_OWNER} | who
    assert [fault.reason for fault in scope_faults(**asked, rule=rule, is_binding=is_binding)] == refused
