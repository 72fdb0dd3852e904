"""Files spoilt at random: read whole, or refused by name; never a crash and never a part."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.domain.refusal import Refusal
from consult.domain.roll_file.reading import RollReading, read_roll
from consult.domain.roll_file.sheets import Sheet
from consult.spreadsheets.reading import read_spreadsheet
from tests.domain.roll_file.sheets import HEADER, row
from tests.spreadsheets import samples

TEXTS = [
    samples.text().encode(),
    samples.text().encode("gb18030"),
    samples.text("\t").encode("utf-16"),
]
XLSX = samples.xlsx()


def outcome(content: bytes) -> RollReading | None:
    try:
        return read_roll(read_spreadsheet(content, "名册"), "名册")
    except Refusal:
        return None


def spoilt(content: bytes, order: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(order.randint(1, 6)):
        where = order.randrange(len(spoilt))
        match order.randrange(4):
            case 0:
                spoilt[where] = order.randrange(256)
            case 1:
                del spoilt[where : where + order.randint(1, 40)]
            case 2:
                spoilt[where:where] = order.randbytes(order.randint(1, 40))
            case _:
                spoilt[where : where + 4] = spoilt[:4]
        spoilt = spoilt or bytearray(b"x")
    return bytes(spoilt)


@pytest.mark.parametrize("content", TEXTS, ids=["utf-8", "gb18030", "utf-16"])
@given(order=st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_spoilt_text(content: bytes, order: random.Random) -> None:
    outcome(spoilt(content, order))


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_a_spoilt_archive_is_refused_or_read_whole(order: random.Random) -> None:
    reading = outcome(spoilt(XLSX, order))
    # Every part carries a checksum: what still opens is what was written.
    assert reading is None or len(reading.placed) == len(samples.PLAIN) - 1


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_a_spoilt_part_in_a_sound_archive(order: random.Random) -> None:
    parts = samples.parts_of(XLSX)
    name = order.choice([name for name in parts if name.startswith("xl/")])
    outcome(samples.zipped(parts | {name: spoilt(parts[name], order)}))


@pytest.mark.parametrize("content", [samples.xls(), samples.ods()], ids=["xls", "ods"])
@given(order=st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_spoilt_workbooks_of_other_kinds(content: bytes, order: random.Random) -> None:
    outcome(spoilt(content, order))


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    outcome(content)


cells = st.one_of(
    st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(), st.sampled_from(["12", "101", "合计", "八十", "１２０㎡", "张伟、李娜", *map(str, HEADER)]),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=11), max_size=12))
@settings(max_examples=400)
def test_any_cells_under_a_header_are_a_unit_a_fault_or_passed_over(rows: list[list[object]]) -> None:
    # A first row that holds a unit, so that there is always something to read.
    reading = read_roll([Sheet("名册", [HEADER, row("99", "9901"), *rows])])  # type: ignore[list-item]
    told = {fault.row for fault in reading.faults if fault.blocks}
    assert reading.rows <= len(reading.placed) + len(told)
    for here in reading.placed:
        assert here.unit.area is None or 0 < here.unit.area <= 100_000_00
        assert here.unit.building
        assert here.unit.room
    if reading.can_be_imported:
        assert reading.rows == len(reading.placed)
        assert len({unit.place for unit in reading.units}) == len(reading.units)
