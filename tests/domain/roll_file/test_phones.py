"""Phone numbers as rolls write them."""

from __future__ import annotations

import pytest

from consult.domain.roll_file.owners import listed, read_phones
from consult.domain.roll_file.sheets import Cell


@pytest.mark.parametrize(
    ("cell", "phones", "is_odd"),
    [
        pytest.param(13800000001.0, ("13800000001",), False, id="a number"),
        pytest.param("138 0000 0001", ("138 0000 0001",), False, id="spaces"),
        pytest.param("021-62345678", ("021-62345678",), False, id="a landline"),
        pytest.param("13800000001/62345678", ("13800000001", "62345678"), False, id="two"),
        pytest.param("1380000001", ("1380000001",), True, id="a digit missing"),
        pytest.param("138000000011", ("138000000011",), True, id="a digit too many"),
        pytest.param("", (), False, id="none"),
    ],
)
def test_phones(cell: Cell, phones: tuple[str, ...], is_odd: bool) -> None:
    found, flaw = read_phones(listed(cell))
    assert (found, flaw is not None) == (phones, is_odd)
