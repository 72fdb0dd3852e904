"""A photo of a paper ballot: decoded and written afresh, so that only its pixels are kept."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageOps, UnidentifiedImageError

from consult.domain.refusal import Refusal, reasons

reasons(
    photo_unreadable="a photo that is no JPEG, PNG or WebP picture, or is damaged",
    photo_too_large="limit_mb: a photo file over the limit",
    photo_too_many_pixels="limit: a photo of more millions of pixels than are unpacked",
)

LARGEST = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3_000
FORMATS = ("JPEG", "PNG", "WEBP")


def reencoded(content: bytes) -> tuple[str, bytes]:
    """SHA-256 (hex) and bytes of the photo as JPEG, upright, without its metadata (place, device, time)."""
    if len(content) > LARGEST:
        raise Refusal("photo-too-large", limit_mb=LARGEST // 1024 // 1024)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            # The size stands in the header: a bomb is refused before it is unpacked.
            if opened.width * opened.height > MOST_PIXELS:
                raise Refusal("photo-too-many-pixels", limit=MOST_PIXELS // 1_000_000)
            jpeg = _jpeg(ImageOps.exif_transpose(opened))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refusal("photo-unreadable") from error
    return hashlib.sha256(jpeg).hexdigest(), jpeg


def _jpeg(picture: Image.Image) -> bytes:
    plain = picture.convert("RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new("RGB", plain.size)
    fresh.paste(plain)
    written = io.BytesIO()
    fresh.save(written, "JPEG", quality=85, optimize=True)
    return written.getvalue()
