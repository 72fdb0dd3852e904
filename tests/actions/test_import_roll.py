"""A roll is imported whole or not at all, and a second one says what it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actions.import_roll import ImportedRoll, import_roll
from consult.domain.electorate import AreaSource, Owner, OwnerKind, UnitKind
from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Row, Sheet
from consult.models.place import Estate
from consult.models.roll import Roll, RollUnit
from consult.queries.roll import roll_in_force, units_of

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HEADER = ["楼栋", "单元", "室号", "建筑面积", "面积来源", "业主", "业主编号", "性质", "手机", "备注"]
FLAT = ["12", "1", "101", 89.5, "产证", "张伟、李娜", "0001、0002", "住宅", "13800000001", "转角"]
SHOP = ["12", "", "商1", 45.25, "实测", "桂园商贸有限公司", "", "商铺", "", ""]
UNSOLD = ["13", "1", "201", 100, "", "", "", "开发商未售", "", ""]


@pytest.fixture
def estate(session: Session) -> int:
    held = Estate(code="GY", name={"zh": "桂园"}, committee={"zh": "桂园业委会"})
    session.add(held)
    session.commit()
    return held.id


def reading(*rows: Row) -> RollReading:
    return read_roll([Sheet("名册", [HEADER, *rows])])


def imported(session: Session, estate_id: int, *rows: Row) -> ImportedRoll:
    given = reading(*rows)
    return import_roll(session, estate_id, given, by="王敏", now=NOW, file_name="名册.xlsx", file_sha256="ab" * 32)


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_every_value_is_kept_as_it_was_read(session: Session, estate: int) -> None:
    given = reading(FLAT, SHOP, UNSOLD)
    done = imported(session, estate, FLAT, SHOP, UNSOLD)
    assert set(units_of(session, estate, done.roll_id)) == set(given.units)
    flat = next(unit for unit in given.units if unit.room == "101")
    assert flat.owners == (Owner("张伟", "0001"), Owner("李娜", "0002"))
    assert (flat.area, flat.area_source, flat.phones, flat.note) == (
        8950,
        AreaSource.REGISTER,
        ("13800000001",),
        "转角",
    )
    kinds = {unit.room: (unit.kind, unit.owner_kind) for unit in given.units}
    assert kinds["商1"] == (UnitKind.SHOP, OwnerKind.ORGANISATION)
    assert kinds["201"] == (UnitKind.DWELLING, OwnerKind.DEVELOPER)


def test_loaded_n_means_n_rows_are_there(session: Session, estate: int) -> None:
    done = imported(session, estate, FLAT, SHOP, UNSOLD)
    assert (done.rows, done.units, count(session, RollUnit)) == (3, 3, 3)
    assert (done.summary.chosen.heads, done.summary.area) == (3, 8950 + 4525 + 10000)


def test_the_first_roll_is_version_one_and_changes_nothing(session: Session, estate: int) -> None:
    done = imported(session, estate, FLAT)
    assert (done.version, done.diff) == (1, None)
    held = roll_in_force(session, estate)
    assert (held.version, held.imported_by, held.file_name, held.imported_at) == (1, "王敏", "名册.xlsx", NOW)


def test_a_second_roll_is_a_new_version_and_says_what_it_changes(session: Session, estate: int) -> None:
    first = imported(session, estate, FLAT, SHOP)
    second = imported(session, estate, [*FLAT[:3], 89.6, *FLAT[4:]], UNSOLD)
    assert second.version == 2
    assert second.diff is not None
    assert [unit.room for unit in second.diff.added] == ["201"]
    assert [unit.room for unit in second.diff.removed] == ["商1"]
    assert [change.changed for change in second.diff.changed] == [("area",)]
    assert len(units_of(session, estate, first.roll_id)) == 2, "a version never changes"
    assert roll_in_force(session, estate).id == second.roll_id


def test_one_fault_that_blocks_keeps_everything_out(session: Session, estate: int) -> None:
    with pytest.raises(Refusal) as refused:
        imported(session, estate, FLAT, [*SHOP[:3], "八十", *SHOP[4:]])
    assert refused.value.reason == "roll-has-faults"
    assert refused.value.details == {"n": 1, "sheet": "名册", "row": 3}
    assert (count(session, Roll), count(session, RollUnit)) == (0, 0)


def test_a_warning_does_not_keep_the_roll_out(session: Session, estate: int) -> None:
    assert imported(session, estate, [*FLAT[:3], "", *FLAT[4:]]).summary.units_without_area == 1


def test_a_failure_half_way_leaves_nothing_behind(session: Session, estate: int) -> None:
    good = reading(FLAT, SHOP)
    twice = replace(good, placed=(*good.placed, good.placed[0]))
    with pytest.raises(IntegrityError):
        import_roll(session, estate, twice, by="王敏", now=NOW, file_name="x.xlsx", file_sha256="ab" * 32)
    assert (count(session, Roll), count(session, RollUnit)) == (0, 0)


def test_rolls_of_two_estates_do_not_meet(session: Session, estate: int) -> None:
    other = Estate(code="LY", name={"zh": "兰园"}, committee={})
    session.add(other)
    session.commit()
    other_id = other.id
    imported(session, estate, FLAT)
    assert imported(session, other_id, FLAT, SHOP).version == 1
    assert len(units_of(session, estate, roll_in_force(session, estate).id)) == 1
