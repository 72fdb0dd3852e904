"""Owners who may be one are found, counted as one head or kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.domain.electorate import Basis, CountingSettings, Owner, OwnerKind, Unit
from consult.domain.electors import groups_of
from consult.domain.owner_merge import MergeCandidate, Sign, kept_apart, keys_on, merge_candidates, merged
from consult.domain.refusal import Refusal
from consult.domain.roll_edit import UnitEdit, edited

COUNTING = CountingSettings()


def flat(room: str, *owners: str, phone: str = "", kind: OwnerKind = OwnerKind.PERSON) -> Unit:
    held = tuple(Owner(*owner.split("=")) for owner in owners)
    return Unit("1", room, area=50_00, owners=held, phones=(phone,) if phone else (), owner_kind=kind)


def found(*units: Unit) -> tuple[MergeCandidate, ...]:
    return merge_candidates(units, COUNTING)


def heads(units: tuple[Unit, ...]) -> int:
    return len(groups_of(units, Basis.BY_OWNER, COUNTING))


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        (flat("1", "张伟"), flat("2", "张伟"), {Sign.NAME}),
        (flat("1", "张伟"), flat("2", "张 伟=0001"), {Sign.NAME}),
        (flat("1", "张伟", phone="5"), flat("2", "张伟", phone="5"), {Sign.NAME, Sign.PHONE}),
        (flat("1", "张伟", "李娜"), flat("2", "李娜", "张伟"), {Sign.NAME}),
        (flat("1", "张伟=00012"), flat("2", "張偉=00012"), {Sign.KEY}),
        (
            flat("1", "甲", kind=OwnerKind.DEVELOPER),
            flat("2", "甲公司", kind=OwnerKind.DEVELOPER),
            {Sign.DEVELOPER},
        ),
    ],
    ids=["one name", "one of them with a key", "one telephone", "both co-owners", "one long key", "two developers"],
)
def test_who_may_be_one(one: Unit, other: Unit, signs: set[Sign]) -> None:
    (candidate,) = found(one, other)
    assert (set(candidate.signs), candidate.heads) == (signs, 2)
    assert candidate.units == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (flat("1", "张伟=1"), flat("2", "张伟=2")),
        (flat("1", "张伟=1"), flat("2", "张伟=1")),
        (flat("1", "张伟"), flat("2", "张伟", "李娜")),
        (flat("1"), flat("2")),
        (flat("1", "张伟=0001"), flat("2", "李娜=0001")),
    ],
    ids=["told apart by keys", "one head already", "other co-owners", "nobody named", "a short key by chance"],
)
def test_who_is_left_alone(one: Unit, other: Unit) -> None:
    assert found(one, other) == ()


def test_the_likeliest_come_first() -> None:
    units = (flat("1", "张伟"), flat("2", "张伟"), flat("3", "李娜", phone="5"), flat("4", "李娜", phone="5"))
    assert [Sign.PHONE in candidate.signs for candidate in found(*units)] == [True, False]


def test_merged_they_are_one_head_with_the_areas_added() -> None:
    units = (flat("1", "张伟"), flat("2", "张 伟"), flat("3", "张伟"))
    after = edited(units, merged(units[:2], units[0], keys_on(units)))
    (group,) = [held for held in groups_of(after, Basis.BY_OWNER, COUNTING) if len(held) == 2]
    assert sum(unit.area or 0 for unit in group) == 100_00
    assert heads(after) == 2
    assert {unit.owners[0].name for unit in group} == {"张伟"}


def test_a_key_that_is_known_is_kept_and_a_made_one_is_new() -> None:
    one, other = flat("1", "张伟"), flat("2", "张伟=0007")
    assert {edit.after.owners[0].key for edit in merged((one, other), one, {"0007"}) if edit.after} == {"0007"}
    again = flat("3", "张伟")
    assert {edit.after.owners[0].key for edit in merged((one, again), one, {"M1"}) if edit.after} == {"M2"}


def test_two_developers_become_one() -> None:
    units = (flat("1", "甲", kind=OwnerKind.DEVELOPER), flat("2", "甲公司", kind=OwnerKind.DEVELOPER))
    assert heads(edited(units, merged(units, units[1], ()))) == 1


def test_kept_apart_nobody_asks_again() -> None:
    units = (flat("1", "张伟"), flat("2", "张伟"), flat("3", "张伟=0001"))
    after = edited(units, kept_apart(units, keys_on(units)))
    assert heads(after) == 3
    assert found(*after) == ()


def test_taken_back_they_stand_as_before() -> None:
    units = (flat("1", "张伟"), flat("2", "张伟"))
    edits = merged(units, units[0], ())
    assert set(edited(edited(units, edits), [UnitEdit(e.after, e.before) for e in edits])) == set(units)


def test_one_unit_alone_and_nobody_named() -> None:
    one = flat("1", "张伟")
    for act in (lambda: merged((one, one), one, ()), lambda: kept_apart((one,), ())):
        with pytest.raises(Refusal, match="merge-of-one"):
            act()
    with pytest.raises(Refusal, match="merge-without-owner"):
        merged((one, flat("2")), replace(one, owners=()), ())
