"""How large a sample must be, exactly, and that a stranger draws the same one."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.domain.audit import draw, list_fingerprint, miss_chance, read_seed, sample_size
from consult.domain.refusal import Refusal

TWO, NINETY_FIVE = Fraction(2, 100), Fraction(95, 100)


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (50, 48), (100, 78), (600, 132), (1_000, 138), (3_000, 145)]
)
def test_two_percent_with_ninety_five(population: int, size: int) -> None:
    assert sample_size(population, TWO, NINETY_FIVE) == size


def test_six_hundred_is_exactly_on_the_edge() -> None:
    assert miss_chance(600, 12, 131) > 1 - NINETY_FIVE >= miss_chance(600, 12, 132)


@given(st.integers(1, 300), st.fractions(Fraction(1, 100), 1), st.fractions(Fraction(1, 2), Fraction(99, 100)))
def test_no_smaller_sample_is_enough(population: int, share: Fraction, confidence: Fraction) -> None:
    size = sample_size(population, share, confidence)
    altered = -(-population * share.numerator // share.denominator)
    assert miss_chance(population, altered, size) <= 1 - confidence
    assert size == 0 or miss_chance(population, altered, size - 1) > 1 - confidence


@pytest.mark.parametrize("share", [0, Fraction(-1, 100), Fraction(101, 100)])
def test_a_share_that_makes_no_sense(share: Fraction) -> None:
    with pytest.raises(Refusal, match="audit-share-outside"):
        sample_size(10, Fraction(share), NINETY_FIVE)


@pytest.mark.parametrize("confidence", [0, 1])
def test_a_confidence_that_no_sample_gives(confidence: int) -> None:
    with pytest.raises(Refusal, match="audit-confidence-outside"):
        sample_size(10, TWO, Fraction(confidence))


def test_a_stranger_draws_the_same() -> None:
    mine, turn = [], 0
    while len(mine) < 5:
        turn += 1
        number = int(hashlib.sha256(f"3141592653,{turn}".encode()).hexdigest(), 16) % 20 + 1
        if number not in mine:
            mine.append(number)
    assert draw("3141592653", 20, 5) == mine


@given(st.text("0123456789", min_size=10, max_size=20), st.integers(1, 60), st.integers(0, 80))
def test_a_draw_takes_different_ballots_that_are_there(seed: str, population: int, size: int) -> None:
    drawn = draw(seed, population, size)
    assert len(drawn) == len(set(drawn)) == min(size, population)
    assert all(1 <= number <= population for number in drawn)


def test_every_ballot_is_drawn_about_as_often() -> None:
    drawn = [number for seed in range(2_000) for number in draw(f"{seed:010d}", 10, 3)]
    assert all(520 <= drawn.count(number) <= 680 for number in range(1, 11))


def test_a_seed_is_digits_and_enough_of_them() -> None:
    assert read_seed("31415 ９2653-") == "3141592653"
    with pytest.raises(Refusal, match="seed-too-short"):
        read_seed("314159265")


def test_a_list_has_the_same_fingerprint_in_any_order() -> None:
    assert list_fingerprint(["00026", "00018"]) == hashlib.sha256(b"00018\n00026\n").hexdigest()
