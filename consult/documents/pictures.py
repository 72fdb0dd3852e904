"""A committee's own picture made fit for a paper: upright, without camera data, no larger than print needs."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from consult.documents.pdf import Picture

WIDEST = 2_400
"""Pixels across: 300 dpi over the type area of A4."""

MOST_PIXELS = 60_000_000
"""Beyond this a small file may unfold into gigabytes of memory."""


class UnreadablePicture(ValueError):
    """The bytes are no picture that can be printed."""


def printable(data: bytes) -> Picture:
    """Read a photo or drawing (JPEG, PNG, WebP, GIF …) and answer it as JPEG; raises `UnreadablePicture`."""
    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnreadablePicture("the picture has too many pixels")
            return Picture(_as_jpeg(ImageOps.exif_transpose(opened)), "image/jpeg")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as broken:
        raise UnreadablePicture("the picture cannot be read") from broken


def _as_jpeg(picture: Image.Image) -> bytes:
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    paper.thumbnail((WIDEST, WIDEST))
    out = BytesIO()
    paper.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
