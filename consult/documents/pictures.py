"""A committee's own picture made fit for a paper: upright, without camera data, no larger than print needs."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from consult.documents.pdf import Picture
from consult.domain import picture as _declares  # noqa: F401  (the reasons given here)
from consult.domain.refusal import Refusal

WIDEST = 2_400
"""Pixels across: 300 dpi over the type area of A4."""

MOST_PIXELS = 60_000_000
"""Beyond this a small file may unfold into gigabytes of memory."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""Only kinds that are pixels and nothing else: others name further files, or are programs (EPS is run to be read)."""


def printable(data: bytes) -> Picture:
    """Read a photo or drawing and answer it as JPEG; refuses what is missing, damaged, too large or of another kind."""
    if not data:
        raise Refusal("picture-missing")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            # The size stands in the header: a bomb is refused before it is unpacked.
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many()
            return Picture(_as_jpeg(ImageOps.exif_transpose(opened)), "image/jpeg")
    except Image.DecompressionBombError as bomb:
        raise _too_many() from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise Refusal("picture-unreadable") from broken


def _too_many() -> Refusal:
    return Refusal("picture-too-many-pixels", limit=MOST_PIXELS // 1_000_000)


def _as_jpeg(picture: Image.Image) -> bytes:
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    paper.thumbnail((WIDEST, WIDEST))
    out = BytesIO()
    paper.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
