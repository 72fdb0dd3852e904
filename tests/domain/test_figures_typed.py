"""Heads and areas as people type them."""

from __future__ import annotations

import pytest

from consult.domain.consent import Weight
from consult.domain.figures_typed import read_area, read_heads, read_pair
from consult.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "heads"), [("0", 0), ("1152", 1152), ("1,152", 1152), (" 12 ", 12), ("１２", 12), ("1，152", 1152)]
)
def test_heads(typed: str, heads: int) -> None:
    assert read_heads(typed, "heads") == heads


@pytest.mark.parametrize("typed", ["", "-1", "1.0", "1,15", "11,52", "007", "1e3", "many", "1 152", "½", "9" * 16])
def test_no_heads(typed: str) -> None:
    with pytest.raises(Refusal, match="figure-unreadable"):
        read_heads(typed, "heads")


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [
        ("124799.30", 12_479_930),
        ("124,799.30", 12_479_930),
        ("124799.3", 12_479_930),
        ("124799", 12_479_900),
        ("0.01", 1),
        ("90m²", 9_000),
        ("０.５", 50),
    ],
)
def test_areas(typed: str, hundredths: int) -> None:
    assert read_area(typed, "area") == hundredths


@pytest.mark.parametrize("typed", ["", "八十", "1e9", "80.125", "-5", ".5", "5.", "12,47.30", "1,000,00", "nan"])
def test_no_areas(typed: str) -> None:
    with pytest.raises(Refusal, match="figure-unreadable"):
        read_area(typed, "area")


@pytest.mark.parametrize(
    ("typed", "weight"),
    [
        ("768,83199.54", Weight(768, 8_319_954)),
        ("768, 83199.54", Weight(768, 8_319_954)),
        ("768,83,199.54", Weight(768, 8_319_954)),
        ("200,100,000.00", Weight(200, 10_000_000)),
        ("0,0", Weight()),
    ],
)
def test_pairs(typed: str, weight: Weight) -> None:
    assert read_pair(typed, "took part") == weight


@pytest.mark.parametrize("typed", ["", "768", ",5", "5,", "1,152,124", "200,100,500.00", "a,b", "1,2,3,4"])
def test_no_pairs(typed: str) -> None:
    with pytest.raises(Refusal, match="pair-unreadable"):
        read_pair(typed, "took part")
