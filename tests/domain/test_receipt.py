"""Codes survive a telephone call: case, spaces, look-alikes and full-width letters are folded, slips are caught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.receipt import ALPHABET, encode, fold, household_code, read_receipt, receipt_code
from consult.domain.refusal import Refusal

leaves = st.binary(min_size=32, max_size=32)


@given(leaf=leaves)
def test_a_slip_code_reads_back_however_it_is_typed(leaf: bytes) -> None:
    code = receipt_code(leaf)
    assert read_receipt(code) == code
    assert read_receipt(f"  {code.lower().replace('-', ' ')} ") == code
    assert [len(part) for part in code.split("-")] == [4, 4, 3]


@given(leaf=leaves, place=st.integers(0, 9), wrong=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(leaf: bytes, place: int, wrong: str) -> None:
    plain = receipt_code(leaf).replace("-", "")
    typed = plain[:place] + wrong + plain[place + 1 :]
    if typed == plain:
        return
    with pytest.raises(Refusal, match="receipt-mistyped"):
        read_receipt(typed)


@given(leaf=leaves, place=st.integers(0, 8))
def test_two_swapped_characters_are_always_caught(leaf: bytes, place: int) -> None:
    plain = receipt_code(leaf).replace("-", "")
    typed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if typed == plain:
        return
    with pytest.raises(Refusal, match="receipt-mistyped"):
        read_receipt(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("7kq2m-d4x9r", "7KQ2MD4X9R", id="small letters and a hyphen"),
        pytest.param("7KQ2M D4X9R", "7KQ2MD4X9R", id="a space"),
        pytest.param("OIL2M-D4X9R", "0112MD4X9R", id="look-alikes"),
        pytest.param("７ＫＱ２Ｍ－Ｄ４Ｘ９Ｒ", "7KQ2MD4X9R", id="full-width letters"),
        pytest.param("7KQ2M\u3000D4X9R", "7KQ2MD4X9R", id="a full-width space"),
    ],
)
def test_a_household_code_means_what_was_meant(typed: str, meant: str) -> None:
    assert household_code(typed) == meant


@pytest.mark.parametrize("typed", ["", "7KQ2MD4X9", "7KQ2MD4X9RR", "7KQ2M-D4X9U", "七KQ2MD4X9R"])
def test_what_no_code_looks_like_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="code-mistyped"):
        household_code(typed)


@pytest.mark.parametrize("typed", ["", "-", "4K7P", "4K7P-9QXM-2T", "4K7P-9QXM-2TUU", "x" * 200])
def test_what_no_slip_code_looks_like_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="receipt-mistyped"):
        read_receipt(typed)


@given(number=st.integers(0, 2**50 - 1))
def test_encoding_keeps_every_bit(number: int) -> None:
    assert sum(ALPHABET.index(ch) * 32**place for place, ch in enumerate(reversed(encode(number, 10)))) == number


def test_a_group_is_folded_away() -> None:
    assert fold("7kq2m-d4x9r") == "7KQ2MD4X9R"
