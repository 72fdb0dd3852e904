"""A QR code as a PNG: a real picture, because a long press in a chat app keeps or reads only those."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image

from consult.documents.qr import QUIET_ZONE, modules

SQUARE = 8
"""Pixels for each square: sharp on a phone, about 1 KB a picture."""


@lru_cache(maxsize=512)
def qr_png(text: str) -> bytes:
    """The code of a text, black on white with its quiet zone, one bit a pixel."""
    matrix = modules(text)
    side = len(matrix) + 2 * QUIET_ZONE
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(matrix):
        for x, is_dark in enumerate(row):
            if is_dark:
                picture.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    return _written(picture.resize((side * SQUARE, side * SQUARE), Image.Resampling.NEAREST))


def _written(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
