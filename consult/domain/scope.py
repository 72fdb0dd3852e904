"""Who is asked: the whole estate, some places of it, without some units, or the members of a meeting alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consult.domain.electorate import Basis, Unit
from consult.domain.refusal import Refusal, reasons
from consult.domain.rules import CUSTOM

reasons(
    scope_empty="buildings: a scope in which nobody owns anything",
    left_out_unknown="units: units to leave out of a scope that are not in it",
    left_out_not_for_rule="rule: units left out of a binding vote in which every owner counts",
    member_unknown="units: homes of a meeting's members that the roll does not have",
    members_missing="rule: a committee's meeting held on the owners' roll",
    members_not_for_rule="rule: a list of members in a binding vote in which every owner counts",
    members_beside_scope="a list of members together with places, or with units left out",
    rule_needs_households="rule: a residents' meeting held on the owners' roll",
)


@dataclass(frozen=True, slots=True)
class Place:
    """A building, or one entrance of it ('' for all), inside a consultation's scope."""

    building: str
    entrance: str = ""

    def holds(self, unit: Unit) -> bool:
        """Whether a unit lies here."""
        return self.building == unit.building and self.entrance in ("", unit.entrance)


Door = tuple[str, str, str]
"""Building, entrance and room: one unit of a roll."""

HAVE_MEMBERS = frozenset({"committee-meeting", "residents-meeting", CUSTOM})
"""Binding rules that may be held among named members: a committee's (沪规定 26), or representatives (居组法 9)."""
MAY_LEAVE_OUT = frozenset({"unanimous", CUSTOM})
"""Binding rules whose scope may leave units out: who asks the others (民法典 279) is not one of the others."""


_MEMBER = "member"


def in_scope(
    units: Iterable[Unit], scope: tuple[Place, ...], left_out: tuple[Door, ...], members: tuple[Door, ...]
) -> tuple[Unit, ...]:
    """The units of the scope without those left out; an empty scope is the whole estate. Of a meeting, its members'.

    An owner who also holds units that are not left out still votes with those. Refuses `scope-empty`, and
    `left-out-unknown` and `member-unknown`: a misspelt room would be left out or forgotten, and nobody would notice.
    """
    if members:
        return _at_home(units, members)
    held = tuple(unit for unit in units if not scope or any(place.holds(unit) for place in scope))
    strangers = set(left_out) - {unit.place for unit in held}
    if strangers:
        raise Refusal("left-out-unknown", units=[" ".join(filter(None, door)) for door in sorted(strangers)])
    held = tuple(unit for unit in held if unit.place not in left_out)
    if not held:
        raise Refusal("scope-empty", buildings=[place.building for place in scope])
    return held


def _at_home(units: Iterable[Unit], members: tuple[Door, ...]) -> tuple[Unit, ...]:
    held = tuple(unit for unit in units if unit.place in members)
    strangers = set(members) - {unit.place for unit in held}
    if strangers:
        raise Refusal("member-unknown", units=[" ".join(filter(None, door)) for door in sorted(strangers)])
    return held


def scope_json(scope: tuple[Place, ...], left_out: tuple[Door, ...], members: tuple[Door, ...]) -> list[list[str]]:
    """A scope as it is kept: [building, entrance] for a place, [building, entrance, room] for a unit left out.

    A member's home is ["member", building, entrance, room].
    """
    places = [[place.building, place.entrance] for place in scope]
    return places + [list(door) for door in left_out] + [[_MEMBER, *door] for door in members]


def scope_from_json(
    kept: Iterable[Sequence[str]],
) -> tuple[tuple[Place, ...], tuple[Door, ...], tuple[Door, ...]]:
    """The places of a kept scope, the units it leaves out, and the homes of a meeting's members."""
    places: list[Place] = []
    left_out: list[Door] = []
    members: list[Door] = []
    for row in kept:
        match list(row):
            case [building, entrance]:
                places.append(Place(building, entrance))
            case [building, entrance, room]:
                left_out.append((building, entrance, room))
            case [_member, building, entrance, room]:
                members.append((building, entrance, room))
    return tuple(places), tuple(left_out), tuple(members)


def scope_faults(
    scope: tuple[Place, ...],
    left_out: tuple[Door, ...],
    members: tuple[Door, ...],
    *,
    rule: str,
    basis: Basis,
    is_binding: bool,
) -> Iterable[Refusal]:
    """Who is asked must be who the rule counts: a meeting has members of its own, other votes have every owner."""
    if is_binding and left_out and rule not in MAY_LEAVE_OUT:
        yield Refusal("left-out-not-for-rule", rule=rule)
    if rule == "committee-meeting" and not members:
        yield Refusal("members-missing", rule=rule)
    if rule == "residents-meeting" and not members and basis is Basis.BY_OWNER:
        yield Refusal("rule-needs-households", rule=rule)
    if is_binding and members and rule not in HAVE_MEMBERS:
        yield Refusal("members-not-for-rule", rule=rule)
    if members and (scope or left_out):
        yield Refusal("members-beside-scope")
