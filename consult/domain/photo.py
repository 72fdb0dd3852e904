"""A photo as it is kept: pixels only, with the fingerprint that the book carries; and why one is not taken."""

from __future__ import annotations

from dataclasses import dataclass

from consult.domain.refusal import reasons

reasons(
    photo_unreadable="a photo that is no JPEG, PNG or WebP picture",
    photo_damaged="a photo that begins like a picture and breaks off, or holds nonsense",
    photo_empty="a photo file without a single byte in it",
    photo_heic="a photo in the format that newer phones use among themselves (HEIC, HEIF, AVIF)",
    photo_pdf="a PDF where a picture is asked for",
    photo_too_large="limit_mb: a photo file over the limit",
    photo_too_many_pixels="limit: a photo of more millions of pixels than are unpacked",
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture written afresh as JPEG: upright, without place, device or time; `sha256` in hex, sides in pixels."""

    jpeg: bytes
    sha256: str
    width: int
    height: int
