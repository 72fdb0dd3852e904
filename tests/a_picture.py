"""A picture as a committee would send one, and the same as it is kept."""

from __future__ import annotations

import zlib
from functools import cache
from io import BytesIO
from struct import pack

from PIL import Image

from consult.domain.photo import Photo
from consult.domain.picture import NamedPicture
from consult.scanning.picture import cleaned_picture

NAMED = NamedPicture("plan.png", {"zh": "平面图：两处车棚", "en": "Plan of the two sheds"})


def picture(size: tuple[int, int] = (120, 80), kind: str = "PNG", colour: str = "#cfe3d6") -> bytes:
    """The bytes of a plain picture."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, kind)
    return written.getvalue()


def bomb(wide: int, high: int) -> bytes:
    """A PNG that says how large it is in a few bytes."""
    header = pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))


@cache
def kept() -> Photo:
    """The picture as the product keeps it."""
    return cleaned_picture(picture())
