"""Ballot serials: short, and a slip of one finger is caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.refusal import Refusal
from consult.domain.serial import paper_serial, read_serial


@given(number=st.integers(1, 99_999))
def test_a_serial_reads_back(number: int) -> None:
    assert read_serial(paper_serial(number)) == paper_serial(number)


@given(number=st.integers(1, 99_999), place=st.integers(0, 3), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_caught(number: int, place: int, digit: str) -> None:
    serial = paper_serial(number)
    typed = serial[:place] + digit + serial[place + 1 :]
    if typed != serial:
        with pytest.raises(Refusal, match="serial-mistyped"):
            read_serial(typed)


@pytest.mark.parametrize("typed", ["123", "一二三四五", "ABCDE", "0213-"])
def test_what_no_serial_looks_like_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="serial-mistyped"):
        read_serial(typed)


@pytest.mark.parametrize("typed", ["", "  ", "-"])
def test_no_serial_at_all_is_asked_for(typed: str) -> None:
    with pytest.raises(Refusal, match="serial-missing"):
        read_serial(typed)


def test_the_code_of_a_sheet_read_into_the_field_is_its_serial() -> None:
    assert read_serial(f"9F3AC17B/{paper_serial(12)}") == paper_serial(12)


def test_full_width_digits_and_spaces_are_understood() -> None:
    assert read_serial("０００１ ８") == paper_serial(1)
