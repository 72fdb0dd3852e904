"""Codes are read from photos as phones take them: small, turned, several on one board, or none."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from consult.documents.qr import capital_address
from consult.scanning.codes import codes_on
from consult.scanning.photo import cleaned
from consult.web.resident.qr_png import qr_png

OURS, FOREIGN = "https://vote.example.org/c/K7M2QX", "https://pay.example/x?to=9"


def board(*codes: tuple[str, tuple[int, int], float], size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A photo of a board with these codes: text, place of the upper left corner, and degrees turned."""
    wall = Image.new("RGB", size, "#8a7f70")
    for text, place, degrees in codes:
        code = Image.open(io.BytesIO(qr_png(text))).convert("RGB")
        wall.paste(code.rotate(degrees, expand=True, fillcolor="white"), place)
    written = io.BytesIO()
    wall.save(written, "JPEG", quality=60)
    return written.getvalue()


@pytest.mark.parametrize("degrees", [0, 7, 90, 180, 200], ids=lambda degrees: f"turned by {degrees}")
def test_a_code_is_read_however_the_phone_is_held(degrees: float) -> None:
    assert codes_on(cleaned(board((OURS, (400, 300), degrees)))) == (OURS,)


def test_every_code_of_a_board_is_read_from_the_top() -> None:
    photo = cleaned(board((FOREIGN, (900, 700), 0), (capital_address(OURS), (100, 80), 0), (FOREIGN, (100, 700), 3)))
    assert codes_on(photo) == (capital_address(OURS), FOREIGN)


def test_nothing_is_read_where_there_is_nothing() -> None:
    assert codes_on(cleaned(board())) == ()
