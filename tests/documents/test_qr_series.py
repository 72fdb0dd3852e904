"""Codes of a series are those that the library makes one by one, square for square."""

from __future__ import annotations

import random

import pytest

from consult.documents import qr, qr_series
from consult.domain.receipt import ALPHABET, TOKEN_LENGTH

CHANCE = random.Random(20261122)
TOKENS = ["".join(CHANCE.choices(ALPHABET, k=TOKEN_LENGTH)) for _ in range(12)]


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param([f"https://vote.example.org/h/{token}" for token in TOKENS], id="addresses of even length"),
        pytest.param([f"https://vote.example.com.cn/h/{token}" for token in TOKENS], id="addresses of odd length"),
        pytest.param([f"LY-{number:05d}" for number in (1, 2, 9, 10, 44, 99999)], id="serials"),
        pytest.param(["1234567", "7654321", "AB", "A", "1"], id="figures alone and very short ones"),
        pytest.param(["https://例.cn/h/1", "https://x.cn/h_1"], id="contents outside the alphanumeric mode"),
    ],
)
def test_the_same_squares(contents: list[str]) -> None:
    for at, content in enumerate(contents):
        assert qr_series.squares(content, at % 8) == qr.squares_of(content, at % 8)


def test_runs_of_a_number_are_those_of_its_rows() -> None:
    matrix = qr.modules("HTTPS://VOTE.EXAMPLE.ORG/H/7K3M")
    assert list(qr.squares(matrix).runs()) == list(qr.runs(matrix))
