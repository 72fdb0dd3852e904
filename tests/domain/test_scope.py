"""Who is asked: places, units left out, a meeting's members; and what cannot stand together."""

from typing import Any

import pytest

from consult.domain.electorate import Basis, Unit
from consult.domain.refusal import Refusal
from consult.domain.scope import Door, Place, in_scope, scope_faults, scope_from_json, scope_json


def reason(*asked: Any) -> str | None:
    try:
        in_scope(*asked)
    except Refusal as refused:
        return refused.reason
    return None


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
    assert reason(UNITS, (Place("99"),), (), ()) == "scope-empty"


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
        assert reason(UNITS, scope, left_out, ()) == said
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
        assert reason(UNITS, (), (), members) == said
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
        pytest.param("advisory", {}, False, [], id="a survey of everybody"),
        pytest.param("general", {}, True, [], id="a vote of all owners"),
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
